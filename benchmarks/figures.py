"""Speed of figures against bare matplotlib: ``python -m benchmarks.figures``.

What is compared draws the same marks and writes the same formats. Both ways take turns in one run,
so that a busy machine slows both alike: compare the ratios, not the milliseconds.
"""

from __future__ import annotations

import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from engagement_kit import charts
from engagement_kit.assess import (
    QuadrantPlacements,
    count_evidence,
    fill_canvas,
    map_evidence,
    place_quadrants,
    place_stages,
    rate_levels,
    rate_targets,
)
from engagement_kit.cases import Case, Cases, load_cases
from engagement_kit.charts.facet.draw import facet
from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.press.saving import save_figure, save_figures
from engagement_kit.frameworks import Framework, load_framework
from tests.charts.conftest import quadrants

LIBRARY = Path(__file__).resolve().parents[1] / "case_studies"
FIVE = ("pdf", "svg", "png", "tiff", "eps")
LANGUAGES = ("en", "ko", "ar")
JOURNAL, DPI, INCHES = "elsevier-double", 500, (190 / 25.4, 145 / 25.4)  # the size of ours
COLUMN = "acm-double"  # 178 mm, 300 dots an inch: every chart of 50 cases has room there
ROUNDS = 5
SETTINGS = {"pdf.fonttype": 42, "ps.fonttype": 3, "svg.fonttype": "none"}


def bare(placements: QuadrantPlacements) -> Figure:
    """The marks of a quadrant chart by matplotlib alone: points, bounds, names and a key.

    Names lie where the points are: finding places for them is part of our work.
    """
    table = placements.table[placements.table["status"] != "not_placed"]
    figure = Figure(figsize=INCHES)
    ax = figure.add_axes((0.07, 0.1, 0.65, 0.86))
    letters = font("en", 6.2)
    for (kind, status), rows in table.groupby(["kind", "status"]):
        face = "white" if status == "open" else None
        ax.plot(rows["x"], rows["y"], "o", markersize=4.8, mfc=face, label=f"{kind} {status}")
    ax.hlines(table["y"], table["x_low"], table["x_high"], linewidth=0.35)
    ax.vlines(table["x"], table["y_low"], table["y_high"], linewidth=0.35)
    ax.axvline(placements.x_threshold, linewidth=0.6)
    ax.axhline(placements.y_threshold, linewidth=0.6)
    for row in table.head(40 if len(table) > 60 else 60).itertuples():
        text = ax.text(row.x, row.y, row.name, fontproperties=letters, parse_math=False)
        text.set_bbox({"facecolor": (1, 1, 1, 0.72), "edgecolor": "none", "pad": 0.4})
    missing = placements.table[placements.table["status"] == "not_placed"]
    for place, row in enumerate(missing.head(45).itertuples()):
        ax.text(1.15, 1 - place * 0.02, row.name, fontproperties=letters, parse_math=False)
    ax.set_xlabel("Investment", fontproperties=letters)
    ax.set_ylabel("Innovation", fontproperties=letters)
    ax.legend(prop=letters, loc="upper left", bbox_to_anchor=(1.02, 0.3))
    return figure


def save_bare(figure: Figure, folder: Path, formats: tuple[str, ...]) -> None:
    """One savefig a format."""
    with mpl.rc_context(SETTINGS):
        for ending in formats:
            figure.savefig(folder / f"bare.{ending}", dpi=DPI)


def in_turns(ways: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Median of the CPU seconds of each way, all ways in turns; the first round does not count."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds + 1):
        for name, way in ways.items():
            began = time.process_time()
            way()
            took[name].append(time.process_time() - began)
    return {name: statistics.median(times[1:]) for name, times in took.items()}


def compare(
    title: str, limit: float, ours: Callable[[], object], theirs: Callable[[], object]
) -> None:
    """Print both times and their ratio."""
    took = in_turns({"ours": ours, "bare": theirs})
    ratio = took["ours"] / took["bare"]
    times = f"{1000 * took['ours']:6.0f} ms | bare {1000 * took['bare']:6.0f} ms"
    print(f"{title:58} {times} | {ratio:.2f} times (at most {limit})")


def twenty_five(folder: Path) -> None:
    """25 labelled cases drawn and saved in five formats, ours with all companions."""
    placed = quadrants(25, known=0.7)
    compare(
        "25 labelled cases, five formats, with companions",
        1.6,
        lambda: save_figure(
            charts.draw_quadrant(placed),
            folder / "ours",
            journal=JOURNAL,
            formats=FIVE,
            overwrite=True,
        ),
        lambda: save_bare(bare(placed), folder, FIVE),
    )


def thousand() -> None:
    """1,000 cases drawn as a picture."""
    placed = quadrants(1000, known=0.7)

    def picture(make: Callable[[], Figure]) -> None:
        make().savefig(io.BytesIO(), format="png", dpi=300)

    compare(
        "1,000 cases, drawn and written as PNG",
        2,
        lambda: picture(lambda: _figure(charts.draw_quadrant(placed))),
        lambda: picture(lambda: bare(placed)),
    )


def whole_set(folder: Path) -> None:
    """Every chart of the library in three languages as PDF, SVG and PNG."""
    figures = all_charts(load_cases(LIBRARY))
    began, worked = time.perf_counter(), time.process_time()
    saved = save_figures(figures, folder / "set", journal=COLUMN, lang=LANGUAGES)
    took, work = time.perf_counter() - began, time.process_time() - worked
    print(
        f"{len(figures)} charts in three languages, PDF, SVG and PNG: {took:.0f} s (at most 60), "
        f"{work:.0f} s of one processor, {1000 * work / len(saved):.0f} ms each"
    )


def all_charts(cases: Cases) -> dict[str, Any]:
    """Each chart of the library once."""
    smi, maturity, capability = map(load_framework, ("smi", "maturity", "capability"))
    placed, levels = place_quadrants(cases, smi), rate_levels(cases, capability, wave="last")
    aimed = Cases(tuple(_aimed(case, capability) for case in cases[:12]))
    return {
        "canvas": charts.draw_canvas(fill_canvas(cases["tate"], load_framework("def"))),
        "capabilities": charts.draw_capabilities(levels),
        "dumbbell": charts.draw_dumbbell(rate_targets(aimed, capability)),
        "evidence": charts.draw_evidence(map_evidence(cases)),
        "facet": facet("profile", levels),
        "items": charts.draw_items(rate_levels(cases, smi, wave="last")),
        "matrix": charts.draw_matrix(count_evidence(cases, smi)),
        "profile": charts.draw_profile(levels),
        "quadrant": charts.draw_quadrant(placed),
        "radar": charts.draw_radar(rate_levels(cases[:4], maturity, wave="last")),
        "slope": charts.draw_slope(placed),
        "staircase": charts.draw_staircase(place_stages(cases, maturity, wave="last")),
    }


def _aimed(case: Case, framework: Framework) -> Case:
    """The case with one respondent's targets for two years from now."""
    for item in framework.items[:8]:
        top = framework.scale(item.scale).ids[-1]
        case = case.aim(item.id, top, coder="a", respondent="head", horizon=2)
    return case


def _figure(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    if not isinstance(figure, Figure):
        raise TypeError("a chart gave axes without a figure")
    return figure


def main() -> None:
    """Measure and print."""
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as made:
        twenty_five(Path(made))
        thousand()
        whole_set(Path(made))


if __name__ == "__main__":
    main()
