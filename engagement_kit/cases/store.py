"""A study on disk that is read once and written case by case, against what was read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engagement_kit.cases.answer_file import (
    coder_file,
    is_answer_file,
    is_survey_coder,
    parse_answers,
)
from engagement_kit.cases.case import Case
from engagement_kit.cases.catalogue import Offer
from engagement_kit.cases.check import check_one, known_catalogue
from engagement_kit.cases.fields import is_name
from engagement_kit.cases.files import CASE_FILE, CaseFile, CoderFile
from engagement_kit.cases.folders import find_case_folders
from engagement_kit.cases.library import Cases, load_folders
from engagement_kit.cases.read import is_reserved, parse_file
from engagement_kit.cases.rewriting import file_changes, read_files
from engagement_kit.cases.together import Change, write_together
from engagement_kit.errors import Fault, Faults, NotWritten
from engagement_kit.schema_faults import schema_faults
from engagement_kit.strict_yaml import Positions

__all__ = ["HOME", "Store"]

_LISTS = ("ratings", "notes", "targets")
HOME = "case_studies"  # folder of a study that holds its cases


@dataclass(slots=True)
class _Held:
    """A case with its folder and the content of its files, as last read or written."""

    folder: Path
    case: Case
    files: dict[str, bytes] = field(default_factory=dict)


class Store:
    """The cases of a study, which can be changed and saved.

    A save writes the files of the case that differ from what was read, and no others; comments in
    them stay. If somebody else changed one of these files in between, nothing is written.

    Parameters
    ----------
    folder : str or Path
        Folder of the study; it must exist and may be empty.
    frameworks : mapping of Framework, optional
        All frameworks whose items and boxes may be used; the built-in ones if left out.

    Attributes
    ----------
    folder : Path

    Raises
    ------
    Faults
        There is no such folder.

    Examples
    --------
    ::

        store = Store("my-study")
        case = store.case("tate").rate("smi.investment.team", "yes", coder="me")
        case = store.save(case)
    """

    def __init__(self, folder: str | Path, frameworks: Mapping[str, Offer] | None = None) -> None:
        self.folder = Path(folder)
        self._catalogue = known_catalogue(frameworks)
        self._held: dict[str, _Held] = {}
        self._faults: tuple[Fault, ...] = ()
        self.read()

    @property
    def cases(self) -> Cases:
        """All sound cases as last read or saved; ``faults`` says what is wrong with the others."""
        return Cases(tuple(held.case for held in self._held.values()), self._faults)

    def case(self, case_id: str) -> Case:
        """The case with this id, as last read or saved.

        Raises
        ------
        UnknownId
            There is no sound case of that name.
        """
        return self.cases[unicodedata.normalize("NFC", case_id)]

    def read(self) -> Cases:
        """Read all files again, for example after a conflict; the cases come back.

        Raises
        ------
        Faults
            The folder is not there.
        """
        folders = self._folders()
        files = {
            folder: _files(folder) for folder in folders
        }  # first: then no change slips through
        cases, faults = load_folders(folders, self._catalogue)
        self._faults = tuple(faults)
        self._held = {
            case.id: _Held(case.folder, case, files[case.folder]) for case in cases if case.folder
        }
        return self.cases

    def save(self, case: Case) -> Case:
        """Write what changed of a case; the case as it was saved comes back.

        A case that the study does not have yet gets a folder of its own.

        Parameters
        ----------
        case : Case
            From :meth:`case`, changed; or made in Python.

        Raises
        ------
        Faults
            The case has faults, or a file would be too large. Nothing was written.
        WriteConflict
            Somebody else changed a file that would be written; it carries both sides, and nothing
            was written. :meth:`read` takes in what the other wrote.
        NotWritten
            The case lies outside of the study, or the disk refused. Nothing was written.
        """
        self._check(case)
        held = self._held.get(case.id)
        folder = held.folder if held else self._new_folder(case)
        if case.folder is not None and case.folder.resolve() != folder.resolve():
            raise NotWritten(str(case.folder), f"it is not the folder of {case.id!r} in this study")
        before, files = (held.case, held.files) if held else (None, {})
        case = _in_order(case).model_copy(update={"folder": folder})
        changes = list(file_changes(case, before, folder, files))
        for change in changes:  # nothing is written that could not be read again
            _read_back(change)
        write_together(changes, self.folder)
        written = {change.path.name: change.data for change in changes}
        self._held[case.id] = _Held(folder, case, {**files, **written})
        return case

    def new_case(
        self,
        case_id: str,
        name: str | Mapping[str, str],
        *,
        kind: str,
        waves: Sequence[int],
        **fields: Any,
    ) -> Case:
        """A new case with a folder and a ``case.yaml`` of its own.

        It lies below ``case_studies`` if the study has such a folder.

        Parameters
        ----------
        case_id : str
            Id and name of the folder: letters, digits, hyphen and underscore of any script.
        name : str or mapping of str to str
            In English, or by language.
        kind : str
            Such as ``museum`` or ``company``.
        waves : sequence of int
            Years at whose end the case is assessed, earliest first.
        **fields
            Further fields of :class:`Case`, such as ``country``.

        Raises
        ------
        Faults
            The id cannot name a folder or is taken, or a field is wrong.
        NotWritten
            The disk refused.
        """
        names = {"en": name} if isinstance(name, str) else dict(name)
        names = {lang: text for lang, text in names.items() if text.strip()}
        content = {"id": case_id, "kind": kind, "name": names, "waves": waves, **fields}
        try:
            case = Case.model_validate(content)
        except ValidationError as error:
            found = schema_faults(error, Case, content, CASE_FILE, Positions(""))
            raise Faults(replace(fault, line=None) for fault in found) from None
        if case.id in self._held:
            raise Faults([_taken(case)])
        return self.save(case)

    def _folders(self) -> tuple[Path, ...]:
        try:
            return find_case_folders(self.folder)
        except Faults:
            if not self.folder.is_dir():
                raise
            return ()

    def _home(self) -> Path:
        home = self.folder / HOME
        return home if home.is_dir() else self.folder

    def _new_folder(self, case: Case) -> Path:
        """Folder of a case that the study does not have yet."""
        if (self.folder / CASE_FILE).exists():
            raise NotWritten(str(self.folder / case.id), f"{self.folder} is itself a case")
        folder = self._home() / case.id
        # A case with faults is not held, and another program may have made one since.
        names = {unicodedata.normalize("NFC", found.resolve().name) for found in self._folders()}
        if case.id in names or folder.exists():
            raise Faults([_taken(case)])
        return folder

    def _check(self, case: Case) -> None:
        """Let a case pass that may be written."""
        alone = case.model_copy(update={"folder": None})
        found = [*_owner_faults(case), *check_one(alone, self._catalogue)]
        faults = [fault for fault in found if fault.level == "fault"]
        if faults:
            raise Faults(faults)


def _read_back(change: Change) -> None:
    if change.path.name == CASE_FILE:
        parse_file(change.data, change.path, CaseFile)
    elif is_answer_file(change.path.name):
        parse_answers(change.data, change.path)
    else:
        parse_file(change.data, change.path, CoderFile)


def _files(folder: Path) -> dict[str, bytes]:
    """The files of a case as they are; what is wrong with them is told when the case is read."""
    try:
        return read_files(folder)
    except Faults:
        return {}


def _taken(case: Case) -> Fault:
    return Fault("case_exists", CASE_FILE, "id", value=case.id)


def _owner_faults(case: Case) -> Iterator[Fault]:
    """Whether case and coders can name files, and every entry is of this case."""
    if not is_name(case.id):
        yield Fault("bad_name", CASE_FILE, "id", value=case.id)
    for coder in case.coders:
        if is_survey_coder(coder):
            continue
        if not is_name(coder) or is_reserved(coder):
            code = "bad_name" if not is_name(coder) else "reserved_coder"
            yield Fault(code, f"{case.id}/{coder}.yaml", "coder", value=coder)
    for name in _LISTS:
        for entry in getattr(case, name):
            if entry.case != case.id:
                file = f"{case.id}/{coder_file(entry.coder)}"
                expected = (case.id,)
                yield Fault("wrong_case", file, name, value=entry.case, expected=expected)


def _in_order(case: Case) -> Case:
    """The case with its judgements in the order of files, in which they will be read again."""
    lists = {
        name: tuple(sorted(getattr(case, name), key=lambda entry: coder_file(entry.coder)))
        for name in _LISTS
    }
    return case.model_copy(update=lists)
