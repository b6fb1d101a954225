"""Alignment of respondents: worked by hand, with nothing invented where nobody answered."""

from pathlib import Path

import pytest

from engagement_kit.assess import rate_levels, rate_targets
from engagement_kit.cases import Case, Cases
from engagement_kit.compare import align_targets
from engagement_kit.compare.remaking import making_of, remake
from engagement_kit.compare.waves.ordered_agreement import ordered_agreement
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import load_framework

ROLE, LEAD, RULE = "maturity.engagement_role", "maturity.leadership", "maturity.governance"
STAGES = ("basic", "functional", "integrated", "customer_first")


def a_case(name="one", **given):
    """A case with targets from ``head_2={ROLE: 3}``: respondent and years in the keyword."""
    case = Case(id=name, kind="museum", name={"en": name.title(), "ko": "박물관"}, waves=(2025,))
    for key, answers in given.items():
        who, years = key.rsplit("_", 1)
        for item, rank in answers.items():
            case = case.aim(item, STAGES[rank], coder="a", respondent=who, horizon=int(years))
    return case


def aligned(*cases, lang="en", apart_from=1.0, **choices):
    """The alignment of these cases on the maturity model."""
    targets = rate_targets(Cases(cases), load_framework("maturity", lang=lang), **choices)
    return align_targets(targets, apart_from=apart_from)


def cell(alignment, item, horizon, case="one"):
    """One row of the table."""
    table = alignment.table.set_index(["case", "horizon", "item"])
    return table.loc[(case, horizon, item)]


# --- the measure


def test_agreement_is_the_published_one():
    """R agrmt 1.42 prints 0.6113333 for this distribution (its manual page of agreement())."""
    assert ordered_agreement([30, 40, 210, 130, 530, 50, 10]) == pytest.approx(0.6113333, abs=1e-7)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([5, 0, 0, 0], 1),  # all alike
        ([2, 2, 2, 2], 0),  # every answer equally often
        ([3, 0, 0, 3], -1),  # half at each end
        ([1, 1, 0, 0], 2 / 3),  # one layer of two of four categories, one peak
        ([1, 0, 1, 0], -1 / 6),  # TU 1, TDU 1: U = (2 - 3) / 4, times 2/3
        ([0, 3, 1, 0], 0.5 * 2 / 3 + 0.5),  # a layer of two with half of the answers, one of one
        ([1, 1], 0),  # of two answers each has half
        ([3, 1], 0.5),
    ],
)
def test_agreement_worked_by_hand(counts, expected):
    """The formula of van der Eijk (2001), layer by layer; the mirrored scale gives the same."""
    assert ordered_agreement(counts) == pytest.approx(expected)
    assert ordered_agreement(counts[::-1]) == pytest.approx(expected)


def test_one_answer_has_no_agreement():
    """One respondent, or none, agrees with nobody; a count below 0 and one answer are refused."""
    assert ordered_agreement([0, 1, 0]) is None
    assert ordered_agreement([0, 0, 0]) is None
    with pytest.raises(WrongKind):
        ordered_agreement([1, -1])
    with pytest.raises(WrongKind):
        ordered_agreement([4])


# --- a case, horizon and item


def test_answers_are_counted_by_rank():
    """Of 3, 1 and 1 the lower median is 1; spread 2; how many gave what stays readable."""
    row = cell(aligned(a_case(head_2={ROLE: 3}, guide_2={ROLE: 1}, guard_2={ROLE: 1})), ROLE, 2)
    assert (row["n_respondents"], row["answers"]) == (3, "0;2;0;1")
    assert (row["target"], row["target_rank"]) == ("functional", 1)
    assert (row["target_low"], row["target_high"], row["spread"]) == (1, 3, 2)
    # A layer 0101 (TU 1, TDU 1, two thirds of the answers) and a layer 0100 with one third.
    assert row["agreement"] == pytest.approx(2 / 3 * (-1 / 4) * 2 / 3 + 1 / 3)


def test_the_gap_has_bounds_where_now_is_unknown():
    """From an unknown level the way to rank 2 is between -1 and 2 steps; from a known one 1."""
    case = a_case(head_5={ROLE: 2, LEAD: 2}, head_0={LEAD: 1})
    alignment = aligned(case, now="respondents")
    unknown, known = cell(alignment, ROLE, 5), cell(alignment, LEAD, 5)
    assert (unknown["gap_low"], unknown["gap_high"]) == (-1, 2)
    assert unknown[["rank", "gap"]].isna().all()
    assert (known["gap"], known["gap_low"], known["gap_high"]) == (1, 1, 1)


