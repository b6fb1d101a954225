"""Picture of what placements cost as answers grow: ``python -m benchmarks.scale_plot``.

Drawn from ``benchmarks/results/scale.json``, which ``python -m benchmarks.scale --keep`` writes.
"""

from __future__ import annotations

import json
from pathlib import Path

from matplotlib.figure import Figure

from benchmarks.scale import RESULTS

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "scale.png"
STYLES = {"pandas": ("#2a5d84", "o"), "DuckDB": ("#b5651d", "s"), "polars": ("#4a7c3a", "^")}


def main() -> None:
    """Seconds over answers, both in steps of ten: what grows linearly rises by the grey lines."""
    found = json.loads(RESULTS.read_text(encoding="utf-8"))["results"]
    figure = Figure(figsize=(6.4, 4), dpi=150, layout="constrained")
    axes = figure.subplots()
    for engine, (colour, marker) in STYLES.items():
        rows = [row for row in found if row["engine"] == engine]
        sizes = [row["answers"] for row in rows]
        for side, line, name in (("ours", "-", ""), ("by_hand", ":", ", by hand")):
            seconds = [row[side]["seconds"] for row in rows]
            axes.plot(sizes, seconds, line, color=colour, marker=marker, label=engine + name)
    for start in (1e-2, 1e-1, 1):
        axes.plot([1e5, 1e7], [start, 100 * start], color="#bbbbbb", linewidth=0.8, zorder=0)
    axes.set(xscale="log", yscale="log", xlabel="answers", ylabel="seconds of processors")
    axes.set_title("From answers to placements; grey: ten times the answers, ten times the time")
    axes.title.set_fontsize(9)
    axes.legend(fontsize=8, frameon=False)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(PICTURE, metadata={"Software": None})


if __name__ == "__main__":
    main()
