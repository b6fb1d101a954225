"""Groups compared: what is known, exact bounds for what is not, and every case counted once."""

import itertools
import json
from dataclasses import asdict, replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import mannwhitneyu
from statsmodels.stats.multitest import multipletests

from engagement_kit.assess import (
    Making,
    QuadrantPlacements,
    StagePlacements,
    place_quadrants,
    place_stages,
    rate_levels,
)
from engagement_kit.cases import Case, Cases
from engagement_kit.compare import cliffs_delta, compare_groups, fisher_exact_table, rank_sum_test
from engagement_kit.compare.remaking import remake
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework

ITEMS = [item.id for item in load_framework("maturity").items_of("stages")]
STAGES = ("basic", "functional", "integrated", "customer_first")
A, B = "museum", "company"


def rated(case, item, rank, wave, coder="a"):
    """The case with a rating more; None is no rating, "n/a" one that does not apply."""
    if rank is None:
        return case
    if rank == "n/a":
        return case.rate(item, None, missing="not_applicable", coder=coder, wave=wave)
    return case.rate(item, STAGES[rank], coder=coder, wave=wave)


def made(groups, item=ITEMS[0], second=None):
    """Cases of groups with one rank each; ``second`` are ranks of a second coder by case."""
    cases = []
    for kind, ranks in groups.items():
        for number, rank in enumerate(ranks):
            case = Case(id=f"{kind}-{number}", kind=kind, name={"en": kind}, waves=(2025,))
            case = rated(case, item, rank, 2025)
            other = (second or {}).get(case.id)
            cases.append(rated(case, item, other, 2025, "b"))
    return Cases(tuple(cases))


def levels_of(groups, **more):
    """Levels of the seven dimensions, of which the first is rated."""
    return rate_levels(made(groups, **more), load_framework("maturity"), drafts=True)


def first_row(result, **choices):
    """The row of the first item."""
    return compare_groups(result, items=[ITEMS[0]], **choices).table.iloc[0]


def test_rows_are_the_statistics_of_the_known():
    """Delta, interval, p and order are those of the plain functions; unknown cases are counted."""
    a, b = [2, 3, 3, 1, None, "n/a"], [0, 1, 1, 2, 0, None, None]
    row = first_row(levels_of({A: a, B: b}))
    delta, p = (
        cliffs_delta([2, 3, 3, 1], [0, 1, 1, 2, 0]),
        rank_sum_test([2, 3, 3, 1], [0, 1, 1, 2, 0]),
    )
    assert (row.delta, row.low, row.high) == (delta.estimate, delta.low, delta.high)
    assert (row.p, row.p_adjusted, row.smallest_p, row.test) == (p.p, p.p, p.smallest_p, p.test)
    assert (row.n_a, row.unknown_a, row.not_applicable_a) == (4, 1, 1)
    assert (row.n_b, row.unknown_b, row.not_applicable_b) == (5, 2, 0)
    assert row.superiority == delta.probability_of_superiority
    assert row.ordering == "a_above"


def completions(ranks):
    """Every way to answer what is unknown."""
    open_ranks = [range(4) if rank is None else (rank,) for rank in ranks if rank != "n/a"]
    return itertools.product(*open_ranks)


@pytest.mark.parametrize("seed", range(25))
def test_bounds_are_exact(seed):
    """No way to answer the unknown gives a delta beyond the bounds, and both bounds are reached."""
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, 6, size=(2, 3))
    a, b = (
        [None if x == 4 else "n/a" if x == 5 else int(x) for x in ranks[: rng.integers(1, 4)]]
        for ranks in drawn
    )
    if all(x == "n/a" for x in a) or all(x == "n/a" for x in b):
        a, b = [1, None], [None, 2]
    row = first_row(levels_of({A: a, B: b}))
    every = [cliffs_delta(x, y).estimate for x in completions(a) for y in completions(b)]
    assert (row.delta_lowest, row.delta_highest) == pytest.approx((min(every), max(every)))
    signs = {np.sign(one) for one in every}
    if row.settled:
        assert len(signs) == 1
    elif not np.isnan(row.delta):
        assert len(signs) > 1


def test_answers_on_which_coders_differ_widen_the_bounds():
    """Where one coder says 1 and another 3, the bounds of delta are those of 1 and of 3."""
    levels = levels_of({A: [1, 2], B: [1, 2]}, second={f"{A}-0": 3})
    row = first_row(levels)
    assert row.unknown_a == row.unknown_b == 0
    assert row.delta_lowest == cliffs_delta([1, 2], [1, 2]).estimate
    assert row.delta_highest == cliffs_delta([3, 2], [1, 2]).estimate
    assert "answers that differ" in row.sentence


