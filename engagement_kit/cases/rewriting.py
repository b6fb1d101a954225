"""Which files of a case change, and what they will say: comments of the old ones stay."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from engagement_kit.cases.answer_file import (
    answer_paths,
    answers_of,
    answers_text,
    coder_file,
    is_answer_file,
    is_survey_coder,
)
from engagement_kit.cases.case import Case
from engagement_kit.cases.entries import CaseEntry, Note, Rating, Target
from engagement_kit.cases.files import CASE_FILE
from engagement_kit.cases.inplace import change_in_place
from engagement_kit.cases.tagged import check_size, read_tagged
from engagement_kit.cases.together import Change
from engagement_kit.cases.write import case_text, coder_text

__all__ = ["file_changes", "read_files"]


def read_files(folder: Path | None) -> dict[str, bytes]:
    """Content of the files of a case by name; none where there is no folder yet.

    Raises
    ------
    Faults
        A file cannot be read or is too large.
    """
    paths = [*folder.glob("*.yaml"), *answer_paths(folder)] if folder else []
    return {path.name: read_tagged(path).data for path in sorted(paths)}


def file_changes(
    case: Case, before: Case | None, folder: Path, files: Mapping[str, bytes]
) -> Iterator[Change]:
    """The files of a case whose content changes.

    Parameters
    ----------
    case, before : Case
        As it will be, and as it was (None if it is new).
    folder : Path
        Where its files are, or will be.
    files : mapping of str to bytes
        Its files as they were, by name: each is replaced only if it still is like that.

    Raises
    ------
    Faults
        A file would be larger than what is read.
    """
    spelled = {unicodedata.normalize("NFC", name): name for name in files}
    for wanted, text in _changed_texts(case, before):
        name = spelled.get(wanted, wanted)  # as the file is called that the coder has already
        path, old = folder / name, files.get(name)
        in_place = old is not None and not is_answer_file(name)
        kept = change_in_place(old.decode("utf-8-sig"), text) if in_place and old else text
        data = kept.encode()
        check_size(data, path)
        yield Change(path, data, old)


def _changed_texts(case: Case, before: Case | None) -> Iterator[tuple[str, str]]:
    """Name and text of each file that differs from what it was."""
    if before is None or any(
        getattr(case, name) != getattr(before, name) for name in CaseEntry.model_fields
    ):
        yield CASE_FILE, case_text(case)
    # Who has nothing left to say keeps a file, in which no entry is.
    coders = {*case.coders, *(before.coders if before else ())}
    yield from _changed_answers(case, before, coders)
    for coder in sorted(one for one in coders if not is_survey_coder(one)):
        ratings, notes, targets = _lists(case, coder)
        if before is None or (ratings, notes, targets) != _lists(before, coder):
            text = coder_text(case.id, coder, ratings=ratings, notes=notes, targets=targets)
            yield f"{coder}.yaml", text


def _changed_answers(
    case: Case, before: Case | None, coders: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Name and text of each file of a survey's answers that differs from what it was."""
    for name in sorted({coder_file(coder) for coder in coders if is_survey_coder(coder)}):
        answers = answers_of(case, name)
        if before is None or answers != answers_of(before, name):
            yield name, answers_text(answers)


def _lists(case: Case, coder: str) -> tuple[list[Rating], list[Note], list[Target]]:
    """Ratings, notes and targets of one coder."""
    return (
        [rating for rating in case.ratings if rating.coder == coder],
        [note for note in case.notes if note.coder == coder],
        [target for target in case.targets if target.coder == coder],
    )
