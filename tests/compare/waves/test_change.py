"""Change between waves: unknown stays unknown, bounds hold every completion, cases are named."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.assess import place_quadrants, place_stages, rate_levels
from engagement_kit.cases import Cases, load_cases
from engagement_kit.compare import adjust_p, compare_waves, sign_test
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework
from tests.compare.waves.waved_cases import waved

GUIDE = load_framework("guide")
SCALE = ("absent", "ad_hoc", "regular", "systematic")
SURVEY, CHATBOT = "guide.formats.survey", "guide.formats.chatbot"
answer = st.none() | st.sampled_from(SCALE)


def levels(*cases, **more):
    """Levels of the formats of these cases."""
    return rate_levels(Cases(cases), GUIDE, part="formats", **more)


def of_item(changes, item=SURVEY):
    """Rows of one item by case."""
    return changes.table[changes.table["item"] == item].set_index("case")


def one_item(pairs, item=SURVEY):
    """Levels of cases with a pair of answers to one item; None where it is unknown."""
    return levels(
        *(
            waved(f"case-{i}", {2010: {item: a} if a else {}, 2020: {item: b} if b else {}})
            for i, (a, b) in enumerate(pairs)
        )
    )


def test_direction_difference_and_bounds_of_small_cases():
    """A rise, a fall, no change and an unknown one, worked out by hand."""
    pairs = [("ad_hoc", "systematic"), ("regular", "absent"), ("regular", "regular")]
    changes = compare_waves(one_item([*pairs, (None, "regular")]))
    rows = of_item(changes)
    assert rows["direction"].tolist() == ["rise", "fall", "same", "not_known"]
    assert rows["difference"].tolist()[:3] == [2, -2, 0]
    assert pd.isna(rows["difference"]["case-3"])
    assert rows["settled"].tolist() == [True, True, True, False]
    assert (rows["difference_low"]["case-3"], rows["difference_high"]["case-3"]) == (-1, 2)
    assert list(changes.risers["case"]), list(changes.fallers["case"]) == (["case-0"], ["case-1"])
    known = changes.tests.set_index(["item", "reading"]).loc[SURVEY, "known"]
    assert (known["n"], known["n_rise"], known["n_fall"], known["n_same"]) == (3, 1, 1, 1)
    assert known["superiority"] == pytest.approx(0.5)


def test_what_coders_differ_in_leaves_a_direction_open():
    """Bounds run over both coders: a rise by the rule may be none by the other coder."""
    case = waved("one", {2010: {SURVEY: ("ad_hoc", "regular")}, 2020: {SURVEY: "regular"}})
    row = of_item(compare_waves(levels(case))).loc["one"]
    assert (row["direction"], row["settled"]) == ("rise", False)
    assert (row["difference_low"], row["difference_high"]) == (0, 1)
    assert pd.isna(row["certain"])


def test_bounds_can_settle_what_no_placement_says():
    """Where a case is not placed at a wave, its bounds may still leave one direction."""
    maturity = load_framework("maturity")
    items = [item.id for item in maturity.items_of("stages")]
    then = dict.fromkeys(items[:3], "basic") | dict.fromkeys(items[3:], None)
    now = dict.fromkeys(items, "customer_first")
    placed = place_stages(Cases((waved("one", {2010: {items[0]: "basic"}, 2020: now}),)), maturity)
    row = compare_waves(placed).table.iloc[0]
    assert (row["direction"], row["settled"]) == ("not_known", False)
    placed = place_stages(Cases((waved("one", {2010: then, 2020: now}),)), maturity, min_known=1)
    row = compare_waves(placed).table.iloc[0]
    assert (row["direction"], row["certain"]) == ("rise", "rise")
    partly = {items[0]: "basic", items[1]: "basic", items[2]: "basic", items[3]: "basic"}
    placed = place_stages(
        Cases((waved("one", {2010: partly, 2020: now}),)), maturity, min_known=0.9
    )
    row = compare_waves(placed).table.iloc[0]
    assert (row["direction"], row["certain"], row["missing_before"]) == (
        "not_known",
        "rise",
        "not_placed",
    )


def test_cases_of_one_wave_are_kept_and_said():
    """They have rows and a remark, and take part in nothing else."""
    one = waved("alone", {2015: {SURVEY: "regular"}})
    changes = compare_waves(levels(waved("two", {2010: {}, 2020: {SURVEY: "regular"}}), one))
    rows = of_item(changes)
    assert rows["state"].to_dict() == {"two": "unknown", "alone": "one_wave"}
    assert rows.loc["alone", "value_before"] == "regular"
    assert pd.isna(rows.loc["alone", "wave_after"])
    assert pd.isna(rows.loc["alone", "settled"])
    assert changes.one_wave == ("alone",)
    assert any("1 of 2 cases" in one and "alone" in one for one in changes.remarks)
    assert set(changes.moves["case"]) == {"two"}
    assert changes.tests["n"].max() == 1


def test_what_does_not_apply_at_a_wave_is_not_compared():
    """Such a pair is counted at no reading of the unknowns, and the remarks say so."""
    changes = compare_waves(
        levels(waved("one", {2010: {SURVEY: None}, 2020: {SURVEY: "regular", CHATBOT: "regular"}}))
    )
    row = of_item(changes).loc["one"]
    assert (row["state"], row["direction"]) == ("not_applicable", "not_known")
    assert pd.isna(row["difference_low"])
    tests = changes.tests.set_index(["item", "reading"])
    assert tests.loc[(SURVEY, "highest"), "n"] == 0
    assert tests.loc[(CHATBOT, "highest"), "n"] == 1
    assert any("does not apply" in one for one in changes.remarks)


def test_years_choose_the_waves():
    """A year takes that wave; a case without it has no pair; the first and last are the ends."""
    years = {2010: "absent", 2015: "systematic", 2020: "ad_hoc"}
    case = waved("one", {year: {SURVEY: value} for year, value in years.items()})
    other = waved("two", {2012: {SURVEY: "absent"}, 2020: {SURVEY: "ad_hoc"}})
    result = levels(case, other)
    assert of_item(compare_waves(result))["difference"].tolist() == [1, 1]
    changes = compare_waves(result, first=2015)
    assert of_item(changes)["difference"]["one"] == -2
    assert changes.one_wave == ("two",)
    assert of_item(compare_waves(result, last="2015"))["difference"]["one"] == 3


def test_readings_and_tests_are_what_the_columns_say():
    """Each reading tests its column of differences; p values are Holm's over items."""
    pairs = [("absent", "regular")] * 7 + [
        (None, "regular"),
        ("regular", None),
        ("ad_hoc", "absent"),
    ]
    case_levels = one_item(pairs)
    tests = compare_waves(case_levels).tests.set_index(["item", "reading"])
    known, lowest, highest = (tests.loc[(SURVEY, r)] for r in ("known", "lowest", "highest"))
    assert (known["n_rise"], known["n_fall"], known["n_same"]) == (7, 1, 0)
    assert (lowest["n_rise"], lowest["n_fall"], lowest["n_same"]) == (7, 3, 0)
    assert (highest["n_rise"], highest["n_fall"], highest["n_same"]) == (9, 1, 0)
    assert known["sign_p"] == pytest.approx(2 * 9 / 2**8) == sign_test(7, 1).p
    # Of one item with pairs and three without, there is one test at the known reading.
    assert known["sign_p_adjusted"] == known["sign_p"]
    at_lowest = tests.xs("lowest", level="reading")
    assert (at_lowest["sign_p_adjusted"] == adjust_p(at_lowest["sign_p"])).all()
    plain = compare_waves(case_levels, adjust="none").tests
    assert (plain["sign_p"].dropna() == plain["sign_p_adjusted"].dropna()).all()


