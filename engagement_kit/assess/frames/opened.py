"""A table of answers as a caller has it: whether it has the columns, and of which kinds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engagement_kit.cases import Case
from engagement_kit.errors import Fault, Faults, nearest

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["SAID", "TABLE", "AnswerTable", "is_table", "open_table"]

TABLE = "table of answers"  # what faults call it: it has no name of its own
NEEDED = ("case", "item", "value")
KNOWN = (*NEEDED, "coder", "wave", "missing")
SAID = ("name", "kind", "country")  # of a case; kept wherever the table has them


@dataclass(frozen=True, eq=False)
class AnswerTable:
    """A long table of answers that has the columns it needs.

    Attributes
    ----------
    frame : narwhals DataFrame or LazyFrame
    columns : tuple of str
        Those of the six columns of answers that there are.
    kept : tuple of str
        Columns that say something of a case and go into the result.
    """

    frame: nw.DataFrame[Any] | nw.LazyFrame[Any]
    columns: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def is_in_memory(self) -> bool:
        """Whether its columns are best counted by numpy: pandas and PyArrow."""
        import narwhals as nw

        engine = self.frame.implementation
        return isinstance(self.frame, nw.DataFrame) and (engine.is_pandas() or engine.is_pyarrow())

    def has(self, column: str) -> bool:
        """Whether the table has one of the columns that it may have."""
        return column in self.columns


def is_table(thing: object) -> bool:
    """Whether something is a table of any engine, and not cases."""
    if isinstance(thing, (Case, str, bytes, list, tuple, dict)) or not hasattr(
        type(thing), "columns"
    ):
        return False
    import narwhals as nw

    return isinstance(nw.from_native(thing, pass_through=True), (nw.DataFrame, nw.LazyFrame))


def open_table(
    thing: Any,
    by: str | Iterable[str] = (),
    said: Iterable[str] = SAID,
    own: Iterable[str] = (),
) -> AnswerTable:
    """A table of answers, with its columns checked.

    Parameters
    ----------
    thing : frame
        Whatever ``narwhals.from_native`` takes.
    by : str or iterable of str
        Columns that the result keeps.
    said : iterable of str
        Columns that it keeps if there are any such.
    own : iterable of str
        Columns of the result that no kept one can be called like.

    Raises
    ------
    Faults
        A column is not there, holds another kind of values than it has to, or is called like one
        of the result.
    """
    import narwhals as nw

    frame: Any = nw.from_native(thing)
    schema = frame.collect_schema()
    asked = (by,) if isinstance(by, str) else tuple(by)
    kept = tuple(dict.fromkeys((*(name for name in said if name in schema), *asked)))
    faults = [
        Fault(
            "answers_lack_column",
            TABLE,
            name,
            nearest=nearest(name, schema),
            expected=tuple(schema),
        )
        for name in (*NEEDED, *kept)
        if name not in schema
    ]
    taken = set(own)
    faults += [Fault("answers_taken_column", TABLE, name) for name in kept if name in taken]
    columns = tuple(name for name in KNOWN if name in schema)
    for name in dict.fromkeys((*columns, *kept)):
        wanted = _wanted(name, columns)
        if name in schema and not _is_fit(schema[name], wanted):
            faults.append(
                Fault("answers_of_kind", TABLE, name, value=str(schema[name]), other=wanted)
            )
    if faults:
        raise Faults(faults)
    return AnswerTable(frame, columns, kept)


_TEXT, _YEARS, _IDS = "text", "whole numbers (years)", "text or whole numbers"


def _wanted(name: str, columns: tuple[str, ...]) -> str:
    if name == "wave":
        return _YEARS
    return _TEXT if name in columns and name != "case" else _IDS


def _is_fit(dtype: Any, wanted: str) -> bool:
    import narwhals as nw

    # A column that holds nothing at all has no kind of its own on some engines.
    textual = dtype in (nw.String, nw.Categorical, nw.Enum, nw.Object, nw.Unknown)
    whole = bool(dtype.is_integer())
    return {_TEXT: textual, _YEARS: whole, _IDS: textual or whole}[wanted]
