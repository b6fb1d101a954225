"""What every answer and every note rests on: pieces of evidence by case and construct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess.answers import as_cases
from engagement_kit.assess.coders import CODER_RULES, combine_ratings, ratings_used
from engagement_kit.assess.columns import make_table
from engagement_kit.assess.scores import full_grid, with_bounds
from engagement_kit.assess.tables import evidence_table, notes_table, ratings_table
from engagement_kit.assess.waves import Wave, case_waves
from engagement_kit.cases import Case, Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["EvidenceCounts", "count_evidence", "sum_evidence"]

_KEYS = ["case", "wave", "construct"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class EvidenceCounts:
    """How much evidence stands behind each construct of a part, for every case and wave.

    Attributes
    ----------
    table : DataFrame
        One row a case, wave and construct (an item that is rated, or a box that takes notes), the
        constructs in the order of the framework. Columns as declared in
        ``columns.TABLES["constructs"]``.
    framework : Framework
    part : str
        Id of the part.
    cases : Cases
        The cases themselves: the way back to evidence and sources.
    parameters : mapping
        What was decided: coder_rule, wave, drafts.
    """

    table: pd.DataFrame
    framework: Framework
    part: str
    cases: Cases
    parameters: Mapping[str, Any]

    @property
    def is_canvas(self) -> bool:
        """Whether the constructs are boxes with notes, not items with answers."""
        return self.framework.part(self.part).kind == "canvas"

    @property
    def constructs(self) -> tuple[str, ...]:
        """Ids of the items or boxes, in the order of the framework."""
        return tuple(name for name, _ in _constructs(self.framework, self.part))

    @property
    def scale(self) -> str | None:
        """Id of the scale of the part's items; None for a canvas."""
        return None if self.is_canvas else str(self.framework.part(self.part).scale)  # type: ignore[union-attr]

    @property
    def by_case(self) -> pd.DataFrame:
        """Different pieces of evidence and sources of each case and wave, over all constructs.

        Columns: case, wave, n_evidence, n_filled (constructs with an answer or note), n_bare (those
        of them without any evidence), n_applying (constructs that apply). A piece that serves two
        constructs is counted once.
        """
        return sum_evidence(self.table, ["case", "wave"])

    @property
    def by_construct(self) -> pd.DataFrame:
        """The same by construct, over all cases: construct, n_evidence, n_filled, n_bare ..."""
        return sum_evidence(self.table, ["construct"])

    @property
    def n_evidence(self) -> int:
        """Different pieces of evidence behind everything together."""
        named = self.table[["case", "evidence"]].dropna().drop_duplicates()
        pieces = named.assign(evidence=named["evidence"].str.split(";")).explode("evidence")
        return len(pieces.drop_duplicates())

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        found = sum_evidence(self.table, ["construct"])
        part = f"{self.framework.id}, {self.part}"
        told = f"{int(found['n_filled'].sum())} of {len(self)} filled"
        return f"<EvidenceCounts of {part}: {told}, {int(found['n_bare'].sum())} without evidence>"

    def _repr_html_(self) -> str:
        from engagement_kit.assess.view import counts_html

        return counts_html(self)


