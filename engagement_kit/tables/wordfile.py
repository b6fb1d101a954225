"""A table as a Word document: a real table, whose heads are repeated on each page.

The markup of the cells is written here, because python-docx looks a cell up anew for each access
and knows nothing of text that runs from right to left.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from engagement_kit.markup import is_web
from engagement_kit.tables.page import Shown, head_groups, page_columns, page_rows
from engagement_kit.tables.table import Table
from engagement_kit.tables.widths import Layout, lay_out
from engagement_kit.tables.wording import table_words
from engagement_kit.tables.wordmarkup import (
    NAMES,
    TABLE_STYLE,
    bracketed,
    cell,
    embedded,
    letters,
    paragraph,
    properties_of_table,
    row,
    run,
    style_of_table,
    year_first,
)

__all__ = ["table_docx"]

_MOMENT = dt.datetime(2020, 1, 1)  # noqa: DTZ001 - a fixed moment: equal content is equal bytes
_ZIP_MOMENT = (2020, 1, 1, 0, 0, 0)
_PLACE = 'w:rsidR="00000001"'  # marks the paragraph whose place the table takes
_LONG_SIDE, _SHORT_SIDE, _MARGIN = 297, 210, 20  # millimetres
_TWIPS = 56.6929  # in a millimetre


def table_docx(table: Table) -> bytes:
    """Bytes of the document, the same each time."""
    layout = lay_out(table)
    document = docx.Document()
    _describe(document, table)
    _set_styles(document)
    _set_page(document, table, layout)
    pieces = "".join(_pieces(document, table, layout))
    document.element.body.sectPr.addprevious(parse_xml(f"<w:p {NAMES} {_PLACE}/>"))
    data = io.BytesIO()
    document.save(data)
    return _repacked(data.getvalue(), pieces)


def _describe(document: Document, table: Table) -> None:
    about = document.core_properties
    about.title, about.language = table.title[:255], table.lang
    about.author = about.comments = about.last_modified_by = ""
    about.created = about.modified = _MOMENT
    about.revision = 1


def _set_styles(document: Document) -> None:
    """Fonts for all three kinds of script, and the look of the table."""
    styles = document.styles
    for name, size in (("Normal", 9), ("Caption", 10)):
        old = styles[name].element.get_or_add_rPr()
        old.getparent().replace(old, parse_xml(letters(size, is_bold=name == "Caption")))
    style = styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.TABLE)
    style.element.getparent().replace(style.element, parse_xml(style_of_table()))


def _set_page(document: Document, table: Table, layout: Layout) -> None:
    section = document.sections[0]
    sides = (_LONG_SIDE, _SHORT_SIDE) if layout.is_wide else (_SHORT_SIDE, _LONG_SIDE)
    section.page_width, section.page_height = map(Mm, sides)
    section.orientation = WD_ORIENT.LANDSCAPE if layout.is_wide else WD_ORIENT.PORTRAIT
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Mm(_MARGIN))
    if table.direction == "rtl":
        properties = document.element.body.sectPr
        mark = parse_xml(f"<w:bidi {NAMES}/>")
        properties.find(qn("w:docGrid")).addprevious(mark)


def _pieces(document: Document, table: Table, layout: Layout) -> Iterator[str]:
    """Caption, table, notes and sources, each as markup."""
    lang = table.lang
    yield paragraph([run(table.title, lang)], lang, style="Caption", keep=True)
    yield _grid(document, table, layout)
    for note in table.notes:
        yield paragraph([run(note, lang, size=8)], lang)
    if table.references:
        heading = table_words(lang)("references")
        yield paragraph([run(heading, lang, size=8, is_bold=True)], lang, keep=True)
    for reference in table.references:
        texts = [embedded(f"[{reference.key}]", lang), embedded(reference.text, lang)]
        if reference.read:
            date = year_first(reference.read, lang)
            texts.append(table_words(lang)("accessed", date=date))
        runs = [run(" ".join((*texts, "")), lang, size=8)]
        if reference.url:
            link = _link(document, reference.url)
            runs.append(run(embedded(reference.url, lang), lang, size=8, link=link))
        yield paragraph(runs, lang)


def _link(document: Document, url: str | None) -> str | None:
    """Id of a link of the document; only web addresses become links."""
    if not is_web(url):
        return None
    return str(document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))


def _grid(document: Document, table: Table, layout: Layout) -> str:
    side = _LONG_SIDE if layout.is_wide else _SHORT_SIDE
    room = (side - 2 * _MARGIN) * _TWIPS
    gap = (1 - sum(layout.shares)) / len(layout.shares)  # goes to the margins in the cells
    widths = [round((share + gap) * room) for share in layout.shares]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = properties_of_table(table, sum(widths))
    rows = "".join((*_heads(table), *_rows(document, table)))
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _heads(table: Table) -> Iterator[str]:
    """One row of heads, or two where columns are grouped."""
    columns = page_columns(table)
    heads = [_head(table, column.label, is_number=column.kind != "text") for column in columns]
    if not any(column.group for column in columns):
        yield row((cell(head, is_ruled=True) for head in heads), is_head=True)
        return
    above, place = [], 0
    for group, size in head_groups(table):
        if group:
            text = paragraph([run(group, table.lang, is_bold=True)], table.lang, side="center")
            above.append(cell(text, span=size, is_ruled=True))
        else:
            above += [cell(head, merge="restart") for head in heads[place : place + size]]
        place += size
    yield row(above, is_head=True)
    empty = cell(paragraph([], table.lang), merge="continue", is_ruled=True)
    pairs = zip(columns, heads, strict=True)
    below = (cell(head, is_ruled=True) if column.group else empty for column, head in pairs)
    yield row(below, is_head=True)


def _head(table: Table, text: str, *, is_number: bool) -> str:
    side = _side(table, is_number=is_number)
    return paragraph([run(text, table.lang, is_bold=True)], table.lang, side=side)


def _side(table: Table, *, is_number: bool) -> str:
    """Numbers stand on the right in every language: so their digits stand below each other."""
    return "right" if is_number or table.direction == "rtl" else "left"


def _rows(document: Document, table: Table) -> Iterator[str]:
    for shown in page_rows(table):
        yield row(cell("".join(_paragraphs(document, table, one))) for one in shown)
    if not table.rows:
        empty = run(table_words(table.lang)("note.no_rows"), table.lang)
        text = paragraph([empty], table.lang, side=_side(table, is_number=False))
        yield row([cell(text, span=len(page_columns(table)))])


def _paragraphs(document: Document, table: Table, shown: Shown) -> Iterator[str]:
    """A cell line by line, each in the direction of its letters."""
    side = _side(table, is_number=shown.is_number)
    if shown.is_number:
        yield paragraph([run(shown.text, "en")], "en", side=side)  # in every language
        return
    lang = table.lang
    for line in shown.lines:
        runs = [run(embedded(line.text, lang), lang, size=None if line.quote is None else 8)]
        if line.quote:
            key, link = embedded(f"[{line.quote.key}]", lang), _link(document, line.quote.url)
            date = bracketed(line.quote.date, line.quote.remark, lang)
            runs.append(run(f" {date} ", lang, size=8))
            runs.append(run(key, lang, size=8, link=link))
        yield paragraph(runs, lang, side=side)


def _repacked(data: bytes, pieces: str) -> bytes:
    """The archive with the pieces in their place, without the hour and system of its making.

    The pieces are put in as text: as elements, a thousand rows would take ten times as long.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_MOMENT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(f"<w:p {_PLACE}/>".encode(), pieces.encode())
            new.writestr(entry, content)
    return out.getvalue()