def test_rules_for_zeros_differ_and_are_said():
    """By wilcox pairs without change are dropped before ranking, by pratt after; both say so."""
    pairs = [("absent", "ad_hoc")] * 5 + [("absent", "absent")] * 4 + [("regular", "absent")]
    result = one_item(pairs)
    sums = {}
    for zeros in ("wilcox", "pratt"):
        changes = compare_waves(result, zeros=zeros)
        row = changes.tests.set_index(["item", "reading"]).loc[SURVEY, "known"]
        sums[zeros] = (row["w_plus"], row["w_minus"])
        said = [one for one in changes.remarks if "4 pairs without change were dropped" in one]
        assert len(said) == 1
        assert zeros in said[0]
    assert sums == {"wilcox": (15.0, 6.0), "pratt": (35.0, 10.0)}


def completed(result, rng):
    """The same levels with everything unknown given an answer within its bounds."""
    table = result.table.copy()
    spread = rng.integers(table["low"].astype(int), table["high"].astype(int) + 1)
    table["rank"] = table["low"] = table["high"] = spread.astype(float)
    table["value"] = [SCALE[rank] for rank in spread]
    table["missing"] = None
    return type(result)(**{**vars(result), "table": table})


@settings(max_examples=15)
@given(st.lists(st.tuples(answer, answer), min_size=1, max_size=8), st.integers(0, 999))
def test_bounds_hold_every_completion(pairs, seed):
    """However unknowns turn out, the change lies in its bounds and has the settled direction."""
    result = one_item(pairs)
    changes, rng = compare_waves(result), np.random.default_rng(seed)
    tests = changes.tests.set_index(["item", "reading"])
    for _ in range(2):
        full = compare_waves(completed(result, rng))
        ours, theirs = of_item(changes), of_item(full)
        assert (ours["difference_low"] <= theirs["difference"]).all()
        assert (theirs["difference"] <= ours["difference_high"]).all()
        sure = ours["settled"].astype(bool)
        assert (ours["certain"][sure] == theirs["direction"][sure]).all()
        done = full.tests.set_index(["item", "reading"]).loc[(SURVEY, "known")]
        least, most = (tests.loc[(SURVEY, one)] for one in ("lowest", "highest"))
        assert least["n_rise"] <= done["n_rise"] <= most["n_rise"]
        assert least["n_fall"] >= done["n_fall"] >= most["n_fall"]
        assert least["superiority"] <= done["superiority"] <= most["superiority"]


