"""Sentences about the method behind placements, levels and targets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engagement_kit.compare.paragraph.telling import Teller

__all__ = ["levels", "quadrants", "respondents", "stages", "targets"]


def quadrants(teller: Teller, result: Any) -> Iterator[str]:
    """Axes, thresholds, how much had to be known, and how many were placed."""
    chosen, framework = result.parameters, teller.translated(result.framework)
    yield from teller.origin(result)
    axes = [framework.label(axis) for axis in (result.x_axis, result.y_axis)]
    yield teller.say("quadrants.axes", axes=axes)
    limits = {side: chosen[f"{side}_threshold"] for side in "xy"}
    rule = chosen["threshold_rule"]
    yield teller.say(f"quadrants.{rule}", **limits)
    if rule == "fixed":
        yield teller.say(f"threshold.{chosen['threshold_status']}")
    yield teller.say("min_known.quadrants", share=100 * chosen["min_known"])
    yield teller.say("placed", n=len(result), **result.counts)
    yield teller.say("unknown.bounds")


def stages(teller: Teller, result: Any) -> Iterator[str]:
    """The rule for the stage, how much had to be known, and how many were placed."""
    chosen = result.parameters
    yield from teller.origin(result)
    yield teller.say(f"stages.{chosen['rule']}")
    yield teller.say("min_known.stages", share=100 * chosen["min_known"])
    yield teller.say("placed", n=len(result), **result.counts)
    yield teller.say("unknown.bounds")


def levels(teller: Teller, result: Any) -> Iterator[str]:
    """How many items of how many cases, and how many of the answers are known."""
    table = result.table
    yield from teller.origin(result)
    yield teller.say(
        "levels",
        items=table["item"].nunique(),
        waves=len(table[["case", "wave"]].drop_duplicates()),
        cases=table["case"].nunique(),
        known=int(table["value"].notna().sum()),
        all=len(table),
    )
    yield teller.say("unknown.bounds")


def targets(teller: Teller, result: Any) -> Iterator[str]:
    """Horizons, how many targets were set, and how respondents were brought together."""
    table = result.table
    yield from teller.origin(result)
    yield teller.say(
        "targets",
        items=table["item"].nunique(),
        cases=table["case"].nunique(),
        horizons=list(result.horizons),
        known=int(table["target"].notna().sum()),
        all=len(table),
    )
    yield respondents(teller, str(result.parameters["respondent_rule"]))
    yield teller.say(f"now.{result.parameters['now']}")
    yield teller.say("unknown.open")


def respondents(teller: Teller, rule: str) -> str:
    """How several respondents were brought together."""
    if f"respondents.{rule}" in teller.words.keys:
        return teller.say(f"respondents.{rule}")
    return teller.say("respondents.one", respondent=rule)
