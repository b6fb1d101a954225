"""The library as tables."""

import pandas as pd
import pytest

from engagement_kit.assess import (
    TABLES,
    cases_table,
    combine_ratings,
    count_evidence,
    evidence_table,
    explain,
    fill_canvas,
    map_evidence,
    notes_table,
    place_quadrants,
    place_stages,
    rate_levels,
    ratings_table,
    sources_table,
    targets_table,
)
from engagement_kit.assess.columns import columns_of
from engagement_kit.cases import Case, Cases, Note, Rating
from engagement_kit.frameworks import Framework, load_framework
from tests.assess.small_cases import rated


def test_counts_of_the_library(library: Cases) -> None:
    """50 cases, 772 sources, 1,146 pieces of evidence, 5,335 ratings, 979 notes in 1,211 texts."""
    assert len(cases_table(library)) == 50
    assert len(sources_table(library)) == 772
    assert len(evidence_table(library)) == 1146
    assert ratings_table(library)["coder"].value_counts().to_dict() == {
        "coder-a": 2574,
        "coder-b": 2761,
    }
    notes = notes_table(library)
    assert len(notes) == 979 + 232
    assert (notes["language"] == "en").sum() == 979
    assert len(targets_table(library)) == 0


def test_tables_have_their_declared_columns(library: Cases, smi: Framework) -> None:
    """Every table has just the columns that are declared, in that order."""
    maturity = place_stages(library, load_framework("maturity"))
    built = {
        "cases": cases_table(library),
        "sources": sources_table(library),
        "evidence": evidence_table(library),
        "ratings": ratings_table(library),
        "notes": notes_table(library),
        "quadrants": place_quadrants(library, smi).table,
        "stages": maturity.table,
        "dimensions": maturity.dimensions,
        "rules": maturity.rules,
        "requirements": maturity.requirements,
        "levels": rate_levels(library, load_framework("capability")).table,
        "constructs": count_evidence(library, smi).table,
        "evidence_years": map_evidence(library).table,
        "evidence_totals": map_evidence(library).totals,
    }

    assert {name: list(table.columns) for name, table in built.items()} == {
        name: columns_of(name) for name in built
    }


def test_every_column_says_what_it_means() -> None:
    """No declared column is without a meaning, and no table has a column twice."""
    for name, columns in TABLES.items():
        assert all(column.meaning for column in columns), name
        assert len({column.name for column in columns}) == len(columns), name


def test_every_rating_rests_on_evidence_that_is_there(library: Cases) -> None:
    """Each id in the ratings' evidence column is in the evidence table."""
    known = set(evidence_table(library)["evidence"])
    named = ratings_table(library)["evidence"].str.split(";").explode()

    assert set(named) <= known


def test_drafts_are_left_out_unless_asked_for(smi: Framework) -> None:
    """A rating without evidence is no rating yet; "not applicable" needs none."""
    items = [item.id for item in smi.items]
    head = {"case": "one", "coder": "a", "wave": 2020}
    ratings = (
        Rating(**head, item=items[0], value="yes"),
        Rating(**head, item=items[1], value=None, missing="not_applicable"),
    )
    cases = Cases(
        (Case(id="one", kind="museum", name={"en": "One"}, waves=(2020,), ratings=ratings),)
    )

    assert ratings_table(cases, smi)["item"].tolist() == [items[1]]
    assert ratings_table(cases, smi, drafts=True)["item"].tolist() == items[:2]
    assert place_quadrants(cases, smi, min_known=0, drafts=True).table["x_known"].tolist() == [1]


def test_a_rating_without_answer_counts_in_no_result(smi: Framework) -> None:
    """Evidence that was picked before an answer is no answer, whether drafts are used or not."""
    item, other = (item.id for item in smi.items[:2])
    head = {"case": "one", "item": item, "wave": 2020}
    ratings = (
        Rating(**head, coder="a", value=None, missing="not_applicable"),
        Rating(**head, coder="agreed", value=None, evidence=("e1",)),
        Rating(**{**head, "item": other}, coder="a", value=None, note="look again"),
    )
    case = rated("one", {}).model_copy(update={"ratings": ratings})
    with_drafts = ratings_table([case], smi, drafts=True)

    assert ratings_table([case], smi)["coder"].tolist() == ["a"]
    assert with_drafts["item"].tolist() == [item, item, other]
    combined = combine_ratings(with_drafts, smi)
    assert combined[["item", "missing"]].to_numpy().tolist() == [[item, "not_applicable"]]
    placed = place_quadrants([case], smi, min_known=0, drafts=True)
    assert explain(placed["one", 2020]).ratings["item"].tolist() == [item]


def test_notes_without_text_are_in_no_table() -> None:
    """An empty note takes no place in its box, and an empty language none in its note."""
    head = {"case": "one", "coder": "a", "box": "def.canvas.reach", "wave": 2020}
    notes = (
        Note(**head, text={"en": " "}, evidence=("e1",)),
        Note(**head, text={"en": "", "ko": "만남"}),
    )
    case = rated("one", {}).model_copy(update={"notes": notes})

    table = notes_table([case])
    assert table[["order", "language", "text"]].to_numpy().tolist() == [[1, "ko", "만남"]]
    assert fill_canvas(case, load_framework("def")).table["text"].tolist() == ["만남"]


def test_undated_facts_have_no_years(library: Cases) -> None:
    """Where a fact is undated the years are empty, else the first is not after the last."""
    table = evidence_table(library)
    dated = table.dropna(subset=["first_year", "last_year"])

    assert (dated["first_year"] <= dated["last_year"]).all()
    assert table["first_year"].isna().any()


@pytest.mark.parametrize("table", ["cases", "ratings", "quadrants"])
def test_years_are_whole_numbers(library: Cases, smi: Framework, table: str) -> None:
    """Years and counts never turn into floats."""
    made = {
        "cases": lambda: cases_table(library)["founded"],
        "ratings": lambda: ratings_table(library)["wave"],
        "quadrants": lambda: place_quadrants(library, smi).table["wave"],
    }[table]()

    assert pd.api.types.is_integer_dtype(made)