@settings(max_examples=12)
@given(st.lists(st.tuples(answer, answer), min_size=1, max_size=8))
def test_exchanging_the_waves_turns_the_signs(pairs):
    """Differences, bounds and effects change their sign, and p stays as it is."""
    forth = compare_waves(one_item(pairs))
    back = compare_waves(one_item([(b, a) for a, b in pairs]))
    ours, theirs = of_item(forth), of_item(back)
    pd.testing.assert_series_equal(ours["difference"], -theirs["difference"], check_names=False)
    assert (ours["difference_low"] == -theirs["difference_high"]).all()
    one, two = (c.tests.set_index(["item", "reading"]).loc[SURVEY] for c in (forth, back))
    for mine, other in (("known", "known"), ("lowest", "highest")):
        assert one.loc[mine, "w_plus"] == two.loc[other, "w_minus"]
        same_p = (one.loc[mine, "sign_p"], two.loc[other, "sign_p"])
        assert same_p[0] == same_p[1] or all(map(pd.isna, same_p))


def test_the_order_of_cases_changes_nothing():
    """Tests and counts are the same for cases in any order."""
    pairs = list(itertools.product((None, *SCALE), repeat=2))
    cases = [
        waved(f"case-{i}", {2010: {SURVEY: a} if a else {}, 2020: {SURVEY: b} if b else {}})
        for i, (a, b) in enumerate(pairs)
    ]
    one, other = compare_waves(levels(*cases)), compare_waves(levels(*reversed(cases)))
    pd.testing.assert_frame_equal(one.tests, other.tests)
    columns = ["item", "from", "to", "n", "n_settled", "n_possible"]
    pd.testing.assert_frame_equal(one.transitions[columns], other.transitions[columns])


