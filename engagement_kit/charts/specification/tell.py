"""The specification curve in words, and its data."""

from __future__ import annotations

import pandas as pd

from engagement_kit.charts.results import in_language
from engagement_kit.charts.specification.curve import Band, Curve, gather_curve, signed
from engagement_kit.charts.words import source_statement
from engagement_kit.compare.groups.specification import Specifications
from engagement_kit.frameworks import Framework

__all__ = [
    "caption_specification",
    "data_specification",
    "describe_curve",
    "describe_specification",
]


def describe_specification(
    specifications: Specifications,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
) -> str:
    """Alternative text: what is compared, the range of results, how many agree, what decides."""
    return describe_curve(
        gather_curve(specifications, in_language(specifications, framework, lang))
    )


def describe_curve(curve: Curve) -> str:
    """Alternative text of a curve that has been gathered."""
    words, rows = curve.words, curve.rows
    parts = [_what(curve)]
    if rows.empty:
        return " ".join([*parts, f"{words('specification.empty')}."])
    low, middle, high = (rows["delta"].quantile(q) for q in (0, 0.5, 1))
    told = {"low": signed(low), "middle": signed(middle), "high": signed(high)}
    parts.append(words("specification.range", group=curve.groups[0].label, **told))
    if curve.reference is not None:
        row = rows.loc[curve.reference]
        ends = {"low": signed(row["low"]), "high": signed(row["high"])}
        parts.append(words("specification.reference_told", delta=signed(row["delta"]), **ends))
    parts.append(f"{curve.agreement}.")
    sure = int((rows["status"] == "settled").sum())
    parts.append(words("specification.settled", n=sure, all=len(rows)))
    parts += [_band(curve, band) for band in curve.bands if band.spread is not None]
    return " ".join(parts)


def caption_specification(
    specifications: Specifications,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: n, what was decided in which ways, what marks mean, the source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    curve = gather_curve(specifications, in_language(specifications, framework, lang))
    words, rows = curve.words, curve.rows
    parts = [_what(curve)]
    if not rows.empty:
        sizes = [
            words("list.count", name=group.label, n=_from_to(rows[column]))
            for group, column in zip(curve.groups, ("n_first", "n_second"), strict=True)
        ]
        parts.append(words("specification.sizes", sizes=words("list.separator").join(sizes)))
    parts += [
        words("specification.tried", decision=band.label, options=_options(curve, band))
        for band in curve.bands
    ]
    size = f"{specifications.parameters['least_effect']:g}"
    parts += [
        words("specification.caption", size=size),
        f"{curve.agreement}." if not rows.empty else "",
        words("specification.dependent"),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_specification(
    specifications: Specifications,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a specification in the order of results, with the names of options.

    Those without a result come last, with empty numbers.
    """
    curve = gather_curve(specifications, in_language(specifications, framework, lang))
    table = specifications.table.copy()
    for band in curve.bands:
        labels = {line.option: line.label for line in band.lines}
        taken = table[band.decision].map(lambda v: v if isinstance(v, str) else f"{v:g}")
        table[f"{band.decision}_label"] = taken.map(labels)
    first, second = (group.label for group in curve.groups)
    return table.assign(first_group=first, second_group=second)


def _what(curve: Curve) -> str:
    first, second = (group.label for group in curve.groups)
    about = {"framework": curve.framework.name, "version": curve.framework.version}
    counts = {"n": len(curve.result), "computed": len(curve.rows)}
    told = {"outcome": curve.outcome, "first": first, "second": second}
    return curve.words("specification.kind", **about, **counts, **told)


def _band(curve: Curve, band: Band) -> str:
    """What the options of a decision give on average."""
    words = curve.words
    means = words("list.separator").join(
        words("list.count", name=line.label, n=signed(line.mean))
        for line in band.lines
        if line.mean is not None
    )
    spread = f"{band.spread:.2f}"
    return words("specification.band", decision=band.label, means=means, spread=spread)


def _options(curve: Curve, band: Band) -> str:
    return curve.words("list.separator").join(line.label for line in band.lines)


def _from_to(counts: pd.Series) -> str:
    low, high = int(counts.min()), int(counts.max())
    return str(low) if low == high else f"{low}\u2013{high}"