def test_missing_horizons_and_respondents_are_unknown():
    """What nobody said is empty and not zero; who was silent at a horizon is named."""
    first = a_case("one", head_2={ROLE: 3}, guide_2={ROLE: 3}, head_10={ROLE: 3})
    second = a_case("two", head_5={ROLE: 1})
    alignment = aligned(first, second)
    assert alignment.horizons == (2, 5, 10)
    row = cell(alignment, ROLE, 10, "two")
    assert row["n_respondents"] == 0
    assert row[["target", "target_rank", "spread", "agreement", "gap", "gap_low"]].isna().all()
    sums = alignment.by_horizon.set_index(["case", "horizon"])
    assert sums.loc[("one", 10), "silent"] == "guide"
    assert sums.loc[("one", 5), "silent"] == "guide;head"
    assert sums.loc[("one", 5), ["agreement", "disputed"]].isna().all()
    assert any("nothing is known: 3 (one +5, two +2, two +10)" in r for r in alignment.remarks)
    assert any("one respondent answered: 2 of 3" in remark for remark in alignment.remarks)


def test_every_respondent_counts_whatever_the_rule():
    """Targets of one respondent still have the alignment of all, and that is said."""
    case = a_case(head_2={ROLE: 3}, guide_2={ROLE: 0})
    alignment = aligned(case, respondent_rule="guide")
    assert cell(alignment, ROLE, 2)["agreement"] == -1
    assert any("respondent_rule='guide'" in remark for remark in alignment.remarks)


def test_one_horizon_can_be_chosen():
    """With horizon=5 only that one counts; horizon 0 is what respondents say of now."""
    case = a_case(head_0={ROLE: 0}, guide_0={ROLE: 1}, head_5={ROLE: 2}, head_2={ROLE: 1})
    assert aligned(case, horizon=5).horizons == (5,)
    assert aligned(case, horizon=0).horizons == (0,)
    assert aligned(case).horizons == (0, 2, 5)


# --- a case and horizon as a whole


def test_alignment_of_a_horizon_is_the_mean_of_its_shared_items():
    """Two items answered by two, one by one: mean of 1 and -1, the disputed one named."""
    case = a_case(
        head_2={ROLE: 3, LEAD: 2, RULE: 1},
        guide_2={ROLE: 0, LEAD: 2},
    )
    row = aligned(case).by_horizon.iloc[0]
    assert (row["n_respondents"], row["n_items"]) == (2, 7)
    assert (row["n_set"], row["n_shared"], row["n_alike"]) == (3, 2, 1)
    assert (row["agreement"], row["agreement_low"]) == (0, -1)
    assert row["disputed"] == ROLE


def test_who_stands_apart_is_named():
    """Three say 1 and one says 3: that one is two steps from the others' median, and apart."""
    items = {ROLE: 1, LEAD: 1}
    case = a_case(a_2=items, b_2=items, c_2=items, d_2={ROLE: 3, LEAD: 1})
    alignment = aligned(case)
    people = alignment.by_respondent.set_index("respondent")
    assert people.loc["d", ["n_compared", "distance", "n_above"]].tolist() == [2, 1.0, 1]
    assert people.loc["a", ["distance", "n_below"]].tolist() == [0.0, 0]
    assert alignment.by_horizon["apart"].tolist() == ["d"]
    assert aligned(case, apart_from=1.5).by_horizon["apart"].isna().all()


def test_between_two_middle_answers_nobody_is_far():
    """The others say 1 and 3: from 2 it is no step to the nearer middle, and from 0 it is one."""
    case = a_case(a_2={ROLE: 1}, b_2={ROLE: 3}, c_2={ROLE: 2})
    people = aligned(case).by_respondent.set_index("respondent")
    assert people["distance"].to_dict() == {"a": 1.0, "b": 1.0, "c": 0.0}
    assert people["is_apart"].tolist() == [True, True, False]


