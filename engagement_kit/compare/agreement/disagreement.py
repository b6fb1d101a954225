"""Where coders disagree, with what each of them said, why, and on which evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd
from tqdm import tqdm

from engagement_kit.assess import Making
from engagement_kit.assess.answers import as_cases
from engagement_kit.assess.columns import Column, shaped
from engagement_kit.assess.disagreements import Compared, compare_coders
from engagement_kit.assess.frames.opened import is_table
from engagement_kit.assess.frames.raters import hold_table
from engagement_kit.assess.waves import Wave, case_waves
from engagement_kit.cases import AGREED, Case, Cases, Rating
from engagement_kit.cases.answer_file import is_survey_coder
from engagement_kit.compare.agreement.table_disagreements import differing_rows
from engagement_kit.compare.remaking import making_from
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework, load_frameworks

__all__ = ["COLUMNS", "Disagreements", "disagreements"]

COLUMNS: tuple[Column, ...] = (
    Column("framework", "string", "id of the framework"),
    Column("case", "string", "id of the case"),
    Column("kind", "string", "kind of the case"),
    Column("wave", "integer", "year at whose end this holds", "year"),
    Column("item", "string", "id of the item"),
    Column("scale", "string", "id of its scale"),
    Column("differ_in", "string", "values, value_missing (one answers, the other says why not) or "
           "missing (both say why not)"),
    Column("distance", "integer", "steps on the scale; empty where no two answers differ", "steps"),
    Column("coder_1", "string", "first of the two coders, by name"),
    Column("value_1", "string", "his answer, or the kind of missing"),
    Column("confidence_1", "string", "how sure he is"),
    Column("note_1", "string", "his reason"),
    Column("evidence_1", "string", "ids of the evidence he rests on, joined by ;"),
    Column("coder_2", "string", "the other coder"),
    Column("value_2", "string", "his answer, or the kind of missing"),
    Column("confidence_2", "string", "how sure he is"),
    Column("note_2", "string", "his reason"),
    Column("evidence_2", "string", "ids of the evidence he rests on, joined by ;"),
    Column("agreed", "string", "what they agreed on afterwards; empty if nothing yet"),
)  # fmt: skip
_EVIDENCE = ("evidence", "text", "year", "polarity", "source", "url", "named_by")


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Disagreements:
    """Disagreements of coders, the largest first.

    Attributes
    ----------
    table : DataFrame
        Columns as declared in ``disagreement.COLUMNS``: one row a pair of coders, case, wave and
        item. Of several that are as far apart, the order is that of the cases and the framework.
    framework : Framework or None
        The only one that was looked at; None where there were several.
    frameworks : mapping of id to Framework
    cases : Cases
    n_compared : int
        How often a pair of coders gave something for the same item.
    parameters : mapping
        What was decided: coders, wave.
    remarks : tuple of str
    """

    table: pd.DataFrame
    framework: Framework | None
    frameworks: Mapping[str, Framework]
    cases: Cases
    n_compared: int
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of the frameworks."""
        return next(iter(self.frameworks.values())).lang if self.frameworks else "en"

    def evidence(self, row: int) -> pd.DataFrame:
        """The evidence behind one disagreement, by its row in the table.

        Returns
        -------
        DataFrame
            One row a piece that either coder names: evidence (id), text, year, polarity, source
            (title), url, named_by (coders, joined by ;). None behind a table of answers.

        Raises
        ------
        UnknownId
            There is no such row.
        """
        if row not in self.table.index:
            raise UnknownId("row of the table", str(row), map(str, self.table.index))
        found = self.table.loc[row]
        if found["case"] not in self.cases.ids:
            return pd.DataFrame([], columns=list(_EVIDENCE))
        case = self.cases[str(found["case"])]
        named: dict[str, list[str]] = {}
        for side in "12":
            for piece in _ids(found[f"evidence_{side}"]):
                named.setdefault(piece, []).append(str(found[f"coder_{side}"]))
        rows = [(*_told(case, piece), ";".join(coders)) for piece, coders in named.items()]
        return pd.DataFrame(rows, columns=list(_EVIDENCE))

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return f"<{len(self)} disagreements in {self.n_compared:,} comparisons>"

    def _repr_html_(self) -> str:
        from engagement_kit.compare.agreement.disagreement_page import disagreements_html

        return disagreements_html(self)


