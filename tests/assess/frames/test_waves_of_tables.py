"""Waves of a table of answers: as users name them, and where some are empty or wrong."""

import numpy as np
import pytest

from engagement_kit.assess import place_quadrants, tally_quadrants
from engagement_kit.errors import Faults, UnknownId
from tests.assess.frames.tables_of_answers import ENGINES, frame_of

ITEM = "smi.investment.budget"
ROWS = [("a", 2020, "x", ITEM, "yes"), ("a", 2024, "x", ITEM, "no")]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_year_taken_from_a_table_is_that_year(smi, engine):
    """Years of numpy and digits mean what the same whole number means."""
    table = ENGINES[engine](frame_of(ROWS))
    for wave in (2020, np.int64(2020), np.uint16(2020), "2020"):
        assert place_quadrants(table, smi, wave=wave).table["x"].tolist() == [1.0]
        assert tally_quadrants(table, smi, wave=wave).table["x"].tolist() == [1.0]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("wave", [2020.5, [2020], "latest"])
def test_what_is_no_year_is_refused(smi, engine, wave):
    """It is never taken for the last wave, or for all."""
    for ask in (place_quadrants, tally_quadrants):
        with pytest.raises(UnknownId, match="wave"):
            ask(ENGINES[engine](frame_of(ROWS)), smi, wave=wave)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("wave", ["first", "last"])
def test_a_table_without_rows_has_no_first_or_last_wave(smi, engine, wave):
    """It gives a table without rows, as cases do."""
    empty = frame_of(ROWS).iloc[:0]
    assert len(place_quadrants(ENGINES[engine](empty), smi, wave=wave)) == 0
    assert len(tally_quadrants(ENGINES[engine](empty), smi, wave=wave)) == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_cases_may_be_named_by_numbers_beyond_those_with_a_sign(smi, engine):
    """Hashes of 64 bits are such numbers."""
    frame = frame_of(ROWS).assign(case=np.array([2**63 + 5, 2**63 + 7], dtype="uint64"))
    made = ENGINES["pandas" if engine == "categories" else engine](frame)
    cases = sorted(place_quadrants(made, smi).table["case"])
    assert cases == [str(2**63 + 5), str(2**63 + 7)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("wave", [None, "first", "last", 2020, 2024])
@pytest.mark.parametrize("wrong", [{"value": "yess"}, {"item": None}, {"case": None}])
def test_what_is_wrong_is_told_whatever_waves_are_asked_for(smi, engine, wave, wrong):
    """A typing error of 2020 is one when the last wave is placed."""
    for row in (0, 1):
        frame = frame_of([*ROWS, ("b", 2020, "x", ITEM, "no"), ("b", 2024, "x", ITEM, "no")])
        for column, value in wrong.items():
            frame.loc[row, column] = value
        for ask in (place_quadrants, tally_quadrants):
            with pytest.raises(Faults) as raised:
                ask(ENGINES[engine](frame), smi, wave=wave)
            assert [fault.field for fault in raised.value.faults] == [*wrong]


@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "categories"])
@pytest.mark.parametrize("wave", [None, "first", "last", 2020])
def test_a_row_without_a_year_is_told(smi, engine, wave):
    """Nobody knows whether it is of the wave that is asked for."""
    frame = frame_of([*ROWS, ("b", 2020, "x", ITEM, "no")]).astype({"wave": "Int64"})
    frame.loc[1, "wave"] = None
    for ask in (place_quadrants, tally_quadrants):
        with pytest.raises(Faults, match=r"wave: the cell is empty \(1 row\)"):
            ask(ENGINES[engine](frame), smi, wave=wave)
