"""Where the findings of a check are gathered, each with its file, field and line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from engagement_kit.cases.answer_file import answer_places, is_answer_file
from engagement_kit.cases.case import Case
from engagement_kit.cases.tagged import read_tagged
from engagement_kit.errors import Fault, Faults, Level, nearest
from engagement_kit.schema_faults import field_name
from engagement_kit.strict_yaml import Positions

__all__ = ["Findings"]

Path_ = tuple[str | int, ...]


class Findings:
    """Findings about one case.

    Lines are looked up for faults and drafts, which someone is going to mend; remarks, of which a
    large study has thousands, name file and field.

    Parameters
    ----------
    case : Case
        Its folder, if it has one, names the files.
    faults_only : bool
        Leave out drafts and remarks, for which nobody asks when a case is loaded.
    """

    def __init__(self, case: Case, *, faults_only: bool = False) -> None:
        self.case = case
        self.faults_only = faults_only
        self.found: list[Fault] = []
        self._positions: dict[str, Positions | None] = {}
        self._answers: dict[str, tuple[tuple[int, str], ...]] = {}

    def fault(self, file: str, path: Path_, code: str, value: Any = None, **details: Any) -> None:
        """Note something that must be mended."""
        self._add("fault", file, path, code, value, **details)

    def draft(self, file: str, path: Path_, code: str, value: Any = None, **details: Any) -> None:
        """Note something that is not finished."""
        self._add("draft", file, path, code, value, **details)

    def remark(self, file: str, path: Path_, code: str, value: Any = None, **details: Any) -> None:
        """Note something that is worth knowing."""
        self._add("remark", file, path, code, value, **details)

    def unknown(self, file: str, path: Path_, code: str, value: str, known: Iterable[str]) -> None:
        """Note an id that names nothing, with the nearest one that does."""
        known = tuple(known)
        self.fault(file, path, code, value, expected=known, nearest=nearest(value, known))

    def _add(
        self, level: Level, file: str, path: Path_, code: str, value: Any, **details: Any
    ) -> None:
        if self.faults_only and level != "fault":
            return
        field, name = field_name(path), str(self._folder / file)
        if is_answer_file(file):
            line, item = self._answer_place(file, path)
            field = f"{field} {item}" if item else field
        else:
            line = None if level == "remark" else self._line(file, path)
        self.found.append(Fault(code, name, field, line, value, level=level, **details))

    @property
    def _folder(self) -> Path:
        return self.case.folder or Path(self.case.id)

    def _answer_place(self, file: str, path: Path_) -> tuple[int | None, str]:
        """Line and column of a rating in the answers of a survey."""
        if file not in self._answers:
            read = None if self.case.folder is None else self.case.folder / file
            self._answers[file] = () if read is None else tuple(answer_places(read))
        places, index = self._answers[file], path[1] if len(path) > 1 else None
        known = isinstance(index, int) and index < len(places)
        return places[index] if known else (None, "")  # type: ignore[index]

    def _line(self, file: str, path: Path_) -> int | None:
        if file not in self._positions:
            self._positions[file] = self._read(file)
        positions = self._positions[file]
        return positions.line(path) if positions else None

    def _read(self, file: str) -> Positions | None:
        if self.case.folder is None:
            return None
        try:
            return Positions(read_tagged(self._folder / file).data)
        except Faults:  # the file went away since the case was read: findings then have no line
            return None
