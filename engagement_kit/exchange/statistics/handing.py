"""Handing tables and results over to R, so that it has the types, the order and the meanings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from engagement_kit.exchange.statistics.described import DescribedTable
from engagement_kit.exchange.statistics.gathering import describe_tables
from engagement_kit.exchange.statistics.r_tables import (
    HELPERS,
    reasons_text,
    table_lines,
    table_text,
)
from engagement_kit.exchange.wholefile import write_all
from engagement_kit.frameworks import Framework
from engagement_kit.r_text import r_comment

__all__ = ["to_r"]

_SCRIPT = "tables.R"
_WORDS = frozenset({"if", "else", "repeat", "while", "function", "for", "in", "next", "break"})
_VALUES = frozenset({"true", "false", "null", "inf", "nan", "na"})
_TABLE = "table"  # what the main table is called as long as nothing better is known


def to_r(
    result: object,
    path: str | Path,
    frameworks: Mapping[str, Framework] | None = None,
    *,
    lang: str | None = None,
    overwrite: bool = False,
) -> Path:
    """Write tables as CSV with an R script that reads them; gives the script.

    The script needs nothing but R itself. It types every column: answers become factors, ordered
    where their scale is, with ids as levels and labels in the attribute ``answers``; kinds of
    missing are a factor of their own (the column ``missing``, or of a table with a column an item
    the table ``..._missing`` beside it), and the answer is NA. What a column means is in its
    attribute ``label``, where R's programs show it. The script stops where the number of rows, of
    known values or of any answer, or a sum, is not as it was here.

    Truth tables, solutions and necessity become a script that computes them again with R's package
    QCA, and stops where a number differs.

    Parameters
    ----------
    result : Cases, DataFrame, result, table for print, or mapping of names to these
        Of cases: the answers with a column an item, and every table of records.
    path : str or Path
        A folder, made if it is not there, for ``tables.R`` and a file a table; or the name of the
        script, ``something.R``, with its data beside it.
    frameworks : mapping of Framework, optional
        Frameworks of the cases; the built-in ones if left out.
    lang : str, optional
        Language of the labels: "en", "ko" or "ar"; by default that of the result, else English.
    overwrite : bool
        Whether files that are there may be written over.

    Raises
    ------
    WrongKind
        It has neither a table nor numbers.
    NotWritten
        A file is there already, or the folder cannot be written.
    """
    own = getattr(result, "to_r", None)
    if callable(own):
        written: Path = own(path, overwrite=overwrite)
        return written
    tables = tuple(describe_tables(result, frameworks, lang))
    names = dict(enumerate(_names(tables, type(result).__name__)))
    given = Path(path)
    is_script = given.suffix.lower() == ".r"
    script = given if is_script else given / _SCRIPT
    stems = {
        at: _stem(script, name, len(tables)) if is_script else name for at, name in names.items()
    }
    files: dict[Path, bytes] = {}
    lines = [*_opening(result)]
    for at, table in enumerate(tables):
        data, reasons = f"{stems[at]}.csv", f"{stems[at]}_missing.csv"
        files[script.with_name(data)] = table_text(table).encode()
        if (text := reasons_text(table)) is not None:
            files[script.with_name(reasons)] = text.encode()
        lines += table_lines(table, names[at], data, reasons)
    lines.append('cat("Every count is as in engagement_kit.\\n")')
    files[script] = ("\n".join(lines) + "\n").encode()
    write_all(files, overwrite=overwrite)
    return script


def _stem(script: Path, name: str, n_tables: int) -> str:
    return script.stem if n_tables == 1 else f"{script.stem}_{name}"


def _names(tables: Iterable[DescribedTable], kind: str) -> Iterator[str]:
    """A name for each table that R and any disk take, each once, whatever its letters' size."""
    taken: set[str] = set()
    for table in tables:
        wanted = _snake(kind) if table.name == _TABLE else table.name
        plain = re.sub(r"[^A-Za-z0-9_]+", "_", wanted).strip("_")
        if not plain[:1].isalpha() or plain.casefold() in _WORDS | _VALUES:
            plain = f"table_{plain}".rstrip("_")
        name, number = plain, 1
        while {name.casefold(), f"{name}_missing".casefold()} & taken:
            number += 1
            name = f"{plain}_{number}"
        taken |= {name.casefold(), f"{name}_missing".casefold()}
        yield name


def _snake(kind: str) -> str:
    """``QuadrantPlacements`` as ``quadrant_placements``; a data frame is ``data``."""
    return "data" if kind == "DataFrame" else re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()


def _opening(result: object) -> Iterator[str]:
    """What the script is, what was decided on the way to the tables, and what to know."""
    from engagement_kit import __version__

    yield r_comment(f"Written by engagement_kit {__version__}: {type(result).__name__}")
    yield r_comment(
        "Run it in its own folder: Rscript and the name of this file, or source() in a session. "
        "It stops where a count is not as in engagement_kit."
    )
    parameters = getattr(result, "parameters", None)
    for name, value in (parameters if isinstance(parameters, Mapping) else {}).items():
        yield r_comment(f"{name}: {str(value)[:200]}")
    yield from (r_comment(f"Note: {remark}") for remark in getattr(result, "remarks", ()))
    yield HELPERS.strip()
