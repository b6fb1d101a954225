"""The density chart in words and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from engagement_kit.assess import QuadrantPlacements, QuadrantTally
from engagement_kit.charts.density.grid import Side
from engagement_kit.charts.density.shown import Shades, Shown, gather, number, share
from engagement_kit.charts.words import coder_rule, percent, score, source_statement
from engagement_kit.frameworks import Framework

__all__ = ["caption_density", "data_density", "describe_density", "describe_shown"]

_COLUMNS = {
    "mark": "str",
    "axis": "str",
    "case": "str",
    "label": "str",
    "x_from": "float64",
    "x_below": "float64",
    "y_from": "float64",
    "y_below": "float64",
    "n": "Int64",
    "settled": "Int64",
    "share": "float64",
    "share_low": "float64",
    "share_high": "float64",
    "quadrant": "str",
    "quadrant_label": "str",
    "status": "str",
}


def describe_density(
    tally: QuadrantTally,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    named: QuadrantPlacements | None = None,
    only: Mapping[str, str] | None = None,
) -> str:
    """Alternative text: kind of chart, axes, counts and shares, the fullest cell, who is named."""
    return describe_shown(gather(tally, framework, lang, named=named, only=only))


def describe_shown(shown: Shown) -> str:
    """The alternative text of what is shown."""
    words, framework, tally = shown.words, shown.framework, shown.tally
    parts = [
        words("density.kind", framework=framework.name, n=number(shown.n)),
        words("density.only", groups=shown.groups) if shown.only else "",
        words(
            "quadrant.axes",
            x=framework.label(tally.x_axis),
            y=framework.label(tally.y_axis),
            x_threshold=score(tally.x_threshold),
            y_threshold=score(tally.y_threshold),
        ),
        _counts(shown),
        *(_seen(shown) if shown.grid.n else ()),
        *_named(shown),
    ]
    return " ".join(part for part in parts if part)


def caption_density(
    tally: QuadrantTally,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    named: QuadrantPlacements | None = None,
    only: Mapping[str, str] | None = None,
    shades: Shades = "log",
    bands: bool = True,
    source: str | None = None,
) -> str:
    """Caption for print: n, rules and thresholds, what cells and bands are, the data's source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    shown = gather(tally, framework, lang, named=named, only=only, shades=shades)
    words, parameters = shown.words, shown.tally.parameters
    rule = str(parameters.get("threshold_rule", "fixed"))
    kind = rule if rule != "fixed" else str(parameters.get("threshold_status", "authored"))
    values = dict.fromkeys([score(tally.x_threshold), score(tally.y_threshold)])
    named_framework = {"framework": shown.framework.name, "version": shown.framework.version}
    least = percent(words, float(parameters.get("min_known", 0)))
    parts = [
        words("density.caption.of", n=number(shown.n), **named_framework),
        words("density.only", groups=shown.groups) if shown.only else "",
        _counts(shown),
        words("density.caption.cells", shades=words(f"density.caption.{shades}")),
        words("density.caption.bands") if bands else "",
        words("density.caption.named") if len(shown.named) else "",
        words("caption.threshold", threshold=words(f"threshold.{kind}", value=" / ".join(values))),
        words("quadrant.caption.min_known", share=least),
        words("caption.coders", rule=coder_rule(words, parameters)),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_density(
    tally: QuadrantTally,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    named: QuadrantPlacements | None = None,
    only: Mapping[str, str] | None = None,
    bands: bool = True,
) -> pd.DataFrame:
    """The data drawn: one row a cell that holds anything, a step of a band, and a named case.

    ``mark`` is ``cell`` (``n`` case-waves, of them ``settled``, with scores from ``x_from`` to
    below ``x_below``; ``share`` of all placed), ``band`` (``share`` of the placed case-waves at or
    above the beginning of a step of ``axis``, with its lowest and highest reading) or ``named``
    (one case in its cell). What a mark does not have is missing.
    """
    shown = gather(tally, framework, lang, named=named, only=only)
    rows = [*_cell_rows(shown), *(_band_rows(shown) if bands else ()), *_named_rows(shown)]
    table = pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object)
    return table.astype(_COLUMNS)


def _counts(shown: Shown) -> str:
    counts = {status: number(n) for status, n in shown.statuses.items()}
    return shown.words("placements.counts", **counts)


