"""Cases against predicted patterns: hits, misses and what is unknown, never mixed up."""

import itertools

import numpy as np
import pandas as pd
import pytest

from engagement_kit.assess import rate_levels
from engagement_kit.cases import Case, Cases, Evidence, Source, load_cases
from engagement_kit.compare.patterns.expected import expected_profile
from engagement_kit.compare.patterns.pattern import match_pattern
from engagement_kit.compare.patterns.rivals import Answer, fit_of, judge
from engagement_kit.compare.remaking import making_of, remake
from engagement_kit.errors import Faults, WrongKind
from engagement_kit.frameworks import load_framework

MATURITY = load_framework("maturity")
ITEMS = [item.id for item in MATURITY.items_of("stages")]
STAGES = MATURITY.scale("stage").ids
LED = {
    "maturity.leadership": "integrated",
    "maturity.technology": ("functional", "customer_first"),
    "maturity.measurement": ">= integrated",
    "maturity.governance": "<= functional",
}


def made(name, **answers):
    """A case with stages by the last word of their ids; each rests on a fact of its own."""
    facts = tuple(
        Evidence(id=f"{name}-{item}", text="A fact", year=2024, source="s") for item in answers
    )
    case = Case(
        id=name,
        kind="museum",
        name={"en": name.title()},
        waves=(2024,),
        sources=(Source(key="s", title="A source", url="https://example.org/"),),
        evidence=facts,
    )
    for item, value in answers.items():
        told = value.split(",")
        for coder, stage in zip("ab", told, strict=False):
            evidence = (f"{name}-{item}",)
            case = case.rate(f"maturity.{item}", stage, coder=coder, wave=2024, evidence=evidence)
    return case


def levels_of(*cases):
    """Levels of the stages of some cases."""
    return rate_levels(Cases(tuple(cases)), MATURITY, part="stages", drafts=True)


def test_a_small_example_worked_out_by_hand():
    """One hit, two misses, one unknown: a fit of 1/3 between 1/4 and 2/4."""
    case = made("one", leadership="integrated", technology="basic", governance="customer_first")
    match = match_pattern(levels_of(case), expected_profile("led", LED, MATURITY))
    row = match.table.iloc[0]
    assert row[["fit", "fit_low", "fit_high"]].tolist() == pytest.approx([1 / 3, 1 / 4, 2 / 4])
    assert row[["hits", "known", "items"]].tolist() == [1, 3, 4]
    assert row["distance"] == pytest.approx((0 + 1 + 2) / 3)
    assert row["breadth"] == pytest.approx((1 / 4 + 3 / 4 + 2 / 4 + 2 / 4) / 4)
    assert row["verdict"] == "does_not_fit"
    assert row["misfits"] == "maturity.technology;maturity.governance"
    assert row["evidence"] == "one-technology;one-governance"
    assert pd.isna(row["is_best"])
    items = match.items.set_index("item")
    assert items["state"].to_dict() == {
        "maturity.leadership": "hit",
        "maturity.technology": "miss",
        "maturity.measurement": "unknown",
        "maturity.governance": "miss",
    }
    assert items.loc["maturity.technology", "distance"] == -1
    assert items.loc["maturity.governance", "distance"] == 2
    assert items.loc["maturity.technology", "expected"] == "functional..customer_first"
    assert match.misfits["item"].tolist() == ["maturity.governance", "maturity.technology"]


def test_expectations_are_read_as_they_are_written():
    """An answer, a pair, and the four signs of comparison."""
    written = {
        "functional": (1, 1),
        ("basic", "integrated"): (0, 2),
        ">= integrated": (2, 3),
        ">integrated": (3, 3),
        "<=  functional": (0, 1),
        "< functional": (0, 0),
        ("integrated", "integrated"): (2, 2),
    }
    for given, ends in written.items():
        (told,) = expected_profile("x", {ITEMS[0]: given}, MATURITY).predictions.values()
        assert (told.low, told.high) == ends


def test_unknown_is_no_miss():
    """A case of which nothing is known has no fit, bounds from 0 to 1, and stays open."""
    match = match_pattern(levels_of(made("none")), {"led": LED, "other": {ITEMS[0]: "basic"}})
    assert match.table["fit"].isna().all()
    assert match.table[["fit_low", "fit_high"]].to_numpy().tolist() == [[0, 1], [0, 1]]
    assert (match.table["verdict"] == "open").all()
    assert match.table["is_best"].isna().all()
    assert any("1 cases have a profile of which no item is known" in r for r in match.remarks)


def test_items_that_do_not_apply_leave_the_denominator():
    """Not applicable is neither hit nor miss nor unknown."""
    case = made("one", leadership="integrated").rate(
        "maturity.governance", coder="a", wave=2024, missing="not_applicable"
    )
    match = match_pattern(levels_of(case), {"led": LED})
    assert match.table[["hits", "known", "items"]].iloc[0].tolist() == [1, 1, 3]
    states = match.items.set_index("item")["state"]
    assert states["maturity.governance"] == "not_applicable"
    only = match_pattern(levels_of(case), {"gov": {"maturity.governance": "basic"}})
    assert only.table[["fit", "fit_low", "fit_high", "verdict"]].isna().all(axis=None)


