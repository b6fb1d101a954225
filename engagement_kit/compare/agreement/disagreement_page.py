"""Disagreements in a notebook: both answers, both reasons, and the evidence a click away."""

from __future__ import annotations

from typing import Any

import pandas as pd

from engagement_kit.compare.agreement.disagreement import Disagreements
from engagement_kit.frameworks import RIGHT_TO_LEFT
from engagement_kit.markup import Html, outward, tag

__all__ = ["disagreements_html"]

_MOST_ROWS = 40
_START = "text-align:start;vertical-align:top"


def disagreements_html(found: Disagreements) -> str:
    """A table with one row a disagreement; evidence opens below the answers of each."""
    heads = ("case", "wave", "item", "distance", "first coder", "second coder", "evidence")
    head = tag("tr", [tag("th", name, style=_START) for name in heads])
    shown = found.table.head(_MOST_ROWS)
    rows = [_row(found, int(place), row) for place, row in shown.iterrows()]
    rest = len(found) - len(shown)
    told = [*found.remarks, *([f"{rest:,} more are in .table"] if rest else [])]
    title = f"{len(found):,} disagreements in {found.n_compared:,} comparisons"
    return tag(
        "div",
        tag("p", tag("b", title)),
        tag("table", tag("thead", head), tag("tbody", rows)),
        tag("ul", [tag("li", remark) for remark in told]) if told else None,
        dir="rtl" if found.lang.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr",
        lang=found.lang,
    )


def _row(found: Disagreements, place: int, row: pd.Series) -> Html:
    framework = found.frameworks[row["framework"]]
    case = str(row["case"])
    if case in found.cases.ids:  # no case stands behind a table of answers
        case = found.cases[case].label(found.lang)
    wave = "" if pd.isna(row["wave"]) else str(row["wave"])
    distance = "" if pd.isna(row["distance"]) else str(row["distance"])
    sides = [_side(found, row, side) for side in "12"]
    cells = (case, wave, framework.label(row["item"]), distance, *sides)
    return tag("tr", [_cell(cell) for cell in (*cells, _evidence(found, place))])


def _cell(content: Any) -> Html:
    return tag("td", content, dir="auto", style=_START)


def _side(found: Disagreements, row: pd.Series, side: str) -> list[Html | str]:
    """What a coder answered, who he is, how sure, and why."""
    value = str(row[f"value_{side}"])
    scale = found.frameworks[row["framework"]].scale(row["scale"])
    framework = found.frameworks[row["framework"]]
    answer = framework.value_label(row["scale"], value) if value in scale.ids else value
    sure = "" if pd.isna(row[f"confidence_{side}"]) else f", {row[f'confidence_{side}']}"
    note = "" if pd.isna(row[f"note_{side}"]) else f" {row[f'note_{side}']}"
    return [tag("b", answer), f" ({row[f'coder_{side}']}{sure})", note]


def _evidence(found: Disagreements, place: int) -> Html | None:
    pieces = found.evidence(place)
    if pieces.empty:
        return None
    listed = [_piece(row) for row in pieces.to_dict("records")]
    return tag("details", tag("summary", str(len(pieces))), tag("ul", listed))


def _piece(row: dict[Any, Any]) -> Html:
    text = "not in the case" if pd.isna(row["text"]) else str(row["text"])
    year = "" if pd.isna(row["year"]) else f", {row['year']}"
    against = " (speaks against)" if row["polarity"] == "against" else ""
    source = "" if pd.isna(row["source"]) else str(row["source"])
    origin = outward(row["url"], source)
    who = f" [{row['named_by']}]"
    return tag("li", tag("b", row["evidence"]), f"{year}: {text}{against} — ", origin, who)
