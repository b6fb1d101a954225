"""A table for print: its columns, rows and notes, and the forms in which it can be had."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, SupportsIndex

from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks.framework import RIGHT_TO_LEFT
from engagement_kit.tables.backing import Backed, Backing, Quote
from engagement_kit.tables.plaintext import plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cell", "Column", "Reference", "Table"]

_UNKNOWN = frozenset({"NAType", "NaTType"})  # what pandas puts where nothing is known
Cell = str | int | float | Backed | None
Kind = Literal["text", "number", "count"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    id : str
        Its name in data: CSV files, sheets and data frames.
    label : str
        Its head on a page.
    kind : {"text", "number", "count"}
        A ``number`` has decimals, whole numbers in it excepted; a ``count`` never has any.
    group : str
        A head over this column and its neighbours of the same group.
    digits : int
        Decimals of a number on a page.
    bounds : pair of str, optional
        Ids of two columns that a page shows in brackets behind this one.
    of : str, optional
        Id of a column that a page shows behind a stroke: 12/16.
    on_page : bool
        Whether a page shows it as a column of its own; data always has it.
    """

    id: str
    label: str
    kind: Kind = "text"
    group: str = ""
    digits: int = 2
    bounds: tuple[str, str] | None = None
    of: str | None = None
    on_page: bool = True


