import pytest

from engagement_kit.assess import count_placements, place_quadrants, place_stages, rate_levels
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework
from engagement_kit.tables import table_comparison


@pytest.fixture(scope="module")
def capability():
    """The capabilities model."""
    return load_framework("capability")


def test_counts_are_those_of_the_placements(library, smi):
    """Each column counts as count_placements() does, and the last one counts all."""
    placements = place_quadrants(library, smi)
    frame = table_comparison(placements).frame.set_index("id")
    counts = count_placements(placements)
    for kind in ("museum", "company"):
        for column in counts.columns:
            assert frame.loc[column, kind] == counts.loc[kind, column]
    assert frame.loc["n", "all"] == len(placements)


def test_medians_are_of_what_is_placed(make_case, smi):
    """Two placed cases with scores 1 and 0 have the median 0.5; one not placed changes nothing."""
    items = [item.id for item in smi.items]
    cases = (
        make_case(1, "High", dict.fromkeys(items, "yes")),
        make_case(2, "Low", dict.fromkeys(items, "no")),
        make_case(3, "Silent", {items[0]: "yes"}),
    )
    frame = table_comparison(place_quadrants(Cases(cases), smi)).frame.set_index("id")
    assert frame.loc[["median_x", "median_x_low", "median_y_high"], "museum"].tolist() == [0.5] * 3
    assert frame.loc["not_placed", "museum"] == 1


def test_every_column_says_its_n(library, maturity):
    """No group stands there without the number of its case-waves."""
    table = table_comparison(place_stages(library, maturity))
    heads = [column.label for column in table.columns[2:]]
    assert heads == ["Museums (n = 47)", "Companies (n = 50)", "All cases (n = 97)"]
    assert not any("%" in head for head in heads)


def test_answers_stand_beside_each_other(make_case, capability):
    """Each group has its counts, what is known, what is not, and the lower median answer."""
    item = capability.items[0].id
    cases = (
        make_case(1, "A", {item: "absent"}),
        make_case(2, "B", {item: "regular"}),
        make_case(3, "C", {}),
        make_case(4, "D", {item: "systematic"}, kind="company"),
    )
    table = table_comparison(rate_levels(Cases(cases), capability))
    row = table.frame.set_index("item_id").loc[item]
    columns = [f"museum_{name}" for name in ("absent", "regular", "known", "unanswered")]
    assert row[columns].tolist() == [1, 1, 2, 1]
    assert (row["museum_median"], row["company_median"]) == ("Absent", "Systematic")
    assert {column.group for column in table.columns[2:]} == {
        "Museums (n = 3)",
        "Companies (n = 1)",
    }


def test_many_groups_stand_below_each_other(library, capability):
    """With more than three groups each row is an item and a group, with its n."""
    levels = rate_levels(library, capability, wave="last")
    table = table_comparison(levels, by="country")
    groups = levels.table["country"].nunique()
    assert len(table) == 16 * groups
    first = table.frame.iloc[:groups]
    assert first["n"].sum() == 50
    assert (first["known"] + first["unanswered"]).tolist() == first["n"].tolist()


def test_a_group_without_a_name_is_counted_too(make_case, smi):
    """Cases whose country nobody has written down make a group of their own, the last."""
    cases = Cases((make_case(1, "A", {}, country=None), make_case(2, "B", {})))
    table = table_comparison(place_quadrants(cases, smi), by="country")
    assert [c.label for c in table.columns[2:4]] == ["Korea (n = 1)", "Not stated (n = 1)"]


def test_a_wrong_column_is_answered_with_the_nearest(library, smi):
    """The column to compare by must be there."""
    with pytest.raises(UnknownId, match="Did you mean 'country'"):
        table_comparison(place_quadrants(library, smi), by="contry")
    with pytest.raises(WrongKind, match="rate_levels"):
        table_comparison(library)


def test_groups_may_be_called_like_columns(make_case, smi):
    """Countries named as the table names its own columns get ids of their own; all keeps its."""
    countries = ["all", "id", "measure", "none", None, "country_all", "a\u200b", "a"]
    cases = [make_case(n, "A", {}, country=country) for n, country in enumerate(countries)]
    table = table_comparison(place_quadrants(cases, smi), by="country")
    ids = [column.id for column in table.columns]
    assert ids == [
        *("id", "measure", "a", "country_all", "country_a", "country_country_all"),
        *("country_id", "country_measure", "none", "country_none", "all"),
    ]
    n = table.frame.set_index("id").loc["n"]
    assert n["all"] == len(countries)
    assert set(n[ids[2:-1]]) == {1}


def test_groups_and_answers_put_together_may_be_called_alike(make_case, capability):
    """Group "a" with answer "b_absent" would be group "a_b" with answer "absent"."""
    item = capability.items[0].id
    kinds = ["a", "a_absent", "item"]
    cases = [make_case(n, "A", {item: "absent"}, kind=kind) for n, kind in enumerate(kinds)]
    table = table_comparison(rate_levels(cases, capability))
    assert len(set(table.frame.columns)) == len(table.columns)
