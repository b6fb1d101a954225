"""Agreement of the coders of cases: every group has its row, with its value or a reason."""

import pytest

from engagement_kit.cases import AGREED, Cases, load_cases
from engagement_kit.compare import gwet_ac, krippendorff_alpha, rate_agreement
from engagement_kit.compare.agreement.paired_ratings import pair_ratings
from engagement_kit.compare.remaking import remake
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework
from tests.assess.small_cases import rated

TEAM, BUDGET, TIME = (f"smi.investment.{name}" for name in ("team", "budget", "time"))
CULTURE, PLATFORM = "smi.innovation.culture", "smi.innovation.platform"


@pytest.fixture(scope="module")
def smi():
    """The index: sixteen items on one scale of three answers."""
    return load_framework("smi")


@pytest.fixture(scope="module")
def library(request):
    """The case library."""
    return load_cases(request.config.rootpath / "case_studies")


@pytest.fixture
def few():
    """Four museums: a and b differ once on the team, never on culture, share nothing on time."""
    answers = [
        ({TEAM: "yes", CULTURE: "yes", TIME: "yes"}, {TEAM: "yes", CULTURE: "yes"}),
        ({TEAM: "no", CULTURE: "yes", BUDGET: "no"}, {TEAM: "no", CULTURE: "yes", TIME: "no"}),
        ({TEAM: "partly", CULTURE: "yes"}, {TEAM: "partly", CULTURE: "yes", BUDGET: None}),
        ({TEAM: "yes", CULTURE: "yes"}, {TEAM: "partly", CULTURE: "yes"}),
    ]
    return Cases(tuple(rated(f"m{n}", {"a": a, "b": b}) for n, (a, b) in enumerate(answers)))


def test_every_item_has_a_row_with_a_value_or_a_reason(few, smi):
    """Five items worked out by hand; the eleven that nobody rated say so."""
    found = rate_agreement(few, smi)
    rows = found.table.set_index("group")
    assert list(rows.index) == [item.id for item in smi.items]
    team = rows.loc[TEAM]
    assert (team["n_units"], team["n_ratings"], team["percent"]) == (4, 8, 0.75)
    assert (team["commonest"], team["prevalence"]) == ("partly", 3 / 8)
    # Ranks 2 2, 0 0, 1 1, 2 1 of counts 2 3 3, mid-ranks 1, 3.5, 6.5: one pair 3 apart.
    pairs = 2 * 3 * 2.5**2 + 2 * 3 * 5.5**2 + 3 * 3 * 3**2
    assert team["estimate"] == pytest.approx(1 - 2 * 3**2 / (2 * pairs / 7))
    reasons = rows["reason"].dropna().to_dict()
    assert reasons[CULTURE] == "no_variation"
    assert reasons[TIME] == "no_overlap"
    assert reasons[BUDGET] == "one_coder"
    assert reasons[PLATFORM] == "no_ratings"
    assert rows.loc[CULTURE, "percent"] == 1
    assert rows.loc[list(reasons), "estimate"].isna().all()
    assert rows.loc[TIME, "n_single"] == 2
    assert "15 of 16 rows have no value" in found.remarks[0]
    assert "1 of 16 rows rest on fewer than 25 units" in found.remarks[1]


def test_a_missing_answer_is_a_missing_rating(few, smi):
    """One coder's "not applicable" is no rating that the other's answer could be compared with."""
    rows = rate_agreement(few, smi).table.set_index("group")
    assert rows.loc[BUDGET, ["n_units", "n_single", "n_coders"]].tolist() == [0, 1, 1]


def test_what_one_coder_rated_alone_and_what_was_agreed_take_no_part(few, smi):
    """Lonely answers do not enter the commonest answer, and agreed ratings are no coder's."""
    lonely = [rated(f"l{n}", {"a": {TEAM: "no"}, AGREED: {TEAM: "yes"}}) for n in range(5)]
    found = rate_agreement(Cases((*few, *lonely)), smi)
    team, before = (t.table.set_index("group").loc[TEAM] for t in (found, rate_agreement(few, smi)))
    same = ["estimate", "low", "high", "n_units", "n_ratings", "commonest", "prevalence"]
    assert team[same].tolist() == before[same].tolist()
    assert (team["n_single"], team["n_coders"]) == (5, 2)
    assert found.parameters["coders"] == ["a", "b"]


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("part", ["index"]),
        ("scale", ["answer"]),
        ("kind", ["museum"]),
        ("case", ["m0", "m1", "m2", "m3"]),
    ],
)
def test_groups_hold_the_units_of_their_items_and_cases(few, smi, by, groups):
    """Eight units in all, divided among the groups; values are those of the units together."""
    found = rate_agreement(few, smi, by=by)
    assert found.table["group"].tolist() == groups
    assert found.table["n_units"].sum() == 8
    if len(groups) == 1:
        paired = pair_ratings(few, smi, part=None, coders=None, wave=None, drafts=False)
        whole = krippendorff_alpha(paired.ranks)
        row = found.table.iloc[0]
        assert (row["estimate"], row["low"], row["high"]) == (
            whole.estimate,
            whole.low,
            whole.high,
        )


