"""Every way to decide is computed once, and gives what the package gives when asked alone."""

import itertools

import numpy as np
import pandas as pd
import pytest

from engagement_kit.assess import place_quadrants, place_stages
from engagement_kit.cases import Case, Cases, load_cases
from engagement_kit.compare import compare_groups
from engagement_kit.compare.groups.delta import cliffs_delta
from engagement_kit.compare.groups.specification import specify
from engagement_kit.compare.remaking import making_of, remake
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework

SMI, MATURITY = load_framework("smi"), load_framework("maturity")
PAIR = ("museum", "company")
X_ITEMS = [item.id for item in SMI.items if item.group == "investment"]
Y_ITEMS = [item.id for item in SMI.items if item.group == "innovation"]
STAGES = MATURITY.scale("stage").ids


@pytest.fixture(scope="module")
def library(repository):
    """Twelve museums and twelve companies of the repository."""
    cases = load_cases(repository / "case_studies")
    chosen = [case.id for kind in PAIR for case in list(cases.where(kind=kind))[:12]]
    return cases.where(ids=chosen)


def made(name, kind, answers, *, coder="a", country=None):
    """A case with the answers that a test writes down; None is unknown."""
    case = Case(id=name, kind=kind, country=country, name={"en": name}, waves=(2024,))
    for item, value in answers.items():
        if value is not None:
            case = case.rate(item, value, coder=coder, wave=2024)
    return case


def invented(seed, n=8, known=0.7):
    """Cases of two kinds whose stages are drawn, by two coders."""
    rng, cases = np.random.default_rng(seed), []
    items = [item.id for item in MATURITY.items_of("stages")]
    for place in range(n):
        case = made(f"case-{place}", PAIR[place % 2], {})
        for item, coder in itertools.product(items, "ab"):
            if rng.random() < known:
                case = case.rate(item, str(rng.choice(STAGES)), coder=coder, wave=2024)
        cases.append(case)
    return Cases(tuple(cases))


def test_the_number_of_specifications_is_the_product_of_the_lists(library):
    """Six thresholds, three shares, three coder rules, three readings; four rules for stages."""
    assert len(specify(library, SMI)) == 6 * 3 * 3 * 3
    assert len(specify(library, SMI, outcome="investment")) == 3 * 3 * 3
    found = specify(
        library,
        MATURITY,
        wave=["first", "last"],
        coder_rules=["coder-a", "coder-b"],
        min_known=0.5,
        unknown=["known", "low_high", "high_low"],
    )
    assert len(found) == 2 * 4 * 1 * 2 * 3
    decided = ["wave", "stage_rule", "min_known", "coder_rule", "unknown"]
    assert not found.table.duplicated(decided).any()


@pytest.mark.parametrize("outcome", ["socialfirst", "conservative", "investment"])
def test_every_quadrant_specification_is_what_place_quadrants_gives(library, outcome):
    """Thresholds applied to scores computed once: the same cases in the same quadrants."""
    thresholds = [0.45, 0.5, (0.4, 0.6), "sample_median"]
    asked = {"groups": PAIR, "thresholds": thresholds, "coder_rules": ["higher", "coder-b"]}
    found = specify(library, SMI, outcome=outcome, min_known=0.25, **asked)
    rows = found.table[found.table["unknown"] == "known"]
    assert len(rows) == (1 if outcome == "investment" else 4) * 2
    for row in rows.itertuples():
        rule = {"threshold_rule": "sample_median"} if row.threshold == "sample_median" else {}
        limits = (row.x_threshold, row.y_threshold)
        placed = place_quadrants(
            library,
            SMI,
            wave="last",
            threshold=None if rule or pd.isna(limits[0]) else limits,
            min_known=row.min_known,
            coder_rule=row.coder_rule,
            **rule,
        ).table
        placed = placed[placed["status"] != "not_placed"]
        value = placed["x"] if outcome == "investment" else (placed["quadrant"] == outcome) * 1.0
        first, second = (value[placed["kind"] == kind] for kind in PAIR)
        assert (row.n_first, row.n_second) == (len(first), len(second))
        assert row.delta == pytest.approx(cliffs_delta(first, second).estimate)


