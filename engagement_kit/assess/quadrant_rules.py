"""The rules by which cases are placed in quadrants, checked, and told again with the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engagement_kit.assess.answers import checked_share
from engagement_kit.assess.judgement import AxisSums, Integers, Verdict, judge
from engagement_kit.assess.waves import Wave
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Quadrant

__all__ = ["THRESHOLD_RULES", "QuadrantRules", "quadrant_rules"]

THRESHOLD_RULES = ("fixed", "sample_median")


@dataclass(frozen=True, kw_only=True)
class QuadrantRules:
    """Everything that is decided before answers are looked at, as :func:`place_quadrants` takes it.

    Attributes
    ----------
    part : Quadrant
    fixed : (float, float)
    status : str
        Whose thresholds they are: the framework's own status of them, or ``chosen``.
    rule : str
    need : float
    wave : int, "first", "last" or None
    coder_rule : str
    """

    part: Quadrant
    fixed: tuple[float, float]
    status: str
    rule: str
    need: float
    wave: Wave
    coder_rule: str

    def judge(self, x: AxisSums, y: AxisSums, weights: Integers | None = None) -> Verdict:
        """Where case-waves stand by these rules."""
        return judge(x, y, self.fixed, self.need, self.rule, weights)

    def parameters(self, verdict: Verdict, *, drafts: bool) -> dict[str, Any]:
        """What was decided in the end, as results record it."""
        return {
            "x_threshold": verdict.limits[0],
            "y_threshold": verdict.limits[1],
            "threshold_rule": verdict.rule,
            "threshold_status": self.status,
            "min_known": self.need,
            "coder_rule": self.coder_rule,
            "wave": self.wave,
            "drafts": drafts,
        }


def quadrant_rules(
    framework: Framework,
    *,
    part: str | None = None,
    wave: Wave = None,
    threshold: object = None,
    threshold_rule: str = "fixed",
    min_known: float | None = None,
    coder_rule: str = "lower_median",
) -> QuadrantRules:
    """The rules as :func:`place_quadrants` was given them, with what the framework says itself.

    Raises
    ------
    WrongKind
        The framework has no quadrant part; a share is not a number from 0 to 1, or there are not
        one or two thresholds.
    UnknownId
        No such part or threshold rule.
    """
    chosen = framework.only_part("quadrant", part)
    if threshold_rule not in THRESHOLD_RULES:
        raise UnknownId("threshold rule", threshold_rule, THRESHOLD_RULES)
    need = chosen.min_known.value if min_known is None else min_known
    return QuadrantRules(
        part=chosen,
        fixed=_fixed_limits(chosen.threshold.value if threshold is None else threshold),
        status=chosen.threshold.status if threshold is None else "chosen",
        rule=threshold_rule,
        need=checked_share("min_known", need),
        wave=wave,
        coder_rule=coder_rule,
    )


def _fixed_limits(threshold: object) -> tuple[float, float]:
    """Where high begins on each axis, from one number for both or from a pair."""
    both = threshold if isinstance(threshold, (tuple, list)) else (threshold, threshold)
    if len(both) != 2:
        raise WrongKind("threshold", repr(threshold), "one number for both axes, or a pair of them")
    x, y = (checked_share("threshold", one) for one in both)
    return x, y
