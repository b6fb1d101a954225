"""Waves scored under two versions: refused with both named, compared only as a mapping says."""

import json
from dataclasses import asdict, replace

import pandas as pd
import pytest

from engagement_kit.assess import Making, place_quadrants, place_stages, rate_levels
from engagement_kit.cases import Cases
from engagement_kit.compare import compare_waves
from engagement_kit.compare.remaking import cases_of, making_of, remake
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework
from engagement_kit.frameworks.schema import Scale, ScaleValue
from tests.compare.waves.waved_cases import as_version, waved

GUIDE, MATURITY, SMI = (load_framework(name) for name in ("guide", "maturity", "smi"))
SURVEY, CHATBOT, CHAT = (f"guide.formats.{name}" for name in ("survey", "chatbot", "live_chat"))
CASES = Cases(
    (
        waved("one", {2010: {SURVEY: "ad_hoc", CHATBOT: "regular"}, 2020: {SURVEY: "regular"}}),
        waved("two", {2010: {SURVEY: "regular"}, 2020: {SURVEY: "absent", CHAT: "regular"}}),
    )
)
OLD = as_version(GUIDE, "2012")


def levels(framework, **more):
    """Levels of the formats in a version."""
    return rate_levels(CASES, framework, part="formats", **more)


def test_two_versions_are_refused_and_both_are_named():
    """Without a mapping nothing is compared; the message names the versions and the way out."""
    with pytest.raises(WrongKind, match=r"guide, version 2012.*guide, version 2023.*mapping="):
        compare_waves(levels(GUIDE), earlier=levels(OLD))
    for place, framework in ((place_stages, MATURITY), (place_quadrants, SMI)):
        then, now = place(CASES, as_version(framework, "1999")), place(CASES, framework)
        with pytest.raises(WrongKind, match=rf"version 1999.*version {framework.version}"):
            compare_waves(now, earlier=then)


def test_two_definitions_of_one_version_are_refused():
    """A framework that was edited under the same version is not the same."""
    edited = as_version(GUIDE, GUIDE.version, aliases=("edited",))
    with pytest.raises(WrongKind, match="two different definitions"):
        compare_waves(levels(GUIDE), earlier=levels(edited))


def test_a_mapping_compares_what_it_joins_and_says_so():
    """Items are compared under the later ids; what has no partner is named as left out."""
    changes = compare_waves(levels(GUIDE), earlier=levels(OLD), mapping={CHATBOT: CHAT})
    assert changes.items == (CHAT,)
    row = changes.table.set_index("case").loc["one"]
    assert (row["value_before"], row["wave_before"]) == ("regular", 2010)
    assert any("version 2012" in r and f"{CHATBOT} = {CHAT}" in r for r in changes.remarks)
    assert any("only one version has them" in r and SURVEY in r for r in changes.remarks)


def test_equal_ids_may_be_taken_to_mean_the_same():
    """Then the numbers are those of one version, and the remarks say on what they rest."""
    changes = compare_waves(levels(GUIDE), earlier=levels(OLD), mapping="same_ids")
    plain = compare_waves(levels(GUIDE))
    pd.testing.assert_frame_equal(changes.table, plain.table)
    assert any("equal ids were taken to mean the same" in r for r in changes.remarks)
    assert plain.remarks[0] == "Both waves were scored under guide, version 2023."
    pairs = [(place_stages, MATURITY), (place_quadrants, SMI)]
    for place, framework in pairs:
        then, now = place(CASES, as_version(framework, "1")), place(CASES, framework)
        changes = compare_waves(now, earlier=then, mapping="same_ids")
        pd.testing.assert_frame_equal(changes.table, compare_waves(now).table)
        pd.testing.assert_frame_equal(changes.crossings, compare_waves(now).crossings)


def staged(ids):
    """The maturity model with other names of its stages, in a version of its own."""
    scale = Scale(id="stage", values=tuple(ScaleValue(id=i, value=r) for r, i in enumerate(ids, 1)))
    scales = (scale, *MATURITY.definition.scales[1:])
    return as_version(MATURITY, "2012", scales=scales)