def test_scales_are_never_mixed(library):
    """The maturity model has stages and answers: a case has a row for each scale."""
    maturity = load_framework("maturity")
    found = rate_agreement(library.where(ids=["tate", "klm"]), maturity, by="case", draws=0)
    rows = found.table[["group", "scale"]].to_numpy().tolist()
    assert sorted(map(tuple, rows)) == [
        (case, scale) for case in ("klm", "tate") for scale in ("answer", "stage")
    ]


def test_the_library_has_the_ratings_that_it_says_it_has(library):
    """Both coders gave 2,396 ratings; over the scales of all frameworks none is lost."""
    frameworks = ("smi", "maturity", "capability", "guide", "def")
    tables = [rate_agreement(library, load_framework(f), by="scale", draws=0) for f in frameworks]
    assert sum(found.table["n_units"].sum() for found in tables) == 2396
    differing = sum(((1 - t.table["percent"]) * t.table["n_units"]).sum() for t in tables)
    assert round(differing) == 288


def test_other_measures_know_the_whole_scale(few, smi):
    """AC1 counts three answers even where coders used two, as the function itself with values."""
    rows = rate_agreement(few, smi, measure="gwet_ac", draws=0).table.set_index("group")
    assert rows.loc[CULTURE, "estimate"] == 1
    paired = pair_ratings(few, smi, part=None, coders=None, wave=None, drafts=False)
    team = paired.ranks[(paired.units["item"] == TEAM).to_numpy()]
    alone = gwet_ac(team, values=[0, 1, 2], draws=0)
    assert rows.loc[TEAM, "estimate"] == alone.estimate
    weighted = rate_agreement(few, smi, measure="gwet_ac", weights="linear", draws=0)
    assert weighted.table.set_index("group").loc[TEAM, "estimate"] > alone.estimate
    assert any("steps between answers as equal" in remark for remark in weighted.remarks)


def test_what_was_decided_is_kept_and_can_be_made_again(few, smi):
    """Parameters by name, and the same table from the making, whatever language is at hand."""
    found = rate_agreement(
        few, smi, by="case", level="nominal", seed=7, draws=100, coders=["b", "a"]
    )
    assert found.parameters["coders"] == ["a", "b"]
    assert (found.parameters["level"], found.parameters["seed"]) == ("nominal", 7)
    again = remake(found.making, few, load_framework("smi", lang="ko"))
    assert again.table.equals(found.table)
    assert "M0" in found._repr_html_()
    assert "4 of 4 rows" not in repr(found)


def test_what_cannot_be_asked_is_named(few, smi):
    """Other groups, measures, coders, parts; distances between answers that have none."""
    with pytest.raises(UnknownId, match="Did you mean 'item'"):
        rate_agreement(few, smi, by="items")
    with pytest.raises(UnknownId, match="measure of agreement 'alpha'"):
        rate_agreement(few, smi, measure="alpha")
    with pytest.raises(UnknownId, match="coder with ratings of 'smi' 'carl'"):
        rate_agreement(few, smi, coders=["carl"])
    with pytest.raises(UnknownId, match="part"):
        rate_agreement(few, smi, part="nothing")
    with pytest.raises(WrongKind, match="no more than their order"):
        rate_agreement(few, smi, level="interval")
    with pytest.raises(WrongKind, match="no more than their order"):
        rate_agreement(few, smi, measure="icc")
    with pytest.raises(WrongKind, match="load_cases"):
        rate_agreement("case_studies", smi)


def test_no_cases_and_one_coder_keep_their_rows(few, smi):
    """Without cases every item has no ratings; with one coder of two, none has agreement."""
    assert set(rate_agreement(Cases(()), smi).table["reason"]) == {"no_ratings"}
    alone = rate_agreement(few, smi, coders=["a"]).table
    assert set(alone["reason"]) == {"no_ratings", "one_coder"}


@pytest.mark.parametrize("measure", ["krippendorff_alpha", "kendall_w"])
def test_weights_that_would_change_nothing_are_refused(measure):
    """Alpha and W take no weights: told of and not used, they would mislead."""
    with pytest.raises(WrongKind, match="a measure that takes weights"):
        rate_agreement(Cases(()), load_framework("smi"), measure=measure, weights="linear")
    with pytest.raises(UnknownId, match="linear, quadratic"):
        rate_agreement(Cases(()), load_framework("smi"), weights="x")


def test_one_name_is_no_list_of_coders():
    """Its letters are not taken for coders."""
    with pytest.raises(WrongKind, match="coders needs a list of names, not 'coder-a'"):
        rate_agreement(Cases(()), load_framework("smi"), coders="coder-a")
