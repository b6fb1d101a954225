"""Cost of placements from a table of answers beside that by hand: ``benchmarks.scale``.

Both ways take turns, each in a process of its own, so that memory is its own and a busy machine
slows both; seconds are those of processors: compare the ratios. With ``--keep`` the figures go into
``benchmarks/results``, and ``python -m benchmarks.scale_plot`` draws them.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks import scale_by_hand
from engagement_kit.assess import place_quadrants
from engagement_kit.frameworks import load_framework

RESULTS = Path(__file__).parent / "results" / "scale.json"
ROUNDS = 1


def write_answers(path: Path, n: int, coders: int) -> None:
    """Parquet of about ``n`` answers: customers who answer every item, a tenth of them unknown."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    items = [item.id for item in load_framework("smi").items_of("index")]
    rng = np.random.default_rng(1)
    each = len(items) * coders
    cases = n // each
    lean = np.repeat(rng.beta(2, 2, cases), each)
    said = (rng.random(cases * each) < lean).astype("int32") + (rng.random(cases * each) < lean)
    columns = {
        "case": (np.repeat(np.arange(cases), each), [f"customer-{i:07d}" for i in range(cases)]),
        "coder": (np.tile(np.arange(coders), n // coders)[: cases * each], list("ab")[:coders]),
        "item": (np.tile(np.repeat(np.arange(len(items)), coders), cases), items),
    }
    if coders == 1:
        del columns["coder"]
    table = {name: _texts(codes, words) for name, (codes, words) in columns.items()}
    unknown = rng.random(cases * each) < 0.1
    table["value"] = _texts(np.ma.array(said, mask=unknown), ["no", "partly", "yes"])
    table["wave"] = pa.array(np.full(cases * each, 2025))
    pq.write_table(pa.table(table), path)


def _texts(codes: Any, words: list[str]) -> Any:
    import pyarrow as pa

    mask = np.ma.getmaskarray(codes)
    places = pa.array(np.ma.getdata(codes).astype("int32"), mask=mask)
    return pa.DictionaryArray.from_arrays(places, pa.array(words)).cast(pa.string())


def ours(load: Callable[[str], Any]) -> Callable[[str], Callable[[], pd.DataFrame]]:
    """Our way on a frame of some engine: what is loaded beforehand is not measured."""

    def ready(path: str) -> Callable[[], pd.DataFrame]:
        frame, framework = load(path), load_framework("smi")
        return lambda: place_quadrants(frame, framework).table

    return ready


def _duckdb(path: str) -> Any:
    import duckdb

    return duckdb.read_parquet(path)


def _polars(path: str) -> Any:
    import polars as pl

    return pl.scan_parquet(path)


def _numpy(path: str) -> Callable[[], pd.DataFrame]:
    table = pd.read_parquet(path)
    return lambda: scale_by_hand.numpy_bincount(table)


Way = Callable[[str], Callable[[], pd.DataFrame]]
# What is compared: number of coders, sizes, our way and that by hand.
PAIRS: dict[str, tuple[int, tuple[int, ...], Way, Way]] = {
    "pandas": (1, (10**5, 10**6, 10**7), ours(pd.read_parquet), _numpy),
    "DuckDB": (
        1,
        (10**5, 10**6, 10**7),
        ours(_duckdb),
        lambda path: lambda: scale_by_hand.duckdb_sql(path, coders=1),
    ),
    "polars": (
        1,
        (10**5, 10**6, 10**7),
        ours(_polars),
        lambda path: lambda: scale_by_hand.polars_lazy(path, coders=1),
    ),
    "DuckDB, two coders": (
        2,
        (10**7,),
        ours(_duckdb),
        lambda path: lambda: scale_by_hand.duckdb_sql(path, coders=2),
    ),
    "polars, two coders": (
        2,
        (10**6,),
        ours(_polars),
        lambda path: lambda: scale_by_hand.polars_lazy(path, coders=2),
    ),
}


def measured(task: tuple[str, bool, str]) -> dict[str, Any]:
    """Seconds of the faster of two runs, megabytes at most, and what tells whether both agree."""
    name, by_hand, path = task
    run = PAIRS[name][3 if by_hand else 2](path)
    seconds = []
    for _ in range(2):
        start = time.process_time()
        table = run()
        seconds.append(time.process_time() - start)
    counts = table["quadrant"].value_counts().sort_index()
    same = {"rows": len(table), **{str(k): int(v) for k, v in counts.items()}}
    same |= {k: int(v) for k, v in table["status"].value_counts().sort_index().items()}
    return {"seconds": min(seconds), "megabytes": peak(), "counts": same}


def peak() -> float:
    """Megabytes that this process has held at most; what getrusage tells may be its parent's."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def compared(name: str, size: int, path: str) -> dict[str, Any]:
    """Both ways in turn; the best of each, and the ratios."""
    found: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    context = multiprocessing.get_context("spawn")
    for _ in range(ROUNDS):
        for by_hand in (False, True):
            with context.Pool(1) as pool:
                found[by_hand].append(pool.apply(measured, ((name, by_hand, path),)))
    if found[False][0]["counts"] != found[True][0]["counts"]:
        raise SystemExit(f"{name}: {found[False][0]['counts']} is not {found[True][0]['counts']}")
    best = {
        side: {
            key: round(min(one[key] for one in found[hand]), 3) for key in ("seconds", "megabytes")
        }
        for side, hand in (("ours", False), ("by_hand", True))
    }
    ratios = {
        f"{key}_ratio": round(best["ours"][key] / best["by_hand"][key], 2)
        for key in ("seconds", "megabytes")
    }
    return {"engine": name, "answers": size, **best, **ratios}


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    names = ("duckdb", "narwhals", "numpy", "pandas", "polars", "pyarrow")
    versions = {name: __import__(name).__version__ for name in names}
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return {
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "memory_gigabytes": memory,
        "system": platform.system(),
        "python": platform.python_version(),
        **versions,
    }


def main(arguments: list[str]) -> None:
    """Print each comparison as it is known; sizes or engines can be named to measure only these."""
    chosen = [one for one in arguments if not one.startswith("--")]
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (coders, sizes, _, _) in PAIRS.items():
            for size in sizes:
                if chosen and name not in chosen and str(size) not in chosen:
                    continue
                path = Path(folder) / f"{coders}-{size}.parquet"
                if not path.exists():
                    write_answers(path, size, coders)
                results.append(compared(name, size, str(path)))
                print(json.dumps(results[-1]), flush=True)
    if "--keep" in arguments:
        RESULTS.parent.mkdir(exist_ok=True)
        kept = {"machine": machine(), "rounds": ROUNDS, "results": results}
        RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