@dataclass(frozen=True, slots=True)
class Reference:
    """A source below a table: citation key, what it is, its address, and the day it was read."""

    key: str
    text: str
    url: str | None = None
    read: str = ""


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Table:
    """A table that can be shown in a notebook, put into a paper, or opened in a spreadsheet.

    Text in it is data: it is cleaned of control and override characters here, and escaped in each
    format.

    Attributes
    ----------
    title : str
    columns : tuple of Column
    rows : tuple of tuples
        Text, numbers, :class:`Backed` cells, or None where there is nothing.
    notes : tuple of str
        What a reader must know: n, thresholds, rules, unknowns, where the data comes from.
    references : tuple of Reference
        Sources that cells cite.
    stub : int
        How many of the columns on a page, from the first, name a row.
    lang : str
        Language of its words.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    stub: int = 1
    lang: str = "en"

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                found = f"a row of {len(row)} values"
                raise WrongKind(
                    "A table", found, f"a value for each of {len(self.columns)} columns"
                )
        cleaned = {
            "title": plain(self.title),
            "columns": tuple(map(_clean_column, self.columns)),
            "rows": tuple(tuple(map(_clean, row)) for row in self.rows),
            "notes": tuple(plain(note) for note in self.notes if plain(note)),
            "references": tuple(
                Reference(plain(r.key), plain(r.text), r.url and plain(r.url), plain(r.read))
                for r in self.references
            ),
        }
        for name, value in cleaned.items():
            object.__setattr__(self, name, value)
        ids = [column.id for column in self.columns]
        if len(set(ids)) < len(ids):
            twice = next(one for one in ids if ids.count(one) > 1)
            expected = "an id of its own for each column"
            raise WrongKind("A table", f"two columns with the id {twice!r}", expected)

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """``rtl`` for languages written from right to left, else ``ltr``."""
        return "rtl" if self.lang.split("-")[0] in RIGHT_TO_LEFT else "ltr"

    @property
    def frame(self) -> pd.DataFrame:
        """The data: one column for each id, those that a page shows in brackets too."""
        from engagement_kit.tables.sheets import table_frame

        return table_frame(self)

    def html(self, *, standalone: bool = False) -> str:
        """HTML: a captioned table with its notes, or a whole page that holds it."""
        from engagement_kit.tables.webpage import table_html, table_page

        return table_page(self) if standalone else table_html(self)

    def latex(
        self,
        *,
        standalone: bool = False,
        label: str | None = None,
        font: str = "DejaVu Serif",
        korean_font: str = "NanumMyeongjo",
        arabic_font: str = "Amiri",
        more_fonts: Sequence[str] = (),
    ) -> str:
        r"""LaTeX with rules of booktabs; a long table goes over pages, a wide one on its side.

        Parameters
        ----------
        standalone : bool
            A whole document for LuaLaTeX instead of a piece to be put in with ``\input``. The
            first lines of the piece say which packages and languages it needs.
        label : str, optional
            What ``\ref`` calls it.
        font, korean_font, arabic_font : str
            Fonts of the whole document, as the system calls them; the defaults are in Debian's
            fonts-dejavu, fonts-nanum and fonts-hosny-amiri.
        more_fonts : sequence of str
            Fonts of the whole document for letters that none of these has, such as Chinese ones.
        """
        from engagement_kit.tables.typeset import Fonts, table_document, table_latex

        if not standalone:
            return table_latex(self, label)
        return table_document(self, label, Fonts(font, korean_font, arabic_font, tuple(more_fonts)))

    def docx(self) -> bytes:
        """A Word document that holds the table, its notes and its sources."""
        from engagement_kit.tables.wordfile import table_docx

        return table_docx(self)

    def xlsx(self) -> bytes:
        """A workbook: the data on one sheet, title, notes and sources on another.

        Raises
        ------
        Faults
            A text is longer than a cell of a workbook can be.
        """
        from engagement_kit.tables.sheets import table_xlsx

        return table_xlsx(self)

    def csv(self) -> str:
        """The data as CSV; text that a spreadsheet would run has an apostrophe in front."""
        from engagement_kit.tables.sheets import table_csv

        return table_csv(self)

    def save(
        self,
        path: str | Path,
        formats: Sequence[str] = ("html", "tex", "docx", "xlsx", "csv"),
        *,
        overwrite: bool = False,
    ) -> tuple[Path, ...]:
        """Write the table in several formats, all of them or none; the paths of the files.

        Parameters
        ----------
        path : str or Path
            Where to, without ending: ``out/table2`` becomes ``out/table2.docx`` and so on. Folders
            are made.
        formats : sequence of str
            Some of html, tex (or latex), docx, xlsx and csv.
        overwrite : bool
            Whether files that are there already are replaced.

        Raises
        ------
        UnknownId
            There is no such format.
        NotWritten
            A file is there already, or the disk refused. Nothing was written.
        Faults
            A text is longer than a cell of a workbook can be. Nothing was written.
        """
        from engagement_kit.tables.saving import save_table

        return save_table(self, path, formats, overwrite=overwrite)

    def split(self, columns: int) -> tuple[Table, ...]:
        """Narrower tables of at most so many columns each, which all begin with the same ones.

        Parameters
        ----------
        columns : int
            Columns on a page besides those that name a row.
        """
        if columns < 1:
            raise WrongKind("A part of a table", f"{columns} columns", "one column or more")
        shown = [column for column in self.columns if column.on_page]
        stub, others = shown[: self.stub], shown[self.stub :]
        parts = [others[n : n + columns] for n in range(0, len(others), columns)]
        if len(parts) < 2:
            return (self,)
        return tuple(self._part([*stub, *part], n, len(parts)) for n, part in enumerate(parts, 1))

    def _part(self, shown: list[Column], number: int, parts: int) -> Table:
        """The table with only some columns of a page, and those that belong to them."""
        from engagement_kit.tables.wording import table_words

        title = table_words(self.lang)("title.of", title=self.title, n=number, all=parts)
        ids = {column.id for column in shown} | {i for column in shown for i in _beside(column)}
        ids |= {column.id for column in self.columns[: self._first_shown()]}
        kept = [n for n, column in enumerate(self.columns) if column.id in ids]
        rows = tuple(tuple(row[n] for n in kept) for row in self.rows)
        columns = tuple(self.columns[n] for n in kept)
        return replace(self, title=title, columns=columns, rows=rows)

    def _first_shown(self) -> int:
        return next((n for n, column in enumerate(self.columns) if column.on_page), 0)

    def place(self, column_id: str) -> int:
        """Place of a column among all; UnknownId names the nearest one."""
        ids = [column.id for column in self.columns]
        if column_id not in ids:
            raise UnknownId("column of the table", column_id, ids)
        return ids.index(column_id)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        shown = sum(column.on_page for column in self.columns)
        return f"<Table {self.title!r}: {len(self.rows)} rows, {shown} columns>"

    def _repr_html_(self) -> str:
        from engagement_kit.tables.webpage import table_html

        return table_html(self, most=60)


def _beside(column: Column) -> Iterator[str]:
    """Ids of the columns that a page shows within this one."""
    yield from column.bounds or ()
    if column.of:
        yield column.of


def _clean_column(column: Column) -> Column:
    texts = {name: plain(getattr(column, name)) for name in ("id", "label", "group")}
    return replace(column, **texts)  # type: ignore[arg-type]


def _clean(value: Any) -> Cell:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Backed):
        return Backed.of(map(_clean_backing, value.entries))
    if isinstance(value, int):
        return int(value)
    if value is None or type(value).__name__ in _UNKNOWN:
        return None
    if isinstance(value, SupportsIndex):
        return operator.index(value)
    if not isinstance(value, Real):
        raise WrongKind("A cell of a table", type(value).__name__, "text, a number or None")
    return None if math.isnan(value) else float(value)


def _clean_backing(entry: Backing) -> Backing:
    quotes = tuple(
        Quote(plain(q.text), plain(q.date), plain(q.key), q.url and plain(q.url), _remark(q))
        for q in entry.quotes
    )
    return Backing(plain(entry.text), quotes, plain(entry.more))


def _remark(quote: Quote) -> str:
    """The remark with the blank that parts it from the date."""
    return f"{quote.remark[:1]} {plain(quote.remark[1:])}" if quote.remark else ""