def test_a_difference_that_hangs_on_missing_data_says_so():
    """With nothing unknown the direction is settled; with enough unknown it is not."""
    whole = first_row(levels_of({A: [3, 3, 2, 3], B: [0, 1, 0, 1]}))
    assert whole.settled
    assert whole.holds
    assert whole.conclusion == "a_above"
    assert "No unknown answer could change that" in whole.sentence
    open_row = first_row(levels_of({A: [3, 3, 2, 3, *[None] * 12], B: [0, 1, 0, 1]}))
    assert (open_row.delta, open_row.conclusion) == (1, "a_above")
    assert not open_row.settled
    assert not open_row.holds
    assert "hangs on missing data (12 and 0 unknown)" in open_row.sentence
    assert open_row.delta_lowest < 0 < open_row.delta_middle <= open_row.delta_highest


def test_the_middle_reading_stands_between_the_answers():
    """An unknown answer on a scale of four is read between the second and the third."""
    row = first_row(levels_of({A: [None], B: [1, 1, 1, 2]}))
    assert row.delta_middle == pytest.approx(cliffs_delta([1.5], [1, 1, 1, 2]).estimate)
    assert np.isnan(row.delta)
    assert row.sentence == "No answer of museum is known: nothing can be compared."
    assert pd.isna(row.conclusion)
    assert not row.settled


@pytest.mark.parametrize("seed", range(6))
def test_swapped_groups_turn_the_sign_and_nothing_else(seed):
    """The same pair the other way round: opposite delta and bounds, the same p and counts."""
    rng = np.random.default_rng(seed)
    a, b = ([None if x == 4 else int(x) for x in rng.integers(0, 5, 8)] for _ in range(2))
    levels = levels_of({A: a, B: b})
    row, turned = first_row(levels, groups=[A, B]), first_row(levels, groups=[B, A])
    assert (row.delta, row.low, row.high) == pytest.approx(
        (-turned.delta, -turned.high, -turned.low)
    )
    assert row.delta_lowest == pytest.approx(-turned.delta_highest)
    assert (row.p, row.n_a, row.settled) == (turned.p, turned.n_b, turned.settled)
    shuffled = levels.cases.where(ids=[case.id for case in levels.cases][::-1])
    again = first_row(rate_levels(Cases(tuple(shuffled)[::-1]), levels.framework, drafts=True))
    assert again.drop("sentence").equals(first_row(levels).drop("sentence"))


@pytest.fixture(scope="module")
def library():
    """Levels of the built-in cases on every wave."""
    from engagement_kit.cases import load_cases

    return load_cases("case_studies")


def test_every_case_of_the_library_counts_once(library):
    """Of cases with several waves the last counts, or the wave asked for, and that is said."""
    levels = rate_levels(library, load_framework("maturity"))
    found = compare_groups(levels)
    assert not found.observations.duplicated(["item", "case"]).any()
    last = levels.table.groupby("case")["wave"].max()
    assert (found.observations["wave"].to_numpy() == last[found.observations["case"]]).all()
    assert "the last of each is compared" in found.remarks[0]
    same = compare_groups(rate_levels(library, load_framework("maturity"), wave="last"))
    pd.testing.assert_frame_equal(found.table, same.table)
    assert "several waves" not in same.remarks[0]
    one = compare_groups(levels, wave=2025)
    assert set(one.observations["wave"]) == {2025}
    assert "Cases without the wave 2025" in one.remarks[0]


def test_items_of_the_library_are_adjusted_together(library):
    """Seven items are seven tests, adjusted as statsmodels does, with n and p of the known."""
    levels = rate_levels(library, load_framework("maturity"), wave="last")
    found = compare_groups(levels)
    assert found.table["item"].tolist() == ITEMS
    theirs = multipletests(found.table["p"], method="holm")[1]
    assert found.table["p_adjusted"].tolist() == pytest.approx(theirs)
    assert any("Tests: 7. p is adjusted" in remark for remark in found.remarks)
    for row in found.table.itertuples():
        known = levels.table[levels.table["item"] == row.item].dropna(subset=["rank"])
        a, b = (known.loc[known["kind"] == kind, "rank"] for kind in (A, B))
        assert (row.n_a, row.n_b) == (len(a), len(b))
        u = mannwhitneyu(a, b).statistic
        assert row.superiority == pytest.approx(u / (len(a) * len(b)))
    assert repr(found).startswith("<Differences of museum and company, maturity, stages: 7 rows")


