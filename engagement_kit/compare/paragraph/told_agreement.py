"""Sentences about the method behind agreement: of coders, and of respondents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engagement_kit.compare.agreement.measures import MEASURES
from engagement_kit.compare.paragraph.telling import Teller

__all__ = ["agreement", "agreement_table", "alignment", "disagreements"]

_WORKS = {
    "krippendorff_alpha": "krippendorff2004",
    "percent_agreement": "gwet2014",
    "cohen_kappa": "cohen1960",
    "fleiss_kappa": "fleiss1971",
    "conger_kappa": "conger1980",
    "light_kappa": "light1971",
    "gwet_ac": "gwet2014",
    "brennan_prediger": "brennan1981",
    "kendall_w": "kendall1939",
    "icc": "mcgraw1996",
}
_MISSING = {
    "units with fewer than two ratings left out": "agreement.pairs",
    "units without a rating of every coder left out": "agreement.complete",
    "none left out": "agreement.every",
}


def agreement(teller: Teller, result: Any) -> Iterator[str]:
    """One measure of one table of ratings."""
    chosen, name = result.parameters, result.measure
    counts = {"units": result.n_units, "ratings": result.n_ratings, "coders": result.n_coders}
    yield teller.say("agreement.one", measure=teller.named("measure", name), **counts)
    yield from _form(teller, name, chosen)
    yield teller.say("agreement.estimate", estimate=float(result.estimate))
    if result.low is not None:
        ends = {"low": float(result.low), "high": float(result.high)}
        about = {"confidence": 100 * result.confidence, "draws": result.draws}
        yield teller.say("agreement.interval", **ends, **about, seed=str(result.seed))
        teller.cite("efron1993")
    if chosen.get("missing") in _MISSING:
        yield teller.say(_MISSING[chosen["missing"]])


def agreement_table(teller: Teller, result: Any) -> Iterator[str]:
    """One measure of many groups of ratings."""
    chosen, table = result.parameters, result.table
    yield from teller.origin(result)
    name = str(chosen["measure"])
    yield teller.say(
        "agreement.table",
        coders=list(chosen["coders"]),
        measure=teller.named("measure", name),
        by=teller.named("by", result.by),
        known=int(table["estimate"].notna().sum()),
        groups=len(table),
    )
    yield from _form(teller, name, chosen)
    if chosen["draws"] and table["low"].notna().any():
        about = {"confidence": 100 * result.confidence, "draws": chosen["draws"]}
        yield teller.say("agreement.intervals", **about, seed=str(chosen["seed"]))
        teller.cite("efron1993")
    yield teller.say(_MISSING[MEASURES[name].missing])


def disagreements(teller: Teller, result: Any) -> Iterator[str]:
    """How many comparisons of two coders differ."""
    if result.framework is None:
        yield teller.frameworks(result.frameworks.values())
    yield from teller.origin(result)
    yield teller.say("disagreements", n=len(result), compared=result.n_compared)


def alignment(teller: Teller, result: Any) -> Iterator[str]:
    """Agreement of respondents on targets, and the way to them."""
    table, people = result.table, result.by_respondent[["case", "respondent"]].drop_duplicates()
    yield from teller.origin(result)
    yield teller.say(
        "alignment.n",
        people=len(people),
        cases=table["case"].nunique(),
        items=table["item"].nunique(),
        horizons=list(result.horizons),
    )
    if 0 in result.horizons:
        yield teller.say("alignment.now", zero=0)
    counts = table["n_respondents"]
    shared, answered = int((counts > 1).sum()), int((counts > 0).sum())
    yield teller.say("alignment.measure", shared=shared, answered=answered)
    yield teller.say("alignment.apart", apart_from=result.parameters["apart_from"])
    yield teller.say("alignment.gap")
    yield teller.say(f"now.{result.parameters['now']}")
    yield teller.say("unknown.open")
    teller.cite("vandereijk2001")


def _form(teller: Teller, name: str, chosen: Any) -> Iterator[str]:
    """Level, weights and form of a measure, as far as it has them."""
    teller.cite(_WORKS[name])
    if name == "krippendorff_alpha":
        yield teller.say("agreement.level", level=teller.named("level", chosen["level"]))
    if chosen.get("weights"):
        yield teller.say(f"weights.{chosen['weights']}")
    if name == "icc":
        yield teller.say("agreement.kind", kind=str(chosen["kind"]))
