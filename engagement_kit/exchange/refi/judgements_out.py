"""What coders judged, as rows with typed variables, codings of evidence, and notes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engagement_kit.cases import Case, Note, Rating, Target, coder_text
from engagement_kit.cases.answer_file import is_survey_coder
from engagement_kit.exchange.refi import fields
from engagement_kit.exchange.refi.codebook import ItemScale, code_guid
from engagement_kit.exchange.refi.evidence_out import one_line, text_as_held
from engagement_kit.exchange.refi.fields import value_of
from engagement_kit.exchange.refi.guids import Guids, guid_of
from engagement_kit.exchange.refi.project import Coding, Link, ProjectCase, Text, Value
from engagement_kit.strict_yaml import dump_yaml

__all__ = ["Judged", "judgements_of", "user_guid"]


@dataclass
class Judged:
    """What the judgements of one case become.

    Attributes
    ----------
    rows : list of (ProjectCase, ids)
        Rows with the ids of the evidence that they rest on.
    notes : list of Text
    links : list of Link
    codings : dict of str to list of (str, str)
        Code and user of each coding, by id of the evidence.
    resting : dict of str to list of str
        GUIDs of the notes that rest on a piece of evidence, by its id.
    """

    rows: list[tuple[ProjectCase, tuple[str, ...]]] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    codings: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    resting: dict[str, list[str]] = field(default_factory=dict)

    def code(self, evidence: Iterable[str], element: str, coder: str) -> None:
        """Note that a coder gave an item or box to pieces of evidence; once each."""
        given = (code_guid(element), user_guid(coder))
        for piece in evidence:
            codings = self.codings.setdefault(piece, [])
            if given not in codings:
                codings.append(given)


def user_guid(coder: str) -> str:
    """GUID of a coder."""
    return guid_of("user", coder)


def judgements_of(
    case: Case, row: str, scales: Mapping[str, ItemScale], boxes: Mapping[str, str], guids: Guids
) -> Judged:
    """All ratings, notes and targets of a case.

    Parameters
    ----------
    case : Case
    row : str
        GUID of the row of the case itself.
    scales : mapping of str to ItemScale
        By item; every rated item is in it.
    boxes : mapping of str to str
        What each box is called.
    guids : Guids
    """
    judged = Judged()
    for coder in case.coders:
        ratings = [rating for rating in case.ratings if rating.coder == coder]
        if ratings:
            _rate(judged, case, coder, ratings, scales, guids)
        notes = [note for note in case.notes if note.coder == coder]
        for number, note in enumerate(notes, 1):
            _note(judged, (case, row), number, note, boxes, guids)
        _aim(judged, case, [t for t in case.targets if t.coder == coder], scales, guids)
    return judged


def _rate(
    judged: Judged,
    case: Case,
    coder: str,
    ratings: list[Rating],
    scales: Mapping[str, ItemScale],
    guids: Guids,
) -> None:
    """One row a wave, and for a coder with reasons a note with all of them."""
    memo = None if is_survey_coder(coder) else _reasons(judged, case, coder, ratings, guids)
    by_wave: dict[int, list[Rating]] = {}
    for rating in ratings:
        by_wave.setdefault(rating.wave, []).append(rating)
    for wave, rated in by_wave.items():
        guid = guids.new("ratings", case.id, coder, wave)
        values = _row_values(case, "ratings", coder)
        values.append(value_of(fields.WAVE, "Integer", wave))
        values += _answers(((r.item, r.value, r.missing) for r in rated), scales)
        name = one_line(f"{case.label()} {wave} ({coder})")
        said = f"What {coder} found of {case.id} at the end of {wave}"
        used = dict.fromkeys(itertools.chain.from_iterable(r.evidence for r in rated))
        judged.rows.append((ProjectCase(guid, name, said, values=tuple(values)), tuple(used)))
        if memo is not None:
            link = guids.new("link", memo, guid)
            judged.links.append(Link(link, "ratings", origin=memo, target=guid))


def _reasons(judged: Judged, case: Case, coder: str, ratings: list[Rating], guids: Guids) -> str:
    """Note everything of a coder's ratings, and code the evidence with the items that rest on it.

    Respondents of a survey have none of this: thousands of them rest on one piece of evidence.
    """
    memo = guids.new("note", case.id, coder, "ratings")
    head = {"record": "ratings", "case": case.id, "coder": coder}
    text = coder_text(case.id, coder, ratings=ratings)
    name = one_line(f"{case.label()}: ratings of {coder}")
    judged.notes.append(Text(memo, name, text, dump_yaml(head), user_guid(coder), medium="note"))
    for rating in ratings:
        judged.code(rating.evidence, rating.item, coder)
    return memo


def _row_values(case: Case, record: str, coder: str) -> list[Value]:
    return [
        value_of(fields.RECORD, "Text", record),
        value_of(fields.CASE, "Text", case.id),
        value_of(fields.CODER, "Text", coder),
    ]


def _answers(
    answers: Iterable[tuple[str, str | None, str | None]], scales: Mapping[str, ItemScale]
) -> Iterator[Value]:
    """Values of the variables of items: of what is said twice, the first."""
    met: set[str] = set()
    for item, answer, missing in answers:
        if item not in met:
            met.add(item)
            yield from scales[item].values(answer, missing)


def _note(
    judged: Judged,
    case: tuple[Case, str],
    number: int,
    note: Note,
    boxes: Mapping[str, str],
    guids: Guids,
) -> None:
    """A note of a canvas: one text a language, coded with its box."""
    judged.code(note.evidence, note.box, note.coder)
    found, row = case
    for place, (lang, text) in enumerate(note.text.items()):
        guid = guids.new("note", found.id, note.coder, note.box, note.wave, number, lang)
        said = {
            "record": "note",
            "case": found.id,
            "coder": note.coder,
            "number": number,
            "language": lang,
            "box": note.box,
            "wave": note.wave,
            "evidence": list(note.evidence),
            **({} if text_as_held(text) == text else {"text": text}),
        }
        label = boxes.get(note.box, note.box)
        name = one_line(f"{label}: {found.label()} {note.wave} ({note.coder}) {number} {lang}")
        user = user_guid(note.coder)
        coding = Coding(guids.new("coding", guid), code_guid(note.box), user)
        record = dump_yaml({key: value for key, value in said.items() if value != []})
        judged.notes.append(
            Text(guid, name, text_as_held(text), record, user, codings=(coding,), medium="note")
        )
        judged.links.append(Link(guids.new("link", guid, row), "note", guid, row))
        if place == 0:
            for piece in note.evidence:
                judged.resting.setdefault(piece, []).append(guid)


def _aim(
    judged: Judged,
    case: Case,
    targets: Iterable[Target],
    scales: Mapping[str, ItemScale],
    guids: Guids,
) -> None:
    """One row for what a respondent wants in so many years; the order of targets stays."""
    for (respondent, horizon), run in _runs(targets):
        coder = run[0].coder
        values = _row_values(case, "targets", coder)
        values.append(value_of(fields.RESPONDENT, "Text", respondent))
        values.append(value_of(fields.HORIZON, "Integer", horizon))
        values += _answers(((t.item, t.value, None) for t in run), scales)
        guid = guids.new("targets", case.id, coder, respondent, horizon)
        name = one_line(f"{case.label()} in {horizon} years ({respondent}, {coder})")
        said = f"Where {respondent} wants {case.id} to be in {horizon} years"
        judged.rows.append((ProjectCase(guid, name, said, values=tuple(values)), ()))


def _runs(targets: Iterable[Target]) -> Iterator[tuple[tuple[str, int], list[Target]]]:
    """Targets that stand together and fit one row: one respondent, one year, no item twice."""
    run: list[Target] = []
    for target in targets:
        same = run and (run[0].respondent, run[0].horizon) == (target.respondent, target.horizon)
        if not same or target.item in {other.item for other in run}:
            if run:
                yield (run[0].respondent, run[0].horizon), run
            run = []
        run.append(target)
    if run:
        yield (run[0].respondent, run[0].horizon), run