def test_distributions_stand_beside_the_tests(library):
    """Answers of a group, the unknown among them, add up to its cases; shares to one."""
    found = compare_groups(rate_levels(library, load_framework("smi"), wave="last"))
    sizes = found.distributions.groupby(["item", "group"])["n"].sum()
    assert (sizes.xs(A, level="group") == 24).all()
    assert (sizes.xs(B, level="group") == 26).all()
    shares = found.distributions.groupby(["item", "group"])["share"].sum()
    assert np.allclose(shares[shares > 0], 1)
    values = found.distributions[found.distributions["item"] == "smi.investment.budget"]
    assert values.loc[values["group"] == A, "value"].tolist() == ["no", "partly", "yes", "unknown"]


def test_stages_are_compared_within_their_bounds(library):
    """A case that is not placed is unknown between its lowest and its highest possible stage."""
    placed = place_stages(library, load_framework("maturity"), wave="last")
    found = compare_groups(placed)
    (row,) = found.table.itertuples()
    table = placed.table
    a, b = (table[table["kind"] == kind] for kind in (A, B))
    assert row.delta == cliffs_delta(a["rank"], b["rank"]).estimate
    assert row.delta_lowest == cliffs_delta(a["rank_low"], b["rank_high"]).estimate
    assert row.delta_highest == cliffs_delta(a["rank_high"], b["rank_low"]).estimate
    assert row.unknown_a == int((a["status"] == "not_placed").sum())
    assert set(found.distributions["value"]) >= set(STAGES)


def test_quadrants_are_compared_on_both_axes_and_as_they_are(library):
    """Scores by their order, quadrants without one, adjusted together; the convention is said."""
    placed = place_quadrants(library, load_framework("smi"), min_known=0.25, wave="last")
    found = compare_groups(placed)
    assert found.table["item"].tolist() == ["investment", "innovation", "index"]
    table = placed.table[placed.table["quadrant"].notna()]
    a, b = (table[table["kind"] == kind] for kind in (A, B))
    x, _, cells = found.table.itertuples()
    assert x.delta == cliffs_delta(a["x"], b["x"]).estimate
    counts = pd.crosstab(table["kind"], table["quadrant"].astype(object))
    assert cells.p == pytest.approx(fisher_exact_table(counts.to_numpy()).p)
    assert np.isnan(cells.delta)
    assert not cells.ordered
    assert "Fisher" in cells.test
    every = placed.table
    low, high = every.loc[every["kind"] == A, "x_low"], every.loc[every["kind"] == B, "x_high"]
    assert x.delta_lowest == pytest.approx(cliffs_delta(low, high).estimate)
    assert any("convention" in remark for remark in found.remarks)


def test_more_groups_are_compared_in_pairs():
    """Three groups are three pairs, adjusted together; named groups keep their order."""
    levels = levels_of({"archive": [0, 1, 1], A: [2, 3, 2], B: [1, 2, None]})
    found = compare_groups(levels, items=[ITEMS[0]])
    assert found.pairs == ((A, B), (A, "archive"), (B, "archive"))
    assert found.parameters["tests"] == 3
    theirs = multipletests(found.table["p"], method="holm")[1]
    assert found.table["p_adjusted"].tolist() == pytest.approx(theirs)
    assert compare_groups(levels, groups=["archive", A]).pairs == (("archive", A),)


def test_any_grouping_will_do():
    """A group for each case by its id; cases without one are left out, and that is said."""
    levels = levels_of({A: [0, 1, 3], B: [2, 3, 1]})
    by = {f"{A}-0": "early", f"{B}-2": "early", f"{A}-2": "late", f"{B}-0": "late"}
    found = compare_groups(levels, by=by, items=[ITEMS[0]])
    assert found.table["delta"].item() == cliffs_delta([0, 1], [3, 2]).estimate
    assert "Cases without a group, left out: 2." in found.remarks


def test_one_member_and_equal_answers_are_answered_clearly():
    """One case a group can show nothing, and says so; equal answers give delta 0 and p 1."""
    alone = compare_groups(levels_of({A: [3], B: [0, 1, 0]}), items=[ITEMS[0]])
    row = alone.table.iloc[0]
    assert (row.delta, row.smallest_p) == (1, 0.25)
    assert row.low < 1
    told = " ".join(alone.remarks)
    assert "fewer than 5 known cases: 1" in told
    assert "no p below 0.05 was possible" in told
    equal = first_row(levels_of({A: [2, 2, 2], B: [2, 2]}))
    assert (equal.delta, equal.p, equal.ordering, equal.settled) == (0, 1, "equal", True)
    assert "stands level with" in equal.sentence


