"""The evidence of a case as texts with selections: one text a source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engagement_kit.cases import Case, Evidence, Source
from engagement_kit.exchange.refi.fields import source_values, value_of
from engagement_kit.exchange.refi.guids import Guids
from engagement_kit.exchange.refi.project import Coding, Selection, Text
from engagement_kit.exchange.refi.xmlwriting import fit
from engagement_kit.strict_yaml import dump_yaml

__all__ = ["evidence_record", "one_line", "source_texts", "text_as_held"]

_NO_NAME = re.compile(r'[\\/:*?"<>|\s]+')  # what no name of a file can hold: programs make files
_NAME_LENGTH = 100
_BREAKS = re.compile("\r\n?")
_SAID = ("value", "unit", "year", "as_of", "locator", "polarity", "elements", "tags", "note")
_STANDARD = {"polarity": "neutral", "elements": (), "tags": ()}


def one_line(text: str, most: int = _NAME_LENGTH) -> str:
    """A text that can be a name: one line, no characters that names of files cannot have."""
    name = _NO_NAME.sub(" ", fit(text)).strip()
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def text_as_held(text: str) -> str:
    r"""A text as a source holds it: lines end in ``\n`` alone, or programs count differently."""
    return fit(_BREAKS.sub("\n", text))


def evidence_record(piece: Evidence) -> str:
    """What a piece of evidence says beside its text, which the format has no place for."""
    fields: dict[str, Any] = {"id": piece.id}
    for name in _SAID:
        found = getattr(piece, name)
        if found is not None and found != _STANDARD.get(name):
            fields[name] = found
    if text_as_held(piece.text) != piece.text:
        fields["text"] = piece.text
    return dump_yaml(fields)


def source_texts(
    case: Case,
    user: str,
    codings: Mapping[str, Iterable[tuple[str, str]]],
    notes: Mapping[str, Iterable[str]],
    guids: Guids,
) -> tuple[list[Text], dict[str, str]]:
    """Each source of a case as a text, and the GUID of each piece of evidence.

    Parameters
    ----------
    case : Case
    user : str
        GUID of who made the selections.
    codings : mapping of str to (str, str)
        Code and user of each coding, by id of the evidence.
    notes : mapping of str to str
        GUIDs of the notes that rest on a piece of evidence, by its id.
    guids : Guids
    """
    selecting = _Selecting(case, user, codings, notes, guids)
    by_key: dict[str, list[Evidence]] = {source.key: [] for source in case.sources}
    for piece in case.evidence:
        by_key.setdefault(piece.source, []).append(piece)
    sources = {source.key: source for source in reversed(case.sources)}
    texts = [selecting.text(key, sources.get(key), pieces) for key, pieces in by_key.items()]
    return texts, selecting.selected


@dataclass
class _Selecting:
    """Makes the texts of one case; ``selected`` has the GUID of each piece of evidence by id."""

    case: Case
    user: str
    codings: Mapping[str, Iterable[tuple[str, str]]]
    notes: Mapping[str, Iterable[str]]
    guids: Guids
    selected: dict[str, str] = field(default_factory=dict)

    def text(self, key: str, source: Source | None, pieces: list[Evidence]) -> Text:
        """A source with its evidence; evidence may name a source that nobody described."""
        text, places = _laid_out(source, pieces)
        selections = tuple(self._selection(p, at) for p, at in zip(pieces, places, strict=True))
        case = self.case.id
        name = one_line(f"{case} {key} {source.title if source else ''}")
        said = source_values(source) if source else (value_of("source.key", "Text", key),)
        values = (value_of("source.case", "Text", case), *said)
        guid = self.guids.new("source", case, key)
        return Text(guid, name, text, user=self.user, selections=selections, values=values)

    def _selection(self, piece: Evidence, start: int) -> Selection:
        guid = self.guids.new("evidence", self.case.id, piece.id)
        self.selected.setdefault(piece.id, guid)
        return Selection(
            guid,
            one_line(piece.text, 60),
            start,
            start + len(text_as_held(piece.text)),
            evidence_record(piece),
            self.user,
            tuple(
                Coding(self.guids.new("coding", guid, code, coder), code, coder)
                for code, coder in self.codings.get(piece.id, ())
            ),
            tuple(self.notes.get(piece.id, ())),
        )


def _laid_out(source: Source | None, pieces: Iterable[Evidence]) -> tuple[str, list[int]]:
    """The text of a source, what it is and then fact by fact, and where each fact begins."""
    head = (source.title, source.author, source.date, source.url) if source else ()
    text = "\n".join(text_as_held(line) for line in head if line) + "\n"
    places = []
    for piece in pieces:
        text += "\n"
        places.append(len(text))
        text += text_as_held(piece.text) + "\n"
    return text, places
