"""What the start page of the app shows: the cases of a study, and what each coder did so far.

Plain dicts of plain values, ready for the browser. Answers themselves are not in them: whoever
codes blind sees how much others did, and not what.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from engagement_kit.assess.settings import PLACING_KINDS
from engagement_kit.cases import Case, Cases, Note, Rating
from engagement_kit.cases.files import CASE_FILE
from engagement_kit.cases.read import RESERVED
from engagement_kit.errors import Fault
from engagement_kit.frameworks import RIGHT_TO_LEFT, Framework
from engagement_kit.widgets.form import all_words
from engagement_kit.words import LANGUAGES

__all__ = ["case_line", "is_of_case", "owners", "study_description"]

LONGEST_NAME = 100
_PREFIX = "app_"


def study_description(
    cases: Cases,
    frameworks: Mapping[str, Framework],
    folder: Path,
    *,
    lang: str = "en",
    page: bool = False,
) -> dict[str, Any]:
    """Everything that there is to choose from.

    Parameters
    ----------
    cases : Cases
        The sound cases; those that were left out are told with what is wrong with them.
    frameworks : mapping of Framework
        By id.
    folder : Path
        Of the study.
    lang : str
        Language to begin with.
    page : bool
        Whether the page in the browser is the app's own, so that its address, its language and its
        title may be set.
    """
    known = owners(frameworks.values())
    return {
        "key": _storage_key(folder),
        "study": folder.resolve().name,
        "page": page,
        "lang": lang,
        "rtl": sorted(RIGHT_TO_LEFT),
        "words": _words(),
        "reserved": list(RESERVED),
        "longest": LONGEST_NAME,
        "frameworks": [_framework_line(one) for one in frameworks.values() if _has_form(one)],
        "cases": [case_line(case, known) for case in cases],
        "left_out": [_told(fault) for fault in cases.faults],
    }


def is_of_case(fault: Fault) -> bool:
    """Whether a fault concerns a case as a whole, and not one coder's file of it."""
    path = Path(fault.file)
    return path.name == CASE_FILE or not (path.parent / CASE_FILE).is_file()


def _told(fault: Fault) -> str:
    """A fault for everybody: of a coder's file only the place, never what stands there."""
    path = Path(fault.file)
    place = f"{path.parent.name}/{path.name}" + (f":{fault.line}" if fault.line else "")
    return f"{place}: {fault.sentence}" if is_of_case(fault) else place


def owners(frameworks: Iterable[Framework]) -> dict[str, str]:
    """Id of the framework that an item or box belongs to, by the item's or box's id."""
    known: dict[str, str] = {}
    for framework in frameworks:
        known |= {item.id: framework.id for item in framework.items}
        known |= {box.id: framework.id for box in framework.boxes}
    return known


def case_line(case: Case, known: Mapping[str, str]) -> dict[str, Any]:
    """A case as a line of a list: names, kind, country, waves and what was done.

    Parameters
    ----------
    case : Case
    known : mapping of str to str
        See :func:`owners`.

    Returns
    -------
    dict
        ``done`` has ``{coder: {framework: [ratings, notes]}}``; what belongs to no framework in
        use is not counted.
    """
    done: dict[str, dict[str, list[int]]] = {}
    for rating in case.ratings:
        _count(done, rating, known.get(rating.item), 0)
    for note in case.notes:
        _count(done, note, known.get(note.box), 1)
    return {
        "id": case.id,
        "name": dict(case.name),
        "kind": case.kind,
        "country": case.country or "",
        "waves": list(case.waves),
        "done": done,
    }


def _count(
    done: dict[str, dict[str, list[int]]], entry: Rating | Note, owner: str | None, place: int
) -> None:
    if owner is not None:
        done.setdefault(entry.coder, {}).setdefault(owner, [0, 0])[place] += 1


def _framework_line(framework: Framework) -> dict[str, Any]:
    """A framework with its name in each of its languages, and whether cases get a place in it."""
    spoken = {lang: framework.in_language(lang).name for lang in framework.languages}
    placed = any(part.kind in PLACING_KINDS for part in framework.parts)
    return {"id": framework.id, "version": framework.version, "name": spoken, "placed": placed}


def _has_form(framework: Framework) -> bool:
    """Whether there is anything to be filled in; some frameworks only tell what others ask."""
    return bool(framework.items or framework.boxes)


def _storage_key(folder: Path) -> str:
    """Name under which a browser remembers the choice; another study has another one."""
    place = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return f"engagement_kit:{place}:app"


def _words() -> dict[str, dict[str, str]]:
    """The fixed texts of the start page in all languages."""
    every = all_words()
    return {
        lang: {key: text for key, text in every[lang].items() if key.startswith(_PREFIX)}
        for lang in LANGUAGES
    }
