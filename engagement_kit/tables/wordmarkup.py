"""Pieces of a Word document as markup: runs, paragraphs, cells, rows; every text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from engagement_kit.frameworks.framework import RIGHT_TO_LEFT
from engagement_kit.tables.plaintext import direction_of, script_runs
from engagement_kit.tables.table import Table

__all__ = [
    "NAMES",
    "TABLE_STYLE",
    "bracketed",
    "cell",
    "embedded",
    "letters",
    "paragraph",
    "properties_of_table",
    "row",
    "run",
    "style_of_table",
    "year_first",
]

_SCHEMA = "http://schemas.openxmlformats.org"
NAMES = (
    f'xmlns:w="{_SCHEMA}/wordprocessingml/2006/main" '
    f'xmlns:r="{_SCHEMA}/officeDocument/2006/relationships"'
)
TABLE_STYLE = "EngagementKitTable"
_EMBEDDING = {"ltr": "\u202a", "rtl": "\u202b"}
_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}
_TAGS = {"en": "en-US", "ko": "ko-KR", "ar": "ar-SA"}
_RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'


def run(
    text: str,
    lang: str,
    *,
    size: int | None = None,
    is_bold: bool = False,
    link: str | None = None,
) -> str:
    """Text of a paragraph, in pieces where its script changes.

    Parameters
    ----------
    text : str
    lang : str
        Language of the paragraph: what is in no script of its own is in this language.
    size : int, optional
        In points; that of the style if left out.
    is_bold : bool
    link : str, optional
        Id of the address that it leads to.
    """
    pieces = "".join(
        f"<w:r>{_properties(piece, lang, size, is_bold=is_bold, is_link=bool(link))}"
        f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t></w:r>'
        for _, piece in script_runs(text)
    )
    return f'<w:hyperlink r:id="{link}">{pieces}</w:hyperlink>' if link else pieces


def _properties(text: str, lang: str, size: int | None, *, is_bold: bool, is_link: bool) -> str:
    """How a piece looks and in which language it is, in the order that the format asks for."""
    is_rtl = (direction_of(text) or _direction(lang)) == "rtl"
    inside = "<w:b/><w:bCs/>" if is_bold else ""
    inside += '<w:color w:val="0B5394"/>' if is_link else ""
    inside += f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>' if size else ""
    inside += "<w:rtl/>" if is_rtl else ""
    main = lang.split("-", maxsplit=1)[0]
    latin = _TAGS["en"] if _is_rtl(lang) or main == "ko" else _TAGS.get(main, lang)
    arabic = _TAGS.get(main, lang) if _is_rtl(lang) else _TAGS["ar"]
    inside += f'<w:lang w:val="{escape(latin)}" w:eastAsia="ko-KR" w:bidi="{escape(arabic)}"/>'
    return f"<w:rPr>{inside}</w:rPr>"


def embedded(text: str, lang: str) -> str:
    """The text so that it keeps its own order in a paragraph that runs the other way.

    Marks of embedding, not the newer ones of isolation, which not every Word knows.
    """
    return _marked(text, direction_of(text), lang)


def _marked(text: str, direction: str | None, lang: str) -> str:
    if direction is None or direction == _direction(lang):
        return text
    outside = _MARKS[_direction(lang)]  # keeps brackets beside the text from joining it
    return f"{outside}{_EMBEDDING[direction]}{text}\u202c{outside}"


def bracketed(date: str, remark: str, lang: str) -> str:
    """A date in brackets whose year stays first, with a remark in the language of the table.

    Behind Arabic letters the numbers of a date would change places.
    """
    if not remark:
        return _marked(f"({date})", direction_of(date) or "ltr", lang)
    return f"({year_first(date, lang)}{remark})"


def year_first(date: str, lang: str) -> str:
    """A date whose year stays first within a sentence."""
    is_number = direction_of(date) is None
    return f"{_MARKS[_direction(lang)]}{date}" if is_number else embedded(date, lang)


def paragraph(
    runs: Iterable[str],
    lang: str,
    *,
    style: str = "",
    side: str = "",
    keep: bool = False,
) -> str:
    """A paragraph that runs in the direction of its language.

    Parameters
    ----------
    runs : iterable of str
    lang : str
    style : str, optional
    side : {"", "left", "right", "center"}
        Where its lines stand on paper; where the language begins a line if left out.
    keep : bool
        Whether it stays on the page of what follows.
    """
    is_rtl = _is_rtl(lang)
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside += "<w:keepNext/>" if keep else ""
    inside += "<w:bidi/>" if is_rtl else ""
    inside += '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
    # In a paragraph that runs from right to left, Word takes "left" for where lines begin.
    turned = {"left": "right", "right": "left"}.get(side, side) if is_rtl else side
    inside += f'<w:jc w:val="{turned}"/>' if turned else ""
    return f"<w:p><w:pPr>{inside}</w:pPr>{''.join(runs)}</w:p>"


def cell(content: str, *, span: int = 1, merge: str = "", is_ruled: bool = False) -> str:
    """A cell over one or several columns; ``merge`` joins it with the one above or below."""
    inside = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    inside += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    rule = _RULE.format(side="bottom", size=4)
    inside += f"<w:tcBorders>{rule}</w:tcBorders>" if is_ruled else ""
    inside += '<w:vAlign w:val="bottom"/>' if merge else ""
    return f"<w:tc><w:tcPr>{inside}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, is_head: bool = False) -> str:
    """A row that no page break splits; heads are repeated on each page."""
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def properties_of_table(table: Table, width: int) -> str:
    """Style, direction, width and name of a table."""
    visual = "<w:bidiVisual/>" if table.direction == "rtl" else ""
    title = escape(table.title)
    return (
        f'<w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/>{visual}<w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{title}"/></w:tblPr>'
    )


def style_of_table() -> str:
    """The look of a table: a rule above and one below, and some room in the cells."""
    outer = "".join(_RULE.format(side=side, size=8) for side in ("top", "bottom"))
    room = "".join(f'<w:{side} w:w="70" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:style {NAMES} w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}">'
        f'<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>'
        f"<w:tblPr><w:tblBorders>{outer}</w:tblBorders>"
        f"<w:tblCellMar>{room}</w:tblCellMar></w:tblPr></w:style>"
    )


def letters(size: int, *, is_bold: bool) -> str:
    """The letters of a style: fonts for all three kinds of script, in one size."""
    fonts = 'w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Malgun Gothic" w:cs="Arial"'
    bold = "<w:b/><w:bCs/>" if is_bold else ""
    sizes = f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'
    return f"<w:rPr {NAMES}><w:rFonts {fonts}/>{bold}{sizes}</w:rPr>"


def _direction(lang: str) -> str:
    return "rtl" if _is_rtl(lang) else "ltr"


def _is_rtl(lang: str) -> bool:
    return lang.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT
