"""From pydantic's findings to faults: file, line, field, nearest key, what to do."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from engagement_kit.errors import Fault, Faults, nearest
from engagement_kit.strict_yaml import Positions, read_yaml

__all__ = ["field_name", "read_model", "schema_faults"]

Model = TypeVar("Model", bound=BaseModel)
Path = tuple[str | int, ...]


def read_model(data: bytes, file: str, model: type[Model]) -> Model:
    """A YAML file as an instance of a pydantic model.

    Parameters
    ----------
    data : bytes
        Content of the file.
    file : str
        Its name, for messages.
    model : type
        The pydantic model that the file must fit.

    Raises
    ------
    Faults
        With everything that is wrong in the file, each with its line.
    """
    content = read_yaml(data, file)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise Faults(schema_faults(error, model, content, file, Positions(data))) from None


def schema_faults(
    error: ValidationError, model: type[BaseModel], content: Any, file: str, positions: Positions
) -> Iterator[Fault]:
    """One fault for each finding of pydantic, with its line and what was expected there."""
    for found in _causes(error.errors(include_url=False)):
        path = _real_path(found["loc"], content)
        code, path, value, expected, other = _described(found, path, model, content)
        hint = nearest(str(value), expected) if code != "newer_format" else None
        line = positions.line(path) or 1
        yield Fault(code, file, field_name(path), line, value, expected, hint, other)


def _causes(findings: Sequence[Any]) -> list[Any]:
    """Findings without those that only follow from others.

    Of a newer format nothing else is known; and a list is not too short because an entry of it was
    refused.
    """
    newer = [found for found in findings if _is_newer(found)]
    places = {found["loc"][:length] for found in findings for length in range(len(found["loc"]))}
    return newer or [f for f in findings if f["type"] != "too_short" or f["loc"] not in places]


def _is_newer(found: Any) -> bool:
    """Whether a finding is about a format number above the one that is read."""
    number, known = found["input"], found.get("ctx", {}).get("expected", "")
    at_format = found["loc"] == ("format",) and type(number) is int
    return at_format and known.isdigit() and number > int(known)


def field_name(path: Sequence[str | int]) -> str:
    """A path as people write it: ``parts[0].axes[1].id``."""
    name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return name.removeprefix(".")


def _real_path(loc: tuple[str | int, ...], content: Any) -> Path:
    """The location without the tags of unions that pydantic puts between real steps."""
    path: list[str | int] = []
    for number, step in enumerate(loc, start=1):
        inside = isinstance(content, dict) and step in content
        if inside or (isinstance(content, list) and isinstance(step, int) and step < len(content)):
            content = content[step]
        elif number < len(loc):
            continue
        path.append(step)
    return tuple(path)


# What the commonest findings mean, without the words of Python.
_WORDS = {
    "string_type": "text is expected here; what looks like a number or truth value needs quotes",
    "int_type": "a whole number is expected here",
    "float_type": "a number is expected here",
    "finite_number": "a finite number is expected here",
    "bool_type": "true or false is expected here",
    "tuple_type": "a list is expected here",
    "list_type": "a list is expected here",
    "dict_type": "a mapping (key: value) is expected here",
    "model_type": "a mapping (key: value) is expected here",
    "model_attributes_type": "a mapping (key: value) is expected here",
}


def _described(
    found: Any, path: Path, model: type[BaseModel], content: Any
) -> tuple[str, Path, Any, tuple[str, ...], str]:
    """Code, path, value, expected words and further words for one finding."""
    kind, context = found["type"], found.get("ctx", {})
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        path = (*path, context["discriminator"].strip("'"))
    if kind == "extra_forbidden":
        return "unknown_key", path, path[-1], _keys_at(model, path[:-1], content), ""
    if kind in ("missing", "union_tag_not_found"):
        return "missing_key", path, path[-1], (), ""
    if _is_newer(found):
        return "newer_format", path, found["input"], (context["expected"],), ""
    if kind in ("literal_error", "union_tag_invalid"):
        words = _choices(context.get("expected_tags") or context["expected"])
        one_of = "one of " if len(words) > 1 else ""
        value = context.get("tag", found["input"])
        return "wrong_type", path, value, words, f"expected {one_of}{', '.join(words)}"
    return "wrong_type", path, found["input"], (), _said(found)


def _choices(listed: str) -> tuple[str, ...]:
    """The words of ``'a', 'b' or 'c'``."""
    return tuple(word.strip(" '") for word in listed.replace(" or ", ", ").split(","))


def _said(found: Any) -> str:
    """What a finding means, in words for people who write YAML."""
    if found["type"] == "too_short":
        least = f"at least {found['ctx']['min_length']} needed"
        return "it is empty" if isinstance(found["input"], str) else least
    if found["type"] == "too_long":
        return f"at most {found['ctx']['max_length']} allowed"
    message: str = found["msg"]
    return _WORDS.get(found["type"], message[:1].lower() + message[1:])


def _keys_at(model: type[BaseModel], path: Path, content: Any) -> tuple[str, ...]:
    """Keys that may stand where the path leads."""
    kinds: list[Any] = [model]
    for step in path:
        content = content[step]
        kinds = [inner for kind in kinds for inner in _inside(kind, step)]
        named = content.get("kind") if isinstance(content, dict) else None
        kinds = [kind for kind in kinds if named is None or _has_kind(kind, named)] or kinds
    keys = [key for kind in kinds if _is_model(kind) for key in kind.model_fields]
    return tuple(dict.fromkeys(keys))


def _inside(kind: Any, step: str | int) -> list[Any]:
    """Models (or generic types) that a step into this type leads to."""
    if _is_model(kind):
        field = kind.model_fields.get(str(step))
        return _unwrapped(field.annotation) if field else []
    return [inner for arg in get_args(kind) if arg is not Ellipsis for inner in _unwrapped(arg)]


def _unwrapped(kind: Any) -> list[Any]:
    """Members of a union, without Annotated and None."""
    if hasattr(kind, "__metadata__"):
        return _unwrapped(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return [inner for arg in get_args(kind) for inner in _unwrapped(arg)]
    return [] if kind is type(None) else [kind]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _has_kind(model: Any, named: str) -> bool:
    field = model.model_fields.get("kind") if _is_model(model) else None
    return field is not None and named in get_args(field.annotation)
