"""What was written, and what its format could not hold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

__all__ = ["Written"]


class Written(tuple[Path, ...]):  # noqa: SLOT001 - it has an attribute
    """Paths of what was written; printed, it says what the format could not hold.

    Attributes
    ----------
    cannot_hold : tuple of str
        What the format has no place for, and where it went.
    """

    cannot_hold: tuple[str, ...]

    def __new__(cls, paths: Iterable[Path], losses: Iterable[str]) -> Self:
        """The paths, with the list of losses."""
        written = super().__new__(cls, paths)
        written.cannot_hold = tuple(losses)
        return written

    def __str__(self) -> str:
        paths = (f"Wrote {path}" for path in self)
        return "\n".join((*paths, *(f"- {loss}" for loss in self.cannot_hold)))
