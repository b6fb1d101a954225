"""Whether what coders judged holds against the frameworks and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from engagement_kit.cases.answer_file import coder_file, is_answer_file
from engagement_kit.cases.catalogue import Catalogue
from engagement_kit.cases.entries import Evidence, Note, Rating, Target
from engagement_kit.cases.findings import Findings

__all__ = ["check_judgements"]

Judged = TypeVar("Judged", Rating, Note, Target)
Path = tuple[str | int, ...]


def check_judgements(findings: Findings, catalogue: Catalogue) -> None:
    """Note what is wrong, unfinished or worth knowing in the files of the coders."""
    case = findings.case
    evidence = {piece.id: piece for piece in case.evidence}
    for index, rating in _numbered(case.ratings):
        _check_rating(findings, catalogue, evidence, index, rating)
    _check_double_ratings(findings)
    for index, note in _numbered(case.notes):
        _check_note(findings, catalogue, evidence, index, note)
    for index, target in _numbered(case.targets):
        _check_target(findings, catalogue, index, target)


def _numbered(entries: Iterable[Judged]) -> Iterator[tuple[int, Judged]]:
    """Each entry with its place in the file of its coder."""
    counts: dict[str, int] = {}
    for entry in entries:
        file = coder_file(entry.coder)
        index = counts.get(file, 0)
        counts[file] = index + 1
        yield index, entry


def _check_rating(
    findings: Findings,
    catalogue: Catalogue,
    evidence: dict[str, Evidence],
    index: int,
    rating: Rating,
) -> None:
    file, path = coder_file(rating.coder), ("ratings", index)
    _check_wave(findings, file, path, rating.wave)
    if rating.value is not None and rating.missing is not None:
        findings.fault(file, path, "value_and_missing", rating.value, other=rating.item)
    on_scale = _check_answer(findings, catalogue, file, path, rating.item, rating.value)
    used = _check_evidence(findings, evidence, file, path, rating)
    if findings.faults_only:
        return
    if rating.is_draft:
        code = "no_evidence" if rating.is_answered else "no_value"
        findings.draft(file, path, code, rating.value, other=rating.item)
    elif rating.value is not None and used and not is_answer_file(file):
        # What respondents say rests on the survey alone: a remark on each would say the same.
        _remark_rating(findings, file, path, rating, used, lowest=on_scale[:1])


def _check_answer(
    findings: Findings,
    catalogue: Catalogue,
    file: str,
    path: Path,
    item: str,
    value: str | None,
) -> tuple[str, ...]:
    """Answers of the item's scale, lowest first; empty if the item is unknown."""
    answers = catalogue.items.get(item)
    if answers is None:
        findings.unknown(file, (*path, "item"), "unknown_item", item, catalogue.items)
        return ()
    if value is not None and value not in answers:
        findings.unknown(file, (*path, "value"), "off_scale", value, answers)
    return answers


def _check_wave(findings: Findings, file: str, path: Path, wave: int) -> None:
    waves = findings.case.waves
    if wave not in waves:
        expected = tuple(map(str, waves))
        findings.fault(file, (*path, "wave"), "unknown_wave", wave, expected=expected)


def _check_evidence(
    findings: Findings,
    evidence: dict[str, Evidence],
    file: str,
    path: Path,
    judged: Rating | Note,
) -> list[Evidence]:
    """The pieces of evidence that a judgement rests on, as far as they exist and came in time."""
    used = []
    for number, evidence_id in enumerate(judged.evidence):
        place = (*path, "evidence", number)
        piece = evidence.get(evidence_id)
        if piece is None:
            findings.unknown(file, place, "unknown_evidence", evidence_id, evidence)
            continue
        if evidence_id in judged.evidence[:number]:
            other = f"first as evidence[{judged.evidence.index(evidence_id)}]"
            findings.fault(file, place, "repeated_id", evidence_id, other=other)
            continue
        first = piece.span[0]
        if first is not None and first > judged.wave:
            other = f"{first}, the wave is {judged.wave}"
            findings.fault(file, place, "later_evidence", evidence_id, other=other)
            continue
        used.append(piece)
    return used


def _remark_rating(
    findings: Findings,
    file: str,
    path: Path,
    rating: Rating,
    used: list[Evidence],
    *,
    lowest: tuple[str, ...],
) -> None:
    sources = {source.key: source for source in findings.case.sources}
    for piece in used:
        first, last = piece.span
        if first is not None and (last is None or last > rating.wave):
            findings.remark(file, path, "range_after_wave", piece.id, other=str(rating.wave))
        source = sources.get(piece.source)
        published = source.span[0] if source else None
        if published is not None and published > rating.wave:
            code = "later_source" if piece.span != (None, None) else "later_source_undated"
            findings.remark(file, path, code, piece.id, other=str(rating.wave))
    if all(piece.span == (None, None) for piece in used):
        findings.remark(file, path, "only_undated", rating.item)
    if rating.value in lowest and all(piece.polarity != "against" for piece in used):
        findings.remark(file, path, "low_without_against", rating.value, other=rating.item)


def _check_double_ratings(findings: Findings) -> None:
    first: dict[tuple[str, str, int], int] = {}
    for index, rating in _numbered(findings.case.ratings):
        key = (rating.coder, rating.item, rating.wave)
        if key in first:
            other = f"first as ratings[{first[key]}]"
            file, path = coder_file(rating.coder), ("ratings", index)
            findings.fault(file, path, "double_rating", rating.item, other=other)
        first.setdefault(key, index)


def _check_note(
    findings: Findings,
    catalogue: Catalogue,
    evidence: dict[str, Evidence],
    index: int,
    note: Note,
) -> None:
    file, path = f"{note.coder}.yaml", ("notes", index)
    _check_wave(findings, file, path, note.wave)
    if note.box not in catalogue.boxes:
        findings.unknown(file, (*path, "box"), "unknown_box", note.box, catalogue.boxes)
    _check_evidence(findings, evidence, file, path, note)
    if note.is_empty:
        findings.draft(file, path, "empty_note", note.box)


def _check_target(findings: Findings, catalogue: Catalogue, index: int, target: Target) -> None:
    file, path = f"{target.coder}.yaml", ("targets", index)
    _check_answer(findings, catalogue, file, path, target.item, target.value)
