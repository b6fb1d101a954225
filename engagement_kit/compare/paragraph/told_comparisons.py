"""Sentences about the method behind comparisons of groups, waves and patterns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engagement_kit.compare.groups.decisions import option_label
from engagement_kit.compare.groups.fisher import FISHER_EXACT, FISHER_SIMULATED
from engagement_kit.compare.groups.ranksum import ASYMPTOTIC, EXACT
from engagement_kit.compare.paragraph.telling import Teller

__all__ = ["changes", "delta", "differences", "pattern", "rank_sum", "specifications"]

_TESTS = {
    EXACT: "test.ranksum_exact",
    ASYMPTOTIC: "test.ranksum_asymptotic",
    FISHER_EXACT: "test.fisher_exact",
    FISHER_SIMULATED: "test.fisher_drawn",
}
_INTERVALS = {"newcombe": "newcombe2006", "cliff": "feng2004", "bootstrap": "efron1993"}


def differences(teller: Teller, result: Any) -> Iterator[str]:
    """Groups, effect, interval, tests, adjustment, and how the unknown was read."""
    chosen, table = result.parameters, result.table
    yield from teller.origin(result)
    counts = {"rows": len(table), "outcomes": table["item"].nunique()}
    yield teller.say("difference.groups", groups=_sizes(teller, result), **counts)
    ordered = table[table["ordered"].astype(bool)]
    if len(ordered):
        yield teller.say("difference.delta")
        yield _interval(teller, chosen)
        teller.cite("cliff1993", _INTERVALS[chosen["interval"]])
    for test in dict.fromkeys(table["test"].dropna()):
        yield from _test(teller, str(test), chosen)
    yield _adjusted(teller, chosen["adjust"], chosen["tests"])
    yield teller.say("alpha", alpha=chosen["alpha"])
    settled = int(ordered["settled"].fillna(value=False).sum())
    yield teller.say("difference.readings", settled=settled, ordered=len(ordered))


def specifications(teller: Teller, result: Any) -> Iterator[str]:
    """Every decision with its options, and how many lead to the same conclusion."""
    computed = len(result.computed)
    yield from teller.origin(_Only(result))
    groups = [teller.named("group", group) for group in result.groups]
    counts = {"decisions": len(result.decisions), "n": len(result), "computed": computed}
    yield teller.say("specification.n", groups=groups, **counts)
    for decision in result.decisions:
        name = teller.named("decision", decision.name)
        labels = (option_label(option) for option in decision.options)
        options = [_option(teller, decision.name, label) for label in labels]
        yield teller.say("specification.decision", decision=name, options=options)
    if computed and result.reference["status"] != "too_few":
        least = float(result.parameters["least_effect"])
        same = result.same_conclusion
        yield teller.say("specification.same", same=same, computed=computed, least=least)
    yield teller.say("specification.dependent")
    teller.cite("cliff1993", "simonsohn2020")


def changes(teller: Teller, result: Any) -> Iterator[str]:
    """Waves, pairs, versions, tests, adjustment, and how the unknown was read."""
    chosen, table = result.parameters, result.table
    yield from teller.origin(_Only(result, "coder_rule", "drafts"))
    waves = {name: _when(teller, chosen[name]) for name in ("first", "last")}
    yield teller.say("change.waves", **waves)
    states = table["state"]
    yield teller.say(
        "change.n",
        rows=int((states != "one_wave").sum()),
        items=len(result.items),
        paired=int((states == "paired").sum()),
        alone=len(result.one_wave),
    )
    before, after = chosen["version_before"], chosen["version_after"]
    if before == after:
        yield teller.say("change.version")
    else:
        named = {"before": _version(before), "after": _version(after)}
        yield teller.say("change.versions", **named)
    yield teller.say("change.tests")
    yield teller.say(f"zeros.{chosen['zeros']}")
    methods = set(result.tests["method"].dropna())
    for method in ("exact", "normal"):
        if method in methods:
            yield teller.say(f"change.{method}")
    yield _adjusted(teller, chosen["adjust"], len(result.items))
    yield teller.say("change.effects")
    yield teller.say("change.interval", confidence=100 * chosen["confidence"])
    yield teller.say("change.readings")
    teller.cite("wilcoxon1945", *(["pratt1959"] if chosen["zeros"] == "pratt" else []))
    teller.cite("grissom2012", "kerby2014")


def pattern(teller: Teller, result: Any) -> Iterator[str]:
    """Which patterns cases were held against, and from which share of hits they fit."""
    table, expected = result.table, result.parameters["expected"]
    yield from teller.origin(result)
    waves = len(table[["case", "wave"]].drop_duplicates())
    yield teller.say("pattern.n", waves=waves, names=list(expected))
    for name, predicted in expected.items():
        yield teller.say("pattern.items", name=name, items=len(predicted))
    yield teller.say("pattern.fit", least_fit=float(result.parameters["least_fit"]))
    teller.cite("trochim1989")


def delta(teller: Teller, result: Any) -> Iterator[str]:
    """Cliff's delta of two samples."""
    chosen = result.parameters
    yield teller.say("two.n", a=result.n_a, b=result.n_b, missing=result.n_missing)
    yield teller.say("difference.delta")
    yield _interval(teller, chosen)
    teller.cite("cliff1993", _INTERVALS[chosen["interval"]])


def rank_sum(teller: Teller, result: Any) -> Iterator[str]:
    """The rank-sum test of two samples."""
    yield teller.say("two.n", a=result.n_a, b=result.n_b, missing=result.n_missing)
    yield from _test(teller, result.test, {})


class _Only:
    """A result of whose choices only some are told where the data come from."""

    def __init__(self, result: Any, *names: str) -> None:
        self.framework, self.part, self.cases = result.framework, result.part, result.cases
        self.parameters = {name: result.parameters[name] for name in names}


def _sizes(teller: Teller, result: Any) -> list[str]:
    """Groups with their numbers of cases."""
    sizes = result.observations.groupby("group")["case"].nunique()
    groups = dict.fromkeys(group for pair in result.pairs for group in pair)
    return [
        teller.say("group.sized", group=teller.named("group", group), n=int(sizes[group]))
        for group in groups
    ]


def _interval(teller: Teller, chosen: Any) -> str:
    """Which interval delta has; draws and seed only where it rests on them."""
    about: dict[str, Any] = {"confidence": 100 * chosen["confidence"]}
    if chosen["interval"] == "bootstrap":
        about |= {"draws": chosen["draws"], "seed": str(chosen["seed"])}
    return teller.say(f"interval.{chosen['interval']}", **about)


def _test(teller: Teller, test: str, chosen: Any) -> Iterator[str]:
    if test not in _TESTS:
        return
    is_drawn = test == FISHER_SIMULATED
    about = {"draws": chosen["draws"], "seed": str(chosen["seed"])} if is_drawn else {}
    yield teller.say(_TESTS[test], **about)
    works = {EXACT: "streitberg1986", ASYMPTOTIC: "mann1947"}
    teller.cite(works.get(test, "freeman1951"))


def _adjusted(teller: Teller, adjust: str, tests: int) -> str:
    if adjust == "holm":
        teller.cite("holm1979")
    return teller.say(f"adjust.{adjust}", tests=tests)


def _version(told: str) -> str:
    """A framework and its version without words of English."""
    return told.replace(", version ", " ")


def _when(teller: Teller, when: Any) -> str:
    return teller.named("when", when)


def _option(teller: Teller, decision: str, label: str) -> str:
    """An option of a decision in words, if there are any for it."""
    key = f"option.{decision}.{label}"
    return teller.words(key) if key in teller.words.keys else label
