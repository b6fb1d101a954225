"""A case with the answers of a survey: source, evidence, and a rating for each answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from engagement_kit.cases import Case, Evidence, Rating, Source
from engagement_kit.cases.answer_file import answers_of, coder_file, survey_coder
from engagement_kit.errors import Fault
from engagement_kit.exchange.surveys.mapping import SurveyMapping
from engagement_kit.exchange.surveys.respondents import is_by_order

__all__ = ["Joined", "join_answers"]

Response = tuple[str, int]  # coder and wave
Responses = dict[Response, tuple[Rating, ...]]


@dataclass(slots=True)
class Joined:
    """A case as it will be, and what became of each response."""

    case: Case
    new: int = 0
    same: int = 0
    replaced: int = 0
    dropped: int = 0
    faults: list[Fault] = field(default_factory=list)


def join_answers(
    before: Case, rows: pd.DataFrame, mapping: SurveyMapping, *, overwrite: bool
) -> Joined:
    """The case with the answers that the rows give.

    Answers of the same survey to other waves stay as they are. Those to the same waves stay, too,
    unless ``overwrite`` says that they may be changed and dropped.

    Parameters
    ----------
    before : Case
        As it stands in the study.
    rows : DataFrame
        Answers of respondents about this case: coder, wave, item, value, missing.
    mapping : SurveyMapping
    overwrite : bool
    """
    survey = mapping.form.survey
    name = coder_file(survey_coder(survey, "r"))
    old = _by_response(answers_of(before, name))
    new = _by_response(_ratings(before.id, rows, survey))
    waves = {wave for _, wave in new}
    gone = [key for key in old if key[1] in waves and key not in new]
    changed = [key for key in new if key in old and _said(old[key]) != _said(new[key])]
    added = [key for key in new if key not in old]
    faults = list(_faults(mapping, before, old, new))
    if not overwrite:
        faults += _refused(before, name, changed, gone)
    kept = {key: ratings for key, ratings in old.items() if key not in gone}
    together = {**kept, **new}  # a response that was there keeps its place
    ratings = [r for r in before.ratings if coder_file(r.coder) != name]
    ratings += [rating for given in together.values() for rating in given]
    case = before.model_copy(
        update={
            "sources": tuple(_sources(before, mapping)),
            "evidence": tuple(_evidence(before, mapping, together, waves)),
            "ratings": tuple(sorted(ratings, key=lambda rating: coder_file(rating.coder))),
        }
    )
    same = len(new) - len(added) - len(changed)
    return Joined(case, len(added), same, len(changed), len(gone), faults)


def _by_response(ratings: Iterable[Rating]) -> Responses:
    found: dict[Response, list[Rating]] = {}
    for rating in ratings:
        found.setdefault((rating.coder, rating.wave), []).append(rating)
    return {key: tuple(given) for key, given in found.items()}


def _said(ratings: Iterable[Rating]) -> dict[str, str | None]:
    """What a response says, by item."""
    return {rating.item: rating.value or rating.missing for rating in ratings}


def evidence_id(survey: str, wave: int) -> str:
    """Id of the piece of evidence that a survey is for one wave of a case."""
    return f"{survey}-{wave}"


def _ratings(case: str, rows: pd.DataFrame, survey: str) -> Iterator[Rating]:
    """A rating for each row; nothing is validated, as the mapping was and the case will be."""
    names = ("coder", "wave", "item", "value", "missing")
    columns = (rows[name].astype(object).where(rows[name].notna(), None) for name in names)
    for coder, wave, item, value, missing in zip(*columns, strict=True):
        yield Rating.model_construct(
            item=item,
            wave=int(wave),
            value=value,
            missing=missing,
            confidence=None,
            evidence=(evidence_id(survey, int(wave)),),
            note=None,
            case=case,
            coder=coder,
        )


def _faults(
    mapping: SurveyMapping, before: Case, old: Responses, new: Responses
) -> Iterator[Fault]:
    """Whether numbered respondents would be taken for those of another wave."""
    others = sorted({wave for _, wave in old} - {wave for _, wave in new})
    numbered = any(is_by_order(coder.partition(":")[2]) for coder, _ in new)
    if numbered and others:
        told = ", ".join(map(str, others))
        yield mapping.fault("order_names", ("respondent",), told, other=before.id)


def _refused(
    before: Case, name: str, changed: list[Response], gone: list[Response]
) -> Iterator[Fault]:
    file = name if before.folder is None else str(before.folder / name)
    for keys, other in ((changed, "changed"), (gone, "dropped")):
        if keys:
            told = f"{len(keys):,} responses, first that of {keys[0][0]}"
            yield Fault("answers_there", file, value=told, other=other)


def _sources(before: Case, mapping: SurveyMapping) -> Iterator[Source]:
    """The sources with the survey; one that is there already stays as people have edited it."""
    yield from before.sources
    survey = mapping.form.survey
    if survey not in {source.key for source in before.sources}:
        yield mapping.form.source.as_source(survey)


def _evidence(
    before: Case, mapping: SurveyMapping, together: Responses, waves: Iterable[int]
) -> Iterator[Evidence]:
    """The evidence with a piece for each wave of the survey; numbers follow the answers."""
    survey, found = mapping.form.survey, {piece.id: piece for piece in before.evidence}
    for wave in sorted(waves):
        responses = [key for key in together if key[1] == wave]
        fields = _fields(survey, wave, len(responses))
        old = found.get(fields["id"])
        if old is None:
            found[fields["id"]] = Evidence(**fields)
        elif old.source == survey and old.unit == fields["unit"]:
            was = _fields(survey, wave, int(old.value or 0))["text"]
            text = fields["text"] if old.text == was else old.text
            found[old.id] = old.model_copy(update={"text": text, "value": fields["value"]})
    yield from found.values()


def _fields(survey: str, wave: int, count: int) -> dict[str, Any]:
    people = "respondent" if count == 1 else "respondents"
    return {
        "id": evidence_id(survey, wave),
        "text": f"{count:,} {people} of the survey {survey} answered about {wave}.",
        "value": count,
        "unit": "respondents",
        "year": wave,
        "source": survey,
    }
