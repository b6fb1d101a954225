"""Which files of a case change, and what they will say: comments of the old ones stay."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

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
    paths = sorted(folder.glob("*.yaml")) if folder else []
    return {path.name: read_tagged(path).data for path in paths}


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
        kept = text if old is None else change_in_place(old.decode("utf-8-sig"), text)
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
    for coder in sorted({*case.coders, *(before.coders if before else ())}):
        ratings, notes, targets = _lists(case, coder)
        if before is None or (ratings, notes, targets) != _lists(before, coder):
            text = coder_text(case.id, coder, ratings=ratings, notes=notes, targets=targets)
            yield f"{coder}.yaml", text


def _lists(case: Case, coder: str) -> tuple[list[Rating], list[Note], list[Target]]:
    """Ratings, notes and targets of one coder."""
    return (
        [rating for rating in case.ratings if rating.coder == coder],
        [note for note in case.notes if note.coder == coder],
        [target for target in case.targets if target.coder == coder],
    )
