"""Writing a table as a file of SPSS or Stata; the same table gives the same bytes."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from engagement_kit.cases import Cases
from engagement_kit.errors import Fault, Faults, WrongKind
from engagement_kit.exchange.statistics.described import DescribedTable
from engagement_kit.exchange.statistics.gathering import describe_tables
from engagement_kit.exchange.statistics.programs import SPSS, STATA, Program
from engagement_kit.exchange.statistics.variables import Variable, too_long, variables_of
from engagement_kit.exchange.wholefile import write_all
from engagement_kit.exchange.written import Written
from engagement_kit.frameworks import Framework

__all__ = ["StatisticsFile", "export_spss", "export_stata", "write_spss", "write_stata"]

# Both formats hold the time of writing: in SPSS at this place, in Stata between these marks.
_SPSS_TIME = slice(92, 109)
_SPSS_NO_TIME = b"01 Jan 8000:00:00"
_STATA_TIME = re.compile(rb"<timestamp>\x11.{17}</timestamp>", re.DOTALL)
_STATA_NO_TIME = b"<timestamp>\x1101 Jan 1980 00:00</timestamp>"
_STATA_VERSION = 14  # file format 118; 119 opens in fewer editions of Stata


@dataclass(frozen=True)
class StatisticsFile:
    """What was written for a statistics program, and what it could not hold.

    Attributes
    ----------
    path : Path
    program : str
    n_rows, n_variables : int
    names : mapping of str to str
        Columns whose variables are called otherwise, and what they are called.
    shortened : tuple of str
        Variables of whose labels the end was cut off.
    left_out : tuple of str
        What the file has no room for.
    """

    path: Path
    program: str
    n_rows: int
    n_variables: int
    names: Mapping[str, str]
    shortened: tuple[str, ...]
    left_out: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        size = f"{self.n_rows:,} rows, {self.n_variables:,} variables"
        yield f"{self.path}: {size} for {self.program}"
        yield from self.losses

    @property
    def losses(self) -> Iterator[str]:
        """Sentences on what is called otherwise, was cut, or is not in the file."""
        dotted = [one for one, name in self.names.items() if name == one.replace(".", "_")]
        if dotted:
            such = self.names[dotted[0]]
            yield f"a dot is an underscore in {len(dotted):,} names, such as {such}"
        others = (one for one in self.names if one not in dotted)
        yield from (f"{column} is called {self.names[column]}" for column in others)
        if self.shortened:
            yield "labels cut to what fits: " + ", ".join(self.shortened)
        yield from (f"not in the file: {what}" for what in self.left_out)


def write_spss(
    table: object,
    path: str | Path,
    frameworks: Mapping[str, Framework] | None = None,
    *,
    lang: str | None = None,
    overwrite: bool = False,
) -> StatisticsFile:
    """Write cases, a table or a result as an SPSS file with labels; what became of it.

    Of cases, the answers are written: a row a case, wave and coder, a variable an item. Answers
    are codes with labels and have an order. Unknown, not asked, not applicable and confidential
    are user-missing codes (-9 to -6) with labels; system-missing is an item that the coder did not
    rate. Codes are the numbers of the scale where all of them are whole, else places from 0.

    Parameters
    ----------
    table : Cases, DataFrame or result
        Of a result, its main table; its other tables are data frames of their own.
    path : str or Path
        Name of the file; it ends in ``.sav``.
    frameworks : mapping of Framework, optional
        Frameworks of the cases; the built-in ones if left out.
    lang : str, optional
        Language of the labels: "en", "ko" or "ar"; by default that of the result, else English.
    overwrite : bool
        Whether a file that is there is replaced.

    Raises
    ------
    Faults
        The name ends in something else, or a text is longer than SPSS can hold: every one.
    WrongKind
        It is no table.
    NotWritten
        A file of that name is there, or the disk refused.
    """
    return _write(SPSS, table, Path(path), frameworks, lang, overwrite=overwrite)


def write_stata(
    table: object,
    path: str | Path,
    frameworks: Mapping[str, Framework] | None = None,
    *,
    lang: str | None = None,
    overwrite: bool = False,
) -> StatisticsFile:
    """Write cases, a table or a result as a Stata file with labels; what became of it.

    As :func:`write_spss`, with what Stata has: names of at most 28 letters, digits and
    underscores; ``.a`` unknown, ``.b`` not asked, ``.c`` not applicable, ``.d`` confidential, each
    with its label; ``.`` is an item that the coder did not rate. Stata 14 and later open the file.

    Parameters
    ----------
    table : Cases, DataFrame or result
    path : str or Path
        Name of the file; it ends in ``.dta``.
    frameworks : mapping of Framework, optional
    lang : str, optional
    overwrite : bool
        As of :func:`write_spss`.

    Raises
    ------
    Faults, WrongKind, NotWritten
        As of :func:`write_spss`.
    """
    return _write(STATA, table, Path(path), frameworks, lang, overwrite=overwrite)


def export_spss(
    cases: Cases, path: str | Path, frameworks: Mapping[str, Framework] | None = None
) -> Written:
    """Write the answers of cases for SPSS; the path of the file, and what it cannot hold."""
    found = write_spss(cases, path, frameworks)
    return Written((found.path,), found.losses)


def export_stata(
    cases: Cases, path: str | Path, frameworks: Mapping[str, Framework] | None = None
) -> Written:
    """Write the answers of cases for Stata; the path of the file, and what it cannot hold."""
    found = write_stata(cases, path, frameworks)
    return Written((found.path,), found.losses)


def _write(
    program: Program,
    thing: object,
    path: Path,
    frameworks: Mapping[str, Framework] | None,
    lang: str | None,
    *,
    overwrite: bool,
) -> StatisticsFile:
    if path.suffix.lower() != program.ending:
        fault = Fault("other_ending", str(path), value=path.name, expected=(program.ending,))
        raise Faults([fault])
    table = _main_table(thing, frameworks, lang)
    variables = tuple(variables_of(table, program))
    _check(table, variables, program, str(path))
    write_all({path: _bytes(table, variables, program, str(path))}, overwrite=overwrite)
    return StatisticsFile(
        path,
        program.name,
        len(table.frame),
        len(variables),
        {one.column: one.name for one in variables if one.name != one.column},
        tuple(one.name for one in variables if one.shortened),
        table.left_out,
    )


def _main_table(
    thing: object, frameworks: Mapping[str, Framework] | None, lang: str | None
) -> DescribedTable:
    for table in describe_tables(thing, frameworks, lang):
        return table
    raise WrongKind("A table for other programs", "nothing", "a table")


def _check(
    table: DescribedTable, variables: tuple[Variable, ...], program: Program, file: str
) -> None:
    """Let a table pass that the program can hold."""
    limit = (f"{program.longest_text:,}",) if program.longest_text else ()
    faults = [
        Fault("too_long_for_variable", file, one.column, value=size, expected=limit, other=f"{row}")
        for one in variables
        for row, size in too_long(one, program)
    ]
    if not variables:
        faults.append(Fault("no_variables", file, value=table.name))
    if faults:
        raise Faults(faults)


def _bytes(
    table: DescribedTable, variables: tuple[Variable, ...], program: Program, file: str
) -> bytes:
    """The file, with a time that is always the same."""
    import pyreadstat

    write = _sav if program is SPSS else _dta
    with tempfile.TemporaryDirectory(prefix="engagement-kit-") as folder:
        written = Path(folder) / f"table{program.ending}"
        try:
            write(variables, str(written), _plain_title(table.title))
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError) as error:
            raise Faults([Fault("not_held", file, other=str(error))]) from None
        data = written.read_bytes()
    if program is SPSS:
        return data[: _SPSS_TIME.start] + _SPSS_NO_TIME + data[_SPSS_TIME.stop :]
    return _STATA_TIME.sub(_STATA_NO_TIME, data, count=1)


def _plain_title(title: str) -> str:
    """The title as far as both formats hold it, in plain letters."""
    return title.encode("ascii", "replace").decode()[:60]


def _sav(variables: tuple[Variable, ...], path: str, title: str) -> None:
    import pyreadstat

    frame = pd.DataFrame({one.name: _column(one) for one in variables})
    pyreadstat.write_sav(
        frame,
        path,
        file_label=title,
        column_labels={one.name: one.label for one in variables},
        row_compress=True,
        variable_value_labels=_labels(variables),
        missing_ranges=_ranges(variables),
        variable_measure={one.name: one.measure for one in variables},
        variable_format={one.name: "F8.0" for one in variables if one.is_whole},
    )


def _labels(variables: tuple[Variable, ...]) -> dict[str, Any]:
    return {one.name: dict(one.labels) for one in variables if one.labels}


def _ranges(variables: tuple[Variable, ...]) -> dict[str, Any]:
    """From where to where codes of missing answers run, by variable."""
    ranged = ((one.name, list(one.missing)) for one in variables if one.missing)
    return {name: [{"lo": min(codes), "hi": max(codes)}] for name, codes in ranged}


def _dta(variables: tuple[Variable, ...], path: str, title: str) -> None:
    import pyreadstat

    frame = pd.DataFrame({one.name: _column(one) for one in variables})
    pyreadstat.write_dta(
        frame,
        path,
        file_label=title,
        column_labels={one.name: one.label for one in variables},
        version=_STATA_VERSION,
        variable_value_labels=_labels(variables),
        missing_user_values={
            one.name: sorted(str(code) for code in one.missing) for one in variables if one.missing
        },
        variable_format={one.name: "%8.0g" for one in variables if one.is_whole},
    )


def _column(variable: Variable) -> pd.Series:
    """The cells in the type that the writer tells a variable's type by."""
    cells: list[Any] = variable.cells
    if variable.is_text or any(isinstance(cell, str) for cell in cells):
        return pd.Series(cells, dtype=object)
    return pd.Series([None if cell is None else float(cell) for cell in cells], dtype="float64")
