"""The page of documentation that lists the journals, made from their table.

Run this file after a change of the table, and it writes the page anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engagement_kit.charts.journal_table import Journal, known_journals
from engagement_kit.charts.journals import text_size
from engagement_kit.charts.paper.theme import DEFAULT

__all__ = ["PAGE", "journals_page"]

PAGE = Path(__file__).parents[2] / "docs" / "journals.md"

_HEAD = """# Journals: the sizes that figures are drawn in

For whoever sends a figure to a journal. `journal="elsevier-1.5"` draws it at that journal's width,
with letters no smaller and lines no thinner than it allows, and at its resolution.
`list_journals()` gives this table in Python; it is made from
[journals.yaml](../engagement_kit/charts/journals.yaml).

Each width stands on a page, read on the day given from a stored copy. *Attested*: the page says
the width. *Inferred*: worked out from what it says. *Authored*: ours. *Quoted*: not the page itself
was read, but a dated note that quotes it. Read the page again before you submit: journals change
their rules, and one journal of a publisher may ask for more than its publisher. What no page says
is left out (–): an outlet without any stated size of letters gets ours, {text:g} points and none
below {least:g}. Emerald's instructions name formats and no size, so there is no preset for it.

| preset | width × most height (mm) | letters (pt) | allowed (pt) | thinnest line (pt) | width is |
|---|---|---|---|---|---|
"""


def journals_page() -> str:
    """The page ``docs/journals.md`` as Markdown."""
    journals = tuple(known_journals().values())
    head = _HEAD.format(text=DEFAULT.text, least=DEFAULT.least)
    return head + "".join(map(_row, journals)) + "\n## Where it stands\n" + _sources(journals)


def _row(journal: Journal) -> str:
    cells = (
        f"`{journal.name}`",
        f"{journal.width:g} × {_number(journal.height)}",
        f"{text_size(journal):g}",
        _allowed(journal),
        _number(journal.line),
        journal.status + (f": {journal.rule}" if journal.rule else ""),
    )
    return f"| {' | '.join(cells)} |\n"


def _allowed(journal: Journal) -> str:
    if journal.most is None:
        return _number(journal.least) + ("" if journal.least is None else " or more")
    return f"{_number(journal.least)} to {_number(journal.most)}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _sources(journals: Iterable[Journal]) -> str:
    """One paragraph for each publisher: pages, day, resolution, formats and note."""
    by_publisher = {journal.publisher: journal for journal in journals}
    return "".join(map(_paragraph, by_publisher.values()))


def _paragraph(journal: Journal) -> str:
    seen = {"page": "read", "quoted": "quoted", "own": "made"}[journal.seen]
    pages = [f"<{page}>" for page in (journal.source, *journal.also) if page != "authored"]
    asked = journal.resolution
    dots = ((asked.line, "lines"), (asked.combination, "tints"), (asked.halftone, "photographs"))
    facts = (
        f"{seen} on {journal.read}",
        ", ".join(f"{value:g} dpi for {what}" for value, what in dots if value),
        ", ".join(journal.formats).upper(),
        ", ".join(journal.typefaces),
    )
    said = "; ".join(fact for fact in facts if fact)
    where = f" {' · '.join(pages)}" if pages else ""
    note = f" {journal.note}" if journal.note else ""
    return f"\n**{journal.publisher}** ({said}).{note}{where}\n"


if __name__ == "__main__":
    PAGE.write_text(journals_page(), encoding="utf-8")
