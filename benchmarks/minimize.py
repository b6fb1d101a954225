"""How long truth tables and their solutions take, and how many models there are.

Run with ``python -m benchmarks.minimize``. Twelve conditions and 1,000 cases: crisp cases whose
outcome follows a rule, the same with limited diversity (skewed conditions), and fuzzy cases. Then
fifteen conditions with 30 random observed configurations, 14 of them positive, for several seeds:
data without any order are the hardest, and have the most ties.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engagement_kit.compare import TruthTable, minimize, truth_table
from engagement_kit.errors import EngagementKitError, MethodWarning

KINDS = ("conservative", "parsimonious", "intermediate")
SEEDS = 10


def tables() -> Iterator[tuple[str, pd.DataFrame, float]]:
    """Names, cases and inclusion cuts of what is measured."""
    rng = np.random.default_rng(0)
    names = [f"C{place:02}" for place in range(12)]
    crisp = rng.integers(0, 2, (1000, 12))
    yield "crisp, a rule of two terms", _with(crisp, names, _rule(crisp)), 0.8
    skewed = (rng.random((1000, 12)) < rng.random(12) * 0.4).astype(int)
    yield "skewed, a rule of two terms", _with(skewed, names, _rule(skewed)), 0.8
    fuzzy = rng.random((1000, 12)) * 0.98
    yield "fuzzy, a rule of two terms", _with(fuzzy, names, _rule(fuzzy)), 0.95
    names = [f"C{place:02}" for place in range(15)]
    for seed in range(SEEDS):
        codes = np.random.default_rng(seed).choice(1 << 15, 30, replace=False)
        rows = codes[:, None] >> np.arange(15) & 1
        outcome = (np.arange(30) < 14).astype(int)
        yield f"15 conditions, 14 of 30 rows, seed {seed}", _with(rows, names, outcome), 0.8


def _rule(x: NDArray[Any]) -> NDArray[Any]:
    """The outcome C00*C01 + C02*~C03."""
    held: NDArray[Any] = np.maximum(np.minimum(x[:, 0], x[:, 1]), np.minimum(x[:, 2], 1 - x[:, 3]))
    return held


def _with(rows: NDArray[Any], names: list[str], outcome: NDArray[Any]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=names).assign(OUTCOME=outcome)


def _measured(truth: TruthTable, kind: str) -> tuple[float, str]:
    """Seconds that a solution takes, and how many models it has."""
    began = time.perf_counter()
    try:
        told = f"{minimize(truth, kind, dict.fromkeys(truth.conditions, 1)).n_models:,} models"
    except EngagementKitError as error:
        told = str(error)
    return time.perf_counter() - began, told


def main() -> None:
    """Print a line for each table."""
    warnings.simplefilter("ignore", MethodWarning)
    for name, cases, cut in tables():
        began = time.perf_counter()
        truth = truth_table(cases, "OUTCOME", inclusion_cut=cut)
        took = time.perf_counter() - began
        found = {kind: _measured(truth, kind) for kind in KINDS}
        whole = took + sum(seconds for seconds, _ in found.values())
        told = [f"{kind} {seconds:.2f} s, {many}" for kind, (seconds, many) in found.items()]
        print(f"{name}: {whole:.2f} s in all; truth table {took:.2f} s; " + "; ".join(told))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