def count_evidence(
    cases: Iterable[Case],
    framework: Framework,
    part: str | None = None,
    *,
    wave: Wave = "last",
    coder_rule: str = "lower_median",
    drafts: bool = False,
) -> EvidenceCounts:
    """Pieces of evidence behind every answer or note of a part: nothing is to stand bare.

    A piece counts once a construct, however many coders name it. It counts for the wave of the
    answer or note that names it.

    Parameters
    ----------
    cases : Cases
    framework : Framework
    part : str, optional
        Id of a part whose items are rated, or of a canvas; the first such part if left out.
    wave : int, "first", "last" or None
        Which waves; None takes all.
    coder_rule : str
        See :func:`combine_ratings`. The notes of all coders count, unless one coder is named.
    drafts : bool
        Whether answers without evidence count.

    Raises
    ------
    WrongKind
        The part takes neither ratings nor notes; what was given are no cases.
    UnknownId
        No such part, wave, rule or coder.

    Examples
    --------
    >>> from engagement_kit import count_evidence, load_framework
    >>> from engagement_kit.cases import Cases
    >>> count_evidence(Cases(()), load_framework("smi"))
    <EvidenceCounts of smi, index: 0 of 0 filled, 0 without evidence>
    """
    cases, chosen = as_cases(cases), _part(framework, part)
    waves = case_waves(cases, wave, framework.lang)
    if framework.part(chosen).kind == "canvas":
        entries = _notes(cases, framework, coder_rule)
        grid = _canvas_grid(waves, entries, framework, chosen)
    else:
        ratings = ratings_table(cases, framework, drafts=drafts)
        entries = _ratings(ratings, coder_rule)
        grid = _rated_grid(waves, ratings, framework, chosen, coder_rule)
    grid = grid.merge(_behind(entries, evidence_table(cases)), on=_KEYS, how="left")
    grid = grid.merge(_hinted(waves, entries, cases), on=_KEYS, how="left")
    whole = ["n_evidence", "n_sources", "n_hinted", "n_coders"]
    grid[whole] = grid[whole].astype("Int64").fillna(0)
    return EvidenceCounts(
        table=make_table("constructs", grid.merge(waves, on=["case", "wave"], how="left")),
        framework=framework,
        part=chosen,
        cases=cases,
        parameters={"coder_rule": coder_rule, "wave": wave, "drafts": drafts},
    )


def _part(framework: Framework, part: str | None) -> str:
    """The part asked for, or the first one that holds constructs."""
    known = [one.id for one in framework.parts if _constructs(framework, one.id)]
    if part is None and known:
        return known[0]
    if part is not None and framework.part(part).id in known:
        return part
    name = f"part {part!r} of {framework.id!r}" if part else f"framework {framework.id!r}"
    listed = ", ".join(known) or "none"
    raise WrongKind(
        name, "one without items or boxes", "a part that takes ratings or notes", f"Such: {listed}."
    )


def _constructs(framework: Framework, part: str) -> list[tuple[str, str | None]]:
    """Items or boxes of a part, each with its axis or pair."""
    definition = framework.part(part)
    if definition.kind == "canvas":
        return [(box.id, None) for box in definition.boxes]
    return [(item.id, item.group) for item in framework.items_of(part)]


def _ratings(ratings: pd.DataFrame, rule: str) -> pd.DataFrame:
    """The ratings that count: case, wave, coder, construct, evidence."""
    used = ratings_used(ratings, rule)
    return used.assign(is_given=used["value"].notna()).rename(columns={"item": "construct"})


def _notes(cases: Cases, framework: Framework, rule: str) -> pd.DataFrame:
    """The notes that count, each once in whatever number of languages it is written."""
    notes = notes_table(cases, framework).drop_duplicates(["case", "wave", "coder", "box", "order"])
    coders = tuple(notes["coder"].unique())
    if rule not in CODER_RULES and len(notes):
        if rule not in coders:
            raise UnknownId("coder rule or coder", rule, (*CODER_RULES, *coders))
        notes = notes[notes["coder"] == rule]
    return notes.rename(columns={"box": "construct"}).assign(is_given=True)


def _rated_grid(
    waves: pd.DataFrame, ratings: pd.DataFrame, framework: Framework, part: str, rule: str
) -> pd.DataFrame:
    """Every case, wave and item with the answer of the coders together."""
    combined = combine_ratings(ratings, framework, rule)
    grid = with_bounds(full_grid(waves, combined, framework.items_of(part)), framework)
    return grid.rename(columns={"item": "construct"}).assign(n_notes=None)


