"""Pattern matching: whether a case looks as a theory predicts, item by item, and which does best.

Trochim, W. M. K. (1989). Outcome pattern matching and program theory. Evaluation and Program
Planning 12(4), 355-366. Yin, R. K. (2018). Case study research and applications, 6th ed., ch. 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess import Levels, Making
from engagement_kit.assess.answers import checked_share
from engagement_kit.assess.columns import shaped
from engagement_kit.cases import Cases
from engagement_kit.compare.patterns.expected import ExpectedProfile, expected_profile
from engagement_kit.compare.patterns.pattern_rows import (
    COLUMNS,
    ITEM_COLUMNS,
    MISS,
    VERDICTS,
    answer_of,
    evidence_of,
    item_rows,
    pattern_row,
)
from engagement_kit.compare.patterns.rivals import fit_of, judge
from engagement_kit.compare.remaking import making_from
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["PatternMatch", "match_pattern"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class PatternMatch:
    """Cases held against the patterns that theories predict.

    Attributes
    ----------
    table : DataFrame
        One row a case, wave and profile; columns as declared in ``pattern_rows.COLUMNS``.
    items : DataFrame
        One row a case, wave, profile and item; see ``ITEM_COLUMNS``.
    framework : Framework
    part : str
    cases : Cases
    profiles : tuple of ExpectedProfile
    parameters : mapping
        least_fit, what every profile predicts, and how the levels were made.
    remarks : tuple of str
    making : Making
    """

    table: pd.DataFrame
    items: pd.DataFrame
    framework: Framework
    part: str
    cases: Cases | None
    profiles: tuple[ExpectedProfile, ...]
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making

    @property
    def lang(self) -> str:
        """Language of the framework's words."""
        return self.framework.lang

    @property
    def counts(self) -> pd.DataFrame:
        """One row a profile: cases that fit, are open, do not fit; those where it is best."""
        rows = []
        for profile in self.profiles:
            own = self.table[self.table["profile"] == profile.name]
            told = [int((own["verdict"] == verdict).sum()) for verdict in VERDICTS]
            best = [int(own[name].fillna(value=False).sum()) for name in ("is_best", "is_settled")]
            rows.append((profile.name, *told, *best, profile.breadth))
        names = ["profile", *VERDICTS, "best", "best_settled", "breadth"]
        return pd.DataFrame(rows, columns=names)

    @property
    def misfits(self) -> pd.DataFrame:
        """The items that miss their prediction, those farthest from it first."""
        found = self.items[self.items["state"] == MISS]
        order = found["distance"].abs().sort_values(ascending=False, kind="stable").index
        return found.loc[order].reset_index(drop=True)

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        told = "; ".join(
            f"{row.profile!r} fits {row.fits}, open {row.open}, does not fit {row.does_not_fit}"
            for row in self.counts.itertuples()
        )
        return f"<PatternMatch of {self.framework.id}, {self.part}: {told}>"

    def _repr_html_(self) -> str:
        from engagement_kit.compare.view import result_html

        waves = len(self.table) // len(self.profiles)
        facts = {"case-waves": waves, "least fit": self.parameters["least_fit"]}
        return result_html(
            f"Pattern matching: {self.framework.name}",
            facts,
            self.counts,
            self.table.drop(columns=["name", "kind", "country"]),
            remarks=self.remarks,
            lang=self.lang,
        )


Expected = ExpectedProfile | Sequence[ExpectedProfile] | Mapping[str, Mapping[str, Any]]


