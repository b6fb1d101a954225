"""Now and target of items: respondents together, spread kept, nothing invented."""

from collections.abc import Callable

import pytest

from engagement_kit.assess import columns, rate_targets
from engagement_kit.cases import Case, Cases, Target
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework, load_framework
from tests.assess.small_cases import rated

ROLE, LEAD, RULE = "maturity.engagement_role", "maturity.leadership", "maturity.governance"


def aims(case_id: str, *given: tuple[str, str, int, str, str]) -> tuple[Target, ...]:
    """Targets from (coder, respondent, horizon, item, value)."""
    return tuple(
        Target(case=case_id, coder=c, respondent=r, horizon=h, item=i, value=v)
        for c, r, h, i, v in given
    )


@pytest.fixture
def one() -> Cases:
    """A case whose head and curator want different things in two and five years."""
    targets = aims(
        "one",
        ("a", "head", 2, ROLE, "customer_first"),
        ("a", "curator", 2, ROLE, "functional"),
        ("a", "guard", 2, ROLE, "integrated"),
        ("a", "head", 5, LEAD, "integrated"),
        ("a", "head", 0, ROLE, "functional"),
        ("a", "curator", 0, ROLE, "basic"),
    )
    return Cases((rated("one", {"a": {ROLE: "basic", RULE: None}}, targets=targets),))


def test_respondents_are_brought_together_and_their_spread_is_kept(
    one: Cases, maturity: Framework
) -> None:
    """The lower median of three targets, with lowest, highest, how many, and the way to go."""
    row = rate_targets(one, maturity, horizon=2).table.set_index("item").loc[ROLE]

    assert (row["target"], row["target_rank"]) == ("integrated", 2)
    assert (row["target_low"], row["target_high"], row["spread"]) == (1, 3, 2)
    assert (row["n_respondents"], row["rank"], row["gap"]) == (3, 0, 2)


@pytest.mark.parametrize(
    ("rule", "target"),
    [("lower", "functional"), ("higher", "customer_first"), ("guard", "integrated")],
)
def test_the_rule_can_be_chosen(one: Cases, maturity: Framework, rule: str, target: str) -> None:
    """Lowest, highest, or what one respondent said."""
    table = rate_targets(one, maturity, horizon=2, respondent_rule=rule).table.set_index("item")
    assert table.loc[ROLE, "target"] == target


def test_nothing_unknown_becomes_a_number(one: Cases, maturity: Framework) -> None:
    """No target stays empty, an unknown level keeps the whole scale, what does not apply none."""
    table = rate_targets(one, maturity, horizon=5).table.set_index("item")

    assert table["target"].notna().to_dict() == {item: item == LEAD for item in table.index}
    assert table.loc[ROLE, ["target_rank", "target_low", "spread", "gap"]].isna().all()
    assert table.loc[LEAD, ["rank", "gap"]].isna().all()
    assert tuple(table.loc[LEAD, ["low", "high"]]) == (0, 3)
    assert table.loc[RULE, ["low", "high"]].isna().all()
    assert table.loc[ROLE, "n_respondents"] == 0


def test_every_horizon_ahead_has_every_item(one: Cases, maturity: Framework) -> None:
    """Two horizons of seven dimensions; what respondents say of now is no target."""
    targets = rate_targets(one, maturity)

    assert targets.horizons == (2, 5)
    assert len(targets) == 14
    assert list(targets.table.columns) == columns.columns_of("target_levels")


def test_respondents_can_say_where_things_stand(one: Cases, maturity: Framework) -> None:
    """With now="respondents" the answers at horizon 0 are now, their spread the bounds."""
    table = rate_targets(one, maturity, now="respondents", horizon=2).table.set_index("item")

    assert (table.loc[ROLE, "value"], table.loc[ROLE, "low"], table.loc[ROLE, "high"]) == (
        "basic",
        0,
        1,
    )
    assert (table.loc[LEAD, "missing"], table.loc[LEAD, "high"]) == ("unknown", 3)


def test_one_respondent_in_two_files_counts_once(maturity: Framework) -> None:
    """What two coders wrote down of one person is one answer, and an agreed one settles it."""
    twice = aims("one", ("a", "head", 2, ROLE, "basic"), ("b", "head", 2, ROLE, "integrated"))
    settled = (*twice, *aims("one", ("agreed", "head", 2, ROLE, "functional")))
    for targets, expected in ((twice, (0, 0, 2, 1)), (settled, (1, 1, 1, 1))):
        table = rate_targets(Cases((rated("one", {}, targets=targets),)), maturity).table
        row = table.set_index("item").loc[ROLE]
        found = ("target_rank", "target_low", "target_high", "n_respondents")
        assert tuple(row[name] for name in found) == expected


def test_cases_without_targets_have_no_rows(library: Cases, maturity: Framework) -> None:
    """The library sets none: the table is empty and keeps its columns and types."""
    targets = rate_targets(library, maturity)

    assert len(targets) == 0
    assert targets.horizons == ()
    assert list(targets.table.columns) == columns.columns_of("target_levels")
    assert "Rows: 0" in targets._repr_html_()


def test_cases_keep_their_order(maturity: Framework) -> None:
    """Rows go by case as given, then by horizon, then by the framework's order of items."""
    cases = tuple(
        rated(
            name, {}, targets=aims(name, ("a", "r", 5, LEAD, "basic"), ("a", "r", 2, ROLE, "basic"))
        )
        for name in ("zoo", "ark")
    )
    table = rate_targets(Cases(cases), maturity).table

    assert list(dict.fromkeys(zip(table["case"], table["horizon"], strict=True))) == [
        ("zoo", 2),
        ("zoo", 5),
        ("ark", 2),
        ("ark", 5),
    ]
    assert table["item"].iloc[:7].tolist() == [i.id for i in maturity.items_of("stages")]


def test_what_there_is_not_is_named(one: Cases, maturity: Framework) -> None:
    """Horizons, respondents, sources of now, and the lack of a state to start from."""
    with pytest.raises(UnknownId, match=r"horizon '3'.*Known: 0, 2, 5"):
        rate_targets(one, maturity, horizon=3)
    with pytest.raises(UnknownId, match="Did you mean 'head'"):
        rate_targets(one, maturity, respondent_rule="heads")
    with pytest.raises(UnknownId, match="Did you mean 'coders'"):
        rate_targets(one, maturity, now="coder")
    with pytest.raises(WrongKind, match="one state"):
        rate_targets(one, maturity, wave=None)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_rules_stand_above_the_table(one: Cases, lang: str) -> None:
    """How respondents and coders were brought together is said in the framework's language."""
    framework = load_framework("maturity", lang=lang)
    shown = rate_targets(one, framework, respondent_rule="guard")._repr_html_()
    assert "guard" in shown
    assert framework.label("stages") in shown
    assert repr(rate_targets(one, framework)) == "<Targets of maturity, stages: 2 of 14 set>"


def test_targets_of_other_parts_are_left_alone(make_cases: Callable[..., Cases]) -> None:
    """A target for a capability is none for a dimension."""
    case = Case(
        id="one",
        kind="museum",
        name={"en": "One"},
        waves=(2020,),
        targets=aims("one", ("a", "r", 2, "capability.listen", "regular")),
    )
    assert len(rate_targets(Cases((case,)), load_framework("maturity"))) == 0
    assert len(rate_targets(Cases((case,)), load_framework("capability"))) == 16
