"""Where one case stands in every framework, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from engagement_kit.assess import QuadrantPlacements, StagePlacements
from engagement_kit.assess.sentences import sentences_of
from engagement_kit.cases import Case
from engagement_kit.markup import Child, Html, anchor, link, tag
from engagement_kit.report.contents import Contents, table
from engagement_kit.report.results import PartResult

__all__ = ["places_of", "reasons_of", "standing"]


def standing(contents: Contents, result: PartResult, case: Case) -> Html:
    """Place and status of a case at its last wave, in a few words."""
    row = _rows(result, case)[-1]
    return tag("span", _place(result, row), " ", _status(contents, row), class_="standing")


def places_of(contents: Contents, case: Case) -> Html | None:
    """Table of the places of a case, one row a framework and wave."""
    words = contents.words
    rows = [
        row
        for result in contents.study.results
        if result.placements is not None
        for row in _place_rows(contents, result, case)
    ]
    if not rows:
        return None
    heads = ("numbers.part", "wave", "place", "status", "method.bounds")
    caption = f"{words('places')}: {case.label(contents.study.lang)}"
    return table(caption, [words(head) for head in heads], rows, words, class_="places")


def reasons_of(contents: Contents, case: Case) -> Iterator[Html]:
    """Why the case stands where it does at its last wave, and what would move it."""
    for result in contents.study.results:
        if result.latest is None:
            continue
        placement = result.latest[case.id]
        items = result.levels.table.loc[result.places_in_table[case.id, placement.wave]]
        why, *others = sentences_of(placement, items)
        lines = (tag("li", sentence) for sentence in others)
        yield tag("details", tag("summary", why), tag("ul", *lines))


def _rows(result: PartResult, case: Case) -> list[Any]:
    """Rows of the placements of a case, earliest wave first."""
    if result.placements is None:
        return []
    own = result.placements.table
    return list(own[own["case"] == case.id].sort_values("wave").itertuples())


def _place_rows(contents: Contents, result: PartResult, case: Case) -> Iterator[list[Child]]:
    rows = _rows(result, case)
    to_answers = link(anchor("answers", result.name, case.id), result.framework.name)
    target = anchor("place", result.name, case.id)
    head = tag("th", to_answers, scope="rowgroup", rowspan=len(rows), id=target)
    for place, row in enumerate(rows):
        yield [
            None if place else head,
            str(row.wave),
            [_place(result, row), *_possible(contents, result, row)],
            _status(contents, row),
            list(_bounds(contents, result, row)),
        ]


def _place(result: PartResult, row: Any) -> Html | None:
    place = getattr(row, result.place_column)
    return None if pd.isna(place) else tag("b", dict(result.places)[place])


def _possible(contents: Contents, result: PartResult, row: Any) -> Iterator[Child]:
    """The other places that what is unknown leaves possible."""
    if row.status != "open":
        return
    names, own = dict(result.places), getattr(row, result.place_column)
    if isinstance(result.placements, StagePlacements):
        ids = list(names)[int(row.rank_low) - 1 : int(row.rank_high)]
    else:
        ids = row.possible.split(";")
    others = contents.words("list.separator").join(names[place] for place in ids if place != own)
    yield tag("div", contents.words("possible", places=others), class_="small")


def _status(contents: Contents, row: Any) -> Html:
    return tag("span", contents.words(f"status.{row.status}"), class_=f"status {row.status}")


def _bounds(contents: Contents, result: PartResult, row: Any) -> Iterator[Html]:
    """From where to where the result may move, and how much is known."""
    words = contents.words
    if isinstance(result.placements, QuadrantPlacements):
        axes = {"x": result.placements.x_axis, "y": result.placements.y_axis}
        for side, axis in axes.items():
            own = {
                name: getattr(row, f"{side}_{name}") for name in ("low", "high", "known", "items")
            }
            score = getattr(row, side)
            yield _range(contents, result.framework.label(axis), score, own)
        return
    known = words("known", known=row.known, items=row.items)
    if pd.isna(row.rank_low):
        yield tag("div", known)
        return
    names = dict(result.places)
    ends = words("bounds", low=names[row.stage_low], high=names[row.stage_high])
    yield tag("div", names[row.stage_low] if row.rank_low == row.rank_high else ends, " · ", known)


def _range(contents: Contents, name: str, score: float, own: dict[str, Any]) -> Html:
    """Score and bounds of an axis in numbers, and as a bar for the eye."""
    words = contents.words
    known = words("known", known=own["known"], items=own["items"])
    if pd.isna(score):
        return tag("div", f"{name}: {known}")
    ends = words("bounds", low=f"{own['low']:.2f}", high=f"{own['high']:.2f}")
    style = f"--low:{own['low']:.3f};--high:{own['high']:.3f};--score:{score:.3f}"
    bar = tag("span", class_="bar", style=style, aria_hidden="true")
    return tag("div", f"{name}: {score:.2f} ({ends}) · {known} ", bar)
