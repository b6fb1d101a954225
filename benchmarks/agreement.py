"""Speed and memory of agreement at a million ratings: ``python -m benchmarks.agreement``.

Every table has a million ratings and an interval of a thousand resamples. Each is measured in a
process of its own, so that its memory is its own; the time is that of a processor, beside that of
the estimate alone: compare the ratios, not the seconds.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from engagement_kit.compare import cohen_kappa, gwet_ac, krippendorff_alpha
from engagement_kit.compare.agreement.agreement import Agreement

DRAWS, RATINGS = 1000, 1_000_000
Measure = Callable[..., Agreement]


def rated(units: int, coders: int, values: int | None, missing: float) -> pd.DataFrame:
    """Ratings of coders who see the same thing with some error; measurements without ``values``."""
    rng = np.random.default_rng(1)
    seen = rng.normal(size=(units, 1)) + 0.7 * rng.normal(size=(units, coders))
    if values is None:
        ratings = np.exp(seen)
    else:
        ratings = np.clip(np.round((seen + 4) / 8 * (values - 1)), 0, values - 1)
    ratings[rng.random(ratings.shape) < missing] = np.nan
    return pd.DataFrame(ratings)


ALPHA, FOUR = krippendorff_alpha, 250_000
INTERVAL, RATIO = {"level": "interval"}, {"level": "ratio"}
# What it is; units, coders, values and share missing; the measure and its choices.
TABLES: list[tuple[str, tuple[int, int, int | None, float], Measure, dict[str, str]]] = [
    ("5 answers, 4 coders, ordinal", (FOUR, 4, 5, 0.1), ALPHA, {}),
    ("5 answers, 100 coders, ordinal", (10_000, 100, 5, 0.1), ALPHA, {}),
    ("100 values, 4 coders, ordinal", (FOUR, 4, 100, 0.1), ALPHA, {}),
    ("100 values, 4 coders, interval", (FOUR, 4, 100, 0.0), ALPHA, INTERVAL),
    ("100 values, 4 coders, ratio", (FOUR, 4, 100, 0.0), ALPHA, RATIO),
    ("measurements, 4 coders, interval", (FOUR, 4, None, 0.0), ALPHA, INTERVAL),
    ("measurements, 4 coders, ordinal", (FOUR, 4, None, 0.0), ALPHA, {}),
    ("measurements, 4 coders, ratio", (FOUR, 4, None, 0.0), ALPHA, RATIO),
    ("measurements, 2 coders, interval", (500_000, 2, None, 0.0), ALPHA, INTERVAL),
    ("5 answers, 2 coders, Cohen", (500_000, 2, 5, 0.0), cohen_kappa, {"weights": "quadratic"}),
    ("5 answers, 10 coders, AC1", (100_000, 10, 5, 0.1), gwet_ac, {}),
]


def measured(place: int) -> tuple[float, float, float, float]:
    """Seconds of processor and of clock with the interval, seconds without, gigabytes at most."""
    _name, shape, measure, choices = TABLES[place]
    ratings = rated(*shape)
    processor, clock = time.process_time(), time.perf_counter()
    measure(ratings, draws=DRAWS, **choices)
    whole = time.process_time() - processor, time.perf_counter() - clock
    processor = time.process_time()
    measure(ratings, draws=0, **choices)
    alone = time.process_time() - processor
    unit = 1e9 if sys.platform == "darwin" else 1e6
    return (*whole, alone, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


def main() -> None:
    """Print a line a table."""
    print(f"{RATINGS:,} ratings, {DRAWS:,} resamples")
    print(f"{'':36}{'processor':>10}{'clock':>8}{'estimate':>10}{'ratio':>7}{'memory':>9}")
    fresh = multiprocessing.get_context("spawn")
    for place, (name, *_rest) in enumerate(TABLES):
        with fresh.Pool(1) as pool:
            processor, clock, alone, memory = pool.apply(measured, (place,))
        told = f"{processor:8.2f} s{clock:6.2f} s{alone:8.2f} s{processor / alone:7.0f}"
        print(f"{name:36}{told}{memory:6.2f} GB", flush=True)


if __name__ == "__main__":
    main()
