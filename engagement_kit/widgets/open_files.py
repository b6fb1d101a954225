"""The files that an open form stands on: read when they changed, written against their tag."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

from engagement_kit.cases import Case, case_text, coder_text, is_name
from engagement_kit.cases.files import CASE_FILE, CoderFile
from engagement_kit.cases.inplace import Memory, change_in_place
from engagement_kit.cases.read import RESERVED, read_file, try_case
from engagement_kit.cases.tagged import read_tagged, write_tagged
from engagement_kit.cases.write import Memo
from engagement_kit.errors import Fault, Faults, NotWritten, WriteConflict, WrongKind
from engagement_kit.widgets.changes import Refused
from engagement_kit.widgets.entries import Entries

__all__ = ["CaseFiles", "CoderFiles"]

_TRIES = 5


class CaseFiles:
    """The case that a form is about, as its files tell it.

    Parameters
    ----------
    case : Case
        With a folder.
    """

    def __init__(self, case: Case) -> None:
        if case.folder is None:
            advice = "Write it with Store.save() or write_case() first."
            raise WrongKind("A form", "a case that is only in memory", "a case on disk", advice)
        self.case = case
        self.folder: Path = case.folder
        self._tag: str | None = None

    @property
    def path(self) -> Path:
        """The file with the case's sources and evidence."""
        return self.folder / CASE_FILE

    def read(self, *, others: bool = False) -> bool:
        """Whether the case is another one since it was last read.

        Parameters
        ----------
        others : bool
            Look into the files of coders, too.

        Raises
        ------
        NotWritten
            The folder is gone.
        Faults
            ``case.yaml`` cannot be read or does not parse; the case stays what it was.
        """
        if not self.folder.is_dir():
            raise NotWritten(str(self.folder), "the folder of the case is gone")
        tag = read_tagged(self.path).tag
        if tag == self._tag and not others:
            return False
        case, faults = try_case(self.folder)
        own = [fault for fault in faults if Path(fault.file).name == CASE_FILE]
        if case is None or own:
            raise Faults(own or faults)
        changed = case != self.case
        self._tag = tag
        if changed:
            self.case = case
        return changed

    def update(self, change: Callable[[Case], Case]) -> bool:
        """Whether a change of ``case.yaml`` was needed and is written.

        Raises
        ------
        NotWritten
            The disk refused, or somebody else keeps writing the file.
        """
        for _ in range(_TRIES):
            wanted = change(self.case)
            if wanted == self.case:
                return False
            if self._write(wanted):
                return True
            self.read()
        raise NotWritten(str(self.path), "somebody else keeps writing it")

    def _write(self, wanted: Case) -> bool:
        old = read_tagged(self.path)
        if old.tag != self._tag:
            return False
        text = change_in_place(old.data.decode("utf-8-sig"), case_text(wanted))
        try:
            data = text.encode()
            self._tag = write_tagged(self.path, data, replaces=old.tag, within=self.folder)
        except WriteConflict:
            return False
        self.case = wanted
        return True


class CoderFiles:
    """One coder's file of a case.

    Parameters
    ----------
    folder : Path
        Folder of the case.
    case_id, coder : str
    may_agree : bool
        Whether the coder may be the one of what coders settled on.
    """

    def __init__(self, folder: Path, case_id: str, coder: str, *, may_agree: bool = True) -> None:
        self.folder, self.case_id, self.may_agree = folder, case_id, may_agree
        self.coder = unicodedata.normalize("NFC", coder)
        self._tag: str | None = None
        self._text = ""
        # What the last writing worked out: of a long file only what changed is made anew.
        self._memo: Memo = {}
        self._memory = Memory()

    @property
    def path(self) -> Path:
        """The file; its name is only sound if the coder's is.

        One whose name is spelled with other characters for the same letters, as files that come
        from another system are, is the coder's file, too.
        """
        path = self.folder / f"{self.coder}.yaml"
        if self.coder.isascii() or path.exists():
            return path
        others = self.folder.glob("*.yaml")
        same = (one for one in others if unicodedata.normalize("NFC", one.name) == path.name)
        return next(same, path)

    def check_name(self) -> None:
        """Let a coder's name pass that may name a file of this case.

        Raises
        ------
        Refused
            It may not; the reason is told.
        """
        if not is_name(self.coder):
            message = (
                f"{self.coder!r} cannot be a coder's name: letters, digits, hyphen and underscore "
                "of any script, at most 100"
            )
            raise Refused("bad_coder", message)
        reserved = RESERVED[:1] if self.may_agree else RESERVED
        if self.coder.casefold() in reserved:
            fault = Fault("reserved_coder", str(self.path), "coder", value=self.coder)
            raise Refused("reserved_coder", fault.sentence)

    def read(self) -> CoderFile | None:
        """What the file says if it changed since it was last read or written; None if it did not.

        A file that was deleted leaves things as they are: the next writing brings it back.

        Raises
        ------
        Refused
            The coder's name cannot name a file.
        Faults
            The file cannot be read, does not parse, belongs to somebody else or says one thing
            twice, which a form would lose.
        """
        self.check_name()
        if not self.path.exists():
            self._tag, self._text = None, ""
            return None
        tagged = read_tagged(self.path)
        if tagged.tag == self._tag:
            return None
        file = read_file(self.path, CoderFile)
        self._check(file)
        self._tag, self._text = tagged.tag, tagged.data.decode("utf-8-sig")
        return file

    def write(self, entries: Entries) -> None:
        """Write the file with these entries in the place of those that were last read or written.

        Raises
        ------
        WriteConflict
            Somebody else wrote it in between.
        NotWritten
            The disk refused, or the path is a link.
        """
        text = coder_text(
            self.case_id,
            self.coder,
            ratings=entries.ratings.values(),
            notes=(one.note for one in entries.notes),
            targets=entries.targets.values(),
            memo=self._memo,
        )
        text = change_in_place(self._text, text, self._memory)
        self._tag = write_tagged(self.path, text.encode(), replaces=self._tag, within=self.folder)
        self._text = text

    def _check(self, file: CoderFile) -> None:
        path = str(self.path)
        if file.coder != self.coder:
            expected = (self.coder,)
            raise Faults([Fault("wrong_coder", path, "coder", None, file.coder, expected)])
        if file.case != self.case_id:
            expected = (self.case_id,)
            raise Faults([Fault("wrong_case", path, "case", None, file.case, expected)])
        entries = Entries.of(file.ratings, file.notes, file.targets)
        if len(entries.ratings) < len(file.ratings):
            raise Faults([Fault("double_rating", path, "ratings", other="see `check`")])
        if len(entries.targets) < len(file.targets):
            raise Faults([Fault("repeated_id", path, "targets", other="see `check`")])