def match_pattern(levels: Levels, expected: Expected, *, least_fit: float = 0.75) -> PatternMatch:
    """Hold every case against the patterns that one theory or several rivals predict.

    Parameters
    ----------
    levels : Levels
        From :func:`rate_levels`, for the part whose items are predicted.
    expected : ExpectedProfile, several of them, or a mapping of names to expectations
        From :func:`expected_profile`; or ``{"name": {item: expectation}}``, made into them here.
    least_fit : float
        From which fit on a case *fits*. The case *fits* if even the lower bound reaches it, *does
        not fit* if not even the upper one does, and is *open* between. .75 is set by this project.

    Returns
    -------
    PatternMatch

    Raises
    ------
    Faults
        Expectations that the framework does not know, all at once.
    WrongKind
        ``levels`` are something else; a profile is of another framework, or predicts items of
        another part; there is no profile, or two have one name.

    Notes
    -----
    An item is a *hit* where its answer lies within what is predicted, else a *miss*; the distance
    is the number of ranks between the answer and the nearest one predicted (rank-safe: no answers
    are averaged, only distances counted). fit = hits / known items.

    Missing data: unknown is no miss. ``fit_low`` counts every unknown item as a miss, ``fit_high``
    as a hit, both of all items that apply; where coders differ, an item is a sure hit only if all
    their answers are hits. ``distance`` is that of the known items.

    A theory that admits much fits much: ``breadth`` is the fit that answers drawn at random from
    the scales would have on average, and belongs beside every fit. Which rival fits best is
    compared in exact fractions. It is settled where no completion of the unknown answers, the same
    for all rivals, puts another level with it or ahead.

    References
    ----------
    Trochim, W. M. K. (1989). Outcome pattern matching and program theory. Evaluation and Program
    Planning 12(4), 355-366.
    Yin, R. K. (2018). Case study research and applications, 6th ed. Sage, ch. 5.

    Examples
    --------
    >>> from engagement_kit.assess import rate_levels
    >>> from engagement_kit.cases import Case, Cases
    >>> from engagement_kit.frameworks import load_framework
    >>> case = Case(id="mine", kind="museum", name={"en": "Mine"}, waves=(2025,))
    >>> for item, value in (("leadership", "integrated"), ("governance", "basic")):
    ...     case = case.rate(f"maturity.{item}", value, coder="a", wave=2025)
    >>> levels = rate_levels(Cases((case,)), load_framework("maturity"), drafts=True)
    >>> rivals = {
    ...     "led from the top": {"maturity.leadership": ">= integrated"},
    ...     "held together": {"maturity.governance": ">= functional"},
    ... }
    >>> match_pattern(levels, rivals).table[["profile", "fit", "is_best", "is_settled"]]
                profile  fit  is_best  is_settled
    0  led from the top  1.0     True        True
    1     held together  0.0    False       False
    """
    _check_levels(levels)
    profiles = _profiles(expected, levels.framework)
    _check_items(profiles, levels)
    size = checked_share("least_fit", least_fit)
    evidence = evidence_of(levels)
    rows: list[tuple[Any, ...]] = []
    items: list[tuple[Any, ...]] = []
    for _, found in levels.table.groupby(["case", "wave"], sort=False):
        who = tuple(found[["case", "name", "kind", "country", "wave"]].iloc[0])
        known = {row.item: row for row in found.itertuples()}
        answers = {item: answer_of(row) for item, row in known.items() if not pd.isna(row.low)}
        fits = [fit_of(answers, profile) for profile in profiles]
        verdict = judge(answers, profiles, fits)
        for profile, fit in zip(profiles, fits, strict=True):
            told = list(item_rows(profile, known, answers, evidence))
            items += [(*who, profile.name, *row) for row in told]
            rows.append((*who, profile.name, *pattern_row(profile.name, fit, verdict, told, size)))
    written = {p.name: {i: _plain(e.written) for i, e in p.predictions.items()} for p in profiles}
    choices: dict[str, Any] = {"expected": written, "least_fit": size}
    table = shaped(COLUMNS, rows)
    return PatternMatch(
        table=table,
        items=shaped(ITEM_COLUMNS, items),
        framework=levels.framework,
        part=levels.part,
        cases=levels.cases,
        profiles=profiles,
        parameters={**levels.parameters, **choices},
        remarks=tuple(_remarks(table, profiles)),
        making=making_from("match_pattern", levels, **choices),
    )


def _check_levels(given: object) -> None:
    """Refuse what is no result of rate_levels()."""
    if not isinstance(given, Levels):
        raise WrongKind("match_pattern()", type(given).__name__, "levels", "See rate_levels().")


def _profiles(expected: object, framework: Framework) -> tuple[ExpectedProfile, ...]:
    """The rival profiles, each with a name of its own."""
    if isinstance(expected, ExpectedProfile):
        return (expected,)
    found: list[Any] = [expected]
    if isinstance(expected, Mapping):
        found = [expected_profile(name, told, framework) for name, told in expected.items()]
    elif isinstance(expected, Iterable):
        found = list(expected)
    wrong = [type(one).__name__ for one in found if not isinstance(one, ExpectedProfile)]
    if wrong or not found:
        told = f"{wrong[0]} among them" if wrong else "none"
        advice = "See expected_profile()."
        raise WrongKind("match_pattern()", told, "expected profiles", advice)
    names = [profile.name for profile in found]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise WrongKind("Rival profiles", f"two called {twice[0]!r}", "different names")
    return tuple(found)


def _check_items(profiles: Sequence[ExpectedProfile], levels: Levels) -> None:
    """Refuse what these levels cannot answer."""
    there = {item.id for item in levels.framework.items_of(levels.part)}
    for profile in profiles:
        if profile.framework != levels.framework.id:
            found = f"one of {profile.framework!r}"
            raise WrongKind("match_pattern()", found, f"a profile of {levels.framework.id!r}")
        away = [item for item in profile.predictions if item not in there]
        if away:
            part = levels.framework.item(away[0]).part
            raise WrongKind(
                f"The profile {profile.name!r}",
                f"levels of the part {levels.part!r}",
                f"those of its items ({', '.join(away)})",
                f"rate_levels(..., part={part!r}) gives them; match each part by itself.",
            )


def _plain(written: str | tuple[str, str]) -> str | list[str]:
    return written if isinstance(written, str) else list(written)


def _remarks(table: pd.DataFrame, profiles: Sequence[ExpectedProfile]) -> Iterator[str]:
    """What a reader must know of these matches."""
    yield "Unknown is no miss: the bounds count unknown items once as misses and once as hits."
    for profile in profiles:
        yield (
            f"Answers drawn at random would fit {profile.name!r} at {profile.breadth:.2f} on "
            "average: a fit is worth what it is above that."
        )
    nothing = table.loc[table["fit"].isna(), "case"].nunique()
    if nothing:
        yield f"{nothing} cases have a profile of which no item is known: there is no fit there."
