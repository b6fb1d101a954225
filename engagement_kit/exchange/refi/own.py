"""Our own projects read back, whatever other programs have changed or lost in between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engagement_kit.cases import Case, Evidence, Note, Rating, Source, Target
from engagement_kit.cases.answer_file import is_survey_coder
from engagement_kit.cases.entries import CaseEntry
from engagement_kit.cases.files import CoderFile
from engagement_kit.errors import Faults
from engagement_kit.exchange.refi import fields
from engagement_kit.exchange.refi.evidence_out import text_as_held
from engagement_kit.exchange.refi.foreign import next_id, tags_of
from engagement_kit.exchange.refi.interpreting import Known, Rows, made, record_in
from engagement_kit.exchange.refi.project import Selection, Text
from engagement_kit.schema_faults import read_model

__all__ = ["own_cases"]

_MISSING = ("unknown", "not_asked", "not_applicable", "confidential")
_YEAR = re.compile("[0-9]{4}")
_SUFFIX = " (answer)"
_OF_NOTE = ("box", "wave", "evidence", "coder")
_NO_RECORD = "nothing says which case it belongs to"


def own_cases(known: Known, rows: Rows) -> Iterator[Case]:
    """The cases of a project that this package wrote."""
    by_case: dict[str, Rows] = {}
    for row, values in rows:
        if fields.CASE in values:
            by_case.setdefault(values[fields.CASE], []).append((row, values))
        else:
            known.drops.add("rows of cases that were added", _NO_RECORD)
    notes = _records(known)
    for case_id, found in by_case.items():
        heads = [(row, values) for row, values in found if values.get(fields.RECORD) == "case"]
        if not heads:
            known.drops.add(f"judgements of {case_id!r}", "the case itself is not in the project")
            continue
        row, values = heads[0]
        yield from _case(known, values, row.sources, row.selections, found, notes.get(case_id, []))


Records = list[tuple[Text, dict[str, Any]]]


def _records(known: Known) -> dict[str, Records]:
    """Our notes with what they say of themselves, by case."""
    found: dict[str, Records] = {}
    for note in known.project.notes:
        record = record_in(note.description)
        if "case" in record:
            found.setdefault(str(record["case"]), []).append((note, record))
        else:
            known.drops.add("notes that were added", _NO_RECORD)
    return found


def _case(
    known: Known,
    values: Mapping[str, str],
    sources: Iterable[str],
    selections: Iterable[str],
    rows: Rows,
    notes: Records,
) -> Iterator[Case]:
    head = made(CaseEntry, fields.case_fields(values), f"case {values[fields.CASE]!r}", known.drops)
    if head is None:
        return
    texts = [known.texts[guid] for guid in sources if guid in known.texts]
    evidence = _Evidence(known, head.id, texts)
    pieces = evidence.all(selections)
    ratings = tuple(_Ratings(known, head.id, rows, evidence).all(notes))
    written = tuple(_notes(known, head.id, notes))
    hinted = _with_hints(pieces, evidence.coded, ratings, written)
    # Fields are checked already, one by one.
    content = {name: getattr(head, name) for name in CaseEntry.model_fields}
    content |= {"sources": tuple(_sources(known, texts)), "evidence": hinted}
    content |= {"ratings": ratings, "notes": written}
    content["targets"] = tuple(_targets(known, head.id, rows))
    yield Case.model_construct(**content)


def _sources(known: Known, texts: Iterable[Text]) -> Iterator[Source]:
    for text in texts:
        said = fields.source_fields(known.values(text.values))
        if set(said) != {"key"}:  # a key alone: evidence named a source that nobody described
            said.setdefault("title", text.name)
            found = made(Source, said, f"source {text.name!r}", known.drops)
            if found is not None:
                yield found


def _with_hints(
    pieces: Iterable[Evidence],
    coded: Iterable[tuple[str, str, str]],
    ratings: Iterable[Rating],
    notes: Iterable[Note],
) -> tuple[Evidence, ...]:
    """The evidence, where codings that nobody judged by are hints to items and boxes."""
    judged = {(piece, r.item, r.coder) for r in ratings for piece in r.evidence}
    judged |= {(piece, note.box, note.coder) for note in notes for piece in note.evidence}
    hints: dict[str, list[str]] = {}
    for coding in coded:
        if coding not in judged:
            hints.setdefault(coding[0], []).append(coding[1])
    return tuple(
        piece.model_copy(update={"elements": tuple(dict.fromkeys((*piece.elements, *found)))})
        if (found := hints.get(piece.id))
        else piece
        for piece in pieces
    )


class _Evidence:
    """The evidence of one case; ``coded`` has who gave which item to each piece."""

    def __init__(self, known: Known, case_id: str, texts: list[Text]) -> None:
        self.known, self.case_id, self.texts = known, case_id, texts
        self.coded: list[tuple[str, str, str]] = []  # evidence, item or box, coder
        self.ids: dict[str, str] = {}  # id by GUID

    def all(self, order: Iterable[str]) -> list[Evidence]:
        """Pieces in the order of the case, then those that somebody added."""
        inside = dict.fromkeys(one.guid for text in self.texts for one in text.selections)
        ours = dict.fromkeys(guid for guid in order if guid in inside)
        added = (guid for guid in inside if guid not in ours)
        pieces: list[Evidence] = []
        taken: set[str] = set()
        for guid in (*ours, *added):
            text, selection = self.known.selected[guid]
            piece = self._piece(text, selection, taken)
            if piece is not None:
                pieces.append(piece)
                taken.add(piece.id)
                self.ids[guid] = piece.id
                self._note_codings(piece.id, selection)
        return pieces

    def _piece(self, text: Text, selection: Selection, taken: set[str]) -> Evidence | None:
        record = record_in(selection.description)
        quote = text.quote(selection)
        said = {name: record[name] for name in Evidence.model_fields if name in record}
        if text_as_held(str(said.get("text", ""))) != quote or not quote:
            said["text"] = quote
        if not record:
            said["id"] = next_id(self.case_id, taken)
            said |= tags_of(self.known, selection)
            if selection.description:
                said["note"] = selection.description
        elif tags := tags_of(self.known, selection)["tags"]:  # codes that somebody added
            said["tags"] = list(dict.fromkeys((*said.get("tags", ()), *tags)))
        said["source"] = self.known.values(text.values).get("source.key", "")
        return made(Evidence, said, f"evidence {said.get('id')!r}", self.known.drops)

    def _note_codings(self, piece: str, selection: Selection) -> None:
        for coding in selection.codings:
            element = self.known.elements.get(coding.code)
            if element is not None:
                coder = self.known.users.get(coding.user or "", "")
                self.coded.append((piece, element, coder))


class _Ratings:
    """Ratings of one case: each coder's note, under what the rows say now."""

    def __init__(self, known: Known, case_id: str, rows: Rows, evidence: _Evidence) -> None:
        self.known, self.case_id = known, case_id
        self.said: dict[tuple[str, int, str], tuple[str | None, str | None]] = {}
        self.coded: dict[tuple[str, str], list[str]] = {}
        self.rested: dict[tuple[str, int], list[str]] = {}  # of respondents: no codings say it
        for piece, element, coder in evidence.coded:
            self.coded.setdefault((coder, element), []).append(piece)
        for row, values in rows:
            self._read_row(values, [evidence.ids[g] for g in row.selections if g in evidence.ids])

    def _read_row(self, values: Mapping[str, str], rested: list[str]) -> None:
        wave = values.get(fields.WAVE, "")
        if values.get(fields.RECORD) != "ratings" or not _YEAR.fullmatch(wave):
            return
        coder = values.get(fields.CODER, "")
        if is_survey_coder(coder):
            self.rested[coder, int(wave)] = rested
        for name, text in values.items():
            if name.endswith(_SUFFIX) and text:
                item = name.removesuffix(_SUFFIX)
                missing = text if text in _MISSING else None
                answer = (None, missing) if missing else (text, None)
                self.said[coder, int(wave), item] = answer

    def all(self, notes: Records) -> Iterator[Rating]:
        """Ratings as the coders' notes have them, then those that only rows have."""
        met = set()
        for note, record in notes:
            if record.get("record") == "ratings":
                for rating in self._noted(note):
                    key = (rating.coder, rating.wave, rating.item)
                    yield rating if key in met else self._as_said(rating)
                    met.add(key)
        for key, (value, missing) in self.said.items():
            if key not in met:
                yield from self._rated(key, value, missing)

    def _noted(self, note: Text) -> list[Rating]:
        try:
            read = read_model(note.text.encode(errors="replace"), note.name, CoderFile)
        except Faults as error:
            why = str(error.faults[0].sentence)
            self.known.drops.add(f"reasons and confidence in the note {note.name!r}", why)
            return []
        return [
            Rating.model_construct(**dict(entry), case=self.case_id, coder=read.coder)
            for entry in read.ratings
        ]

    def _as_said(self, rating: Rating) -> Rating:
        """A rating with the answer that its row has, which somebody may have changed."""
        now = self.said.get((rating.coder, rating.wave, rating.item))
        # An answer may be called like a reason why there is none.
        if now is None or now == (rating.value, rating.missing) or now[1] == rating.value:
            return rating
        what = "answers in notes that differ from the rows of their coder"
        self.known.drops.add(what, "the rows are taken")
        return rating.model_copy(update={"value": now[0], "missing": now[1]})

    def _rated(
        self, key: tuple[str, int, str], value: str | None, missing: str | None
    ) -> Iterator[Rating]:
        coder, wave, item = key
        evidence = self.coded.get((coder, item), []) if value is not None else []
        evidence = self.rested.get((coder, wave), evidence)
        said = {"item": item, "wave": wave, "value": value, "missing": missing, "coder": coder}
        what = f"rating of {item!r} by {coder!r}"
        fields_ = {**said, "case": self.case_id, "evidence": evidence}
        if (rating := made(Rating, fields_, what, self.known.drops)) is not None:
            yield rating


