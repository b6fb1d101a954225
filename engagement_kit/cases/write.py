"""From a case to the files of its folder: keys in a stable order, and no key without a value."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from engagement_kit.cases.answer_file import (
    answers_of,
    answers_text,
    coder_file,
    is_survey_coder,
)
from engagement_kit.cases.case import Case
from engagement_kit.cases.entries import CaseEntry, NoteEntry, RatingEntry, TargetEntry
from engagement_kit.cases.files import CASE_FILE, FORMAT
from engagement_kit.cases.tagged import write_tagged
from engagement_kit.strict_yaml import dump_yaml

__all__ = ["Memo", "case_files", "case_text", "coder_text", "write_case"]

Memo = dict[Hashable, str]

_WHO = frozenset({"case", "coder"})


def case_text(case: Case) -> str:
    """Text of ``case.yaml``: who the case is, its sources and its evidence."""
    fields = {name: _plain(getattr(case, name)) for name in CaseEntry.model_fields}
    return dump_yaml({"format": FORMAT, **_said(fields)})


def coder_text(
    case_id: str,
    coder: str,
    *,
    ratings: Iterable[RatingEntry] = (),
    notes: Iterable[NoteEntry] = (),
    targets: Iterable[TargetEntry] = (),
    memo: Memo | None = None,
) -> str:
    """Text of ``<coder>.yaml``: one coder's judgements of one case.

    Parameters
    ----------
    case_id, coder : str
        Stand at the head of the file and are not repeated in its entries.
    ratings, notes, targets : iterable
    memo : dict, optional
        Texts of entries from the last call, which leaves those of this call in it: of a long file
        with one change only that is written anew. The text is the same without it.
    """
    groups: dict[str, Iterable[BaseModel]]
    groups = {"ratings": ratings, "notes": notes, "targets": targets}
    head = dump_yaml({"format": FORMAT, "case": case_id, "coder": coder})
    known, used = ({} if memo is None else memo), Memo()
    lists = {
        name: [_text((name, *_values(entry)), entry, known, used) for entry in entries]
        for name, entries in groups.items()
    }
    if memo is not None:
        memo.clear()
        memo.update(used)
    parts = (part for name, texts in lists.items() if texts for part in (f"{name}:\n", *texts))
    return "".join((head, *parts))


def _text(key: Hashable, entry: BaseModel, known: Memo, used: Memo) -> str:
    """Text of an entry in its list; it depends on nothing around it."""
    text = known.get(key) or used.get(key)
    if text is None:
        text = dump_yaml({"x": [_plain(entry)]}).partition("\n")[2]
    used[key] = text
    return text


def _values(entry: BaseModel) -> Iterator[Hashable]:
    """What the text of an entry follows from; its case and coder stand at the head of the file."""
    for name in type(entry).model_fields:
        if name not in _WHO:
            value = getattr(entry, name)
            yield tuple(value.items()) if isinstance(value, dict) else value


def case_files(case: Case) -> dict[str, str]:
    """Name and text of each file of a case's folder."""
    files = {CASE_FILE: case_text(case)}
    for name in sorted({coder_file(one) for one in case.coders if is_survey_coder(one)}):
        files[name] = answers_text(answers_of(case, name))
    for coder in (one for one in case.coders if not is_survey_coder(one)):
        files[f"{coder}.yaml"] = coder_text(
            case.id,
            coder,
            ratings=(rating for rating in case.ratings if rating.coder == coder),
            notes=(note for note in case.notes if note.coder == coder),
            targets=(target for target in case.targets if target.coder == coder),
        )
    return files


def write_case(
    case: Case, folder: str | Path, *, replaces: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Writes all files of a case; the new tag of each comes back.

    Parameters
    ----------
    case : Case
    folder : str or Path
        The case's folder, named like its id; made if it does not exist.
    replaces : mapping of str to str, optional
        Tag of each file that is to be replaced. A file that is not named must not exist yet.

    Raises
    ------
    WriteConflict
        A file is not the one that was to be replaced. Files before it are written, none after it.
    NotWritten
        The disk refused.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    tags = dict(replaces or {})
    return {
        name: write_tagged(folder / name, text.encode(), replaces=tags.get(name), within=folder)
        for name, text in case_files(case).items()
    }


def _plain(value: Any) -> Any:
    """A value as it stands in a file."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return _said({name: _plain(getattr(value, name)) for name in fields if name not in _WHO})
    if isinstance(value, (tuple, list)):
        return [_plain(inner) for inner in value]
    return value


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something; a rating has a value even where that is empty."""
    return {
        name: value
        for name, value in fields.items()
        if value not in (None, [], {}) or (name == "value" and "missing" in fields)
    }
