"""Changing a hand-written file only where its content changes: comments and layout stay.

Whole lines are exchanged: a top-level value, or an entry of a top-level list, makes way for the
lines that the new text has for it. The result is read again. Where it is not what was wanted,
because a file is laid out in a way that lines do not follow, the new text is taken whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engagement_kit.errors import Faults
from engagement_kit.strict_yaml import Positions, read_yaml

__all__ = ["change_in_place"]

Path = tuple[str | int, ...]
Span = tuple[int, int]  # lines from, and up to but without; counted from 0


def change_in_place(old: str, new: str) -> str:
    """The content of ``new`` with, as far as that can be, the comments and layout of ``old``.

    Parameters
    ----------
    old : str
        A file as it is.
    new : str
        What it should say, as :func:`dump_yaml` writes it.
    """
    if "#" not in old:
        return new
    wanted = read_yaml(new.encode(), "")
    try:
        text = "".join(_lines(_Layout(old), _Layout(new)))
        return text if read_yaml(text.encode(), "") == wanted else new
    except Faults:
        return new


class _Layout:
    """A text as lines, with the lines that each value takes."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines(keepends=True)
        if self.lines and not self.lines[-1].endswith("\n"):
            self.lines[-1] += "\n"
        self.content = read_yaml(text.encode(), "")
        self._positions = Positions(text)

    def span(self, path: Path, ends: int) -> Span:
        """Lines of a value whose surroundings end before line ``ends``."""
        following = self._after(path)
        stop = ends if following is None else self.start(following)
        while stop > self.start(path) + 1 and _says_nothing(self.lines[stop - 1]):
            stop -= 1  # comments and blank lines belong to what follows them
        return self.start(path), stop

    def start(self, path: Path) -> int:
        """First line of a value."""
        return (self._positions.line(path) or 1) - 1

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


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _lines(old: _Layout, new: _Layout) -> list[str]:
    """The lines of the old text with those of the new one where the content differs."""
    lines = list(old.lines)
    edits = sorted(_edits(old, new), key=lambda edit: edit[0], reverse=True)
    for (
        start,
        stop,
    ), replacement in edits:  # from the end, so that earlier lines keep their number
        lines[start:stop] = replacement
    added = [key for key in new.content if key not in old.content]
    return lines + [line for key in added for line in _copied(new, (key,), "")]


def _edits(old: _Layout, new: _Layout) -> Iterator[tuple[Span, list[str]]]:
    """Lines of the old text that go, with the lines that come in their place."""
    for key, value in old.content.items():
        wanted = new.content.get(key)
        if value == wanted:
            continue
        if _is_list(value) and _is_list(wanted):
            yield from _entry_edits(old, new, key)
        else:
            fresh = [] if key not in new.content else _copied(new, (key,), "")
            yield old.span((key,), len(old.lines)), fresh


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _entry_edits(old: _Layout, new: _Layout, key: str) -> Iterator[tuple[Span, list[str]]]:
    """Changed entries in their place, new ones behind the last, surplus ones gone."""
    was, wanted, spans = old.content[key], new.content[key], old.entries(key)
    indent = _indent(old.lines[spans[0][0]])
    for place, span in enumerate(spans):
        if place >= len(wanted):
            yield span, []
        elif was[place] != wanted[place]:
            yield span, _copied(new, (key, place), indent)
    behind = spans[-1][1]
    fresh = [
        line
        for place in range(len(was), len(wanted))
        for line in _copied(new, (key, place), indent)
    ]
    if fresh:
        yield (behind, behind), fresh


def _copied(new: _Layout, path: Path, indent: str) -> list[str]:
    """The lines of a value in the new text, moved to the right."""
    _, end = new.span(path[:1], len(new.lines))
    start, stop = new.span(path, end)
    return [f"{indent}{line}" if line.strip() else line for line in new.lines[start:stop]]


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
