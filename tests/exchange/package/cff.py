"""The Citation File Format, version 1.2, as far as files of this project go: keys, types, patterns.

Written after the format's published schema, which is not ours to copy; every key that a file here
has must stand here, too, so that a new one is looked up before it is written. The form is told in
the words of JSON Schema, of which :func:`check_form` knows the few that are used.
"""

import re

_TEXT = {"type": "string", "minLength": 1}
_DAY = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])$"}
_URL = {"type": "string", "pattern": r"^(https?|s?ftp)://.+"}
_ORCID = {"type": "string", "pattern": r"^https://orcid\.org/(\d{4}-){3}\d{3}[\dX]$"}
_LICENCE = {"type": "string", "pattern": r"^(CC-BY(-NC)?(-SA|-ND)?-[1-4]\.0|CC0-1\.0|MIT)$"}


def _object(required, **properties):
    form = {"type": "object", "additionalProperties": False, "required": required}
    return {**form, "properties": properties}


_ENTITY = _object(["name"], name=_TEXT, orcid=_ORCID)
_PERSON = _object(
    [],
    **{"family-names": _TEXT, "given-names": _TEXT, "affiliation": _TEXT, "orcid": _ORCID},
)
_AUTHORS = {
    "type": "array",
    "minItems": 1,
    "uniqueItems": True,
    "items": {"anyOf": [_PERSON, _ENTITY]},
}
_REFERENCE = _object(
    ["authors", "title", "type"],
    **{
        "authors": _AUTHORS,
        "title": _TEXT,
        "type": {"enum": ["website", "generic", "software"]},
        "publisher": _ENTITY,
        "year": {"type": "integer"},
        "date-released": _DAY,
        "url": _URL,
        "version": _TEXT,
        "license": _LICENCE,
    },
)
CFF = _object(
    ["authors", "cff-version", "message", "title"],
    **{
        "cff-version": {"const": "1.2.0"},
        "message": _TEXT,
        "type": {"enum": ["dataset", "software"]},
        "title": _TEXT,
        "abstract": _TEXT,
        "authors": _AUTHORS,
        "version": _TEXT,
        "date-released": _DAY,
        "doi": {
            "type": "string",
            "pattern": r"^10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-\.\(\)\[\]\\]+$",
        },
        "url": _URL,
        "license": _LICENCE,
        "license-url": _URL,
        "keywords": {"type": "array", "minItems": 1, "uniqueItems": True, "items": _TEXT},
        "references": {"type": "array", "minItems": 1, "uniqueItems": True, "items": _REFERENCE},
    },
)


def check_form(found, form, place="file"):
    """Hold a value against a form; the first thing that is wrong is an AssertionError."""
    if "anyOf" in form:
        assert any(fits(found, one) for one in form["anyOf"]), place
        return
    assert found in form.get("enum", [found]), place
    assert found == form.get("const", found), place
    kinds = {"object": dict, "array": list, "string": str, "integer": int}
    assert isinstance(found, kinds.get(form.get("type"), object)), place
    if isinstance(found, str):
        assert len(found) >= form.get("minLength", 0), place
        assert re.search(form.get("pattern", ""), found), place
    elif isinstance(found, list):
        assert len(found) >= form["minItems"], place
        assert all(one not in found[:number] for number, one in enumerate(found)), place
        for number, one in enumerate(found):
            check_form(one, form["items"], f"{place}[{number}]")
    elif isinstance(found, dict):
        assert set(form["required"]) <= set(found) <= set(form["properties"]), place
        for key, value in found.items():
            check_form(value, form["properties"][key], f"{place}.{key}")


def fits(found, form):
    """Whether a value has a form."""
    try:
        check_form(found, form)
    except AssertionError:
        return False
    return True
