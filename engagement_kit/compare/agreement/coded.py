"""Ratings of several coders as whole numbers: what every measure of agreement starts from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from engagement_kit.compare.given import is_number
from engagement_kit.errors import NoEstimate, UnknownId, WrongKind

__all__ = ["MISSING", "Coded", "code_ratings"]

MISSING = -1
_ADVICE = "A row is a unit, a column a coder, and a rating that is missing is NaN or None."


@dataclass(frozen=True, eq=False)
class Coded:
    """Ratings as places in a list of values.

    Attributes
    ----------
    codes : array of int, units by coders
        Place of each rating in ``values``; -1 where it is missing. No row and no column is empty.
    values : tuple
        The values in their order: those given, else those that occur.
    numbers : array of float
        The values as numbers; their places in the order where they are text.
    coders : tuple of str
    is_given : bool
        Whether the values were given, so that some need not occur.
    remarks : tuple of str
    """

    codes: npt.NDArray[np.int64]
    values: tuple[Any, ...]
    numbers: npt.NDArray[np.float64]
    coders: tuple[str, ...]
    is_given: bool
    remarks: tuple[str, ...] = ()

    @property
    def n_given(self) -> npt.NDArray[np.int64]:
        """How many coders rated each unit."""
        n: npt.NDArray[np.int64] = (self.codes >= 0).sum(axis=1)
        return n

    def only(self, units: npt.NDArray[np.bool_]) -> Coded:
        """The same of some units."""
        known = (self.values, self.numbers, self.coders, self.is_given, self.remarks)
        return Coded(self.codes[units], *known)


def code_ratings(
    ratings: pd.DataFrame,
    what: str,
    *,
    order: bool = False,
    numbers: bool = False,
    values: Sequence[Any] | None = None,
) -> Coded:
    """Ratings as places in the list of their values.

    Parameters
    ----------
    ratings : DataFrame
        A row a unit, a column a coder, missing as NaN.
    what : str
        What is computed, for the sentence of an error.
    order, numbers : bool
        Whether the measure needs values with an order, or numbers.
    values : sequence, optional
        All values there are, lowest first. Columns that are categoricals of the same categories
        bring their own.

    Raises
    ------
    WrongKind
        This is no such table; text where numbers or an order are needed.
    UnknownId
        A rating that is not among the values given.
    NoEstimate
        There is no rating, or only one coder.
    """
    frame = _checked(ratings, what)
    values = _categories(frame, order=order) if values is None else _checked_values(values, what)
    cells = _cells(frame)
    _check_single(cells, what)
    if numbers and cells.dtype == object:
        _refuse_text(frame, cells, what)
    there = _known(cells)
    _check_there(there.reshape(frame.shape), frame, what)
    codes, found = _places(cells, there, values, what, order=order)
    codes = codes.reshape(frame.shape)
    rated = (codes >= 0).any(axis=0)
    silent = [str(name) for name in frame.columns[~rated]]
    remarks = (f"No rating is by {', '.join(silent)}: left out.",) if silent else ()
    kept = codes[:, rated][(codes >= 0).any(axis=1)]
    coders = tuple(str(name) for name in frame.columns[rated])
    is_plain = values is None and cells.dtype != object
    axis = np.asarray(found, dtype="float64") if is_plain else _as_numbers(found)
    return Coded(kept, tuple(found), axis, coders, values is not None, remarks)


def _checked(ratings: object, what: str) -> pd.DataFrame:
    if not isinstance(ratings, pd.DataFrame):
        raise WrongKind(what, type(ratings).__name__, "a DataFrame of ratings", _ADVICE)
    if not ratings.columns.is_unique:
        raise WrongKind(what, "two columns of one name", "one column a coder", _ADVICE)
    return ratings


def _checked_values(values: Any, what: str) -> list[Any]:
    """The values that were given: a list of what can be told apart, each once and none missing."""
    advice = "List all values that coders could choose in values=, lowest first; no missing one."
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise WrongKind(f"values= of {what}", repr(values), "a list of values", advice)
    listed = list(values)
    for value in listed:
        is_endless = isinstance(value, (float, np.floating)) and not np.isfinite(value)
        if not _is_single(value) or pd.isna(value) or is_endless:
            raise WrongKind(f"values= of {what}", f"{value!r} among them", "single values", advice)
    if not listed or len(set(listed)) < len(listed):
        found = "values that repeat" if listed else "an empty list"
        raise WrongKind(f"values= of {what}", found, "each value once", advice)
    return listed


def _is_single(value: Any) -> bool:
    return isinstance(value, Hashable) and not isinstance(value, tuple)


def _check_single(cells: npt.NDArray[Any], what: str) -> None:
    """Refuse several ratings in one cell."""
    strange = (cell for cell in cells if not _is_single(cell)) if cells.dtype == object else ()
    for cell in strange:
        raise WrongKind(what, f"{cell!r} in a cell", "one rating in each cell", _ADVICE)


def _categories(frame: pd.DataFrame, *, order: bool) -> list[Any] | None:
    """The categories that all columns share; they must be ordered where order counts."""
    kinds = {kind for kind in frame.dtypes if isinstance(kind, pd.CategoricalDtype)}
    if len(kinds) != 1 or not all(isinstance(k, pd.CategoricalDtype) for k in frame.dtypes):
        return None
    (kind,) = kinds
    return None if order and not kind.ordered else list(kind.categories)


def _cells(frame: pd.DataFrame) -> npt.NDArray[Any]:
    """All cells in one row: numbers as float where all are numbers, else as they are."""
    plain = all(
        pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_complex_dtype(kind)
        for kind in frame.dtypes
    )
    if plain:
        numbers: npt.NDArray[np.float64] = frame.to_numpy("float64", na_value=np.nan)
        return numbers.ravel()
    cells: npt.NDArray[Any] = frame.astype(object).to_numpy().ravel()
    if not all(is_number(cell) for cell in cells[_known(cells)]):
        return cells
    return np.where(_known(cells), cells, np.nan).astype("float64")


def _known(cells: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    return np.asarray(pd.notna(cells), dtype=bool)


def _check_there(there: npt.NDArray[np.bool_], frame: pd.DataFrame, what: str) -> None:
    by_coder = there.any(axis=0)
    if not by_coder.any():
        raise NoEstimate("empty", what, "a table without any rating", "ratings", _ADVICE)
    if by_coder.sum() < 2:
        found = f"ratings of one coder only ({frame.columns[by_coder][0]})"
        raise NoEstimate("one_coder", what, found, "ratings of two coders or more", _ADVICE)


def _places(
    cells: npt.NDArray[Any],
    there: npt.NDArray[np.bool_],
    values: Sequence[Any] | None,
    what: str,
    *,
    order: bool,
) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """Place of each cell among the values, and these."""
    codes = np.full(len(cells), MISSING, dtype=np.int64)
    if values is not None:
        known = pd.Index(values, dtype=object if cells.dtype == object else None)
        codes[there] = known.get_indexer(cells[there])
        if (codes[there] < 0).any():
            strange = cells[there][codes[there] < 0][0]
            raise UnknownId("value", str(strange), map(str, values))
        return codes, list(values)
    if cells.dtype != object:
        if not np.isfinite(cells[there]).all():
            raise WrongKind(what, "an infinite rating", "finite numbers", _ADVICE)
        found, codes[there] = np.unique(cells[there], return_inverse=True)
        return codes, found.tolist()
    if order:
        raise WrongKind(
            what,
            f"{cells[there][0]!r}, whose place in an order is not known",
            "numbers, or values whose order is known",
            "Give values= with all of them, lowest first, or columns of ordered categoricals.",
        )
    codes[there], names = pd.factorize(cells[there])
    return codes, list(names)


def _as_numbers(values: Sequence[Any]) -> npt.NDArray[np.float64]:
    """The values as numbers; their places where they are none."""
    if all(is_number(value) for value in values):
        return np.asarray(values, dtype="float64")
    return np.arange(len(values), dtype="float64")


def _refuse_text(frame: pd.DataFrame, cells: npt.NDArray[Any], what: str) -> None:
    """Say where the first rating stands that is no number."""
    there = _known(cells)
    place = next(i for i in np.flatnonzero(there) if not is_number(cells[i]))
    row, column = divmod(int(place), frame.shape[1])
    raise WrongKind(
        what,
        f"{cells[place]!r} (row {frame.index[row]}, column {frame.columns[column]})",
        "numbers",
        "Compare text as nominal, or as ordinal with values= in their order.",
    )