def _seen(shown: Shown) -> list[str]:
    """Shares of quadrants and of high scores with their readings, and the fullest cell."""
    words, framework, grid = shown.words, shown.framework, shown.grid
    listed = [
        (framework.label(str(cell)), share(words, row["n"], grid.n))
        for cell, row in shown.quadrants.iterrows()
    ]
    told = words("list.separator").join(
        words("list.count", name=name, n=part) for name, part in listed
    )
    parts = [words("density.quadrants", counts=told)]
    for side in (grid.x, grid.y):
        high, lowest, highest = (share(words, one, 1) for one in side.high)
        axis = framework.label(side.axis)
        parts.append(words("density.high", axis=axis, share=high, low=lowest, high=highest))
    row, column = np.unravel_index(int(grid.counts.argmax()), grid.counts.shape)
    most, spans = int(grid.counts.max()), {"x": _span(shown, grid.x, int(column))}
    spans["y"] = _span(shown, grid.y, int(row))
    part = share(words, most, grid.n)
    return [*parts, words("density.fullest", n=number(most), share=part, **spans)]


def _span(shown: Shown, side: Side, place: int) -> str:
    """The scores of a cell in words; the last one holds the highest score alone."""
    low, high = (f"{round(float(edge), 4):g}" for edge in side.edges[place : place + 2])
    key = "density.top" if low == "1" else "density.span"
    return shown.words(key, axis=shown.framework.label(side.axis), low=low, high=high)


def _named(shown: Shown) -> list[str]:
    words, framework = shown.words, shown.framework
    listed = [
        words(
            f"density.case.{row['status']}",
            name=row["drawn_name"],
            quadrant=framework.label(row["quadrant"]),
        )
        for _, row in shown.named.iterrows()
    ]
    told = []
    if listed:
        told.append(words("density.named", names=words("list.separator").join(listed)))
    if shown.unplaced:
        names = words("list.separator").join(shown.unplaced)
        told.append(words("density.named.unplaced", names=names) + words("density.stop"))
    return told


def _cell_rows(shown: Shown) -> Iterator[dict[str, Any]]:
    grid = shown.grid
    names = _cell_names(shown)
    for row, column in zip(*np.nonzero(grid.counts), strict=True):
        n = int(grid.counts[row, column])
        x, y = grid.x.edges[column], grid.y.edges[row]
        cell = names[bool(x >= grid.x.threshold), bool(y >= grid.y.threshold)]
        yield {
            "mark": "cell",
            "x_from": x,
            "x_below": grid.x.edges[column + 1],
            "y_from": y,
            "y_below": grid.y.edges[row + 1],
            "n": n,
            "settled": int(grid.settled[row, column]),
            "share": n / grid.n,
            "quadrant": cell,
            "quadrant_label": shown.framework.label(cell),
        }


def _band_rows(shown: Shown) -> Iterator[dict[str, Any]]:
    if not shown.grid.n:
        return
    for name in "xy":
        side: Side = getattr(shown.grid, name)
        for place, start in enumerate(side.edges[:-1]):
            yield {
                "mark": "band",
                "axis": side.axis,
                "label": shown.framework.label(side.axis),
                f"{name}_from": start,
                f"{name}_below": side.edges[place + 1],
                "share": side.at_least[place],
                "share_low": side.lowest[place],
                "share_high": side.highest[place],
            }


def _named_rows(shown: Shown) -> Iterator[dict[str, Any]]:
    for _, row in shown.named.iterrows():
        found = {"mark": "named", "case": row["case"], "label": row["drawn_name"]}
        for name in "xy":
            side: Side = getattr(shown.grid, name)
            place = int(side.cells(np.array([row[name]]))[0])
            found |= {f"{name}_from": side.edges[place], f"{name}_below": side.edges[place + 1]}
        label = shown.framework.label(row["quadrant"])
        yield found | {
            "quadrant": row["quadrant"],
            "quadrant_label": label,
            "status": row["status"],
        }


def _cell_names(shown: Shown) -> dict[tuple[bool, bool], str]:
    part = shown.framework.only_part("quadrant", shown.tally.part)
    x, y = shown.tally.x_axis, shown.tally.y_axis
    return {(c.levels[x] == "high", c.levels[y] == "high"): c.id for c in part.cells}
