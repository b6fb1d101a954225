"""Who of several coders said what: the rows of a table of answers, whatever engine holds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from engagement_kit.assess.frames.choices import EXCUSED, REASONS, ask, no_wave
from engagement_kit.assess.frames.codes import Codes
from engagement_kit.assess.frames.collected import collect
from engagement_kit.assess.frames.expressions import texts
from engagement_kit.assess.frames.opened import TABLE, AnswerTable, open_table
from engagement_kit.assess.frames.rows import ABSENT, read_rows
from engagement_kit.assess.frames.units import named
from engagement_kit.assess.waves import Wave
from engagement_kit.errors import Fault, Faults, nearest
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.elements import RatedItem

__all__ = ["Raters", "chosen_waves", "hold_table", "read_raters", "units_of_table"]

_RULE = "lower_median"  # whatever it is: coders are not brought together here


@dataclass(frozen=True, eq=False)
class Raters:
    """Everything that coders said about the items of a framework, one entry a row of the table.

    Attributes
    ----------
    units : DataFrame
        Every case-wave: case, wave, name, kind, country.
    items : tuple of RatedItem
    coders : tuple of str
        Names, sorted.
    unit, item, coder : ndarray of int
        Places in ``units``, ``items`` and ``coders``.
    said : ndarray of int
        Rank of the answer on the item's scale; a reason for there being none is below 0, see
        :meth:`words`.
    """

    units: pd.DataFrame
    items: tuple[RatedItem, ...]
    coders: tuple[str, ...]
    unit: Codes
    item: Codes
    coder: Codes
    said: Codes

    @property
    def cell(self) -> Codes:
        """One whole number for each item of a case-wave."""
        return self.unit.astype("int64") * len(self.items) + self.item

    def only(self, rows: npt.NDArray[np.bool_]) -> Raters:
        """The same of some rows."""
        arrays = (one[rows] for one in (self.unit, self.item, self.coder, self.said))
        return Raters(self.units, self.items, self.coders, *arrays)

    def words(self, framework: Framework) -> npt.NDArray[Any]:
        """What was said, as words; the kind of missing where there is no answer."""
        known = np.array([EXCUSED, *REASONS], dtype=object)
        found = known[np.minimum(-1 - self.said, len(known) - 1)]
        for scale in dict.fromkeys(item.scale for item in self.items):
            answers = np.array(framework.scale(scale).ids, dtype=object)
            of_scale = np.array([item.scale == scale for item in self.items])
            rows = of_scale[self.item] & (self.said >= 0)
            found[rows] = answers[self.said[rows]]
        return np.asarray(found)


def hold_table(thing: Any, by: str | Iterable[str] = ()) -> AnswerTable:
    """A table of answers in memory: an engine sends its rows, by case and wave.

    Raises
    ------
    Faults
        A column is not there, or holds another kind of values than it has to.
    """
    import narwhals as nw

    table = open_table(thing, by)
    if table.is_in_memory:
        return table
    text, schema = texts(table), table.frame.collect_schema()
    whole = [name for name in text if schema[name].is_integer()]
    columns = {name: nw.col(name) if name in whole else one for name, one in text.items()}
    found = collect(table.frame.lazy().select(**columns)).astype(dict.fromkeys(whole, "Int64"))
    keys = [name for name in ("case", "wave") if name in found]
    held = found.sort_values(keys, kind="stable", ignore_index=True)
    return replace(table, frame=nw.from_native(held, eager_only=True))


def read_raters(table: AnswerTable, framework: Framework) -> Raters:
    """What each coder said about the items of a framework, in all waves.

    Raises
    ------
    Faults
        There are no coders; something in the table means nothing; a coder answers twice.
    """
    if not table.has("coder"):
        columns = tuple(table.frame.collect_schema())
        hint = nearest("coder", columns)
        lacking = Fault("answers_lack_column", TABLE, "coder", nearest=hint, expected=columns)
        raise Faults([lacking])
    items, parts, words = framework.items, [], pd.Index([])
    units = pd.DataFrame()
    for scale in dict.fromkeys(item.scale for item in items):
        places = np.array([n for n, item in enumerate(items) if item.scale == scale])
        question = ask(framework, [items[n] for n in places], None, _RULE)
        rows = read_rows(table, question)
        units, size = rows.units, len(question.answers)
        there = rows.answer != ABSENT
        codes, words = rows.coder.codes[there], rows.coder.values  # type: ignore[union-attr]
        answer = rows.answer[there].astype("int16")
        said = np.where(answer < size, answer, size - 1 - answer)
        parts.append((rows.unit[there], places[rows.item[there]], codes, said))
    unit, item, code, said = (np.concatenate(one) for one in zip(*parts, strict=True))
    names, coder = _by_name(words, code)
    return _checked(Raters(named(units), tuple(items), names, unit, item, coder, said))


def _by_name(words: pd.Index, codes: Codes) -> tuple[tuple[str, ...], Codes]:
    """Coders in the order of their names, and the rows by it."""
    names = np.asarray(words.astype(object))
    order = np.argsort(names.astype(str), kind="stable")
    place = np.append(np.argsort(order), -1)
    return tuple(str(name) for name in names[order]), place[codes]


def _checked(found: Raters) -> Raters:
    """Refuse rows that name no coder, and coders who answer twice."""
    faults = []
    nameless = int(np.count_nonzero(found.coder < 0))
    if nameless:
        faults.append(Fault("answers_empty_cell", TABLE, "coder", other=_rows(nameless)))
    key = np.sort(found.cell * np.int64(len(found.coders)) + found.coder)
    twice = int(np.count_nonzero(key[1:] == key[:-1]))
    if twice and not nameless:
        faults.append(Fault("answers_of_coder_twice", TABLE, "coder", other=_rows(twice)))
    if faults:
        raise Faults(faults)
    return found


def _rows(n: int) -> str:
    return f"{n} {'row' if n == 1 else 'rows'}"


def units_of_table(
    table: AnswerTable, framework: Framework, items: Sequence[RatedItem], wave: Wave
) -> pd.DataFrame:
    """The case-waves of a table that are asked about: case, wave, name, kind, country, and kept."""
    scale = items[0].scale
    question = ask(framework, [one for one in items if one.scale == scale], wave, _RULE)
    return named(read_rows(table, question).units)


def chosen_waves(units: pd.DataFrame, wave: Wave) -> npt.NDArray[np.bool_]:
    """Which case-waves are asked about.

    Raises
    ------
    UnknownId
        There is no such wave.
    """
    wave = int(wave) if isinstance(wave, str) and wave.isdecimal() else wave
    years = units["wave"]
    if wave is None or (isinstance(wave, str) and years.isna().all()):
        return np.ones(len(units), dtype=bool)
    if isinstance(wave, int):
        found = (years == wave).fillna(value=False).to_numpy(dtype=bool)
        if not found.any():
            raise no_wave(wave, sorted(int(year) for year in years.dropna().unique()))
        return np.asarray(found)
    if wave not in {"first", "last"}:
        raise no_wave(wave, ("a year",))
    ends = years.groupby(units["case"]).transform("min" if wave == "first" else "max")
    return np.asarray((years == ends).to_numpy(dtype=bool))
