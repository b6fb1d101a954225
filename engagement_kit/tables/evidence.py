"""What cells of a matrix rest on: answers and notes with their evidence, and the sources cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from engagement_kit.assess import CODER_RULES, CanvasNotes, Levels
from engagement_kit.cases import AGREED, Case, Source
from engagement_kit.frameworks import Framework
from engagement_kit.tables.backing import Backed, Backing, Quote
from engagement_kit.tables.table import Reference
from engagement_kit.tables.wording import case_label, table_words
from engagement_kit.words import Words

__all__ = ["Citations", "Grid", "canvas_grid", "level_grid"]

_Key = tuple[str, int]


@dataclass(frozen=True, eq=False)
class Grid:
    """Every case and wave with every construct.

    Attributes
    ----------
    cases : mapping of (case, wave) to the name of the case
    constructs : tuple of str
        Ids of items or boxes.
    cells : mapping of (case, wave, construct) to what stands there
    silent : int
        Cells without an answer or note.
    elsewhere : int
        Notes in another language than that of the table.
    """

    cases: Mapping[_Key, str]
    constructs: tuple[str, ...]
    cells: Mapping[tuple[str, int, str], Backed]
    silent: int
    elsewhere: int = 0


@dataclass
class Citations:
    """Evidence as cells show it, at most ``most`` pieces each; the sources that were cited."""

    most: int
    _cited: dict[str, Source] = field(default_factory=dict)

    def back(self, text: str, case: Case, ids: Iterable[str], words: Words) -> Backing:
        """A text with the evidence behind it."""
        named = list(dict.fromkeys(ids))
        quotes = tuple(self._quote(case, one, words) for one in named[: self.most])
        hidden = len(named) - len(quotes)
        key = "more" if quotes else "behind"
        return Backing(text, quotes, words(key, n=hidden) if hidden else "")

    def _quote(self, case: Case, evidence_id: str, words: Words) -> Quote:
        piece = case.find_evidence(evidence_id)
        source = case.source(piece.source)
        key = f"{case.id}:{source.key}"
        self._cited[key] = source
        date = piece.year if piece.year is not None else piece.as_of
        said = words("undated") if date is None else str(date)
        against = words("list.separator") + words("against")
        remark = against if piece.polarity == "against" else ""
        return Quote(piece.text, said, key, source.url, remark)

    def references(self) -> tuple[Reference, ...]:
        """The sources that were cited, by key."""
        return tuple(
            Reference(key, _described(source), source.url, source.accessed or "")
            for key, source in sorted(self._cited.items())
        )


def _described(source: Source) -> str:
    """Author, title, publisher and date, as far as they are known."""
    parts = (source.author, source.title, source.publisher, source.date)
    said = (str(part).strip().rstrip(".") for part in parts if part)
    return " ".join(f"{part}." for part in said)


def level_grid(levels: Levels, framework: Framework, citations: Citations) -> Grid:
    """Answers with the bounds between coders, and the evidence that the coders name."""
    words, table = table_words(framework.lang), levels.table
    found = _evidence(levels)
    cells = {}
    for row in table.to_dict("records"):
        key = (str(row["case"]), int(row["wave"]), str(row["item"]))
        text = _answer(row, levels, framework, words)
        case = levels.cases[key[0]]
        cells[key] = Backed((citations.back(text, case, found.get(key, ()), words),))
    constructs = tuple(dict.fromkeys(map(str, table["item"])))
    silent = int(table["value"].isna().sum())
    return Grid(_names(levels, framework.lang), constructs, cells, silent)


def _names(levels: Levels, lang: str) -> dict[_Key, str]:
    rows = levels.table.drop_duplicates(["case", "wave"]).to_dict("records")
    return {
        (row["case"], int(row["wave"])): case_label(levels.cases, row["case"], lang, row["name"])
        for row in rows
    }


def _answer(row: Mapping[Any, Any], levels: Levels, framework: Framework, words: Words) -> str:
    """An answer, with the lowest and highest of the coders where they differ; or why there is none.

    Ranks of unknown answers are bounds of what is possible: nobody gave them.
    """
    if pd.isna(row["value"]):
        return words(str(row["missing"]))
    scale = framework.scale(levels.scale).ids
    own = framework.value_label(levels.scale, row["value"])
    if row["low"] == row["high"]:
        return own
    ends = (framework.value_label(levels.scale, scale[int(row[end])]) for end in ("low", "high"))
    low, high = ends
    return f"{own} [{words('range', low=low, high=high)}]"


def _evidence(levels: Levels) -> dict[tuple[str, int, str], list[str]]:
    """Ids of the evidence behind each answer: what was agreed first, then coder by coder."""
    rule = levels.parameters.get("coder_rule", "lower_median")
    drafts = bool(levels.parameters.get("drafts"))
    found: dict[tuple[str, int, str], list[str]] = {}
    for case in levels.cases:
        ratings = sorted(case.ratings, key=lambda r: (r.coder != AGREED, r.coder))
        for rating in ratings:
            counts = drafts or not rating.is_draft
            if counts and (rule in CODER_RULES or rating.coder == rule):
                key = (case.id, rating.wave, rating.item)
                found.setdefault(key, []).extend(rating.evidence)
    return found


def canvas_grid(
    filled: Sequence[CanvasNotes], framework: Framework, part: str, citations: Citations
) -> Grid:
    """Notes with the evidence that they name, box by box."""
    words = table_words(framework.lang)
    boxes = tuple(box.id for box in framework.only_part("canvas", part).boxes)
    names, cells, elsewhere = {}, {}, 0
    for notes in filled:
        names[notes.case.id, notes.wave] = notes.case.label(framework.lang)
        elsewhere += int((notes.table["language"] != framework.lang).sum())
        by_box: dict[str, list[Backing]] = {box: [] for box in boxes}
        for row in notes.table.to_dict("records"):
            ids = [] if pd.isna(row["evidence"]) else str(row["evidence"]).split(";")
            by_box[row["box"]].append(citations.back(row["text"], notes.case, ids, words))
        for box, entries in by_box.items():
            cells[notes.case.id, notes.wave, box] = Backed.of(entries)
    silent = sum(not cell.entries for cell in cells.values())
    return Grid(names, boxes, cells, silent, elsewhere)
