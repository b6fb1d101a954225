"""Changing a hand-written file only where its content changes: comments and layout stay.

Whole lines are exchanged: a top-level value, or an entry of a top-level list, makes way for the
lines that the new text has for it. The result is read again. Where it is not what was wanted,
because a file is laid out in a way that lines do not follow, the new text is taken whole.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from engagement_kit.cases.pieces import Pieces
from engagement_kit.errors import Faults
from engagement_kit.strict_yaml.reading import Builder, decode

__all__ = ["Memory", "change_in_place"]

Path = tuple[str | int, ...]
Span = tuple[int, int]  # lines from, and up to but without; counted from 0


class _Layout:
    """A text as lines, with the lines that each value takes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.splitlines(keepends=True)
        if self.lines and not self.lines[-1].endswith("\n"):
            self.lines[-1] += "\n"
        self._starts: dict[Path, int] = {}
        found = Builder(decode(text.encode(), ""), "", self._starts).build()
        self.content = found if isinstance(found, dict) else {}  # of comments alone nothing is left

    def span(self, path: Path, ends: int) -> Span:
        """Lines of a value whose surroundings end before line ``ends``."""
        following = self._after(path)
        start, stop = self.start(path), ends if following is None else self.start(following)
        while stop > start + 1 and _says_nothing(self.lines[stop - 1]):
            stop -= 1  # comments and blank lines belong to what follows them
        return start, stop

    def start(self, path: Path) -> int:
        """First line of a value."""
        return self._starts[path] - 1

    def entries(self, key: str) -> list[Span]:
        """Lines of each entry of a list."""
        _, end = self.span((key,), len(self.lines))
        return [self.span((key, place), end) for place in range(len(self.content[key]))]

    def _after(self, path: Path) -> Path | None:
        """The value that follows in the same mapping or list."""
        key = str(path[0])
        if len(path) == 2:
            place = int(path[1]) + 1
            return (key, place) if place < len(self.content[key]) else None
        keys = list(self.content)
        place = keys.index(key) + 1
        return (keys[place],) if place < len(keys) else None


@dataclass(slots=True)
class Memory:
    """What one change of a file leaves for the next one, so that less has to be read again.

    Attributes
    ----------
    layout : object
        Lines and values of the last result, as far as they were needed.
    values : dict
        Values of pieces of the last new text.
    """

    layout: _Layout | None = None
    values: dict[str, Any] = field(default_factory=dict)


def change_in_place(old: str, new: str, memory: Memory | None = None) -> str:
    """The content of ``new`` with, as far as that can be, the comments and layout of ``old``.

    Parameters
    ----------
    old : str
        A file as it is.
    new : str
        What it should say, as :func:`dump_yaml` writes it.
    memory : Memory, optional
        Of the file's earlier changes. The result is the same without it, and takes longer.
    """
    memory = Memory() if memory is None else memory
    if "#" not in old:
        return new
    pieces = Pieces(new, memory.values)
    try:
        before = memory.layout if memory.layout and memory.layout.text == old else _Layout(old)
        after = _Layout("".join(_lines(before, pieces)))
    except (Faults, KeyError):  # a layout in which a value has no line of its own
        after = None
    memory.layout = after if after and after.content == pieces.content else None
    return memory.layout.text if memory.layout else new


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _lines(old: _Layout, new: Pieces) -> list[str]:
    """The lines of the old text with those of the new one where the content differs."""
    lines = list(old.lines)
    edits = sorted(_edits(old, new), key=lambda edit: edit[0], reverse=True)
    for (start, stop), fresh in edits:  # from the end, so that earlier lines keep their number
        lines[start:stop] = fresh
    added = [key for key in new.content if key not in old.content]
    return lines + [line for key in added for line in new.lines(key)]


def _edits(old: _Layout, new: Pieces) -> Iterator[tuple[Span, list[str]]]:
    """Lines of the old text that go, with the lines that come in their place."""
    for key, value in old.content.items():
        wanted = new.content.get(key)
        if value == wanted:
            continue
        if _is_list(value) and _is_list(wanted):
            yield from _entry_edits(old, new, key)
        else:
            fresh = new.lines(key) if key in new.content else []
            yield old.span((key,), len(old.lines)), fresh


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _entry_edits(old: _Layout, new: Pieces, key: str) -> Iterator[tuple[Span, list[str]]]:
    """Changed entries in their place; new ones behind those before them, surplus ones gone."""
    was, wanted, spans = old.content[key], new.content[key], old.entries(key)
    indent = _indent(old.lines[spans[0][0]])
    first = _equal(was, wanted)
    last = _equal(was[first:][::-1], wanted[first:][::-1])
    gone, come = len(was) - first - last, len(wanted) - first - last
    for place in range(first, first + gone):
        at = place - first < come
        yield spans[place], new.entry(key, place, indent) if at else []
    if come > gone:
        places = range(first + gone, first + come)
        behind = spans[first + gone - 1][1] if first + gone else spans[0][0]
        yield (behind, behind), [line for n in places for line in new.entry(key, n, indent)]


def _equal(some: list[Any], others: list[Any]) -> int:
    """How many values at the start are the same."""
    pairs = zip(some, others, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