def test_of_two_respondents_nobody_stands_apart():
    """With one other to be compared with there is no distance."""
    people = aligned(a_case(a_2={ROLE: 0}, b_2={ROLE: 3})).by_respondent
    assert people[["distance", "is_apart"]].isna().all().all()


# --- the course


def test_falls_are_named():
    """From 3 in two years to 1 in ten it falls; a course that rises or stays does not."""
    case = a_case(
        head_2={ROLE: 3, LEAD: 1, RULE: 2}, head_5={LEAD: 2, RULE: 2}, head_10={ROLE: 1, LEAD: 3}
    )
    alignment = aligned(case)
    courses = alignment.courses.set_index("item")
    assert courses["course"].iloc[:3].tolist() == ["falls", "rises", "stays"]
    assert courses.loc[ROLE, ["falls", "targets"]].tolist() == ["2>10", "2:3;5:;10:1"]
    assert courses.loc[ROLE, "respondents_falling"] == "head"
    assert courses["course"].iloc[3:].eq("unknown").all()
    assert any(f"one, {ROLE}: 2>10" in remark for remark in alignment.remarks)


def test_medians_may_fall_where_nobody_does():
    """An optimist of two years and a pessimist of five: the medians fall, no person does."""
    courses = aligned(a_case(head_2={ROLE: 3}, guide_5={ROLE: 1})).courses.set_index("item")
    assert courses.loc[ROLE, "falls"] == "2>5"
    assert courses["respondents_falling"].isna().all()


def test_now_is_the_first_point_of_a_course():
    """A target below the level now falls from 0 on."""
    case = a_case(head_0={ROLE: 2}, head_5={ROLE: 1})
    courses = aligned(case, now="respondents").courses.set_index("item")
    assert courses.loc[ROLE, ["falls", "n_known"]].tolist() == ["0>5", 2]


# --- as a result


def test_no_targets_give_empty_tables(repository: Path):
    """Cases without targets: no rows, the columns there, a page all the same."""
    alignment = aligned(a_case())
    assert len(alignment) == len(alignment.by_horizon) == len(alignment.courses) == 0
    assert list(alignment.by_horizon.columns)[:2] == ["case", "name"]
    assert "horizons none" in repr(alignment)
    assert "<table" in alignment._repr_html_()


def test_the_order_of_respondents_does_not_matter():
    """Whoever is asked first, every table is the same."""
    given = {"a_2": {ROLE: 1, LEAD: 0}, "b_2": {ROLE: 3}, "c_5": {ROLE: 0}}
    one = aligned(a_case(**given))
    other = aligned(a_case(**dict(reversed(list(given.items())))))
    for name in ("table", "by_horizon", "by_respondent", "courses"):
        assert getattr(one, name).equals(getattr(other, name))


def test_alignment_can_be_made_again():
    """From what it says of its making, with the choice that was made."""
    case = a_case(a_2={ROLE: 1}, b_2={ROLE: 3}, c_2={ROLE: 1})
    alignment = aligned(case, apart_from=2.0)
    again = remake(making_of(alignment), [case], alignment.framework)
    assert again.parameters == alignment.parameters
    assert again.by_respondent.equals(alignment.by_respondent)


def test_names_follow_the_language():
    """The page of a Korean framework runs in Korean and names respondents as they are written."""
    case = a_case("x", **{"<b>_2": {ROLE: 1}, "c_2": {ROLE: 2}})
    shown = aligned(case, lang="ko")._repr_html_()
    assert 'lang="ko"' in shown
    assert "박물관" in shown
    assert "<b>_2" not in shown


def test_what_cannot_be_aligned_is_named():
    """Levels, a distance of 0."""
    framework = load_framework("maturity")
    with pytest.raises(WrongKind, match="rate_targets makes them"):
        align_targets(rate_levels(Cases((a_case(),)), framework))
    with pytest.raises(WrongKind, match="above 0"):
        aligned(a_case(head_2={ROLE: 1}), apart_from=0)


@pytest.mark.parametrize("steps", ["x", None, True, float("inf"), float("nan"), 0])
def test_a_distance_apart_that_is_none_is_refused(steps):
    """Steps are a number above 0."""
    targets = rate_targets(Cases(()), load_framework("maturity"))
    with pytest.raises(WrongKind, match="apart_from needs a number of steps above 0"):
        align_targets(targets, apart_from=steps)
