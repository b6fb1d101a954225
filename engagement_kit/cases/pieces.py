"""A text that :func:`dump_yaml` wrote, taken apart at its lines instead of read as a whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from engagement_kit.strict_yaml import read_yaml

__all__ = ["Pieces"]

_LIST = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]*):\n\Z")  # a key whose list follows in further lines


class Pieces:
    """The values of a written text and the lines that each takes.

    Parameters
    ----------
    text : str
        As :func:`dump_yaml` writes it.
    values : dict
        Values by piece of text, from an earlier text: equal pieces are not read again. It is left
        with the pieces of this text.

    Attributes
    ----------
    content : dict
        What the text says.
    """

    def __init__(self, text: str, values: dict[str, Any]) -> None:
        self._known = values
        self._used: dict[str, Any] = {}
        self.content: dict[str, Any] = {}
        self._lines: dict[str, list[str]] = {}
        self._entries: dict[str, list[list[str]]] = {}
        for lines in _split(text.splitlines(keepends=True), _begins_key):
            self._add(lines)
        values.clear()
        values.update(self._used)

    def lines(self, key: str) -> list[str]:
        """The lines of a top-level value."""
        return self._lines[key]

    def entry(self, key: str, place: int, indent: str) -> list[str]:
        """The lines of an entry of a top-level list, moved to the right."""
        lines = self._entries[key][place]
        return [f"{indent}{line}" if line.strip() else line for line in lines]

    def _add(self, lines: list[str]) -> None:
        head = _LIST.match(lines[0])
        if head and lines[1:] and lines[1].startswith("- "):
            key = head[1]
            self._entries[key] = list(_split(lines[1:], _begins_entry))
            self.content[key] = [self._value(entry)[0] for entry in self._entries[key]]
            self._lines[key] = lines
        else:
            for key, value in self._value(lines).items():
                self.content[key], self._lines[key] = value, lines

    def _value(self, lines: list[str]) -> Any:
        """What some lines say."""
        text = "".join(lines)
        if text not in self._used:
            known = text in self._known
            self._used[text] = self._known[text] if known else _read(text)
        return self._used[text]


def _read(text: str) -> Any:
    return (
        read_yaml(f"x:\n{text}".encode(), "")["x"]
        if text.startswith("- ")
        else read_yaml(text.encode(), "")
    )


def _split(lines: list[str], begins: Any) -> Iterator[list[str]]:
    """The lines in groups, of which each begins with a line that begins something."""
    starts = [number for number, line in enumerate(lines) if begins(line)]
    for start, stop in itertools.pairwise([*starts, len(lines)]):
        yield lines[start:stop]


def _begins_key(line: str) -> bool:
    return line[0] not in " -\n"


def _begins_entry(line: str) -> bool:
    return line.startswith("- ")
