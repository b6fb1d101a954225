"""A table as HTML: captioned, with the scope of every head, its notes and sources below."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from engagement_kit.markup import Html, anchor, join, outward, spoken, tag
from engagement_kit.tables.page import Shown, head_groups, page_columns, page_rows
from engagement_kit.tables.plaintext import direction_of
from engagement_kit.tables.table import Column, Reference, Table
from engagement_kit.tables.wording import around_date, table_words
from engagement_kit.words import Words

__all__ = ["table_html", "table_page"]

_RULE = "1px solid"
# Korean is broken between words, as in print.
_TABLE = f"word-break:keep-all;border-collapse:collapse;border-top:{_RULE};border-bottom:{_RULE}"
_CAPTION = "caption-side:top;text-align:start;font-weight:bold;padding-bottom:.3em"
_STYLE = """
body { font-family: sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; }
th, td { padding: .25em .6em; }
"""


def table_html(table: Table, most: int | None = None) -> Html:
    """The table with its notes as a piece of HTML; at most so many rows, and then it says so."""
    return tag(
        "div",
        tag(
            "table",
            tag("caption", table.title, style=_CAPTION),
            tag("thead", *_heads(table), style=f"border-bottom:{_RULE}"),
            tag("tbody", *_body(table, most)),
            style=_TABLE,
        ),
        *_below(table, most),
        lang=table.lang,
        dir=table.direction,
        class_="engagement-kit-table",
    )


def table_page(table: Table) -> str:
    """A whole page that holds the table and nothing else."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", table.title),
        tag("style", Html(_STYLE)),
    )
    body = tag("body", tag("main", table_html(table)))
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=table.lang, dir=table.direction)}\n"


def _heads(table: Table) -> Iterator[Html]:
    """One line of heads, or two where columns are grouped."""
    columns = page_columns(table)
    grouped = any(column.group for column in columns)
    if not grouped:
        yield tag("tr", *(_head(table, column) for column in columns))
        return
    rest = iter(columns)
    cells = []
    for group, size in head_groups(table):
        below = list(islice(rest, size))
        if group:
            style = "text-align:center"
            cells.append(tag("th", group, scope="colgroup", colspan=size, style=style))
        else:
            cells += [_head(table, column, rowspan=2) for column in below]
    yield tag("tr", *cells)
    yield tag("tr", *(_head(table, column) for column in columns if column.group))


def _head(table: Table, column: Column, rowspan: int | None = None) -> Html:
    style = f"{_side(table, is_number=column.kind != 'text')};vertical-align:bottom"
    return tag("th", column.label, scope="col", rowspan=rowspan, style=style)


def _side(table: Table, *, is_number: bool) -> str:
    """Numbers stand on the right in every language: so their digits stand below each other."""
    return f"text-align:{'right' if is_number or table.direction == 'rtl' else 'left'}"


def _body(table: Table, most: int | None) -> Iterator[Html]:
    for row in islice(page_rows(table), most):
        yield tag("tr", *(_cell(table, cell, place) for place, cell in enumerate(row)))
    if not table.rows:
        empty = table_words(table.lang)("note.no_rows")
        yield tag("tr", tag("td", empty, colspan=len(page_columns(table))))


def _cell(table: Table, cell: Shown, place: int) -> Html:
    style = f"{_side(table, is_number=cell.is_number)};vertical-align:top"
    style += ";white-space:nowrap" if cell.is_number else ""
    if place < table.stub:
        normal = f"{style};font-weight:normal"
        return tag("th", _content(cell), scope="row", style=normal)
    return tag("td", _content(cell), style=style)


def _content(cell: Shown) -> Iterator[Html]:
    if cell.is_number:
        yield tag("bdi", cell.text, dir="ltr")
        return
    if len(cell.lines) == 1 and cell.lines[0].quote is None:
        yield spoken(cell.text)
        return
    for line in cell.lines:
        if line.quote is None:
            yield tag("div", spoken(line.text))
            continue
        key = spoken(outward(line.quote.url, f"[{line.quote.key}]"))
        date = [" (", _dated(line.quote.date), line.quote.remark, ") "]
        yield tag("div", spoken(line.text), date, key, style="font-size:smaller")


def _dated(date: str) -> Html:
    """A date, which runs from left to right unless it is in words of a language that does not."""
    return tag("bdi", date, dir=direction_of(date) or "ltr")


def _below(table: Table, most: int | None) -> Iterator[Html]:
    """Notes, and the sources that cells cite."""
    words = table_words(table.lang)
    notes = list(table.notes)
    if most is not None and len(table.rows) > most:
        notes.append(words("shown", n=most, all=len(table.rows)))
    small = "font-size:smaller;max-width:60em"
    if notes:
        yield tag("div", *(tag("p", note, style="margin:.3em 0") for note in notes), style=small)
    if table.references:
        entries = (_reference(reference, words) for reference in table.references)
        title = tag("p", tag("b", words("references")), style="margin:.6em 0 0")
        yield tag("div", title, tag("ul", *entries), style=small)


def _reference(reference: Reference, words: Words) -> Html:
    """A source; its id lets a page of one's own link to it."""
    address = [" ", outward(reference.url, spoken(reference.url))] if reference.url else []
    key = spoken(f"[{reference.key}]")
    before, behind = around_date(words)
    read = [" ", before, _dated(reference.read), behind] if reference.read else []
    name = anchor("source", reference.key)
    return tag("li", key, " ", spoken(reference.text), *read, join(address), id=name)
