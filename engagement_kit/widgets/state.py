"""What a form knows and does, without a browser: it takes changes and writes each at once.

One :class:`FormState` belongs to one coder's file of one case. Every change names the value that it
replaces, so that nobody's work is overwritten unseen, and is written before it is acknowledged. The
browser keeps what was not acknowledged.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engagement_kit.cases import Case, is_name
from engagement_kit.cases.catalogue import catalogue_of
from engagement_kit.errors import EngagementKitError, Faults, NotWritten, WriteConflict
from engagement_kit.frameworks import Framework
from engagement_kit.widgets.case_changes import CASE_CHANGES, changed_case
from engagement_kit.widgets.changes import Answer, Edit, Problem, Refused, edit_of
from engagement_kit.widgets.checks import check_edit
from engagement_kit.widgets.entries import Entries, undone_with
from engagement_kit.widgets.history import History, Kind, Step
from engagement_kit.widgets.note_keys import NoteKeys
from engagement_kit.widgets.open_files import CaseFiles, CoderFiles
from engagement_kit.widgets.record import judged_in, record_of, shown_step, with_judgements

__all__ = ["FormState"]

_TRIES = 5  # how often a change is made anew because somebody wrote at the same moment
_SHOWN_STEPS = 50

Observer = Callable[["FormState"], None]


class FormState:
    """One coder's judgements of one case in one framework, kept equal to the coder's file.

    Safe to use from several threads. Observers are called after each change, outside the lock, on
    the thread that made it.

    Parameters
    ----------
    case : Case
        With a folder; the files in it are read afresh.
    framework : Framework
    coder : str
        Whose file it is; :data:`~engagement_kit.cases.AGREED` for what coders settled on.
    may_agree : bool
        Whether the file of what coders settled on may be written.
    now : callable
        The local time.

    Attributes
    ----------
    problem : str or None
        Why nothing can be saved at present, e.g. that the file does not parse.
    """

    def __init__(
        self,
        case: Case,
        framework: Framework,
        coder: str,
        *,
        may_agree: bool = True,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.framework = framework
        self._now = now
        self._lock = threading.RLock()
        self._observers: list[Observer] = []
        self._catalogue = catalogue_of([framework])
        self._case_files = CaseFiles(case)
        self._may_agree = may_agree
        self._revision = 0
        self._open(coder)

    def _open(self, coder: str) -> None:
        """Turn to a coder's file, whatever was open before."""
        self.coder = coder = unicodedata.normalize("NFC", coder)
        self.problem: str | None = None
        self._revision += 1
        self._saved_at = ""
        self._done: dict[str, set[int]] = {}
        self._writers: dict[tuple[Any, ...], str] = {}
        self._entries = Entries({}, (), {})
        self._files = CoderFiles(
            self._case_files.folder, self.case_id, coder, may_agree=self._may_agree
        )
        folder = self._case_files.folder if is_name(coder) else None
        self._history = History(folder, coder, judged_in(self.framework))
        fields = (step.field for step in self._history.steps)
        self._keys = NoteKeys(field[1] for field in fields if field[0] == "note")
        self._read_files()

    # --- what there is to see

    @property
    def case_id(self) -> str:
        """Id of the case."""
        return self._case_files.case.id

    @property
    def revision(self) -> int:
        """Rises with everything that changes what the form shows."""
        return self._revision

    @property
    def saved_at(self) -> str:
        """When a change was last written, ``14:03``; empty before the first."""
        return self._saved_at

    @property
    def case(self) -> Case:
        """The case with this coder's judgements as they are now and all others' as last read."""
        with self._lock:
            return with_judgements(self._case_files.case, self.coder, self._entries)

    @property
    def case_as_read(self) -> Case:
        """The case as its files told it last: another object where they told something else."""
        return self._case_files.case

    @property
    def record(self) -> dict[str, Any]:
        """Judgements in this framework as plain values; empty attributes are left out."""
        with self._lock:
            return {
                "revision": self._revision,
                **record_of(self._entries, self.framework),
                "undo": self._history.undoable is not None,
                "redo": self._history.redoable is not None,
            }

    @property
    def history(self) -> list[dict[str, Any]]:
        """The last steps, newest first: at, coder, what (the field), before, after, kind."""
        with self._lock:
            steps = [step for step in self._history.steps if self._history.concerns(step)]
        return [shown_step(step) for step in reversed(steps[-_SHOWN_STEPS:])]

    def observe(self, observer: Observer) -> Callable[[], None]:
        """Call a function after each change; the function that comes back ends that."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    # --- what can be done

    def apply(self, changes: Iterable[Mapping[str, Any]], client: str = "python") -> Answer:
        """What became of changes, each of which was written before the next was looked at.

        Parameters
        ----------
        changes : iterable of mapping
            With a rising ``id`` and ``do``: ``rate``, ``note``, ``target``, ``source``,
            ``evidence``, ``wave``, ``undo``, ``redo`` or ``coder``. One that was made already is
            passed over, so that a page may send again what it has no answer for.
        client : str
            Name of the page that sends them.
        """
        with self._lock:
            self._read_files()
            wanted = sorted(changes, key=lambda change: int(change["id"]))
            self._keys.expect(wanted)
            problems = [problem for one in wanted if (problem := self._deal_with(one, client))]
            done = max((int(one["id"]) for one in wanted), default=0)
            answer = Answer(client, done, self._saved_at, tuple(problems))
        self._tell()
        return answer

    def refresh(self) -> bool:
        """Whether the files had changed behind the form's back; it then shows what they say."""
        with self._lock:
            before = self._revision
            self._read_files(others=True)
            changed = before != self._revision
        self._tell()
        return changed

    def _tell(self) -> None:
        for observer in tuple(self._observers):
            observer(self)

    # --- reading

    def _read_files(self, *, others: bool = False) -> None:
        """Take in what others wrote; where that cannot be read, say so and keep what there is."""
        problem = None
        try:
            changed = self._case_files.read(others=others)
            file = self._files.read()
        except EngagementKitError as error:
            problem = _sentence(error)
        else:
            if file is not None:
                entries = Entries.of(file.ratings, file.notes, file.targets, before=self._entries)
                changed = changed or entries != self._entries
                self._entries = entries
                self._keys.meet(entries)
                self._writers.clear()
            self._revision += changed
        self._revision += problem != self.problem
        self.problem = problem

    # --- changing

    def _deal_with(self, change: Mapping[str, Any], client: str) -> Problem | None:
        """Make one change, unless it was made before; why not, if it cannot be made."""
        number = int(change["id"])
        done = self._done.setdefault(client, set())
        if number in done:
            return None
        try:
            self._make(change, client)
        except _Conflict as conflict:
            return Problem(number, "conflict", "conflict", str(conflict), conflict.theirs)
        except Refused as error:
            return Problem(number, "refused", error.code, str(error))
        except EngagementKitError as error:
            return Problem(number, "not_written", _code(error), _sentence(error))
        self._done.setdefault(client, set()).add(number)
        return None

    def _make(self, change: Mapping[str, Any], client: str) -> None:
        do = change.get("do")
        if do == "coder":
            self._open(str(change["value"]))
        if self.problem is not None:
            raise NotWritten(str(self._files.path), self.problem)
        if do in CASE_CHANGES:
            if self._case_files.update(lambda case: changed_case(case, change)):
                self._saved()
        elif do in ("undo", "redo"):
            self._turn_back(do, client)
        elif do != "coder":
            self._edit(change, client)

    def _edit(self, change: Mapping[str, Any], client: str) -> None:
        wanted = self._keys.recognised(edit_of(change), self._entries)
        check_edit(wanted, self._case_files.case, self._catalogue)
        for _ in range(_TRIES):
            if self._entries.get(wanted.field) == wanted.value and not wanted.moves:
                return
            now = self._entries.shown(wanted.field)
            if now != wanted.base and (wanted.again or self._writer(wanted) != client):
                raise _Conflict(now)
            if self._write(wanted, client, "set"):
                return
        raise NotWritten(str(self._files.path), "somebody else keeps writing it")

    def _writer(self, edit: Edit) -> str | None:
        """The page that wrote a field last: it goes on from its own words."""
        return self._writers.get(undone_with(edit.field))

    def _turn_back(self, kind: Kind, client: str) -> None:
        """Undo or redo the last step, and with it all that was done at once with it."""
        step = self._next_step(kind)
        if step is None:
            raise Refused(f"nothing_to_{kind}", f"There is nothing to {kind}.")
        group = step.group
        self._turn_step(step, kind, client)
        while group and (step := self._next_step(kind)) and step.group == group:
            self._turn_step(step, kind, client)

    def _next_step(self, kind: Kind) -> Step | None:
        return self._history.undoable if kind == "undo" else self._history.redoable

    def _turn_step(self, step: Step, kind: Kind, client: str) -> None:
        """Undo or redo one step, unless somebody changed the same field since."""
        old, new = (step.after, step.before) if kind == "undo" else (step.before, step.after)
        before = step.place_before if kind == "undo" else step.place_after
        moves = step.field[0] == "note"
        edit = Edit(step.field, old, new, moves, before, step.group)
        edit = self._keys.recognised(edit, self._entries)
        if self._entries.get(edit.field) != old:
            self._history.drop(kind)
            message = "Somebody changed the same place since: it was left as it is."
            raise Refused("changed_since", message)
        if not self._write(edit, client, kind):
            raise NotWritten(str(self._files.path), "somebody else wrote it at the same moment")

    def _write(self, edit: Edit, client: str, kind: Kind) -> bool:
        """Write the file with an edit made; False if somebody wrote first, whose text was read."""
        key = edit.field[1]
        is_note = edit.field[0] == "note"
        old_place = self._entries.after(key) if is_note else None
        before = edit.before if edit.moves or not is_note else old_place
        try:
            entries = self._entries.with_field(edit.field, edit.value, before=before)
        except ValidationError as error:
            raise Refused("no_value", error.errors()[0]["msg"]) from None
        try:
            self._files.write(entries)
        except WriteConflict:
            self._read_files()
            return False
        field = undone_with(edit.field)
        step = Step(
            self._now().isoformat(timespec="seconds"),
            self.coder,
            field,
            self._entries.get(field),
            entries.get(field),
            old_place,
            entries.after(key) if is_note else None,
            kind,
            edit.group,
        )
        self._entries = entries
        self._keys.meet(entries)
        self._writers[field] = client
        self._history.add(step)
        self._saved()
        return True

    def _saved(self) -> None:
        self._revision += 1
        self._saved_at = self._now().strftime("%H:%M")


class _Conflict(Refused):
    """A field says something else than the page saw."""

    def __init__(self, theirs: Any) -> None:
        self.theirs = theirs
        super().__init__("conflict", "Somebody else changed this since the form showed it.")


def _sentence(error: EngagementKitError) -> str:
    """What is wrong in one sentence, with the place in the file where there is one."""
    if isinstance(error, Faults) and error.faults:
        fault = error.faults[0]
        more = len(error.faults) - 1
        place = f"{Path(fault.file).name}, line {fault.line}: " if fault.line else ""
        return f"{place}{fault.sentence}" + (f" (and {more} more)" if more else "")
    return str(error)


def _code(error: EngagementKitError) -> str:
    return error.faults[0].code if isinstance(error, Faults) and error.faults else "not_written"
