"""A filled canvas in words."""

from __future__ import annotations

import pandas as pd

from engagement_kit.assess import CanvasNotes
from engagement_kit.charts.paper.fonts import is_drawable
from engagement_kit.charts.paper.text import plain
from engagement_kit.charts.results import in_language
from engagement_kit.charts.words import chart_words, counted, source_statement
from engagement_kit.frameworks import Framework
from engagement_kit.words import Words

__all__ = ["caption_canvas", "case_label", "data_canvas", "describe_canvas", "evidence_count"]


def describe_canvas(
    notes: CanvasNotes, framework: Framework | None = None, *, lang: str | None = None
) -> str:
    """Alternative text: whose canvas, how many notes in which box, which boxes are empty."""
    framework, words = _in_language(notes, framework, lang)
    boxes = [box.id for box in framework.only_part("canvas", notes.part).boxes]
    sizes = {box: int((notes.table["box"] == box).sum()) for box in boxes}
    parts = [
        words(
            "canvas.kind",
            case=case_label(notes, framework.lang),
            wave=notes.wave,
            part=framework.label(notes.part),
            framework=framework.name,
        ),
        words(
            "canvas.counts",
            n=len(notes.table),
            boxes=sum(n > 0 for n in sizes.values()),
            all=len(boxes),
        ),
        words(
            "canvas.by_box",
            counts=counted(words, [(framework.label(b), n) for b, n in sizes.items()]),
        ),
    ]
    empty = [framework.label(box) for box, n in sizes.items() if n == 0]
    if empty:
        parts.append(words("canvas.without", names=words("list.separator").join(empty)))
    return " ".join(parts)


def caption_canvas(
    notes: CanvasNotes,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    layout: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: case, wave, who wrote the notes, where the layout and the data come from.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    framework, words = _in_language(notes, framework, lang)
    layouts = framework.only_part("canvas", notes.part).layouts
    drawn = next((one for one in layouts if one.id == layout), layouts[0])
    coders = words("list.separator").join(sorted(set(notes.table["coder"])))
    pieces = sum(evidence_count(listed) for listed in notes.table["evidence"])
    others = int((notes.table["language"] != framework.lang).sum())
    parts = [
        words(
            "canvas.caption",
            case=case_label(notes, framework.lang),
            wave=notes.wave,
            framework=framework.name,
            version=framework.version,
            n=len(notes.table),
            evidence=pieces,
        ),
        words("canvas.caption.coders", coders=coders) if coders else "",
        words(f"canvas.layout.{drawn.confidence}"),
        words("canvas.caption.languages", n=others) if others else "",
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_canvas(
    notes: CanvasNotes, framework: Framework | None = None, *, lang: str | None = None
) -> pd.DataFrame:
    """The data drawn: one row a note, by boxes in their order; an empty box has one row without.

    ``evidence`` lists the pieces of evidence behind a note, ``n_evidence`` counts them.
    ``language`` is that of the note's text, which may not be the one of the labels.
    """
    framework, _ = _in_language(notes, framework, lang)
    boxes = [box.id for box in framework.only_part("canvas", notes.part).boxes]
    grid = pd.DataFrame(
        {
            "case": str(notes.case.id),
            "label": case_label(notes, framework.lang),
            "wave": notes.wave,
            "box": boxes,
            "box_label": [framework.label(box) for box in boxes],
        }
    )
    columns = ["box", "order", "coder", "language", "text", "evidence"]
    table = notes.table[columns].astype({"box": object, "order": "Int64"})
    found = grid.astype({"box": object}).merge(table, on="box", how="left")
    return found.assign(n_evidence=found["evidence"].map(evidence_count))


def case_label(notes: CanvasNotes, lang: str) -> str:
    """Name of the case in a language, or its id where the fonts cannot draw the name."""
    name = plain(notes.case.label(lang))
    return name if is_drawable(name) else str(notes.case.id)


def evidence_count(evidence: object) -> int:
    """How many pieces of evidence a note rests on, from ids joined by ``;``."""
    return (
        sum(1 for one in str(evidence).split(";") if one.strip())
        if isinstance(evidence, str)
        else 0
    )


def _in_language(
    notes: CanvasNotes, framework: Framework | None, lang: str | None
) -> tuple[Framework, Words]:
    framework = in_language(notes, framework, lang or notes.lang)
    return framework, chart_words(framework.lang)
