"""What the numbers say, in sentences that are made from the numbers each time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from engagement_kit.assess import (
    NOT_PLACED,
    Placements,
    QuadrantPlacements,
    StagePlacements,
)
from engagement_kit.report.material import Study
from engagement_kit.report.results import PartResult
from engagement_kit.words import Words

__all__ = ["read_result"]

_RARE = 0.1  # a share of lowest answers below which their rarity is worth a sentence
_MOST_NAMED = 6
_ENOUGH = 5  # known answers of each kind, below which their shares are not compared


def read_result(study: Study, result: PartResult) -> tuple[str, ...]:
    """Sentences about one result: how sure it is, what stands out, what changed, what to doubt."""
    return tuple(_sentences(study, result))


def _sentences(study: Study, result: PartResult) -> Iterator[str]:
    words = study.words
    if result.placements is not None and result.latest is not None:
        yield _sureness(result.latest, words)
        yield from _fullest(study, result)
        yield from _known_items(result, words)
        yield from _rules(result, words)
        yield from _moves(study, result, result.placements)
    yield from _extremes(study, result)
    yield from _contrast(study, result)
    yield from _lowest(result, words)


def _sureness(latest: Placements, words: Words) -> str:
    return words("read.sureness", n=len(latest), **latest.counts)


def _fullest(study: Study, result: PartResult) -> Iterator[str]:
    """Where most cases stand, for each kind when there are several."""
    table = result.latest.table if result.latest else pd.DataFrame()
    placed = table.dropna(subset=[result.place_column])
    names = dict(result.places)
    for kind in study.kinds:
        own = placed[placed["kind"] == kind]
        if own.empty:
            continue
        counts = own[result.place_column].value_counts().reindex(names, fill_value=0)
        yield study.words(
            "read.fullest",
            kind=study.kind_label(kind),
            place=names[counts.idxmax()],
            n=int(counts.max()),
            all=len(own),
        )
    empty = [
        name for place, name in names.items() if not (placed[result.place_column] == place).any()
    ]
    if empty and len(placed):
        yield study.words("read.empty", places=_listed(empty, study.words))


def _known_items(result: PartResult, words: Words) -> Iterator[str]:
    """How much is known of each axis, or of the dimensions, at the middle case."""
    table = result.latest.table if result.latest else pd.DataFrame()
    if isinstance(result.latest, QuadrantPlacements):
        sides = {"x_": result.latest.x_axis, "y_": result.latest.y_axis}
        names = {side: result.framework.label(axis) for side, axis in sides.items()}
    else:
        names = {"": result.label}
    for side, name in names.items():
        known, items = table[f"{side}known"].median(), table[f"{side}items"].median()
        yield words("read.known", name=name, known=f"{known:g}", items=f"{items:g}")


def _rules(result: PartResult, words: Words) -> Iterator[str]:
    """How many cases keep their stage under every rule."""
    if not isinstance(result.latest, StagePlacements):
        return
    placed = result.latest.table.dropna(subset=["stage"])
    rules = result.latest.rules.merge(placed[["case", "wave"]], on=["case", "wave"])
    stages = rules.groupby(["case", "wave"])["stage"]
    same = stages.agg(lambda found: len(set(found)) == 1)
    if len(same):
        yield words("read.rules", n=int(same.sum()), all=len(same))


def _moves(study: Study, result: PartResult, placements: Placements) -> Iterator[str]:
    """Cases whose first and last wave are both placed: who stayed, and who moved where."""
    table = placements.table[placements.table["status"] != NOT_PLACED]
    column, names = result.place_column, dict(result.places)
    ends = table.sort_values("wave", kind="stable").groupby("case", sort=False)[column]
    pairs = [(case, g.iloc[0], g.iloc[-1]) for case, g in ends if len(g) > 1]
    if not pairs:
        return
    moved = [(case, old, new) for case, old, new in pairs if old != new]
    yield study.words("read.moves", n=len(pairs), stayed=len(pairs) - len(moved), moved=len(moved))
    told = [
        study.words("read.move", case=study.case_label(case), old=names[old], new=names[new])
        for case, old, new in moved
    ]
    if 0 < len(told) <= _MOST_NAMED:
        yield _listed(told, study.words, "; ") + "."


def _extremes(study: Study, result: PartResult) -> Iterator[str]:
    """The items that are furthest and least far along, of those known for half of the cases."""
    counts = _upper_half(result.latest_levels.table, result)
    counts = counts[counts["known"] * 2 >= len(study.cases)]
    if len(counts) < 2:
        return
    shares = (counts["upper"] / counts["known"]).round(9)
    for key, item in (("read.most", shares.idxmax()), ("read.least", shares.idxmin())):
        n, known = (int(counts.loc[item, column]) for column in ("upper", "known"))
        label = result.framework.label(str(item))
        yield study.words(key, item=label, n=n, known=known, level=_upper(study, result))


def _upper(study: Study, result: PartResult) -> str:
    """What the upper half of the scale is called: its lowest answer "or higher"."""
    first = _border(result)
    value = result.answers[first][1]
    is_last = first == len(result.answers) - 1
    return study.words("read.answer" if is_last else "read.from", value=value)


def _border(result: PartResult) -> int:
    """Rank at which the upper half of the scale begins; a middle answer is not in it."""
    return (len(result.answers) + 1) // 2


def _contrast(study: Study, result: PartResult) -> Iterator[str]:
    """The item in which two kinds of cases differ most, if there are two with enough known."""
    if len(study.kinds) != 2:
        return
    table = result.latest_levels.table
    sides = [_upper_half(table[table["kind"] == kind], result) for kind in study.kinds]
    first, second = ((side["upper"] / side["known"]).round(9) for side in sides)
    gap = (first - second)[(sides[0]["known"] >= _ENOUGH) & (sides[1]["known"] >= _ENOUGH)].abs()
    if gap.empty or gap.max() == 0:
        return
    item = gap.idxmax()
    told = [
        _side(study, kind, side.loc[item]) for kind, side in zip(study.kinds, sides, strict=True)
    ]
    label, level = result.framework.label(str(item)), _upper(study, result)
    yield study.words("read.contrast", item=label, level=level, first=told[0], second=told[1])


def _side(study: Study, kind: str, counts: pd.Series) -> str:
    """One kind's count out of those known."""
    n, known = int(counts["upper"]), int(counts["known"])
    return study.words("read.side", kind=study.kind_label(kind), n=n, known=known)


def _upper_half(table: pd.DataFrame, result: PartResult) -> pd.DataFrame:
    """For each item how many answers are known, and how many are in the upper half of the scale."""
    known = table.dropna(subset=["rank"])
    items = table["item"].unique()
    counts = pd.DataFrame(
        {
            "known": known.groupby("item", sort=False).size(),
            "upper": known[known["rank"] >= _border(result)].groupby("item", sort=False).size(),
        }
    )
    return counts.reindex(items).fillna(0)


def _lowest(result: PartResult, words: Words) -> Iterator[str]:
    """How much is unknown, and how rarely the lowest answer is given."""
    table: Any = result.levels.table
    known = table["rank"].dropna()
    applying = table[table["missing"].fillna("") != "not_applicable"]
    unknown = len(applying) - len(known)
    share = f"{100 * unknown / max(len(applying), 1):.0f}"
    yield words("read.unknown", unknown=unknown, all=len(applying), share=share)
    lowest = int((known == 0).sum())
    if len(known) and lowest / len(known) < _RARE:
        yield words("read.rare", n=lowest, all=len(known), value=result.answers[0][1])


def _listed(texts: list[str], words: Words, between: str | None = None) -> str:
    return (between or words("list.separator")).join(texts)
