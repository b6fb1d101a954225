"""Rows of an agreement strip: what each is called, its value and interval, or why it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engagement_kit.assess.plain_rows import plain_rows
from engagement_kit.charts.paper.text import plain
from engagement_kit.charts.results import expect
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.charts.words import chart_words
from engagement_kit.compare import AgreementTable
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["FEW", "MOST_ROWS", "RELIABLE", "SORTS", "TENTATIVE", "Strip", "Strips", "gather_strips"]

SORTS = ("agreement", "framework")
MOST_ROWS = 60
FEW = 25  # units; below that the interval promises more than it holds
TENTATIVE, RELIABLE = 0.667, 0.8  # Krippendorff's conventions, for his alpha alone


@dataclass(frozen=True, slots=True)
class Strip:
    """One row: ``estimate`` is None where there is no value, and ``reason`` says why."""

    group: str
    scale: str
    label: str
    estimate: float | None
    low: float | None
    high: float | None
    n_units: int
    percent: float | None
    reason: str | None

    @property
    def is_few(self) -> bool:
        """Whether it rests on so few units that its interval is too narrow."""
        return self.estimate is not None and self.n_units < FEW


@dataclass(frozen=True)
class Strips:
    """Rows in the order in which they are drawn, and all that is said about them.

    Attributes
    ----------
    rows : tuple of Strip
        Highest agreement first and rows without a value last, or as the framework has them.
    found : int
        Rows of the table, of which more than sixty are not all drawn.
    valued : tuple of Strip
        All rows with a value, drawn or not, lowest first.
    without : tuple of Strip
        All rows without, drawn or not.
    """

    table: AgreementTable
    framework: Framework
    words: Words
    rows: tuple[Strip, ...]
    found: int
    valued: tuple[Strip, ...]
    without: tuple[Strip, ...]
    sort: str

    @property
    def measure(self) -> str:
        """What the measure is called, with its level or weights."""
        given = self.table.parameters
        name = self.words(f"measure.{given['measure']}")
        if given["measure"] == "krippendorff_alpha":
            level = self.words(f"agreement.level.{given['level']}")
            return self.words("agreement.measure", measure=name, how=level)
        if given.get("weights"):
            how = self.words(f"agreement.weights.{given['weights']}")
            return self.words("agreement.measure", measure=name, how=how)
        return name

    @property
    def is_alpha(self) -> bool:
        """Whether Krippendorff's conventions are about this measure."""
        return bool(self.table.parameters["measure"] == "krippendorff_alpha")

    @property
    def hidden(self) -> int:
        """Rows that are not drawn."""
        return self.found - len(self.rows)

    def lowest(self, count: int) -> Strips:
        """The same with no more rows than these; those with the lowest agreement stay."""
        kept = [*self.valued, *self.without][:count]
        return replace(self, rows=tuple(row for row in self.rows if row in kept))

    def why(self, row: Strip) -> str:
        """Why a row has no value, in words."""
        return self.words(f"agreement.{row.reason}")


def gather_strips(
    table: AgreementTable,
    framework: Framework,
    sort: str,
    names: Mapping[str, str] | None,
    most: int = MOST_ROWS,
) -> Strips:
    """Rows of a table of agreement, ready to be drawn.

    Of more than ``most`` those with the lowest agreement are drawn: they need a look.

    Raises
    ------
    WrongKind
        It is no such table.
    UnknownId
        No such order.
    """
    table = expect(table, AgreementTable, "An agreement strip", "rate_agreement()")
    if sort not in SORTS:
        raise UnknownId("order of rows", str(sort), SORTS)
    words = chart_words(framework.lang)
    rows = [_strip(table, framework, words, row, names or {}) for row in plain_rows(table.table)]
    valued = sorted((r for r in rows if r.estimate is not None), key=lambda r: r.estimate or 0.0)
    without = [row for row in rows if row.estimate is None]
    chosen = [*valued, *without][:most]
    if sort == "agreement":
        shown = [*reversed([r for r in chosen if r.estimate is not None])]
        shown += [row for row in chosen if row.estimate is None]
    else:
        shown = [row for row in rows if row in chosen]
    return Strips(
        table, framework, words, tuple(shown), len(rows), tuple(valued), tuple(without), sort
    )


def _strip(
    table: AgreementTable,
    framework: Framework,
    words: Words,
    row: dict[str, object],
    names: Mapping[str, str],
) -> Strip:
    group, scale = str(row["group"]), str(row["scale"])
    label = names.get(group) or _label(table, framework, words, group)
    if table.by in {"case", "kind", "part"} and table.table["scale"].nunique() > 1:
        label = words("agreement.on_scale", group=label, scale=framework.label(f"scale.{scale}"))
    kept = ("estimate", "low", "high", "n_units", "percent", "reason")
    return Strip(group, scale, plain(label), **{name: row[name] for name in kept})  # type: ignore[arg-type]


def _label(table: AgreementTable, framework: Framework, words: Words, group: str) -> str:
    """What a row is about, in the language of the chart."""
    if table.by == "item":
        return item_label(framework, group)
    if table.by == "case":
        return str(table.cases[group].label(framework.lang))
    if table.by == "scale":
        return framework.label(f"scale.{group}")
    if table.by == "kind":
        return words(f"kind.{group}") if f"kind.{group}" in words.keys else group
    return framework.label(group)
