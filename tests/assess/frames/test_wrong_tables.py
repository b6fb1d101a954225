"""What is wrong in a table of answers is told before any result is given, on every engine."""

import pandas as pd
import pytest

from engagement_kit.assess import explain, place_quadrants, tally_quadrants
from engagement_kit.errors import EngagementKitError, Faults, UnknownId
from tests.assess.frames.tables_of_answers import ENGINES, frame_of

ITEM, OTHER = "smi.investment.budget", "smi.innovation.culture"
SOUND = [("a", 2020, "x", ITEM, "yes"), ("b", 2020, "x", OTHER, "no")]


def faults_of(frame, smi, engine, **choices):
    """Codes and words of the faults of placing and of tallying, which are the same."""
    told = []
    for ask in (place_quadrants, tally_quadrants):
        with pytest.raises(Faults) as raised:
            ask(ENGINES[engine](frame), smi, **choices)
        told.append(sorted((f.code, f.field, str(f)) for f in raised.value.faults))
    assert told[0] == told[1]
    return told[0]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_value_that_is_no_answer_is_listed_with_its_count(smi, engine):
    """Two unknown words, the more frequent one three times, each with the nearest answer."""
    wrong = [(case, 2020, "x", ITEM, "yess") for case in "cde"]
    frame = frame_of([*SOUND, *wrong, ("f", 2020, "x", OTHER, "partially")])
    told = faults_of(frame, smi, engine)
    assert [code for code, _, _ in told] == ["answers_unknown_value"] * 2
    assert any(
        "'yess'" in text and "3 rows" in text and "nearest: yes" in text for *_, text in told
    )
    assert any("'partially'" in text and "1 row)" in text for *_, text in told)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_reason_that_is_none_and_an_answer_with_a_reason_are_told(smi, engine):
    """Both stand in the column missing."""
    frame = frame_of(SOUND)
    frame.loc[len(frame)] = ("c", 2020, "x", ITEM, None, "no_idea")
    frame.loc[len(frame)] = ("d", 2020, "x", ITEM, "no", "unknown")
    codes = [code for code, _, _ in faults_of(frame, smi, engine)]
    assert codes == ["answers_unknown_reason", "answers_value_and_missing"]


@pytest.mark.parametrize("engine", ENGINES)
def test_two_reasons_for_one_answer_are_told(smi, engine):
    """One in each column: which of them is meant is not for us to say."""
    frame = frame_of(SOUND)
    frame.loc[len(frame)] = ("c", 2020, "x", ITEM, "unknown", "confidential")
    codes = [code for code, _, _ in faults_of(frame, smi, engine)]
    assert codes == ["answers_value_and_missing"]


@pytest.mark.parametrize("engine", ["pandas", "pyarrow", "polars, lazy", "duckdb"])
@pytest.mark.parametrize("column", ["case", "item"])
def test_a_row_that_names_no_case_or_item_is_told(smi, engine, column):
    """Nothing can be placed that is not named."""
    frame = frame_of(SOUND)
    frame.loc[1, column] = None
    with pytest.raises(Faults) as raised:
        place_quadrants(ENGINES[engine](frame), smi)
    assert [(f.code, f.field) for f in raised.value.faults] == [("answers_empty_cell", column)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_group_that_changes_within_a_case_is_told(smi, engine):
    """The case is named; nothing is chosen for it."""
    frame = frame_of([*SOUND, ("a", 2020, "x", OTHER, "yes")]).assign(segment=["s", "t", "u"])
    told = faults_of(frame, smi, engine, by="segment")
    assert told[0][:2] == ("answers_two_groups", "segment")
    assert "'a'" in told[0][2]


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_that_are_not_there_are_told_together(smi, engine):
    """Each with the columns that could have been meant."""
    frame = frame_of(SOUND).rename(columns={"case": "cases", "value": "answer"})
    told = faults_of(frame, smi, engine)
    assert [(code, field) for code, field, _ in told] == [
        ("answers_lack_column", "case"),
        ("answers_lack_column", "value"),
    ]
    assert "nearest: cases" in told[0][2]


def test_years_are_whole_numbers_and_answers_text(smi):
    """A date in place of a year, and numbers in place of answers, are refused by their types."""
    frame = frame_of(SOUND).assign(wave=pd.Timestamp("2020-01-01"), value=1.5)
    assert [field for _, field, _ in faults_of(frame, smi, "pandas")] == ["value", "wave"]


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_waves_and_coders_that_are_not_there_are_named(smi, engine):
    """With those that are."""
    frame = ENGINES[engine](frame_of(SOUND))
    with pytest.raises(UnknownId, match="2020"):
        place_quadrants(frame, smi, wave=1999)
    with pytest.raises(UnknownId, match="x"):
        place_quadrants(frame, smi, coder_rule="nobody")


def test_behind_a_table_there_is_no_evidence(smi):
    """Asked why, a placement of a table says so in our own words."""
    placed = place_quadrants(frame_of(SOUND), smi, min_known=0)
    with pytest.raises(EngagementKitError, match="table of answers"):
        explain(placed["a"])