def test_the_bounds_of_a_quadrant_are_those_of_the_placements(library):
    """Lowest: settled in the quadrant; highest: not ruled out."""
    found = specify(library, SMI, groups=PAIR, min_known=0.5, thresholds=0.5)
    rows = found.table.set_index(["coder_rule", "unknown"])
    placed = place_quadrants(library, SMI, wave="last").table
    placed = placed[placed["status"] != "not_placed"]
    certain = (placed["possible"] == "socialfirst") & (placed["status"] == "settled")
    maybe = placed["possible"].str.split(";").map(lambda cells: "socialfirst" in cells)
    shares = [(c.groupby(placed["kind"]).mean()[list(PAIR)]) for c in (certain, maybe)]
    for reading, share in zip(("lowest", "highest"), shares, strict=True):
        row = rows.loc[("lower_median", reading)]
        assert [row["first"], row["second"]] == pytest.approx(share.tolist())
    row = rows.loc[("lower_median", "known")]
    assert row["low"] == pytest.approx(shares[0]["museum"] - shares[1]["company"])
    assert row["high"] == pytest.approx(shares[1]["museum"] - shares[0]["company"])


def test_every_stage_specification_is_what_place_stages_gives(library):
    """Stages by each rule, and their bounds, are those of the placements."""
    found = specify(library, MATURITY, groups=PAIR, coder_rules=["higher", "coder-a"])
    columns = {"known": "rank", "lowest": "rank_low", "highest": "rank_high"}
    tables = {}
    for row in found.table.itertuples():
        way = {"rule": row.stage_rule, "coder_rule": row.coder_rule, "min_known": row.min_known}
        key = tuple(way.values())
        if key not in tables:
            tables[key] = place_stages(library, MATURITY, wave="last", **way).table
        placed = tables[key][tables[key]["status"] != "not_placed"]
        ranks = placed[columns[row.unknown]]
        first, second = (ranks[placed["kind"] == kind] for kind in PAIR)
        assert row.delta == pytest.approx(cliffs_delta(first, second).estimate)


def test_the_reference_is_what_the_package_takes_by_itself(library):
    """One row has every decision as the package has it, and its numbers are those of defaults."""
    found = specify(library, MATURITY, groups=PAIR)
    assert found.table["is_reference"].sum() == 1
    decided = ["wave", "stage_rule", "min_known", "coder_rule", "unknown"]
    assert [found.reference[name] for name in decided] == [
        "last",
        "lower_median",
        0.5,
        "lower_median",
        "known",
    ]
    placed = place_stages(library, MATURITY, wave="last").table.dropna(subset=["rank"])
    first, second = (placed.loc[placed["kind"] == kind, "rank"] for kind in PAIR)
    assert found.reference["delta"] == pytest.approx(cliffs_delta(first, second).estimate)
    (row,) = compare_groups(place_stages(library, MATURITY, wave="last")).table.itertuples()
    assert (row.group_a, row.group_b) == found.groups == PAIR
    assert found.reference["delta"] == pytest.approx(row.delta)
    assert found.reference["p"] == pytest.approx(row.p)


def test_a_small_example_worked_out_by_hand():
    """Shares of 2/3 and 1/3 at .5; unknown answers could make it anything from 0 to 2/3."""
    high, low = dict.fromkeys(X_ITEMS + Y_ITEMS, "yes"), dict.fromkeys(X_ITEMS + Y_ITEMS, "no")
    open_case = {**high, **dict.fromkeys(X_ITEMS[:4])}  # 4 of 8 yes, 4 unknown: .5 to 1, settled
    nearly = {**high, **dict.fromkeys(X_ITEMS[:3]), X_ITEMS[3]: "no"}  # 4 of 5; .5 to .875
    cases = [
        made("m1", "museum", high),
        made("m2", "museum", open_case),
        made("m3", "museum", low),
        made("c1", "company", nearly),
        made("c2", "company", low),
        made("c3", "company", low),
    ]
    found = specify(
        Cases(tuple(cases)), SMI, groups=PAIR, thresholds=[0.5, 0.6], min_known=0.5, drafts=True
    )
    rows = found.table[found.table["coder_rule"] == "lower"].set_index(["threshold", "unknown"])
    at_half = rows.loc[("0.5", "known")]
    assert [at_half["first"], at_half["second"]] == pytest.approx([2 / 3, 1 / 3])
    assert at_half[["delta", "low", "high"]].tolist() == pytest.approx([1 / 3] * 3)
    assert at_half["superiority"] == pytest.approx(2 / 3)
    above = rows.loc[("0.6", "known")]
    assert above[["delta", "low", "high"]].tolist() == pytest.approx([1 / 3, 0, 2 / 3])
    assert (at_half["status"], above["status"]) == ("settled", "open")
    assert rows.loc[("0.6", "lowest"), "delta"] == pytest.approx(1 / 3)
    assert set(found.table["conclusion"]) == {"first_higher"}
    assert (found.same_sign, found.same_conclusion) == (18, 18)