def _notes(known: Known, case_id: str, notes: Records) -> Iterator[Note]:
    """Notes of canvases: texts of one number are one note in several languages."""
    together: dict[tuple[str, str], dict[str, Any]] = {}
    for note, record in notes:
        if record.get("record") != "note":
            continue
        key = (str(record.get("coder")), str(record.get("number")))
        kept = str(record.get("text", ""))
        text = kept if kept and text_as_held(kept) == note.text else note.text
        said: dict[str, Any] = {name: record[name] for name in _OF_NOTE if name in record}
        entry = together.setdefault(key, {**said, "case": case_id, "text": {}})
        entry["text"][str(record.get("language", "en"))] = text
    for entry in together.values():
        found = made(Note, entry, f"note in {entry.get('box')!r}", known.drops)
        if found is not None:
            yield found


def _targets(known: Known, case_id: str, rows: Rows) -> Iterator[Target]:
    for _, values in rows:
        if values.get(fields.RECORD) != "targets":
            continue
        horizon = values.get(fields.HORIZON, "")
        said = {
            "case": case_id,
            "coder": values.get(fields.CODER, ""),
            "respondent": values.get(fields.RESPONDENT, ""),
            "horizon": int(horizon) if horizon.isdecimal() and len(horizon) < 5 else horizon,
        }
        for name, text in values.items():
            if name.endswith(_SUFFIX):
                entry = {**said, "item": name.removesuffix(_SUFFIX), "value": text}
                found = made(Target, entry, f"target of {said['respondent']!r}", known.drops)
                if found is not None:
                    yield found
