"""The profile of groups in words."""

from __future__ import annotations

import pandas as pd

from engagement_kit.assess import Levels, StagePlacements
from engagement_kit.charts.profile.shares import Bar, Shares, count_shares
from engagement_kit.charts.results import in_language
from engagement_kit.charts.rows.levels import item_label
from engagement_kit.charts.words import coder_rule, counted, percent, source_statement
from engagement_kit.frameworks import Framework

__all__ = ["caption_profile", "data_profile", "describe_profile"]


def describe_profile(
    levels: Levels | StagePlacements,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    by: str | None = "kind",
) -> str:
    """Alternative text: every bar with its numbers, and where the groups lie farthest apart."""
    shares = _in_language(levels, framework, lang, by)
    parts = [
        shares.words(
            "profile.kind",
            part=shares.framework.label(shares.part),
            framework=shares.framework.name,
            rows=shares.rows,
            items=len(shares.items),
        ),
        *(_bar(bar, shares) for bar in shares.bars),
    ]
    farthest = _farthest(shares)
    return " ".join([*parts, farthest] if farthest else parts)


def caption_profile(
    levels: Levels | StagePlacements,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    by: str | None = "kind",
    source: str | None = None,
) -> str:
    """Caption for print: n, what lengths and numbers mean, what is unknown, the data's source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    shares = _in_language(levels, framework, lang, by)
    words = shares.words
    known = sum(bar.known for bar in shares.bars)
    unknown = sum(bar.unknown for bar in shares.bars)
    parts = [
        words(
            "caption.levels",
            framework=shares.framework.name,
            version=shares.framework.version,
            n=shares.rows,
            cases=shares.cases,
        ),
        words("profile.caption", known=known, unknown=unknown),
        words("caption.coders", rule=coder_rule(words, levels.parameters)),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_profile(
    levels: Levels | StagePlacements,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    by: str | None = "kind",
) -> pd.DataFrame:
    """The data drawn: one row an item, group and answer, in the order of the bars.

    ``rank`` counts answers from 0 for the lowest; ``share`` is of the known answers. The last row
    of each bar has the mark ``unknown``: cases without an answer, as a share of all cases to which
    the item applies. Shares of nothing are missing.
    """
    shares = _in_language(levels, framework, lang, by)
    answers = list(shares.framework.scale(shares.scale).ids)
    rows: list[tuple[object, ...]] = []
    for bar in shares.bars:
        label = item_label(shares.framework, bar.item)
        who = (bar.item, label, bar.group.id, bar.group.label, bar.known)
        told = zip(answers, shares.answer_labels, bar.counts, strict=True)
        for rank, (answer, called, n) in enumerate(told):
            rows.append((*who, "answer", answer, called, rank, n, _share(n, bar.known)))
        total = bar.known + bar.unknown
        called = shares.words("level.unknown")
        rows.append((*who, "unknown", None, called, None, bar.unknown, _share(bar.unknown, total)))
    return pd.DataFrame(rows, columns=_COLUMNS).astype({"rank": "Int64"})


_COLUMNS = ["item", "item_label", "group", "group_label", "known"]
_COLUMNS += ["mark", "answer", "answer_label", "rank", "n", "share"]


def _share(count: int, total: int) -> float | None:
    return round(count / total, 6) if total else None


def _in_language(
    levels: Levels | StagePlacements, framework: Framework | None, lang: str | None, by: str | None
) -> Shares:
    return count_shares(levels, in_language(levels, framework, lang), by)


def _bar(bar: Bar, shares: Shares) -> str:
    return shares.words(
        "profile.bar",
        item=item_label(shares.framework, bar.item),
        group=bar.group.label,
        n=bar.known,
        counts=counted(shares.words, zip(shares.answer_labels, bar.counts, strict=True)),
        unknown=bar.unknown,
    )


def _farthest(shares: Shares) -> str:
    """The item in which two groups differ most in their share above the scale's middle."""
    widest = ("", 0.0)
    for item in shares.items:
        upper = [bar.reach()[1] for bar in shares.bars if bar.item == item and bar.known]
        if len(upper) > 1 and max(upper) - min(upper) > widest[1]:
            widest = (item, max(upper) - min(upper))
    if not widest[0]:
        return ""
    share = percent(shares.words, widest[1])
    return shares.words(
        "profile.farthest", item=item_label(shares.framework, widest[0]), share=share
    )