def test_the_choice_that_changes_most_is_the_one_with_the_widest_means():
    """Where groups differ only in their highest dimension, the stage rule decides."""
    items = [item.id for item in MATURITY.items_of("stages")]
    flat = dict.fromkeys(items, "functional")
    cases = [made(f"m{n}", "museum", {**flat, items[0]: "integrated"}) for n in range(3)]
    cases += [made(f"c{n}", "company", flat) for n in range(3)]
    found = specify(Cases(tuple(cases)), MATURITY, groups=PAIR, drafts=True)
    assert found.strongest == "stage_rule"
    means = found.choices.query("decision == 'stage_rule'").set_index("option")["mean"]
    assert means.to_dict() == {"weakest": 0, "lower_median": 0, "mode": 0, "highest": 1}
    assert found.choices["spread"].iloc[0] == 1
    assert found.reference["conclusion"] == "none"
    assert (found.same_conclusion, found.same_sign) == (81, 81)


@pytest.mark.parametrize("seed", range(2))
def test_the_bounds_contain_every_completion(seed):
    """Each way in which what is unknown could turn out gives a delta within low and high."""
    cases = invented(seed, n=4, known=0.82)
    asked = {"groups": PAIR, "min_known": 0.25, "unknown": "known", "drafts": True}
    asked |= {"coder_rules": "a", "progress": False}
    found = specify(cases, MATURITY, **asked).table.set_index("stage_rule")
    items = [item.id for item in MATURITY.items_of("stages")]
    rng = np.random.default_rng(seed)
    for _ in range(12):
        full = []
        for case in cases:
            told = {r.item: r.value for r in case.ratings if r.coder == "a"}
            ends = STAGES if rng.random() < 0.5 else (STAGES[0], STAGES[-1])
            drawn = {item: told.get(item) or str(rng.choice(ends)) for item in items}
            full.append(made(case.id, case.kind, drawn))
        deltas = specify(Cases(tuple(full)), MATURITY, **asked).table.set_index("stage_rule")
        for rule, row in found.iterrows():
            assert row["low"] - 1e-9 <= deltas.loc[rule, "delta"] <= row["high"] + 1e-9


def test_bounds_are_those_of_placed_cases_and_say_so():
    """A case of which nothing is known widens what compare_groups() gives, not these bounds."""
    items = [item.id for item in MATURITY.items_of("stages")]
    stages = (("museum", "basic"), ("museum", "basic"), ("company", "customer_first"))
    cases = [made(f"{n}", kind, dict.fromkeys(items, s)) for n, (kind, s) in enumerate(stages)]
    cases.append(made("3", "company", dict.fromkeys(items, "customer_first")))
    cases = Cases((*cases, made("4", "company", {})))
    found = specify(cases, MATURITY, groups=PAIR, drafts=True)
    assert (found.reference["low"], found.reference["high"]) == (-1, -1)
    placed = place_stages(cases, MATURITY, wave="last", drafts=True)
    (row,) = compare_groups(placed, groups=PAIR).table.itertuples()
    assert row.delta_highest == pytest.approx(-2 / 3)
    (told,) = (one for one in found.remarks if "direction" in one)
    assert "of the placed cases" in told
    assert any("left out of them" in one and "compare_groups()" in one for one in found.remarks)


def test_the_order_of_cases_changes_nothing(library):
    """Cases shuffled give the same table; groups turned around give the mirrored one."""
    shuffled = [library[int(place)] for place in np.random.default_rng(1).permutation(24)]
    found, other = specify(library, MATURITY), specify(Cases(tuple(shuffled)), MATURITY)
    pd.testing.assert_frame_equal(found.table, other.table)
    turned = specify(library, MATURITY, groups=found.groups[::-1])
    assert np.allclose(np.sort(-turned.table["delta"]), found.table["delta"])
    assert turned.same_conclusion == found.same_conclusion


