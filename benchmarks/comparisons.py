"""Time and memory of comparisons at a million answers: ``python -m benchmarks.comparisons``.

Each runs in a process of its own; seconds are those of processors, since other work may run beside.
``megabytes`` is what the process held at most, ``before`` what it held with the table alone. With
``--keep`` the figures go into ``benchmarks/results``; names of comparisons measure only these.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import engagement_kit as ek
from benchmarks.machine import machine

RESULTS = Path(__file__).parent / "results" / "comparisons.json"
ANSWERS = 1_000_000
PARTS = {"smi": "index", "maturity": "stages"}


def answers(framework: str, *, coders: int = 1, waves: int = 1) -> pd.DataFrame:
    """A long table of about a million answers, a tenth of them unknown."""
    loaded = ek.load_framework(framework)
    items = loaded.items_of(PARTS[framework])
    words = np.array(loaded.scale(items[0].scale).ids, dtype=object)
    each = len(items) * coders * waves
    n = ANSWERS // each
    rng = np.random.default_rng(1)
    case = np.repeat(np.arange(n), each)
    value = words[rng.binomial(len(words) - 1, np.repeat(rng.beta(2, 2, n), each))]
    value[rng.random(n * each) < 0.1] = None
    names = np.array([one.id for one in items], dtype=object)
    table = {
        "case": np.array([f"customer-{one:06d}" for one in range(n)], dtype=object)[case],
        "coder": np.array(list("abcdefgh"), dtype=object)[
            np.tile(np.arange(coders), n * each // coders)
        ],
        "item": names[np.tile(np.repeat(np.arange(len(items)), coders), n * waves)],
        "value": value,
        "kind": np.array(["museum", "company"], dtype=object)[case * 7 // 3 % 2],
    }
    texts = pd.DataFrame({name: pd.array(column, dtype="str") for name, column in table.items()})
    years = np.arange(2025 - waves, 2025)
    return texts.assign(wave=np.tile(np.repeat(years, len(items) * coders), n))


def _made(make: Callable[..., Any], framework: str, *, waves: int = 1) -> Any:
    return make(answers(framework, waves=waves), ek.load_framework(framework))


def _ratings() -> pd.DataFrame:
    """Two coders on half a million units, a tenth of the ratings missing."""
    rng = np.random.default_rng(0)
    first = rng.integers(0, 3, ANSWERS // 2)
    second = np.where(rng.random(len(first)) < 0.2, rng.integers(0, 3, len(first)), first)
    return pd.DataFrame({"a": first, "b": second}).where(rng.random((len(first), 2)) >= 0.1)


def _agreement(by: str) -> tuple[Callable[[], Any], Callable[[Any], Any]]:
    smi = ek.load_framework("smi")
    return lambda: answers("smi", coders=2), lambda t: ek.rate_agreement(t, smi, by=by)


def _curve(framework: str) -> tuple[Callable[[], Any], Callable[[Any], Any]]:
    loaded = ek.load_framework(framework)
    return lambda: answers(framework), lambda t: ek.specify(t, loaded, progress=False)


# What is made beforehand, and what is measured.
WAYS: dict[str, Callable[[], tuple[Callable[[], Any], Callable[[Any], Any]]]] = {
    "krippendorff_alpha": lambda: (_ratings, ek.krippendorff_alpha),
    "rate_agreement by item": lambda: _agreement("item"),
    "rate_agreement by part": lambda: _agreement("part"),
    "disagreements": lambda: (
        lambda: answers("smi", coders=2),
        lambda table: ek.disagreements(table, ek.load_framework("smi")),
    ),
    "compare_groups, quadrants": lambda: (
        lambda: _made(ek.place_quadrants, "smi"),
        ek.compare_groups,
    ),
    "compare_groups, levels": lambda: (lambda: _made(ek.rate_levels, "smi"), ek.compare_groups),
    "compare_groups, stages": lambda: (
        lambda: _made(ek.place_stages, "maturity"),
        ek.compare_groups,
    ),
    "compare_waves, quadrants": lambda: (
        lambda: _made(ek.place_quadrants, "smi", waves=2),
        ek.compare_waves,
    ),
    "compare_waves, levels": lambda: (
        lambda: _made(ek.rate_levels, "smi", waves=2),
        ek.compare_waves,
    ),
    "specify, quadrants": lambda: _curve("smi"),
    "specify, stages": lambda: _curve("maturity"),
}


def measured(name: str) -> dict[str, Any]:
    """Seconds and megabytes of one comparison."""
    make, compare = WAYS[name]()
    made = make()
    before, start = peak(), time.process_time()
    compare(made)
    seconds = round(time.process_time() - start, 1)
    return {
        "comparison": name,
        "seconds": seconds,
        "megabytes": round(peak()),
        "before": round(before),
    }


def peak() -> float:
    """Megabytes that this process has held at most."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main(arguments: list[str]) -> None:
    """Print each figure as it is known; names of comparisons measure only these."""
    chosen = [one for one in arguments if one in WAYS] or list(WAYS)
    context, results = multiprocessing.get_context("spawn"), []
    for name in chosen:
        with context.Pool(1) as pool:
            results.append(pool.apply(measured, (name,)))
        print(json.dumps(results[-1]), flush=True)
    if "--keep" in arguments:
        kept = {"machine": machine("numpy", "pandas", "scipy"), "answers": ANSWERS}
        text = json.dumps({**kept, "results": results}, indent=1)
        RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