def _canvas_grid(
    waves: pd.DataFrame, notes: pd.DataFrame, framework: Framework, part: str
) -> pd.DataFrame:
    """Every case, wave and box with the number of its notes and of those who wrote them."""
    listed = pd.DataFrame(_constructs(framework, part), columns=["construct", "group"])
    grid = waves[["case", "wave"]].merge(listed, how="cross")
    grouped = notes.astype({"wave": "int64"}).groupby(_KEYS, sort=False)["coder"]
    counts = grouped.agg(n_notes="size", n_coders="nunique").reset_index()
    grid = grid.merge(counts, on=_KEYS, how="left")
    grid["n_notes"] = grid["n_notes"].fillna(0)
    missing = grid["n_notes"].eq(0).map({True: "unknown", False: None})
    return grid.assign(value=None, rank=None, low=None, high=None, missing=missing)


def _behind(entries: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Evidence, sources and coders behind each construct."""
    pieces = _one_a_row(entries).dropna(subset=["evidence"])
    pieces = pieces.merge(
        evidence[["case", "evidence", "source"]], on=["case", "evidence"], how="left"
    ).sort_values([*_KEYS, "evidence"])
    named = pieces.groupby(_KEYS, sort=False)["evidence"]
    known = pieces.dropna(subset=["source"]).drop_duplicates([*_KEYS, "source"])
    given = entries.loc[entries["is_given"], [*_KEYS, "coder"]].astype({"wave": "int64"})
    coders = given.drop_duplicates().sort_values([*_KEYS, "coder"])
    found = {
        "evidence": named.agg(";".join),
        "n_evidence": named.size(),
        "n_sources": known.groupby(_KEYS, sort=False).size(),
        "coders": coders.groupby(_KEYS, sort=False)["coder"].agg(";".join),
    }
    return pd.DataFrame(found).rename_axis(_KEYS).reset_index()


def _one_a_row(entries: pd.DataFrame) -> pd.DataFrame:
    """One row a construct and piece of evidence, named by whichever coders."""
    pieces = entries[[*_KEYS, "evidence"]].astype({"wave": "int64"})
    pieces = pieces.assign(evidence=pieces["evidence"].str.split(";")).explode("evidence")
    return pieces.astype({"evidence": "str"}).drop_duplicates()


def _hinted(waves: pd.DataFrame, entries: pd.DataFrame, cases: Cases) -> pd.DataFrame:
    """Pieces that a first reading connects with a construct, which no answer or note names."""
    rows = [
        (case.id, element, piece.id, piece.span[0])
        for case in cases
        for piece in case.evidence
        for element in piece.elements
    ]
    hints = pd.DataFrame(rows, columns=["case", "construct", "evidence", "first_year"])
    hints = waves[["case", "wave"]].merge(hints, on="case")
    hints = hints[~(hints["first_year"] > hints["wave"])]
    used = pd.MultiIndex.from_frame(_one_a_row(entries))
    hints = hints[~pd.MultiIndex.from_frame(hints[[*_KEYS, "evidence"]]).isin(used)]
    return hints.groupby(_KEYS, sort=False)["evidence"].nunique().rename("n_hinted").reset_index()


def sum_evidence(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Different pieces of evidence, and constructs that are filled, bare and applicable.

    Parameters
    ----------
    table : DataFrame
        Rows of :attr:`EvidenceCounts.table`.
    by : list of str
        Columns by which they are summed up: n_evidence, n_filled, n_bare, n_applying.
    """
    applies = table["missing"].fillna("") != "not_applicable"
    filled = table["missing"].isna()
    marked = table.assign(
        n_filled=filled, n_bare=filled & (table["n_evidence"] == 0), n_applying=applies
    )
    counts = marked.groupby(by, sort=False)[["n_filled", "n_bare", "n_applying"]].sum()
    pieces = table[list(dict.fromkeys([*by, "case", "evidence"]))].dropna(subset=["evidence"])
    pieces = pieces.assign(evidence=pieces["evidence"].str.split(";")).explode("evidence")
    distinct = pieces.drop_duplicates().groupby(by, sort=False).size().rename("n_evidence")
    counts.insert(0, "n_evidence", distinct.reindex(counts.index).fillna(0))
    return counts.astype("int64").reset_index()
