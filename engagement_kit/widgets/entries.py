"""One coder's judgements of one case as a value: each change makes a new one.

A *field* names the smallest thing that is changed at once: ``("rating", item, wave, attribute)``,
``("note", key)`` or ``("target", respondent, horizon, item)``. Notes have no id in a file, so each
gets a key for as long as a form is open.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engagement_kit.cases.entries import NoteEntry, RatingEntry, TargetEntry

__all__ = ["ATTRIBUTES", "Entries", "Field", "KeyedNote", "undone_with"]

Field = tuple[Any, ...]
ATTRIBUTES = ("value", "missing", "confidence", "evidence", "note")  # of a rating
_ABSENT: Mapping[str, Any] = {name: [] if name == "evidence" else None for name in ATTRIBUTES}
# Where an answer is, there is no reason for its absence, and the other way round.
_EXCLUDES = {"value": "missing", "missing": "value"}
_ANSWER = "answer"  # both of them together


def undone_with(field: Field) -> Field:
    """The field that a change of this one is undone with: an answer and its absence go together."""
    if field[0] == "rating" and field[3] in _EXCLUDES:
        return (*field[:3], _ANSWER)
    return field


@dataclass(frozen=True, slots=True)
class KeyedNote:
    """A note with the key that a form knows it by."""

    key: str
    note: NoteEntry


@dataclass(frozen=True, slots=True)
class Entries:
    """The judgements of a coder's file.

    Attributes
    ----------
    ratings : dict of (item, wave) to RatingEntry
        In the order of the file.
    notes : tuple of KeyedNote
        In the order of the file; notes of one box and wave follow one another in reading order.
    targets : dict of (respondent, horizon, item) to TargetEntry
    """

    ratings: Mapping[tuple[str, int], RatingEntry]
    notes: tuple[KeyedNote, ...]
    targets: Mapping[tuple[str, int, str], TargetEntry]

    @classmethod
    def of(
        cls,
        ratings: Iterable[RatingEntry] = (),
        notes: Iterable[NoteEntry] = (),
        targets: Iterable[TargetEntry] = (),
        *,
        before: Entries | None = None,
    ) -> Entries:
        """The entries of a file; notes keep the keys that they had in ``before``."""
        return cls(
            {(entry.item, entry.wave): entry for entry in ratings},
            tuple(_keyed(tuple(notes), before.notes if before else ())),
            {(entry.respondent, entry.horizon, entry.item): entry for entry in targets},
        )

    # --- reading a field

    def get(self, field: Field) -> Any:
        """Plain value of a field; None (evidence: an empty list) where there is nothing."""
        kind = field[0]
        if kind == "rating":
            fields = rating_fields(self.ratings.get((field[1], field[2])))
            pair = {name: fields[name] for name in _EXCLUDES}
            return pair if field[3] == _ANSWER else fields[field[3]]
        if kind == "note":
            found = self.note(field[1])
            return note_fields(found.note) if found else None
        target = self.targets.get((field[1], field[2], field[3]))
        return target.value if target else None

    def shown(self, field: Field) -> Any:
        """What a page shows in a field: an answer and the reason for its absence are one word."""
        place = undone_with(field)
        found = self.get(place)
        return found["value"] or found["missing"] if place[-1] == _ANSWER else found

    def note(self, key: str) -> KeyedNote | None:
        """The note with this key."""
        return next((one for one in self.notes if one.key == key), None)

    def note_like(self, content: Any) -> KeyedNote | None:
        """The first note that says just this."""
        return next((one for one in self.notes if note_fields(one.note) == content), None)

    def after(self, key: str) -> str | None:
        """Key of the next note in the same box and wave; None for the last one."""
        note = self.note(key)
        if note is None:
            return None
        group = [one.key for one in self.notes if _place(one) == _place(note)]
        place = group.index(key) + 1
        return group[place] if place < len(group) else None

    # --- changing a field

    def with_field(self, field: Field, value: Any, *, before: str | None = None) -> Entries:
        """The entries with another value in a field.

        Parameters
        ----------
        field : tuple
        value
            Plain value; None takes the field away.
        before : str, optional
            For a note: key of the note that it shall stand before; the last place if left out.
        """
        kind, *rest = field
        if kind == "rating":
            return self._with_rating(rest[0], rest[1], rest[2], value)
        if kind == "note":
            return self._with_note(rest[0], value, before)
        return self._with_target(rest[0], rest[1], rest[2], value)

    def _with_rating(self, item: str, wave: int, attribute: str, value: Any) -> Entries:
        fields = rating_fields(self.ratings.get((item, wave)))
        if attribute == _ANSWER:
            fields.update(value)
        else:
            fields[attribute] = value or _ABSENT[attribute]
            if value and attribute in _EXCLUDES:
                fields[_EXCLUDES[attribute]] = None
        ratings = dict(self.ratings)
        if fields == _ABSENT:
            ratings.pop((item, wave), None)
        else:
            ratings[item, wave] = RatingEntry.model_validate({"item": item, "wave": wave, **fields})
        return replace(self, ratings=ratings)

    def _with_target(self, respondent: str, horizon: int, item: str, value: Any) -> Entries:
        targets = dict(self.targets)
        key = (respondent, horizon, item)
        if value is None:
            targets.pop(key, None)
        else:
            words = {"respondent": respondent, "horizon": horizon, "item": item, "value": value}
            targets[key] = TargetEntry.model_validate(words)
        return replace(self, targets=targets)

    def _with_note(self, key: str, value: Any, before: str | None) -> Entries:
        others = [one for one in self.notes if one.key != key]
        if value is None:
            return replace(self, notes=tuple(others))
        note = KeyedNote(key, NoteEntry.model_validate(value))
        others.insert(_position(others, note, before), note)
        return replace(self, notes=tuple(others))


def _position(others: list[KeyedNote], note: KeyedNote, before: str | None) -> int:
    """Place of a note among the others: before the named one, else behind those of its box."""
    group = [place for place, one in enumerate(others) if _place(one) == _place(note)]
    named = [place for place in group if others[place].key == before]
    if named:
        return named[0]
    return group[-1] + 1 if group else len(others)


def _place(note: KeyedNote) -> tuple[str, int]:
    return note.note.box, note.note.wave


def rating_fields(entry: RatingEntry | None) -> dict[str, Any]:
    """The attributes of a rating as plain values; those of an absent one are all empty."""
    if entry is None:
        return {name: [] if name == "evidence" else None for name in ATTRIBUTES}
    fields = {name: getattr(entry, name) or None for name in ATTRIBUTES}
    return {**fields, "evidence": list(entry.evidence)}


def note_fields(note: NoteEntry) -> dict[str, Any]:
    """A note as plain values."""
    fields = {"box": note.box, "wave": note.wave, "text": dict(note.text)}
    return {**fields, "evidence": list(note.evidence)}


# --- keys of notes


def _keyed(notes: tuple[NoteEntry, ...], before: tuple[KeyedNote, ...]) -> Iterator[KeyedNote]:
    """Notes with keys: equal ones keep theirs, also in another box, changed ones take one there.

    Of changed ones in one box, the first takes the first key that is left.
    """
    left = list(before)
    keys: list[str | None] = [_take(left, lambda one, n=note: one.note == n) for note in notes]
    for place, note in enumerate(notes):
        if keys[place] is None:
            keys[place] = _take(left, lambda one, n=note: _words(one.note) == _words(n))
    for place, note in enumerate(notes):
        if keys[place] is None:
            spot = (note.box, note.wave)
            keys[place] = _take(left, lambda one, s=spot: _place(one) == s)
    used = {key for key in keys if key} | {one.key for one in before}
    for note, key in zip(notes, keys, strict=True):
        fresh = key or _fresh_key(note, used)
        used.add(fresh)
        yield KeyedNote(fresh, note)


def _words(note: NoteEntry) -> Any:
    return note.text, note.evidence


def _take(left: list[KeyedNote], fits: Any) -> str | None:
    """Key of the first note that fits, which is then taken."""
    for place, one in enumerate(left):
        if fits(one):
            return left.pop(place).key
    return None


def _fresh_key(note: NoteEntry, used: set[str]) -> str:
    """A key that no other kernel gives to another note: pages and histories outlive kernels."""
    while (key := f"{note.box}@{note.wave}#{secrets.token_hex(4)}") in used:
        pass
    return key