def test_one_case_and_no_change_are_defined():
    """One case gives p 1 and says why; where all are equal p is 1 and the effect none."""
    one = compare_waves(one_item([("absent", "systematic")]))
    row = one.tests.set_index(["item", "reading"]).loc[SURVEY, "known"]
    assert (row["n"], row["sign_p"], row["signed_rank_p"]) == (1, 1.0, 1.0)
    assert any("Fewer than 6 pairs changed" in remark for remark in one.remarks)
    equal = compare_waves(one_item([("regular", "regular")] * 9))
    row = equal.tests.set_index(["item", "reading"]).loc[SURVEY, "known"]
    assert (row["sign_p"], row["rank_biserial"], row["superiority"]) == (1.0, 0.0, 0.5)
    assert any("No pair is known" in remark and CHATBOT in remark for remark in equal.remarks)


def test_what_cannot_be_compared_is_refused():
    """One wave each, no cases, years in the wrong order, an unknown year, anything else."""
    result = one_item([("absent", "regular")])
    with pytest.raises(WrongKind, match=r"one wave each.*wave=None"):
        compare_waves(levels(waved("one", {2010: {SURVEY: "absent"}})))
    with pytest.raises(WrongKind, match="0 cases"):
        compare_waves(levels())
    with pytest.raises(WrongKind, match="not 2020 and 2010"):
        compare_waves(result, first=2020, last=2010)
    with pytest.raises(UnknownId, match=r"wave '2013'.*2010, 2020"):
        compare_waves(result, first=2013)
    with pytest.raises(WrongKind, match="a year"):
        compare_waves(result, first="begin")
    with pytest.raises(WrongKind, match="rate_levels"):
        compare_waves(result.table)
    with pytest.raises(UnknownId, match="pratt"):
        compare_waves(result, zeros="prat")
    with pytest.raises(UnknownId, match="holm"):
        compare_waves(result, adjust="hulm")
    with pytest.raises(WrongKind, match="earlier="):
        compare_waves(result, mapping={})


def test_quadrants_are_compared_on_each_axis():
    """Both axes have rows; too few known answers are none; the moves are between quadrants."""
    smi = load_framework("smi")
    items = [item.id for item in smi.items_of("index")]
    low, high = dict.fromkeys(items, "no"), dict.fromkeys(items, "yes")
    one, other = (low | dict.fromkeys(half, "yes") for half in (items[:8], items[8:]))
    cases = (
        waved("rises", {2010: low, 2020: high}),
        waved("crosses", {2010: one, 2020: other}),
        waved("silent", {2010: {items[0]: "yes"}, 2020: high}),
    )
    changes = compare_waves(place_quadrants(Cases(cases), smi))
    table = changes.table.set_index(["case", "item"])
    assert changes.items == ("investment", "innovation")
    assert table.loc[("crosses", "investment"), "direction"] == "fall"
    assert table.loc[("crosses", "innovation"), "direction"] == "rise"
    assert table.loc[("silent", "investment"), "missing_before"] == "not_placed"
    moves = changes.transitions.set_index("cases")["direction"].to_dict()
    assert moves == {"rises": "rise", "crosses": "across", "silent": "not_known"}
    assert changes.crossings.empty
    assert changes.matrix().loc["observer", "socialfirst"] == 1


def test_the_library_has_the_counts_of_a_cross_table(repository):
    """Of 50 cases 14 rise in stage, 3 fall, 22 stay; three have one wave; none is lost."""
    placed = place_stages(load_cases(repository / "case_studies"), load_framework("maturity"))
    changes = compare_waves(placed)
    counted = {"rise": 14, "fall": 3, "same": 22, "not_known": 8, "one_wave": 3}
    assert changes.counts == counted
    wave = placed.table.sort_values("wave").groupby("case").nth([0, -1])
    assert (wave.groupby("case").size() == 2).sum() == 47 == len(changes.moves)
    risers = set(changes.risers["case"])
    assert {"klm", "lego", "cooper-hewitt"} <= risers
    assert sorted(changes.fallers["case"]) == ["monzo", "sfmoma", "te-papa"]
    assert int(changes.transitions["n"].sum()) == 47