def test_coders_who_differ_make_a_hit_uncertain():
    """A hit by the lower median that the other coder does not share bounds the fit from below."""
    match = match_pattern(
        levels_of(made("one", leadership="integrated,customer_first")), {"l": LED}
    )
    assert match.items.set_index("item").loc["maturity.leadership", "state"] == "hit"
    assert not match.items.set_index("item").loc["maturity.leadership", "is_certain"]
    assert match.table[["fit", "fit_low", "fit_high"]].iloc[0].tolist() == [1, 0, 1]


def drawn(seed, n_profiles=3):
    """Profiles and the answers of one case, drawn from a seed."""
    rng = np.random.default_rng(seed)
    profiles = []
    for name in "abc"[:n_profiles]:
        chosen = rng.choice(ITEMS, rng.integers(1, 5), replace=False)
        ends = [sorted(rng.choice(4, 2, replace=False)) for _ in chosen]
        told = {
            str(item): (STAGES[low], STAGES[high]) if high - low < 3 else STAGES[low]
            for item, (low, high) in zip(chosen, ends, strict=True)
        }
        profiles.append(expected_profile(name, told, MATURITY))
    answers = {}
    for item in ITEMS[: rng.integers(2, 8)]:
        low, high = sorted(int(rank) for rank in rng.integers(0, 4, 2))
        known = rng.random() < 0.6
        answers[item] = Answer(low, low, high if rng.random() < 0.3 else low)
        answers[item] = answers[item] if known else Answer(None, 0, 3)
    return profiles, answers


def completions(answers):
    """Every way in which the answers may turn out."""
    spans = [range(answer.low, answer.high + 1) for answer in answers.values()]
    for ranks in itertools.product(*spans):
        yield {item: Answer(r, r, r) for item, r in zip(answers, ranks, strict=True)}


@pytest.mark.parametrize("seed", range(12))
def test_bounds_and_verdicts_hold_in_every_completion(seed):
    """Bounds are reached and never left; settled means best in all of them, and only then."""
    profiles, answers = drawn(seed)
    answers = dict(list(answers.items())[:5])
    fits = [fit_of(answers, profile) for profile in profiles]
    verdict = judge(answers, profiles, fits)
    ends, always, reached = [[2.0, -1.0] for _ in profiles], True, set()
    for full in completions(answers):
        found = [fit_of(full, profile).fit for profile in profiles]
        for end, fit in zip(ends, found, strict=True):
            if fit is not None:
                end[:] = min(end[0], fit), max(end[1], fit)
        if verdict is not None:
            leader = next(
                f for p, f in zip(profiles, found, strict=True) if p.name == verdict.best[0]
            )
            level = {p.name for p, f in zip(profiles, found, strict=True) if f >= leader}
            reached |= level - {verdict.best[0]}
            always &= level == {verdict.best[0]}
    for fit, (low, high) in zip(fits, ends, strict=True):
        if fit.items:
            assert (fit.low, fit.high) == (low, high)
            assert fit.fit is None or fit.low <= fit.fit <= fit.high
    if verdict is not None:
        assert verdict.is_settled == always
        assert set(verdict.catching_up) == reached


def test_which_rival_fits_best_and_whether_that_is_settled():
    """Two rivals: one leads by what is known; an unknown item could put the other level."""
    rivals = {
        "led": {"maturity.leadership": ">= integrated", "maturity.governance": ">= integrated"},
        "grown": {"maturity.leadership": "<= functional", "maturity.governance": "<= functional"},
    }
    cases = [
        made("clear", leadership="integrated", governance="customer_first"),
        made("leans", leadership="integrated"),
        made("split", leadership="integrated", governance="basic"),
    ]
    match = match_pattern(levels_of(*cases), rivals)
    rows = match.table.set_index(["case", "profile"])
    assert rows["is_best"].astype(bool).to_dict() == {
        ("clear", "led"): True,
        ("clear", "grown"): False,
        ("leans", "led"): True,
        ("leans", "grown"): False,
        ("split", "led"): True,
        ("split", "grown"): True,
    }
    assert rows.loc[("clear", "led"), "is_settled"]
    assert not rows.loc[("leans", "led"), "is_settled"]
    assert rows.loc[("leans", "led"), "rivals"] == "grown"
    assert pd.isna(rows.loc[("clear", "led"), "rivals"])
    assert rows.loc[("split", "grown"), "rivals"] == "led"
    counts = match.counts.set_index("profile")
    assert counts.loc["led", ["fits", "open", "does_not_fit"]].tolist() == [1, 1, 1]
    assert counts.loc["led", ["best", "best_settled"]].tolist() == [3, 1]


