"""One thing wrong in one place of one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from engagement_kit.errors.sentences import SENTENCES
from engagement_kit.errors.wording import listed, shown

__all__ = ["Fault", "Level"]

Level = Literal["fault", "draft", "remark"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one place: file, line, field, what was found and what was expected.

    ``level`` is ``fault`` (must be mended), ``draft`` (a value that is not finished, e.g. a rating
    without answer or evidence) or ``remark`` (worth knowing). ``code`` chooses the sentence.
    """

    code: str
    file: str
    field: str = ""
    line: int | None = None
    value: Any = None
    expected: tuple[str, ...] = ()
    nearest: str | None = None
    other: str = ""
    level: Level = "fault"

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, without the place."""
        what, advice = SENTENCES[self.code]
        words = {
            "value": shown(self.value),
            "expected": listed(self.expected),
            "other": self.other,
            "nearest": self.nearest or "",
        }
        hint = f" (nearest: {self.nearest})" if self.nearest else ""
        return f"{what.format(**words)}{hint}; {advice.format(**words)}"

    @property
    def place(self) -> str:
        """``file:line: field`` as far as they are known."""
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line}" + (f": {self.field}" if self.field else "")

    def at(self, *, file: str | None = None, line: int | None = None) -> Fault:
        """The same fault with its place made more precise."""
        return replace(self, file=file or self.file, line=line or self.line)

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"
