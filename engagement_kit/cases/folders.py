"""Which folders hold a case, and which of their files make it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from engagement_kit.cases.answer_file import is_answer_file
from engagement_kit.cases.files import CASE_FILE
from engagement_kit.errors import Fault, Faults

__all__ = ["case_paths", "coder_paths", "find_case_folders", "own_name"]

# A folder with one of these is meant as a case; reading it says what is wrong with the name.
_MARKS = (CASE_FILE, "case.yml")
_ENDINGS = (".yaml", ".yml")


def find_case_folders(path: str | Path) -> tuple[Path, ...]:
    """Folders at or below a path that hold a ``case.yaml``, sorted; hidden folders are passed over.

    A case holds no further cases, so its own folders are not searched. Links to folders are
    followed once, wherever they lead.

    Raises
    ------
    Faults
        If there is none: with what was looked for and what to do.
    """
    path = Path(path)
    found = tuple(sorted(_case_folders(path, set())))
    if not found:
        code = "no_case" if path.is_dir() else "no_folder"
        raise Faults([Fault(code, str(path), value=str(path))])
    return found


def _case_folders(folder: Path, seen: set[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in seen or not folder.is_dir():
        return
    seen.add(real)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:  # a folder that may not be read holds no case for this reader
        return
    if any(entry.name.lower() in _MARKS for entry in entries):
        yield folder
        return
    for entry in entries:
        if not entry.name.startswith(".") and entry.is_dir():
            yield from _case_folders(folder / entry.name, seen)


def case_paths(folder: Path) -> list[Path]:
    """All files that make the case of a folder: its own, the coders' and those of surveys.

    Whether anything has changed since a case was read is told by these files. What
    :func:`try_case` reads besides must be among them.

    Raises
    ------
    Faults
        One of them would go unread because of its ending.
    """
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.is_file())
    coders = [name for name in names if _is_meant(name)]
    if faults := [_ending(folder / name) for name in coders if not name.endswith(".yaml")]:
        raise Faults(faults)
    answers = [name for name in names if is_answer_file(name.lower())]
    return [folder / name for name in (CASE_FILE, *coders, *answers)]


def own_name(folder: Path) -> str:
    """The name of a folder, which its case must bear as its id."""
    return unicodedata.normalize("NFC", os.path.realpath(folder).rpartition(os.sep)[2])


def coder_paths(folder: Path, faults: list[Fault]) -> list[Path]:
    """Files of coders, sorted; to ``faults`` is added what would go unread by its ending."""
    paths = []
    names = [entry.name for entry in os.scandir(folder)]
    for path in sorted(folder / name for name in names if _is_meant(name)):
        if path.is_dir():
            continue
        if path.suffix == ".yaml":
            paths.append(path)
        else:
            faults.append(_ending(path))
    return paths


def _ending(path: Path) -> Fault:
    return Fault("wrong_ending", str(path), value=path.suffix)


def _is_meant(name: str) -> bool:
    """Whether a file is meant as a coder's."""
    return name.lower().endswith(_ENDINGS) and not name.startswith(".") and name != CASE_FILE