def test_stages_of_another_version_have_the_ranks_of_the_later():
    """Three stages that are the first, second and last of four count as these."""
    old = staged(("begun", "working", "leading"))
    items = [item.id for item in MATURITY.items_of("stages")]
    then = Cases((waved("one", {2010: dict.fromkeys(items, "leading")}),))
    now = Cases((waved("one", {2010: {}, 2020: dict.fromkeys(items, "integrated")}),))
    mapping = {"begun": "basic", "working": "functional", "leading": "customer_first"}
    earlier, later = place_stages(then, old), place_stages(now, MATURITY)
    changes = compare_waves(later, earlier=earlier, mapping=mapping)
    row = changes.table.iloc[0]
    assert (row["before"], row["after"], row["direction"]) == (4, 3, "fall")
    assert row["value_before"] == "customer_first"
    assert changes.moves.iloc[0]["possible_before"] == "customer_first"
    few = {"begun": "basic", "working": "functional"}
    with pytest.raises(WrongKind, match="without leading"):
        compare_waves(later, earlier=earlier, mapping=few)
    turned = {**mapping, "begun": "customer_first", "leading": "basic"}
    with pytest.raises(WrongKind, match="another order"):
        compare_waves(later, earlier=earlier, mapping=turned)


def test_scales_are_not_mixed():
    """Items whose answers are others are refused, and so are results of two kinds or parts."""
    steps = rate_levels(CASES, OLD, part="steps")
    mapping = {GUIDE.items_of("steps")[0].id: SURVEY}
    with pytest.raises(WrongKind, match=r"two scales.*not_started.*absent"):
        compare_waves(levels(GUIDE), earlier=steps, mapping=mapping)
    with pytest.raises(WrongKind, match="two results of one kind"):
        compare_waves(levels(GUIDE), earlier=place_quadrants(CASES, SMI))
    with pytest.raises(WrongKind, match="one part"):
        compare_waves(levels(GUIDE), earlier=rate_levels(CASES, GUIDE, part="steps"))


def test_waves_scored_by_two_rules_are_refused():
    """A change of the rule would pass for a change of the cases."""
    with pytest.raises(
        WrongKind, match=r"'weakest' and 'highest'.*same rules|same rules.*'weakest'"
    ):
        compare_waves(
            place_stages(CASES, MATURITY, rule="highest"),
            earlier=place_stages(CASES, MATURITY, rule="weakest"),
        )


def test_a_mapping_names_what_there_is():
    """Unknown ids of either version, and two ids for one, are refused."""
    with pytest.raises(UnknownId, match=r"version 2012.*surveys"):
        compare_waves(levels(GUIDE), earlier=levels(OLD), mapping={"guide.formats.surveys": SURVEY})
    with pytest.raises(UnknownId, match="version 2023"):
        compare_waves(levels(GUIDE), earlier=levels(OLD), mapping={SURVEY: "survey"})
    with pytest.raises(WrongKind, match="two ids"):
        compare_waves(levels(GUIDE), earlier=levels(OLD), mapping={SURVEY: CHAT, CHATBOT: CHAT})
    with pytest.raises(WrongKind, match="same_ids"):
        compare_waves(levels(GUIDE), earlier=levels(OLD), mapping="same")


def kept(making):
    """A making after it has been written to a file and read again."""
    fields = json.loads(json.dumps(asdict(making)))
    return Making(**{**fields, "cases": tuple(fields["cases"])})


def test_changes_can_be_made_again():
    """From what is kept in a file, of one result and of two, with every number the same."""
    one = compare_waves(levels(GUIDE), first=2010, zeros="pratt", confidence=0.9)
    parts = {wave: levels(GUIDE, wave=wave) for wave in ("first", "last")}
    two = compare_waves(parts["last"], earlier=parts["first"])
    for changes in (one, two):
        again = remake(kept(making_of(changes)), CASES, GUIDE)
        pd.testing.assert_frame_equal(again.table, changes.table)
        pd.testing.assert_frame_equal(again.tests, changes.tests)
        assert [case.id for case in cases_of(again)] == ["one", "two"]
    pd.testing.assert_frame_equal(two.table, compare_waves(levels(GUIDE)).table)


def test_two_versions_cannot_be_made_again_with_one():
    """A study has one version at a time: it is refused and not made of the wrong one."""
    changes = compare_waves(levels(GUIDE), earlier=levels(OLD), mapping="same_ids")
    with pytest.raises(WrongKind, match=r"version 2012.*version 2023"):
        remake(kept(making_of(changes)), CASES, GUIDE)


def test_cases_of_both_results_are_kept():
    """The way back to evidence leads to cases that only the earlier result has, too."""
    then = rate_levels(CASES, GUIDE, part="formats", wave="first")
    now = replace(then, cases=CASES.where(ids=["one"]), table=then.table.assign(wave=2020))
    changes = compare_waves(now, earlier=then)
    assert [case.id for case in cases_of(changes)] == ["one", "two"]
