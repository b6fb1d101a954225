"""From a folder of YAML to a case, with everything that is wrong in its files told at once."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from engagement_kit.cases.cache import keep, recall
from engagement_kit.cases.case import AGREED, Case
from engagement_kit.cases.entries import CaseEntry, Note, Rating, Target
from engagement_kit.cases.fields import Entry
from engagement_kit.cases.files import (
    CASE_FILE,
    FORMAT,
    CaseFile,
    CoderFile,
    FileModel,
    check_format,
    upgrade,
)
from engagement_kit.cases.tagged import read_tagged
from engagement_kit.errors import Fault, Faults
from engagement_kit.schema_faults import schema_faults
from engagement_kit.strict_yaml import Positions, read_yaml

__all__ = [
    "RESERVED",
    "find_case_folders",
    "is_reserved",
    "parse_file",
    "read_case",
    "read_file",
    "try_case",
]

Judgement = TypeVar("Judgement", Rating, Note, Target)

# A folder with one of these is meant as a case; reading it says what is wrong with the name.
_MARKS = (CASE_FILE, "case.yml")
RESERVED = ("case", AGREED)  # names of files that no single coder owns


def is_reserved(coder: str) -> bool:
    """Whether no file can be named after a coder; ``agreed`` itself is what coders settled on.

    Upper case makes no difference, as some systems take ``Case.yaml`` and ``case.yaml`` for one.
    """
    return coder != AGREED and coder.casefold() in RESERVED


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


def read_case(folder: str | Path) -> Case:
    """The case that a folder holds, with the judgements of all coders.

    Parameters
    ----------
    folder : str or Path
        With ``case.yaml`` and one ``<coder>.yaml`` for each coder.

    Raises
    ------
    Faults
        With everything that is wrong in any of its files. Whether ids of items, boxes and evidence
        exist is for :func:`check_cases` to say.
    """
    case, faults = try_case(Path(folder))
    if faults or case is None:
        raise Faults(faults)
    return case


def try_case(folder: Path) -> tuple[Case | None, list[Fault]]:
    """A case as far as its files can be read, and what is wrong with the others.

    The case is None where ``case.yaml`` itself cannot be read; a coder's file that has a fault is
    left out of it.
    """
    faults: list[Fault] = []
    prints: dict[str, str] = {}
    case_file = _try_read(folder / CASE_FILE, CaseFile, faults, prints)
    coder_files = []
    for path in _coder_paths(folder, faults):
        coder_file = _try_read(path, CoderFile, faults, prints)
        if coder_file is None:
            continue
        found = list(_owner_faults(path, coder_file, case_file))
        faults += found
        if not found:
            coder_files.append(coder_file)
    if case_file is None:
        return None, faults
    faults += _folder_faults(folder, case_file)
    return _assembled(folder, case_file, coder_files, prints), faults


def read_file(path: Path, model: type[FileModel]) -> FileModel:
    """One file of a case folder as its model, from the cache where it has not changed.

    Raises
    ------
    Faults
        With everything that is wrong in it.
    """
    return parse_file(read_tagged(path).data, path, model)


def parse_file(data: bytes, path: Path, model: type[FileModel]) -> FileModel:
    """The content of a file as its model, from the cache where it was read before.

    Raises
    ------
    Faults
        With everything that is wrong in it.
    """
    form = f"{model.__name__} {FORMAT}"
    kept = _recalled(data, form, model)
    if kept is not None:
        return kept
    content, positions = read_yaml(data, str(path)), Positions(data)
    check_format(content, str(path), positions)
    content = upgrade(content)
    try:
        found = model.model_validate(content)
    except ValidationError as error:
        raise Faults(schema_faults(error, model, content, str(path), positions)) from None
    keep(data, form, content)
    return found


def _recalled(data: bytes, form: str, model: type[FileModel]) -> FileModel | None:
    """The model of what was kept; None if nothing was, or a newer model no longer accepts it."""
    payload = recall(data, form)
    if payload is None:
        return None
    try:
        return model.model_validate_json(payload)
    except ValidationError:
        return None


def _try_read(
    path: Path, model: type[FileModel], faults: list[Fault], prints: dict[str, str]
) -> FileModel | None:
    """The content of a file and, in ``prints``, its hash; or what is wrong with it."""
    try:
        read = read_tagged(path)
        prints[path.name] = read.tag
        return parse_file(read.data, path, model)
    except Faults as error:
        faults += error.faults
        return None


def _coder_paths(folder: Path, faults: list[Fault]) -> list[Path]:
    """Files of coders; a file whose ending would make it go unread is a fault."""
    paths = []
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.name == CASE_FILE or entry.is_dir():
            continue
        if entry.suffix == ".yaml":
            paths.append(entry)
        elif entry.suffix.lower() in (".yml", ".yaml"):
            faults.append(Fault("wrong_ending", str(entry), value=entry.suffix))
    return paths


def _owner_faults(path: Path, file: CoderFile, case_file: CaseFile | None) -> Iterator[Fault]:
    """A coder's file must bear its coder's name and speak of this case."""
    stem = unicodedata.normalize("NFC", path.stem)
    if file.coder in RESERVED and stem != AGREED:
        yield _placed(path, "coder", "reserved_coder", value=file.coder)
    elif file.coder != stem:
        yield _placed(path, "coder", "wrong_coder", value=file.coder, expected=(stem,))
    if case_file is not None and file.case != case_file.id:
        yield _placed(path, "case", "wrong_case", value=file.case, expected=(case_file.id,))


def _folder_faults(folder: Path, file: CaseFile) -> Iterator[Fault]:
    name = unicodedata.normalize("NFC", folder.resolve().name)
    if file.id != name:
        yield _placed(folder / CASE_FILE, "id", "wrong_folder", value=file.id, expected=(name,))


def _placed(
    path: Path, field: str, code: str, *, value: str, expected: tuple[str, ...] = ()
) -> Fault:
    line = Positions(read_tagged(path).data).line((field,))
    return Fault(code, str(path), field, line, value, expected)


def _assembled(
    folder: Path, case_file: CaseFile, coder_files: list[CoderFile], prints: dict[str, str]
) -> Case:
    """The case with the entries of all coders; nothing is validated a second time."""
    ratings: list[Rating] = []
    notes: list[Note] = []
    targets: list[Target] = []
    for file in coder_files:
        ratings += [_owned(Rating, entry, file) for entry in file.ratings]
        notes += [_owned(Note, entry, file) for entry in file.notes]
        targets += [_owned(Target, entry, file) for entry in file.targets]
    fields = {name: getattr(case_file, name) for name in CaseEntry.model_fields}
    case = Case.model_construct(
        **fields,
        ratings=tuple(ratings),
        notes=tuple(notes),
        targets=tuple(targets),
        folder=folder,
    )
    return case.read_as(prints)


def _owned(kind: type[Judgement], entry: Entry, file: CoderFile) -> Judgement:
    """An entry of a file together with its case and coder."""
    fields: dict[str, Any] = {**vars(entry), "case": file.case, "coder": file.coder}
    return kind.model_construct(**fields)
