"""A table as LaTeX: rules of booktabs, over several pages where it is long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engagement_kit.tables.escape import (
    address,
    dated,
    escaped,
    in_its_language,
    language_of,
    left_to_right,
)
from engagement_kit.tables.page import Line, Shown, head_groups, page_columns, page_rows
from engagement_kit.tables.table import Column, Table
from engagement_kit.tables.widths import Layout, lay_out
from engagement_kit.tables.wording import around_date, table_words

__all__ = ["Fonts", "table_document", "table_latex"]

_MANY_ROWS = 30  # from more rows than these a table may break between pages
_MANY_WORDS = 4_000  # letters of cells in all, whatever the number of rows
_FEATURES = "Renderer=HarfBuzz,RawFeature={fallback=tablefonts}"
_OTHERS = ("arabic", "english", "korean")


@dataclass(frozen=True, slots=True)
class Fonts:
    """Fonts of a whole document, as the system calls them."""

    main: str
    korean: str
    arabic: str
    others: tuple[str, ...] = ()


def table_latex(table: Table, label: str | None = None) -> str:
    r"""A piece of LaTeX that ``\input`` puts into a paper."""
    layout = lay_out(table)
    lines = list(_long(table, layout, label) if _is_long(table) else _short(table, layout, label))
    languages = ", ".join(_languages(lines, table.lang))
    head = [
        "% Needs LuaLaTeX or XeLaTeX, the packages array, booktabs and longtable,",
        f"% and in babel or polyglossia the languages {languages}.",
    ]
    if layout.is_wide and table.direction == "ltr":
        head.append("% As it is wide, it also needs pdflscape.")
        lines = [r"\begin{landscape}", *lines, r"\end{landscape}"]
    elif layout.is_wide:  # pdflscape pushes what runs from right to left off the page
        head.append("% It is wide: make its page a landscape one.")
    return "\n".join([*head, *lines, ""])


def table_document(table: Table, label: str | None, fonts: Fonts) -> str:
    """A whole document for LuaLaTeX."""
    piece = table_latex(table, label)
    main = language_of(table.lang)
    others = [language for language in _OTHERS if language != main]
    is_rtl = table.direction == "rtl"
    options = "bidi=basic,layout=tabular," if is_rtl else "bidi=basic,"
    paper = ",landscape" if is_rtl and lay_out(table).is_wide else ""
    named = {"english": fonts.main, "korean": fonts.korean, "arabic": fonts.arabic}
    lines = [
        r"\documentclass[a4paper]{article}",
        rf"\usepackage[margin=20mm{paper}]{{geometry}}",
        r"\usepackage{fontspec}",
        _fallback(fonts),
        rf"\usepackage[{options}{','.join(others)},{main},provide*=*,main={main}]{{babel}}",
        # HarfBuzz shapes every script, and each font takes from the others what it lacks.
        *(
            rf"\babelfont[{language}]{{{family}}}[{_FEATURES}]{{{name}}}"
            for language, name in named.items()
            for family in ("rm", "sf")
        ),
        r"\usepackage{array,booktabs,longtable,pdflscape}",
        r"\setlength{\LTcapwidth}{\linewidth}",
        r"\pagestyle{empty}",
        r"\begin{document}",
    ]
    return "\n".join([*lines, piece + r"\end{document}", ""])


def _fallback(fonts: Fonts) -> str:
    """Each font takes from the others what it lacks, such as accents in a Korean one."""
    every = (fonts.main, fonts.korean, fonts.arabic, *fonts.others)
    names = ",".join(f'"{name}:mode=harf;"' for name in every)
    return rf'\directlua{{luaotfload.add_fallback("tablefonts", {{{names}}})}}'


def _languages(lines: list[str], lang: str) -> list[str]:
    """The language of the table, and those that something in it is marked with."""
    text = "\n".join(lines)
    main = language_of(lang)
    others = [one for one in _OTHERS if one != main and rf"\foreignlanguage{{{one}}}" in text]
    return [main, *others]


def _is_long(table: Table) -> bool:
    if len(table.rows) > _MANY_ROWS or table.references:
        return True
    letters = sum(len(cell.text) for row in page_rows(table) for cell in row)
    return letters > _MANY_WORDS


def _short(table: Table, layout: Layout, label: str | None) -> Iterator[str]:
    """A table that floats and stays on one page."""
    yield r"\begin{table}[htbp]"
    yield r"\footnotesize"
    yield rf"\caption{{{_title(table, label)}}}"
    yield rf"\begin{{tabular}}{{{_preamble(table, layout)}}}"
    yield r"\toprule"
    yield from _heads(table)
    yield r"\midrule"
    yield from _body(table, fits=layout.fits)
    yield r"\bottomrule"
    yield r"\end{tabular}"
    yield from _below(table)
    yield r"\end{table}"


def _long(table: Table, layout: Layout, label: str | None) -> Iterator[str]:
    """A table over several pages, each with the heads."""
    yield r"\begingroup\footnotesize"
    yield rf"\begin{{longtable}}{{{_preamble(table, layout)}}}"
    yield rf"\caption{{{_title(table, label)}}}\\"
    for end in (r"\endfirsthead", r"\endhead"):
        yield r"\toprule"
        yield from _heads(table)
        yield r"\midrule"
        yield end
    yield r"\bottomrule"
    yield r"\endfoot"
    yield from _body(table, fits=layout.fits)
    yield r"\end{longtable}"
    yield from _below(table)
    yield r"\endgroup"


def _title(table: Table, label: str | None) -> str:
    mark = rf"\label{{{label}}}" if label else ""
    return f"{in_its_language(table.title, table.lang)}{mark}"


def _preamble(table: Table, layout: Layout) -> str:
    """Columns: as wide as their text where all fit, else paragraphs with a share of the line."""
    columns = page_columns(table)
    if layout.fits:
        return f"@{{}}{''.join(_letter(table, column) for column in columns)}@{{}}"
    ragged = [_ragged(table, column) for column in columns]
    pieces = (
        rf">{{{side}\arraybackslash}}p{{{share:.4f}\linewidth}}"
        for side, share in zip(ragged, layout.shares, strict=True)
    )
    return f"@{{}}{''.join(pieces)}@{{}}"


def _letter(table: Table, column: Column) -> str:
    """Where cells stand: numbers on the right, which is where a line of Arabic begins."""
    return "r" if column.kind != "text" and table.direction == "ltr" else "l"


def _ragged(table: Table, column: Column) -> str:
    return r"\raggedleft" if _letter(table, column) == "r" else r"\raggedright"


def _heads(table: Table) -> Iterator[str]:
    """One line of heads, or two where columns are grouped."""
    lang, columns = table.lang, page_columns(table)
    if any(column.group for column in columns):
        cells, rules, place = [], [], 1
        for group, size in head_groups(table):
            if group:
                head = in_its_language(group, lang)
                cells.append(rf"\multicolumn{{{size}}}{{c}}{{{head}}}")
                rules.append(rf"\cmidrule(lr){{{place}-{place + size - 1}}}")
            else:
                cells += [""] * size
            place += size
        yield " & ".join(cells) + r" \\"
        yield "".join(rules)
    yield " & ".join(in_its_language(column.label, lang) for column in columns) + r" \\"


def _body(table: Table, *, fits: bool) -> Iterator[str]:
    if not table.rows:
        empty = in_its_language(table_words(table.lang)("note.no_rows"), table.lang)
        yield rf"\multicolumn{{{len(page_columns(table))}}}{{l}}{{{empty}}} \\"
    between = "" if fits else r" \addlinespace[2pt]"  # else paragraphs of two rows run together
    for row in page_rows(table):
        yield " & ".join(_cell(cell, table.lang) for cell in row) + rf" \\{between}"


def _cell(cell: Shown, lang: str) -> str:
    if cell.is_number:
        plain = cell.text.replace(".", "").isdigit()
        return escaped(cell.text) if plain else left_to_right(cell.text, lang)
    return r"\par ".join(_line(line, lang) for line in cell.lines)


def _line(line: Line, lang: str) -> str:
    text = in_its_language(line.text, lang)
    if line.quote is None:
        return text
    when = dated(line.quote.date, lang) + in_its_language(line.quote.remark, lang)
    key = left_to_right(f"[{line.quote.key}]", lang)
    return rf"{{\scriptsize {text} ({when}) {key}}}"


def _below(table: Table) -> Iterator[str]:
    """Notes, and the sources that cells cite, with their addresses."""
    lang = table.lang
    if table.notes:
        notes = " ".join(in_its_language(note, lang) for note in table.notes)
        yield rf"\par\smallskip\noindent{{\scriptsize {notes}\par}}"
    if table.references:
        heading = in_its_language(table_words(lang)("references"), lang)
        yield rf"\par\smallskip\noindent{{\scriptsize\textbf{{{heading}}}\par"
        for reference in table.references:
            key = left_to_right(f"[{reference.key}]", lang)
            text = in_its_language(reference.text, lang)
            read = _read(reference.read, lang)
            where = f" {address(reference.url, lang)}" if reference.url else ""
            yield rf"\noindent\hangindent=1em {key} {text}{read}{where}\par"
        yield "}"


def _read(date: str, lang: str) -> str:
    """On which day a source was read, in the language of the table."""
    if not date:
        return ""
    before, behind = around_date(table_words(lang))
    return f" {in_its_language(before, lang)}{dated(date, lang)}{in_its_language(behind, lang)}"