def test_readings_keep_their_order_and_lie_within_the_bounds():
    """The first group low and the second high gives the lower bound, the reverse the upper."""
    readings = ["low_high", "known", "lowest", "highest", "high_low"]
    for seed in range(4):
        asked = {"groups": PAIR, "unknown": readings, "min_known": 0.25, "drafts": True}
        table = specify(invented(seed), MATURITY, **asked).table
        wide = table.set_index(["stage_rule", "coder_rule", "unknown"])["delta"].sort_index()
        for row in table.itertuples():
            deltas = wide.loc[(row.stage_rule, row.coder_rule)]
            assert deltas.min() == pytest.approx(deltas["low_high"]) == pytest.approx(row.low)
            assert deltas.max() == pytest.approx(deltas["high_low"]) == pytest.approx(row.high)


def test_too_few_cases_are_listed_without_a_result(library):
    """A share of known items that nobody reaches leaves rows without numbers, and a remark."""
    found = specify(library, SMI, min_known=[0.5, 1.0])
    few = found.table[found.table["status"] == "too_few"]
    assert 0 < len(few) < len(found) == 108
    assert few[["place", "delta", "low", "high", "p"]].isna().all(axis=None)
    assert few.index.min() == len(found.computed)
    assert any(f"{len(few)} of 108 specifications have no result" in r for r in found.remarks)
    none = specify(library, SMI, min_known=1.0)
    assert (none.same_sign, none.same_conclusion, none.strongest) == (0, 0, None)
    assert "none for reference" in repr(none)
    assert "<table" in none._repr_html_()


def test_a_reference_that_was_not_tried_is_said(library):
    """Without the package's own choice the first option is the reference, and a remark says so."""
    found = specify(library, MATURITY, stage_rules=["highest", "weakest"])
    assert found.parameters["reference"]["stage_rule"] == "highest"
    assert any("not among what was tried for stage_rule" in remark for remark in found.remarks)


def test_the_result_can_be_made_again(library):
    """The record of how it was made gives the same table."""
    found = specify(library, SMI, thresholds=[0.5, (0.4, 0.6), "sample_median"], by="kind")
    again = remake(making_of(found), library, SMI)
    pd.testing.assert_frame_equal(found.table, again.table)
    assert again.parameters == found.parameters


def test_what_was_decided_and_found_is_shown(library):
    """All lists stand in the parameters; the notebook shows the counts and escapes names."""
    found = specify(library, MATURITY)
    assert found.parameters["stage_rules"] == ["weakest", "lower_median", "mode", "highest"]
    assert found.parameters["min_known"] == [0.25, 0.5, 0.75]
    assert found.parameters["unknown"] == ["known", "lowest", "highest"]
    assert f"same conclusion in {found.same_conclusion}" in repr(found)
    shown = found._repr_html_()
    assert "stage_rule" in shown
    assert f"same conclusion: {found.same_conclusion}" in shown


def test_what_cannot_be_compared_is_refused(library):
    """One group, one case, unknown names, empty lists, shares that are none: said by name."""
    museums = library.where(kind="museum")
    with pytest.raises(WrongKind, match=r"two different groups, not 1 \(museum\)"):
        specify(museums, SMI)
    and_one = Cases((*museums, next(iter(library.where(kind="company")))))
    with pytest.raises(WrongKind, match="at least 2 cases in each group"):
        specify(and_one, SMI)
    with pytest.raises(WrongKind, match="two different groups"):
        specify(next(iter(library)), SMI)
    with pytest.raises(WrongKind, match=r"Name two with groups=; there are: .*Netherlands"):
        specify(library, SMI, by="country")
    with pytest.raises(UnknownId, match="Did you mean 'museum'"):
        specify(library, SMI, groups=("museums", "company"))
    with pytest.raises(UnknownId, match="Did you mean 'socialfirst'"):
        specify(library, SMI, outcome="socialfrist")
    with pytest.raises(UnknownId, match="'sample_median'"):
        specify(library, SMI, thresholds=["sample_medain"])
    with pytest.raises(UnknownId, match="Did you mean 'lowest'"):
        specify(library, SMI, unknown=["lowset"])
    with pytest.raises(UnknownId, match="coder-a"):
        specify(library, SMI, coder_rules=["coder-z"])
    with pytest.raises(WrongKind, match="an empty one"):
        specify(library, MATURITY, stage_rules=[])
    with pytest.raises(WrongKind, match="each may count once"):
        specify(library, MATURITY, wave=None)
    with pytest.raises(WrongKind, match="min_known"):
        specify(library, MATURITY, min_known=[50])
    with pytest.raises(WrongKind, match="capabilities"):
        specify(library, load_framework("capability"))
