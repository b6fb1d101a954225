"""Where coders of a case differ, how far, and where they need no discussion.

Plain Python on a case and a framework. Only what coders entered is compared: an answer of the scale
or one of the kinds of missing. Agreed ratings take no part: they are what comes of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from engagement_kit.cases import AGREED, Case, Rating
from engagement_kit.cases.answer_file import is_survey_coder
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["Compared", "Comparison", "compare_coders"]

Kind = Literal["same", "values", "value_missing", "missing", "one"]


@dataclass(frozen=True, slots=True)
class Compared:
    """What the coders gave for one item in one wave.

    Attributes
    ----------
    item, scale : str
    wave : int
    kind : str
        ``same`` (all gave one and the same), ``values`` (different answers), ``value_missing`` (an
        answer against a kind of missing), ``missing`` (different kinds of missing), ``one`` (only
        one coder gave anything).
    distance : int or None
        Steps on the scale between the lowest and the highest answer; None where no two answers
        differ, since a missing answer has no place on the scale.
    ratings : tuple of Rating
        In the order of the coders.
    """

    item: str
    scale: str
    wave: int
    kind: Kind
    distance: int | None
    ratings: tuple[Rating, ...]

    @property
    def key(self) -> str:
        """Its name in the record of a form: ``<item>@<wave>``."""
        return f"{self.item}@{self.wave}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Coders of one case compared on the items of one framework, in all waves.

    Attributes
    ----------
    coders : tuple of str
    disagreements : tuple of Compared
        The largest distance first, then in the order of the framework and of the waves; those
        without a distance come last.
    agreements, one_coder : tuple of Compared
        In the order of the framework: all gave the same; only one gave anything.
    """

    coders: tuple[str, ...]
    disagreements: tuple[Compared, ...]
    agreements: tuple[Compared, ...]
    one_coder: tuple[Compared, ...]

    @property
    def n_compared(self) -> int:
        """How often two coders or more gave something for the same item and wave."""
        return len(self.disagreements) + len(self.agreements)

    @property
    def n_agreed(self) -> int:
        """How often they all gave the same."""
        return len(self.agreements)

    @property
    def share_agreed(self) -> float | None:
        """Share of what was compared, 0 to 1; None if nothing could be compared.

        It is the plain share of equal answers, not corrected for chance.
        """
        return self.n_agreed / self.n_compared if self.n_compared else None


def compare_coders(
    case: Case, framework: Framework, *, coders: Iterable[str] | None = None
) -> Comparison:
    """Where coders of a case differ on the items of a framework, and where they do not.

    Parameters
    ----------
    case : Case
    framework : Framework
        Only ratings of its items are compared.
    coders : iterable of str, optional
        Whom to compare; by default all who gave a rating of one of its items, by name, but for
        respondents of surveys, whose answers nobody brings into agreement.

    Returns
    -------
    Comparison

    Raises
    ------
    UnknownId
        No rating of one of its items is by a coder of that name.
    WrongKind
        There are fewer than two coders to compare.
    """
    given = [rating for rating in case.ratings if rating.coder != AGREED and _is_given(rating)]
    chosen = _chosen_coders(case, framework, given, coders)
    places: dict[tuple[str, int], list[Rating]] = {}
    for rating in sorted(given, key=lambda rating: rating.coder):
        if rating.coder in chosen:
            places.setdefault((rating.item, rating.wave), []).append(rating)
    compared = [
        _compared(framework, item.id, item.scale, wave, tuple(places[item.id, wave]))
        for item in framework.items
        for wave in case.waves
        if (item.id, wave) in places
    ]
    apart = [entry for entry in compared if entry.kind not in ("same", "one")]
    return Comparison(
        coders=chosen,
        disagreements=tuple(sorted(apart, key=_nearness)),
        agreements=tuple(entry for entry in compared if entry.kind == "same"),
        one_coder=tuple(entry for entry in compared if entry.kind == "one"),
    )


def _is_given(rating: Rating) -> bool:
    """Whether a coder has made up his mind: a rating with nothing but a note is a draft."""
    return rating.value is not None or rating.missing is not None


def _chosen_coders(
    case: Case, framework: Framework, given: list[Rating], coders: Iterable[str] | None
) -> tuple[str, ...]:
    items = {item.id for item in framework.items}
    known = sorted({rating.coder for rating in given if rating.item in items})
    usual = [coder for coder in known if not is_survey_coder(coder)]
    wanted = usual if coders is None else sorted(set(coders))
    for coder in wanted:
        if coder not in known:
            raise UnknownId(f"coder with ratings of {framework.id!r} in {case.id!r}", coder, known)
    if len(wanted) < 2:
        what, found = f"Adjudicating {framework.id!r} in {case.id!r}", ", ".join(wanted)
        raise WrongKind(what, found or "none", "ratings of two coders or more")
    return tuple(wanted)


def _compared(
    framework: Framework, item: str, scale: str, wave: int, ratings: tuple[Rating, ...]
) -> Compared:
    values = {rating.value for rating in ratings if rating.value is not None}
    reasons = {rating.missing for rating in ratings if rating.value is None}
    ranks = [framework.scale(scale).rank(value) for value in values]
    distance = max(ranks) - min(ranks) if len(values) > 1 else None
    kind = "one" if len(ratings) == 1 else _kind(len(values), len(reasons))
    return Compared(item, scale, wave, kind, distance, ratings)


def _kind(n_values: int, n_reasons: int) -> Kind:
    if n_values > 1:
        return "values"
    if n_values + n_reasons == 1:
        return "same"
    return "value_missing" if n_values else "missing"


def _nearness(entry: Compared) -> int:
    """Sorts the largest distance first; sorting keeps the framework's order otherwise."""
    return -(entry.distance or 0)