def disagreements(
    cases: Cases | Any,
    framework: Framework | None = None,
    *,
    coders: Iterable[str] | None = None,
    wave: Wave = None,
    progress: bool = True,
) -> Disagreements:
    """Every item on which two coders of a case differ, the largest difference first.

    Parameters
    ----------
    cases : Cases, or a table of answers
        A table as :func:`place_quadrants` takes it, with a column ``coder``; it has no reasons and
        no evidence.
    framework : Framework, optional
        Only its items; those of all built-in frameworks if left out.
    coders : iterable of str, optional
        Whom to compare; all who rated if left out, but for respondents of surveys. Of more than
        two, each pair has its rows.
    wave : int, "first", "last" or None
        Which waves; None takes all.
    progress : bool
        Whether a bar shows how far it is, once it has taken two seconds.

    Returns
    -------
    Disagreements
        A missing answer against an answer is a disagreement without a distance; that one coder
        gave nothing at all is none.

    Raises
    ------
    Faults
        A table lacks a column, holds values that mean nothing, or a coder answers twice.
    UnknownId
        No such coder or wave.
    WrongKind
        These are no cases; so many coders of a table answer the same items that their pairs cannot
        be listed.

    Examples
    --------
    >>> from engagement_kit.cases import Case, Cases
    >>> from engagement_kit.frameworks import load_framework
    >>> case = Case(id="mine", kind="museum", name={"en": "Mine"}, waves=(2025,))
    >>> for coder, answer in (("a", "yes"), ("b", "no")):
    ...     case = case.rate("smi.investment.team", answer, coder=coder, wave=2025)
    >>> found = disagreements(Cases((case,)), load_framework("smi"))
    >>> found.table[["item", "value_1", "value_2", "distance"]].to_numpy().tolist()
    [['smi.investment.team', 'yes', 'no', 2]]
    """
    frameworks = load_frameworks() if framework is None else {framework.id: framework}
    named = None if coders is None else sorted(set(coders))
    of: Any
    if is_table(cases):
        of, cases = hold_table(cases), Cases(())
        found = differing_rows(of, frameworks, coders=named, wave=wave, progress=progress)
        rows, n_compared = found.rows, found.n_compared
        remarks = _remarks(found.alone, len(found.cases))
    else:
        of = cases = as_cases(cases)
        _check_coders(cases, named)
        pairs = list(_pairs(cases, frameworks, named))
        rows, n_compared = _rows_of_cases(pairs, case_waves(cases, wave), progress=progress)
        compared = {case.id for case, _, _ in pairs}
        remarks = _remarks([one.id for one in cases if one.id not in compared], len(cases))
    return Disagreements(
        table=shaped(COLUMNS, rows),
        framework=framework,
        frameworks=frameworks,
        cases=cases,
        n_compared=n_compared,
        parameters={"coders": named, "wave": wave},
        remarks=remarks,
        making=making_from("disagreements", of, framework=framework, coders=named, wave=wave),
    )


def _rows_of_cases(
    pairs: Sequence[tuple[Case, Framework, tuple[str, str]]],
    asked: pd.DataFrame,
    *,
    progress: bool,
) -> tuple[Any, int]:
    """Rows of the table, the largest difference first, and how often a pair could be compared."""
    waves = set(asked[["case", "wave"]].itertuples(index=False, name=None))
    n_compared, rows = 0, []
    for case, one, pair in tqdm(pairs, disable=not progress, delay=2, leave=False, unit="pair"):
        found = compare_coders(case, one, coders=pair)
        agreed = {(r.item, r.wave): r for r in case.ratings if r.coder == AGREED}
        here = [entry for entry in found.disagreements if (case.id, entry.wave) in waves]
        n_compared += len(here) + sum((case.id, e.wave) in waves for e in found.agreements)
        rows += [_row(case, one, entry, agreed.get((entry.item, entry.wave))) for entry in here]
    rows.sort(key=lambda row: -(row[7] or 0))
    return rows, n_compared


def _check_coders(cases: Cases, named: list[str] | None) -> None:
    known = sorted({r.coder for case in cases for r in case.ratings if r.coder != AGREED})
    for coder in named or ():
        if coder not in known:
            raise UnknownId("coder with ratings", coder, known)


def _pairs(
    cases: Cases, frameworks: Mapping[str, Framework], named: list[str] | None
) -> Iterator[tuple[Case, Framework, tuple[str, str]]]:
    for case in cases:
        for framework in frameworks.values():
            there = _coders(case, framework)
            usual = [coder for coder in there if not is_survey_coder(coder)]
            chosen = usual if named is None else [coder for coder in named if coder in there]
            for one, other in combinations(chosen, 2):
                yield case, framework, (one, other)


def _coders(case: Case, framework: Framework) -> list[str]:
    """Who entered something about the items of a framework."""
    items = {item.id for item in framework.items}
    return sorted(
        {
            r.coder
            for r in case.ratings
            if r.coder != AGREED
            and r.item in items
            and (r.value is not None or r.missing is not None)
        }
    )


def _row(
    case: Case, framework: Framework, entry: Compared, agreed: Rating | None
) -> tuple[Any, ...]:
    head = (framework.id, case.id, case.kind, entry.wave, entry.item, entry.scale)
    sides = [part for rating in entry.ratings for part in _side(rating)]
    settled = None if agreed is None else agreed.value or agreed.missing
    return (*head, entry.kind, entry.distance, *sides, settled)


def _side(rating: Rating) -> tuple[Any, ...]:
    value = rating.value if rating.value is not None else rating.missing
    evidence = ";".join(rating.evidence) or None
    return (rating.coder, value, rating.confidence, rating.note, evidence)


def _remarks(alone: Sequence[str], n_cases: int) -> tuple[str, ...]:
    if not alone:
        return ()
    shown = ", ".join(alone[:5]) + (" and others" if len(alone) > 5 else "")
    return (f"{len(alone)} of {n_cases} cases have fewer than two of these coders: {shown}.",)


def _ids(joined: Any) -> list[str]:
    return [] if pd.isna(joined) else str(joined).split(";")


def _told(case: Case, piece: str) -> tuple[Any, ...]:
    """What is known of a piece of evidence; nothing but its id where the case does not have it."""
    found = next((e for e in case.evidence if e.id == piece), None)
    if found is None:
        return (piece, None, None, None, None, None)
    source = next((s for s in case.sources if s.key == found.source), None)
    year = found.year if found.year is not None else found.as_of
    title, url = (None, None) if source is None else (source.title, source.url)
    return (piece, found.text, None if year is None else str(year), found.polarity, title, url)