def test_the_order_of_cases_and_rivals_changes_no_number(repository):
    """Cases and profiles shuffled give the same rows, in another order."""
    library = load_cases(repository / "case_studies")
    rivals = {"led": LED, "customers": {"maturity.customer_stance": ">= integrated"}}
    match = match_pattern(rate_levels(library, MATURITY, wave="last"), rivals)
    turned = Cases(tuple(library)[::-1])
    other = match_pattern(
        rate_levels(turned, MATURITY, wave="last"), dict(reversed(rivals.items()))
    )
    keys = ["case", "wave", "profile"]
    for one, two in ((match.table, other.table), (match.items, other.items)):
        by = keys + (["item"] if "item" in one else [])
        pd.testing.assert_frame_equal(
            one.sort_values(by, ignore_index=True), two.sort_values(by, ignore_index=True)
        )
    assert len(match) == 100
    assert len(match.items) == 250
    missed = match.items[match.items["state"] == "miss"]
    assert len(missed) > 20
    assert missed["evidence"].notna().all()
    facts = {e.id for case in library for e in case.evidence}
    assert {one for ids in missed["evidence"] for one in ids.split(";")} <= facts


def test_the_result_can_be_made_again(repository):
    """The record of how it was made gives the same tables."""
    library = load_cases(repository / "case_studies").where(kind="museum")
    profile = expected_profile("led", LED, MATURITY)
    match = match_pattern(rate_levels(library, MATURITY, wave="last"), [profile], least_fit=0.6)
    again = remake(making_of(match), library, MATURITY)
    pd.testing.assert_frame_equal(match.table, again.table)
    assert again.parameters == match.parameters


def test_names_are_escaped_in_notebooks():
    """A profile called like a tag is a name."""
    match = match_pattern(levels_of(made("one", leadership="basic")), {"<b>led</b>": LED})
    assert "<b>led" not in match._repr_html_()
    assert "&lt;b&gt;led" in match._repr_html_()
    assert "'<b>led</b>' fits 0" in repr(match)


def test_everything_wrong_with_a_profile_is_said_at_once():
    """Unknown items and answers with the nearest, ranges upside down, what cannot fail or hold."""
    wrong = {
        "maturity.leadrship": "basic",
        "maturity.leadership": "integratd",
        "maturity.technology": ("integrated", "basic"),
        "maturity.measurement": ">= basic",
        "maturity.governance": "> customer_first",
        "maturity.collaboration": ["basic", "functional", "integrated"],
        "maturity.customer_stance": 3,
    }
    with pytest.raises(Faults) as caught:
        expected_profile("led", wrong, MATURITY)
    assert [fault.code for fault in caught.value.faults] == [
        "expected_item",
        "expected_value",
        "expected_range",
        "expected_all",
        "expected_none",
        "expected_form",
        "expected_form",
    ]
    told = str(caught.value)
    assert "profile 'led': maturity.leadrship" in told
    assert "nearest: maturity.leadership" in told
    assert "nearest: integrated" in told


@pytest.mark.parametrize("expectations", [{}, None, [("maturity.leadership", "basic")]])
def test_a_profile_without_expectations_is_refused(expectations):
    """Nothing is predicted by an empty profile."""
    with pytest.raises(WrongKind, match="an expectation for at least one item"):
        expected_profile("led", expectations, MATURITY)


def test_what_cannot_be_matched_is_refused():
    """No levels, no profile, profiles of another framework or part, two of one name."""
    levels, profile = levels_of(made("one")), expected_profile("led", LED, MATURITY)
    with pytest.raises(WrongKind, match="rate_levels"):
        match_pattern(Cases(()), profile)
    with pytest.raises(WrongKind, match="expected profiles, not none"):
        match_pattern(levels, [])
    with pytest.raises(WrongKind, match="str among them"):
        match_pattern(levels, "led")
    with pytest.raises(WrongKind, match="two called 'led'"):
        match_pattern(levels, [profile, profile])
    other = expected_profile("x", {"guide.formats.chatbot": "regular"}, load_framework("guide"))
    with pytest.raises(WrongKind, match="a profile of 'maturity'"):
        match_pattern(levels, other)
    chasm = expected_profile("c", {"maturity.chasm.change_agent": "yes"}, MATURITY)
    with pytest.raises(WrongKind, match="part='chasm_requirements'"):
        match_pattern(levels, chasm)
    with pytest.raises(WrongKind, match="name of a profile"):
        expected_profile(" ", LED, MATURITY)
    with pytest.raises(WrongKind, match="least_fit"):
        match_pattern(levels, profile, least_fit=75)


def test_the_name_of_a_framework_is_no_framework():
    """The message says where frameworks come from."""
    with pytest.raises(WrongKind, match=r"a framework, not str. See load_framework\(\)"):
        expected_profile("top", {"maturity.leadership": "basic"}, "maturity")
