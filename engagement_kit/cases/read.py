"""From a folder of YAML to a case, with everything that is wrong in its files told at once."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from engagement_kit.cases.answer_file import answer_paths, coder_file, parse_answers
from engagement_kit.cases.cache import keep, recall
from engagement_kit.cases.case import AGREED, Case
from engagement_kit.cases.entries import CaseEntry, Note, Rating, Target
from engagement_kit.cases.fields import Entry
from engagement_kit.cases.files import (
    CASE_FILE,
    FORMAT,
    CaseFile,
    CoderFile,
    Content,
    FileModel,
    check_format,
    upgrade,
)
from engagement_kit.cases.folders import coder_paths, own_name
from engagement_kit.cases.tagged import read_tagged
from engagement_kit.errors import Fault, Faults
from engagement_kit.schema_faults import schema_faults
from engagement_kit.strict_yaml import Positions, read_yaml

__all__ = [
    "RESERVED",
    "is_reserved",
    "parse_file",
    "read_case",
    "read_file",
    "try_case",
]

Judgement = TypeVar("Judgement", Rating, Note, Target)

RESERVED = ("case", AGREED)  # names of files that no single coder owns


def is_reserved(coder: str) -> bool:
    """Whether no file can be named after a coder; ``agreed`` itself is what coders settled on.

    Upper case makes no difference, as some systems take ``Case.yaml`` and ``case.yaml`` for one.
    """
    return coder != AGREED and coder.casefold() in RESERVED


def read_case(folder: str | Path) -> Case:
    """The case that a folder holds, with the judgements of all coders.

    Parameters
    ----------
    folder : str or Path
        With ``case.yaml``, one ``<coder>.yaml`` for each coder and, where respondents of a
        survey speak of the case, one ``answers-<survey>.csv`` for each survey.

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


def try_case(folder: Path, *, kept: bool = True) -> tuple[Case | None, list[Fault]]:
    """A case as far as its files can be read, and what is wrong with the others.

    The case is None where ``case.yaml`` itself cannot be read; a coder's file that has a fault is
    left out of it.

    Parameters
    ----------
    folder : Path
    kept : bool
        Whether each of its files is looked for, and kept, in the cache.
    """
    faults: list[Fault] = []
    prints: dict[str, str] = {}
    case_file = _try_read(folder / CASE_FILE, CaseFile, faults, prints, kept=kept)
    coder_files = []
    for path in coder_paths(folder, faults):
        coder_file = _try_read(path, CoderFile, faults, prints, kept=kept)
        if coder_file is None:
            continue
        found = list(_owner_faults(path, coder_file, case_file))
        faults += found
        if not found:
            coder_files.append(coder_file)
    answers = _try_answers(folder, case_file, faults, prints)
    if case_file is None:
        return None, faults
    faults += _folder_faults(folder, case_file)
    return _assembled(folder, case_file, coder_files, answers, prints), faults


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
    content, found = _parsed(data, path, model)
    keep(data, form, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
    return found


def _parsed(data: bytes, path: Path, model: type[FileModel]) -> tuple[Content, FileModel]:
    """The content of a file and its model; raises Faults."""
    content, positions = read_yaml(data, str(path)), Positions(data)
    check_format(content, str(path), positions)
    content = upgrade(content)
    try:
        found = model.model_validate(content)
    except ValidationError as error:
        raise Faults(schema_faults(error, model, content, str(path), positions)) from None
    return content, found


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
    path: Path,
    model: type[FileModel],
    faults: list[Fault],
    prints: dict[str, str],
    *,
    kept: bool,
) -> FileModel | None:
    """The content of a file and, in ``prints``, its hash; or what is wrong with it."""
    try:
        read = read_tagged(path)
        prints[path.name] = read.tag
        if kept:
            return parse_file(read.data, path, model)
        return _parsed(read.data, path, model)[1]
    except Faults as error:
        faults += error.faults
        return None


def _try_answers(
    folder: Path, case_file: CaseFile | None, faults: list[Fault], prints: dict[str, str]
) -> list[Rating]:
    """The ratings of respondents of surveys; a file of them that has a fault is left out."""
    ratings: list[Rating] = []
    for path in answer_paths(folder):
        try:
            read = read_tagged(path)
            prints[path.name] = read.tag
            ratings += parse_answers(read.data, path, case_file.id if case_file else None)
        except Faults as error:
            faults += error.faults
    return ratings


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
    name = own_name(folder)
    if file.id != name:
        yield _placed(folder / CASE_FILE, "id", "wrong_folder", value=file.id, expected=(name,))


def _placed(
    path: Path, field: str, code: str, *, value: str, expected: tuple[str, ...] = ()
) -> Fault:
    line = Positions(read_tagged(path).data).line((field,))
    return Fault(code, str(path), field, line, value, expected)


def _assembled(
    folder: Path,
    case_file: CaseFile,
    coder_files: list[CoderFile],
    answers: list[Rating],
    prints: dict[str, str],
) -> Case:
    """The case with the entries of all coders; nothing is validated a second time."""
    ratings: list[Rating] = []
    notes: list[Note] = []
    targets: list[Target] = []
    for file in coder_files:
        ratings += [_owned(Rating, entry, file) for entry in file.ratings]
        notes += [_owned(Note, entry, file) for entry in file.notes]
        targets += [_owned(Target, entry, file) for entry in file.targets]
    if answers:  # in the order of files, as the store keeps them
        ratings = sorted((*ratings, *answers), key=lambda rating: coder_file(rating.coder))
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
