"""What a form shows before anybody writes in it: the framework's parts and texts, the case's facts.

Plain dicts of plain values, ready for the browser.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from engagement_kit.cases import Case, Evidence
from engagement_kit.frameworks import RIGHT_TO_LEFT, Framework
from engagement_kit.words import LANGUAGES, load_words

__all__ = ["LONGEST_TEXT", "all_words", "form_description", "material_of"]

LONGEST_TEXT = 20_000  # characters of one text that a form takes
_ROOM = Path(__file__).parent
_OTHER_VIEWS = ("app_", "explore_", "static_")  # how keys of their words begin


def form_description(
    case: Case,
    framework: Framework,
    coder: str,
    *,
    lang: str = "en",
    blind: bool = True,
    problem: str | None = None,
) -> dict[str, Any]:
    """Everything about a form that does not change while it is filled.

    Parameters
    ----------
    case, framework, coder
        Whose form it is, in which framework, and who fills it.
    lang : str
        Language to begin with.
    blind : bool
        Whether other coders' judgements are kept away.
    problem : str, optional
        What is wrong already, told at the head of the form.
    """
    return {
        "key": storage_key(case, framework, coder),
        "case": {"id": case.id, "kind": case.kind, "name": dict(case.name)},
        "framework": {
            "id": framework.id,
            "version": framework.version,
            "languages": list(framework.languages),
        },
        "coder": coder,
        "blind": blind,
        "lang": lang,
        "rtl": sorted(RIGHT_TO_LEFT),
        "texts": {one: framework.in_language(one).strings() for one in framework.languages},
        "words": _form_words(),
        "scales": {scale.id: list(scale.ids) for scale in framework.definition.scales},
        "limit": LONGEST_TEXT,
        "parts": [_plain(part) for part in framework.parts],
        "remarks": [{"id": one.id, "about": one.about} for one in framework.definition.remarks],
        "problem": problem,
    }


def storage_key(case: Case, framework: Framework, coder: str) -> str:
    """Name under which a browser keeps what is not saved yet; another study has another one."""
    folder = str((case.folder or Path(case.id)).resolve())
    place = hashlib.sha256(folder.encode()).hexdigest()[:16]
    return f"engagement_kit:{place}:{case.id}:{framework.id}:{coder}"


def all_words() -> dict[str, dict[str, str]]:
    """The fixed texts of the forms in all languages, so that a switch needs no kernel."""
    return {lang: dict(load_words(_ROOM, lang).sentences) for lang in LANGUAGES}


def material_of(case: Case, coder: str, *, blind: bool = True) -> dict[str, Any]:
    """What judgements rest on: waves, sources, evidence; and others' judgements if not blind.

    Parameters
    ----------
    case : Case
    coder : str
        Whose form it is: the judgements of everybody else are *others*.
    blind : bool
        Leave out the others altogether (None in their place).
    """
    return {
        "waves": list(case.waves),
        "sources": [_plain(source) for source in case.sources],
        "evidence": [_fact(piece) for piece in case.evidence],
        "others": None if blind else _others(case, coder),
    }


def _form_words() -> dict[str, dict[str, str]]:
    """The words that a form that writes may show, and none of the other views'."""
    return {
        lang: {key: text for key, text in words.items() if not key.startswith(_OTHER_VIEWS)}
        for lang, words in all_words().items()
    }


def _fact(piece: Evidence) -> dict[str, Any]:
    """A piece of evidence with the first and last year in which it may have been so."""
    first, last = piece.span
    return {**_plain(piece), "first": first, "last": last}


def _others(case: Case, coder: str) -> dict[str, Any]:
    return {
        "ratings": _of_others(case.ratings, coder),
        "notes": _of_others(case.notes, coder),
    }


def _of_others(entries: Iterable[Any], coder: str) -> list[dict[str, Any]]:
    return [_plain(entry) for entry in entries if entry.coder != coder]


def _plain(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json")