def test_a_comparison_can_be_made_again(library):
    """What a comparison remembers of its making gives the same numbers, by way of JSON too."""
    by = {case.id: "old" if min(case.waves) < 2015 else "new" for case in library}
    levels = rate_levels(library, load_framework("maturity"), part="stages")
    placed = place_quadrants(library, load_framework("smi"), min_known=0.25)
    for result, choices in (
        (levels, {"by": by, "groups": ("old", "new"), "wave": "first"}),
        (placed, {"interval": "bootstrap", "draws": 200, "seed": 3, "items": ("investment",)}),
    ):
        found = compare_groups(result, **choices)
        kept = json.loads(json.dumps(asdict(found.making)))
        making = Making(**{**kept, "cases": tuple(kept["cases"])})
        again = remake(making, library, result.framework)
        pd.testing.assert_frame_equal(again.table, found.table)
        assert again.remarks == found.remarks


def test_the_page_in_a_notebook_is_escaped():
    """Names are data: what looks like markup is shown as it is written."""
    levels = levels_of({A: [0, 1], B: [2, 3]})
    by = {case.id: "<b>x</b>" if case.kind == A else "y" for case in levels.cases}
    shown = compare_groups(levels, by=by)._repr_html_()
    assert "&lt;b&gt;x" in shown
    assert "<b>x" not in shown


def test_what_cannot_be_compared_is_refused():
    """One group, too many groups, unknown names, other results, mixed scales: said with advice."""
    levels = levels_of({A: [0, 1], B: [2, 3]})
    with pytest.raises(WrongKind, match="two groups, not only 'museum'"):
        compare_groups(levels, groups=[A])
    with pytest.raises(WrongKind, match="two groups, not none"):
        compare_groups(levels, by="country")
    many = levels_of({f"kind-{n}": [0] for n in range(7)})
    with pytest.raises(WrongKind, match=r"at most 6 groups, not 7 groups.*groups="):
        compare_groups(many)
    with pytest.raises(UnknownId, match="museum"):
        compare_groups(levels, groups=["musem", B])
    with pytest.raises(UnknownId, match="column to group by"):
        compare_groups(levels, by="sort")
    with pytest.raises(UnknownId, match="case 'nobody'"):
        compare_groups(levels, by={"nobody": "x"})
    with pytest.raises(UnknownId, match="item"):
        compare_groups(levels, items=["maturity.nothing"])
    with pytest.raises(UnknownId, match="wave"):
        compare_groups(levels, wave=1999)
    with pytest.raises(WrongKind, match="a list of names"):
        compare_groups(levels, groups=A)
    with pytest.raises(WrongKind, match="alpha"):
        compare_groups(levels, alpha=5)
    with pytest.raises(WrongKind, match="rate_levels"):
        compare_groups(levels.table)
    other = levels.table.assign(item="maturity.chasm.change_agent").head(1)
    mixed = replace(levels, table=pd.concat([levels.table, other]))
    with pytest.raises(WrongKind, match=r"scales mixed \(answer, stage\)"):
        compare_groups(mixed)


def test_results_without_cases_are_refused():
    """Nothing to compare is said as such, for every kind of result."""
    framework, none = load_framework("maturity"), Cases(())
    empty = place_quadrants(none, load_framework("smi"))
    assert isinstance(empty, QuadrantPlacements)
    stages = place_stages(none, framework)
    assert isinstance(stages, StagePlacements)
    for result in (rate_levels(none, framework), stages, empty):
        with pytest.raises(WrongKind, match="two groups, not none"):
            compare_groups(result)


@pytest.mark.parametrize("by", [None, 3, ["kind"]])
def test_a_way_to_group_that_is_none_is_refused(by):
    """Groups are a column or a mapping; the message shows both."""
    with pytest.raises(WrongKind, match="by needs the name of a column, or a group"):
        compare_groups(rate_levels(Cases(()), load_framework("maturity")), by=by)


def test_an_empty_list_of_items_or_groups_is_refused():
    """Nothing named is nothing compared: the message says which list is empty."""
    levels = rate_levels(Cases(()), load_framework("maturity"))
    for name in ("items", "groups"):
        with pytest.raises(WrongKind, match=f"{name} needs at least one name, not \\[\\]"):
            compare_groups(levels, **{name: []})


@pytest.mark.parametrize("wrong", [3, None, "text"])
def test_a_sample_that_is_no_list_is_refused(wrong):
    """A single number is no sample."""
    with pytest.raises(WrongKind, match="a list of numbers"):
        cliffs_delta(wrong, [1, 2])


def test_draws_and_seeds_of_the_exact_test_are_checked():
    """They count where tables are drawn, and are wrong wherever they are given."""
    for name, wrong in (("draws", 0), ("seed", -1), ("seed", None)):
        with pytest.raises(WrongKind, match=f"{name} needs a whole number"):
            fisher_exact_table([[1, 2], [3, 4]], **{name: wrong})
