"""Which note a change speaks of when the key that it names was given by another kernel.

Notes have no id in a file. A kernel gives each a key; a page that outlives the kernel still names
the old one, and what it sends may have been written already. Such a note is found by what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from engagement_kit.widgets.changes import Edit
from engagement_kit.widgets.entries import Entries

__all__ = ["NoteKeys"]

_GONE: Any = {}  # no note says this: one that was made, and changed since, is not made again unseen


class NoteKeys:
    """The keys of notes that one form has met, and what its pages are about to say under each.

    Parameters
    ----------
    made : iterable of str
        Keys under which notes were made before this form was opened.
    """

    def __init__(self, made: Iterable[str] = ()) -> None:
        self._met: set[str] = set()
        self._made = frozenset(made)
        self._coming: dict[str, list[Any]] = {}

    def meet(self, entries: Entries) -> None:
        """Remember the keys of all notes; one that is gone then stays gone."""
        self._met.update(one.key for one in entries.notes)

    def expect(self, changes: Iterable[Mapping[str, Any]]) -> None:
        """Take in what changes that came together will have each note say, one after the other."""
        self._coming = {}
        for change in changes:
            if change.get("do") == "note":
                self._coming.setdefault(str(change.get("key")), []).append(change.get("value"))

    def recognised(self, edit: Edit, entries: Entries) -> Edit:
        """The edit with the key that its note has now.

        A key that was met here is taken at its word: another note that says the same is not the
        one that was meant.
        """
        kind, key = edit.field[:2]
        if kind != "note" or entries.note(key) is not None:
            return edit
        like = None if key in self._met else self._like(edit, entries)
        if like is not None:
            return replace(edit, field=("note", like))
        if edit.again and edit.base is None and (key in self._met or key in self._made):
            return replace(edit, base=_GONE)
        return edit

    def _like(self, edit: Edit, entries: Entries) -> str | None:
        found = (entries.note_like(one) for one in self._contents(edit) if one is not None)
        return next((one.key for one in found if one is not None), None)

    def _contents(self, edit: Edit) -> Iterator[Any]:
        """What the note may say by now, the latest first; nothing for a note that is really new."""
        if edit.again:
            yield from reversed(self._coming.get(edit.field[1], ()))
        if edit.again or edit.base is not None:
            yield from (edit.base, edit.value)
