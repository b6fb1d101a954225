"""Sentences about the method behind set-theoretic results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engagement_kit.compare.paragraph.telling import Teller

__all__ = [
    "completed", "completed_solutions", "memberships", "necessity", "relation", "robustness",
    "solution", "truth",
]  # fmt: skip

_MOST_MODELS = 5  # whose formulas a paragraph can hold


def memberships(teller: Teller, result: Any) -> Iterator[str]:
    """How every set was made of rated items."""
    columns = result.parameters["columns"]
    yield from teller.origin(result)
    complete = len(result.table.dropna())
    yield teller.say("memberships.n", n=len(result), columns=len(columns), complete=complete)
    for name, made in columns.items():
        said = {"name": name, "items": list(made["items"]), "rule": made["rule"]}
        table = made.get("table")
        if isinstance(table, Mapping):
            table = [f"{answer} {degree:g}" for answer, degree in table.items()]
        key = "memberships.column" if table is None else "memberships.table"
        yield teller.say(key, **said, **({} if table is None else {"table": table}))
    yield teller.say("unknown.open")
    teller.cite("ragin2008")


def truth(teller: Teller, result: Any) -> Iterator[str]:
    """Conditions, cases, cuts, rows."""
    yield from teller.origin(result)
    yield from _truth(teller, result)
    teller.cite("ragin2008", "dusa2019")


def completed(teller: Teller, result: Any) -> Iterator[str]:
    """What was done with missing memberships, and how much of the truth table is settled."""
    yield from teller.origin(result)
    yield from _completions(teller, result)
    yield from _cuts(teller, result.parameters)
    yield teller.say("complete.rows", settled=result.n_settled, rows=len(result))
    teller.cite("ragin2008")


def completed_solutions(teller: Teller, result: Any) -> Iterator[str]:
    """What was done with missing memberships, and which models are found in spite of them."""
    chosen = result.parameters
    yield from teller.origin(result)
    yield from _completions(teller, result)
    yield from _cuts(teller, chosen)
    yield _kind(teller, chosen)
    counts = {"n": len(result), "always": len(result.always), "without": result.n_without}
    yield teller.say("completed.models", **counts)
    teller.cite("ragin2008", "dusa2019")


def solution(teller: Teller, result: Any) -> Iterator[str]:
    """The truth table, which solution, and its models."""
    yield from teller.origin(result)
    yield from _truth(teller, result.truth_table)
    yield _kind(teller, result.parameters)
    if not result.models:
        yield teller.say("solution.none")
    else:
        yield teller.say("solution.exact", n=result.n_models)
        for row in result.fits.head(_MOST_MODELS).itertuples():
            numbers = {"incl": float(row.incl), "cov": float(row.cov)}
            yield teller.say("solution.fit", model=row.model, formula=row.formula, **numbers)
    teller.cite("ragin2008", "dusa2019")


def necessity(teller: Teller, result: Any) -> Iterator[str]:
    """How many terms were examined, and from where one passes."""
    chosen = result.parameters
    yield from teller.origin(result)
    used = {"used": chosen["n_cases_used"], "given": chosen["n_cases_given"]}
    sets = {"conditions": list(result.conditions), "outcome": result.outcome}
    yield teller.say("necessity.n", **sets, terms=len(result.table), **used)
    yield _missing(teller, chosen)
    cuts = {name: float(chosen[name]) for name in ("inclusion_cut", "ron_cut")}
    yield teller.say("necessity.cuts", **cuts, passes=int(result.table["passes"].sum()))
    if chosen["search"]:
        yield teller.say("necessity.depth", depth=chosen["depth"])
    teller.cite("ragin2008", "schneider2012")


def relation(teller: Teller, result: Any) -> Iterator[str]:
    """One condition or formula and the outcome, with its parameters of fit."""
    chosen = result.parameters
    yield from teller.origin(result)
    own = "pri" if result.relation == "sufficiency" else "ron"
    numbers: dict[str, Any] = {"incl": float(result.incl), "cov": float(result.cov)}
    numbers[own] = _or_none(getattr(result, own))
    used = {"used": chosen["n_cases_used"], "given": chosen["n_cases_given"]}
    sets = {"condition": result.condition, "outcome": result.outcome}
    yield teller.say(f"relation.{result.relation}", **sets, **used, **numbers)
    yield _missing(teller, chosen)
    teller.cite("ragin2008", "schneider2012")


def robustness(teller: Teller, result: Any) -> Iterator[str]:
    """What was moved, and how far at most."""
    chosen = result.parameters
    yield from teller.origin(result)
    kind = teller.named("robustness.kind", chosen["solution"])
    told = {"n": len(result.table), "solution": kind, "formula": result.formula}
    yield teller.say("robustness.n", **told, outcome=str(chosen["outcome"]))
    yield teller.say(f"set.{chosen['missing']}")
    yield from _cuts(teller, chosen)
    if chosen.get("thresholds"):
        steps = {name: float(chosen[name]) for name in ("step", "limit")}
        yield teller.say("robustness.steps", **steps)
    teller.cite("oana2024")


def _truth(teller: Teller, table: Any) -> Iterator[str]:
    """A truth table: its sets, cases, cuts and rows."""
    chosen = table.parameters
    sets = {"n": len(table.conditions), "conditions": list(table.conditions)}
    used = {"used": chosen["n_cases_used"], "given": chosen["n_cases_given"]}
    yield teller.say("truth.n", **sets, outcome=table.outcome, **used)
    yield _missing(teller, chosen)
    if chosen["ambiguous"]:
        yield teller.say("truth.middle", n=len(chosen["ambiguous"]))
    yield from _cuts(teller, chosen)
    yield teller.say(
        "truth.rows",
        observed=len(table),
        all=table.n_configurations,
        positive=len(table.positive),
        contradictions=len(table.contradictions),
        remainders=table.n_remainders,
    )


def _completions(teller: Teller, result: Any) -> Iterator[str]:
    """Sets, and how missing memberships were completed: all ways, or some drawn with a seed."""
    chosen = result.parameters
    conditions = chosen["conditions"] or ()
    sets = {"conditions": list(conditions), "outcome": str(chosen["outcome"])}
    yield teller.say("complete.cases", n=len(conditions), **sets)
    looked = {"open": len(chosen["open_cases"]), "used": chosen["n_cases_used"]}
    looked |= {"looked": chosen["n_looked_at"]}
    if result.is_exact:
        yield teller.say("complete.all", **looked)
    else:
        drawn = {"all": result.n_completions, "seed": str(chosen["seed"])}
        yield teller.say("complete.drawn", **looked, **drawn)


def _kind(teller: Teller, chosen: Any) -> str:
    """Which solution, and what it may assume of remainders."""
    if chosen["solution"] == "intermediate":
        told = _expected(chosen.get("expectations"))
        return teller.say("solution.intermediate", expectations=told)
    return teller.say(f"solution.{chosen['solution']}")


def _missing(teller: Teller, chosen: Any) -> str:
    dropped = len(chosen["dropped"])
    return teller.say("set.dropped", n=dropped) if dropped else teller.say("set.complete")


def _cuts(teller: Teller, chosen: Any) -> Iterator[str]:
    cut = float(chosen["inclusion_cut"])
    yield teller.say("truth.cuts", n_cut=chosen["n_cut"], inclusion_cut=cut)
    if chosen["pri_cut"]:
        yield teller.say("truth.pri", pri_cut=float(chosen["pri_cut"]))


def _expected(expectations: Any) -> str:
    """Directional expectations as they were given."""
    if expectations is None:
        return "\u2013"
    if isinstance(expectations, Mapping):
        return ", ".join(f"{name} = {value}" for name, value in expectations.items())
    return expectations if isinstance(expectations, str) else ", ".join(map(str, expectations))


def _or_none(value: float | None) -> float | str:
    return "\u2013" if value is None else float(value)
