"""Gathering what of a project is not kept."""

from __future__ import annotations

from collections.abc import Iterable

from engagement_kit.exchange.refi.project import Dropped

__all__ = ["Drops"]


class Drops:
    """What is not kept, each kind once with how often it was met."""

    def __init__(self, dropped: Iterable[Dropped] = ()) -> None:
        self._counts: dict[tuple[str, str], int] = {}
        for one in dropped:
            self.add(one.what, one.why, one.count)

    def add(self, what: str, why: str, count: int = 1) -> None:
        """Note something that is not kept."""
        if count:
            self._counts[what, why] = self._counts.get((what, why), 0) + count

    @property
    def all(self) -> tuple[Dropped, ...]:
        """Everything, in the order in which it was first met."""
        return tuple(Dropped(what, why, count) for (what, why), count in self._counts.items())
