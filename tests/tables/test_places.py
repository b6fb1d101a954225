import pytest

from engagement_kit.assess import place_quadrants, place_stages
from engagement_kit.cases import Cases
from engagement_kit.errors import WrongKind
from engagement_kit.tables import table_placements
from engagement_kit.tables.page import page_rows


@pytest.fixture(scope="module")
def half(make_case, smi):
    """A case with every second item answered yes: the bounds are 0.5 and 1."""
    answers = {item.id: "yes" for item in smi.items[::2]}
    return place_quadrants(Cases((make_case(1, "Half", answers),)), smi)


def test_a_page_shows_scores_with_their_bounds(half):
    """Half of the items are known and yes: 1.00 between 0.50 and 1.00, 4 of 8 items."""
    (row,) = page_rows(table_placements(half))
    texts = [cell.text for cell in row]
    assert texts[:6] == ["Half", "2020", "1.00 [0.50, 1.00]", "4/8", "1.00 [0.50, 1.00]", "4/8"]
    assert texts[6:] == ["#SocialFirst", "Settled", "#SocialFirst"]


def test_data_has_bounds_in_columns_of_their_own(half):
    """In the frame a score, its bounds and the number of items are numbers."""
    row = table_placements(half).frame.iloc[0]
    assert row[["x", "x_low", "x_high", "x_known", "x_items"]].tolist() == [1.0, 0.5, 1.0, 4, 8]


def test_what_is_unknown_stays_unknown(make_case, smi):
    """With no answer there is no score and no quadrant, bounds from 0 to 1, all four possible."""
    placements = place_quadrants(Cases((make_case(1, "Silent", {}),)), smi)
    table = table_placements(placements)
    (row,) = page_rows(table)
    assert row[2].text == "– [0.00, 1.00]"
    assert [row[6].text, row[7].text] == ["–", "Not placed"]
    assert row[8].text == "Observer, Contender, Conservative, #SocialFirst"
    assert any("Not placed, because too little is known: 1." in note for note in table.notes)


def test_notes_tell_the_threshold_and_who_set_it(half, library, smi):
    """The framework's own threshold, a chosen one and a median each get their sentence."""
    assert any("set by this project" in note for note in table_placements(half).notes)
    chosen = place_quadrants(library, smi, threshold=(0.4, 0.6))
    assert any("High from 0.40 and 0.60" in note for note in table_placements(chosen).notes)
    assert any("chosen for this table" in note for note in table_placements(chosen).notes)
    median = place_quadrants(library, smi, threshold_rule="sample_median")
    assert any("depends on the sample" in note for note in table_placements(median).notes)


def test_stages_show_every_stage_that_the_bounds_allow(make_case, maturity):
    """Four of seven dimensions on the second stage; the others may be anywhere."""
    dimensions = maturity.items_of("stages")
    answers = {item.id: "functional" for item in dimensions[:4]}
    placements = place_stages(Cases((make_case(1, "Some", answers),)), maturity)
    row = table_placements(placements).frame.iloc[0]
    low, high = placements.table.iloc[0][["rank_low", "rank_high"]].astype(int)
    stages = [maturity.value_label("stage", s) for s in maturity.scale("stage").ids]
    assert row["stage"] == "Functional"
    assert row["possible"] == ", ".join(stages[low - 1 : high])


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_every_placement_is_in_the_table_in_every_language(library, smi, maturity, lang):
    """One row a placement, in the same order, with words of the language."""
    for placements in (place_quadrants(library, smi), place_stages(library, maturity)):
        table = table_placements(placements, lang=lang, source="library")
        assert list(table.frame["case"]) == list(placements.table["case"])
        assert table.lang == lang
        assert table.notes[-1].startswith({"en": "Data:", "ko": "자료:", "ar": "البيانات:"}[lang])


def test_other_results_are_refused(library):
    """Cases are no placements; the message says what makes them."""
    with pytest.raises(WrongKind, match="place_quadrants"):
        table_placements(library)
