"""Which of several profiles fits a case best, and whether unknown answers could change that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from engagement_kit.compare.patterns.expected import ExpectedProfile

__all__ = ["Answer", "Fit", "Verdict", "fit_of", "judge"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one item of a case: its rank, if known, within ``low`` to ``high``."""

    rank: int | None
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a profile fits the answers of one case; shares are exact.

    ``low`` and ``high`` bound the fit over every way in which unknown and differing answers may
    turn out. All are None where there is nothing that they could be shares of.
    """

    hits: int
    known: int
    items: int
    fit: Fraction | None
    low: Fraction | None
    high: Fraction | None
    distance: float | None
    breadth: float | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The profiles that fit a case best by what is known, and who could still catch up."""

    best: tuple[str, ...]
    catching_up: tuple[str, ...]

    @property
    def is_settled(self) -> bool:
        """Whether one profile fits best, however the unknown answers turn out."""
        return len(self.best) == 1 and not self.catching_up


def fit_of(answers: Mapping[str, Answer], profile: ExpectedProfile) -> Fit:
    """How well a profile fits; ``answers`` leave out the items that do not apply."""
    predicted = [(p, answers[item]) for item, p in profile.predictions.items() if item in answers]
    distances = [abs(p.distance(a.rank)) for p, a in predicted if a.rank is not None]
    known, items, hits = len(distances), len(predicted), distances.count(0)
    sure = sum(p.low <= a.low and a.high <= p.high for p, a in predicted)
    may_be = sum(a.low <= p.high and p.low <= a.high for p, a in predicted)
    return Fit(
        hits=hits,
        known=known,
        items=items,
        fit=Fraction(hits, known) if known else None,
        low=Fraction(sure, items) if items else None,
        high=Fraction(may_be, items) if items else None,
        distance=sum(distances) / known if known else None,
        breadth=sum(p.breadth for p, _ in predicted) / items if items else None,
    )


def judge(
    answers: Mapping[str, Answer], profiles: Sequence[ExpectedProfile], fits: Sequence[Fit]
) -> Verdict | None:
    """The profile that fits best; None where there are no rivals or nothing is known."""
    told = [(p, f.fit) for p, f in zip(profiles, fits, strict=True) if f.fit is not None]
    if len(profiles) < 2 or len(told) < len(profiles):
        return None
    top = max(fit for _, fit in told)
    best = [profile for profile, fit in told if fit == top]
    others = [profile for profile, _ in told if profile is not best[0]]
    reach = [p.name for p in others if _least_lead(answers, best[0], p) <= 0]
    return Verdict(tuple(p.name for p in best), tuple(reach))


def _least_lead(
    answers: Mapping[str, Answer], leader: ExpectedProfile, other: ExpectedProfile
) -> Fraction:
    """The smallest lead in fit that one profile has over another, over all completions.

    An answer that is not known bears on both profiles at once. The lead is a sum over items, so
    that its least value is the sum of the least values of the items.
    """
    sizes = [sum(item in answers for item in p.predictions) for p in (leader, other)]
    total = Fraction(0)
    for item, answer in answers.items():
        leads = [
            Fraction(_is_hit(leader, item, rank), sizes[0])
            - Fraction(_is_hit(other, item, rank), sizes[1])
            for rank in range(answer.low, answer.high + 1)
        ]
        total += min(leads)
    return total


def _is_hit(profile: ExpectedProfile, item: str, rank: int) -> bool:
    prediction = profile.predictions.get(item)
    return prediction is not None and prediction.distance(rank) == 0
