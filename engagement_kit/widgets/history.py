"""What was changed, when and by whom: one line a step in a file beside the case.

The file is a convenience, never the data: a torn or missing line costs a line of the history and
nothing else. Typing a sentence is one step, whose line grows while it is typed.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from engagement_kit.cases.lock import locked
from engagement_kit.errors import NotWritten
from engagement_kit.widgets.entries import Field

__all__ = ["FOLDER", "History", "Step"]

FOLDER = ".history"
_ONE_STEP = 3.0  # seconds; who pauses longer while typing begins a new step
_MOST_BYTES = 5_000_000  # of a history that is read; beyond it only its end is

_LENGTHS = {("rating",): 4, ("note",): 2, ("target",): 4}  # of fields, by their kind

Kind = Literal["set", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one field.

    Attributes
    ----------
    at : str
        Local time of its last change, ``2026-11-22T14:03:05``.
    coder : str
    field : tuple
    before, after
        Plain values of the field.
    place_before, place_after : str or None
        Of a note: key of the note that it stood before.
    kind : {"set", "undo", "redo"}
    group : str or None
        Steps that follow one another in one group are taken back together.
    """

    at: str
    coder: str
    field: Field
    before: Any
    after: Any
    place_before: str | None = None
    place_after: str | None = None
    kind: Kind = "set"
    group: str | None = None

    def turned(self, kind: Kind, at: str) -> Step:
        """The step that takes this one back."""
        return replace(
            self,
            at=at,
            kind=kind,
            before=self.after,
            after=self.before,
            place_before=self.place_after,
            place_after=self.place_before,
        )


class History:
    """The steps of one coder in one case, oldest first, and what of them can be taken back.

    Parameters
    ----------
    folder : Path or None
        Folder of the case; None keeps the history in memory only.
    coder : str
    concerns : callable
        Whether a step is one of those that can be taken back here: a coder's steps in another
        framework, which this form does not show, are not.
    """

    def __init__(
        self,
        folder: Path | None,
        coder: str,
        concerns: Callable[[Step], bool] = lambda _: True,
    ) -> None:
        self.concerns = concerns
        self._file = folder / FOLDER / f"{coder}.jsonl" if folder else None
        self._steps: list[Step] = []
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._tail: tuple[int, int] | None = None  # where the last line starts and the file ends
        for step in _read(self._file) if self._file else ():
            self._note(step)

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, oldest first."""
        return tuple(self._steps)

    @property
    def undoable(self) -> Step | None:
        """What undo would take back."""
        return self._undo[-1] if self._undo else None

    @property
    def redoable(self) -> Step | None:
        """What redo would bring again."""
        return self._redo[-1] if self._redo else None

    def drop(self, kind: Kind) -> None:
        """Forget the step that can no longer be undone or redone."""
        stack = self._undo if kind == "undo" else self._redo
        if stack:
            stack.pop()

    def add(self, step: Step) -> None:
        """Remember a step and write it down, as far as the disk allows."""
        last = self._steps[-1] if self._steps else None
        grown = last is not None and self.concerns(step) and _continues(last, step)
        if grown and last is not None:
            step = replace(step, before=last.before, place_before=last.place_before)
            self._steps.pop()
            self._undo.pop()
        self._note(step)
        # A history that cannot be written must not keep anybody from saving the data itself.
        with contextlib.suppress(OSError, NotWritten):
            if self._file:
                self._write(self._file, step, grown=grown)

    def _note(self, step: Step) -> None:
        self._steps.append(step)
        if not self.concerns(step):
            return
        if step.kind == "undo":
            taken = self._undo.pop() if self._undo else step.turned("set", step.at)
            self._redo.append(taken)
        elif step.kind == "redo":
            self.drop("redo")
            self._undo.append(replace(step, kind="set"))
        else:
            self._undo.append(step)
            self._redo.clear()

    def _write(self, path: Path, step: Step, *, grown: bool) -> None:
        line = json.dumps(asdict(step), ensure_ascii=False).encode() + b"\n"
        path.parent.mkdir(exist_ok=True)
        with locked(path), path.open("ab") as file:
            end = file.seek(0, 2)
            if grown and self._tail is not None and self._tail[1] == end:
                end = self._tail[0]  # nobody else has written since: the line grows in its place
                file.truncate(end)
            file.write(line)
            self._tail = (end, end + len(line))


def _continues(last: Step, step: Step) -> bool:
    """Whether somebody goes on typing in the same text."""
    if last.kind != "set" or step.kind != "set" or last.field != step.field:
        return False
    # A clock that was put back says nothing of how long somebody paused.
    return _is_typing(last, step) and 0 <= _seconds(last.at, step.at) < _ONE_STEP


def _is_typing(last: Step, step: Step) -> bool:
    if step.field[0] == "rating":
        return bool(step.field[3] == "note")
    if step.field[0] != "note" or not isinstance(step.after, dict):
        return False
    if last.after is None or step.before is None:
        return False
    place = ("box", "wave", "evidence")
    same = all(step.after[name] == step.before[name] for name in place)
    return same and step.place_before == step.place_after


def _seconds(earlier: str, later: str) -> float:
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


def _read(file: Path) -> Iterable[Step]:
    """The steps of a file; lines that are no steps are passed over."""
    try:
        with file.open("rb") as stream:
            stream.seek(max(0, stream.seek(0, 2) - _MOST_BYTES))
            lines = stream.read().decode("utf-8", errors="replace").split("\n")
    except OSError:
        return
    for line in lines:
        with contextlib.suppress(ValueError, TypeError, KeyError):
            fields = json.loads(line)
            datetime.fromisoformat(fields["at"])
            step = Step(**{**fields, "field": tuple(fields["field"])})
            if len(step.field) == _LENGTHS.get(step.field[:1]):
                yield step
