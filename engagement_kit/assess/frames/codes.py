"""Columns of a table in memory as small whole numbers, which numpy counts faster than texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["Coded", "coded", "in_pandas", "recoded"]

Codes = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Coded:
    """A column: for each row the place of its value in ``values``, -1 where there is none."""

    codes: Codes
    values: pd.Index

    @property
    def words(self) -> tuple[Any, ...]:
        """The values one by one: for columns that have few."""
        return tuple(self.values.tolist())

    def present(self) -> Coded:
        """Without the values that no row has, as categories may hold them."""
        there = np.bincount(self.codes[self.codes >= 0], minlength=len(self.values)) > 0
        if there.all():
            return self
        places = np.append(np.where(there, np.cumsum(there) - 1, -1), -1)
        return Coded(places[self.codes], self.values[there])

    @property
    def empty(self) -> int:
        """Rows without a value."""
        return int(np.count_nonzero(self.codes < 0))


def in_pandas(frame: Any, names: Iterable[str]) -> pd.DataFrame:
    """The columns of a narwhals frame in memory as pandas holds them, without copying texts."""
    names = list(dict.fromkeys(names))  # a group may be the wave
    native = frame.select(*names).to_native()
    if isinstance(native, pd.DataFrame):
        return native
    import pyarrow as pa
    import pyarrow.compute as pc

    table = native.combine_chunks()
    for place, name in enumerate(names):
        kind = table.schema.field(name).type
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            table = table.set_column(place, name, pc.dictionary_encode(table[name]))
    plain: pd.DataFrame = table.to_pandas(types_mapper=_kept_whole)
    return plain


def _kept_whole(kind: Any) -> Any:
    """Whole numbers stay whole where some are missing."""
    import pyarrow as pa

    if pa.types.is_unsigned_integer(kind):
        return pd.UInt64Dtype()
    return pd.Int64Dtype() if pa.types.is_integer(kind) else None


def coded(column: pd.Series) -> Coded:
    """A column of texts, categories or whole numbers as codes."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return Coded(column.cat.codes.to_numpy(), column.cat.categories).present()
    return Coded(*pd.factorize(column))


def recoded(column: Coded, places: Mapping[Any, int], default: int, dtype: str) -> Codes:
    """The rows by other numbers: those of ``places``, ``default`` for all other values and none."""
    # The last entry is read where the code is -1.
    table = [*(places.get(value, default) for value in column.words), default]
    found: Codes = np.array(table, dtype=dtype)[column.codes]
    return found
