import csv
from collections import defaultdict

import pytest

from engagement_kit.assess.disagreements import compare_coders
from engagement_kit.cases import Case, load_cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework

BUDGET, TEAM, TRAINING = (f"smi.investment.{name}" for name in ("budget", "team", "training"))


@pytest.fixture(scope="module")
def smi():
    """The framework with the scale no, partly, yes."""
    return load_framework("smi")


@pytest.fixture(scope="module")
def library(repository):
    """The fifty cases."""
    return load_cases(repository / "case_studies")


def a_case(*ratings, waves=(2014, 2024)):
    """A case with ratings written as (coder, item, wave, value or kind of missing)."""
    answers = ("no", "partly", "yes")
    return Case(
        id="house",
        kind="museum",
        name={"en": "House"},
        waves=waves,
        ratings=tuple(
            {"case": "house", "coder": coder, "item": item, "wave": wave,
             "value": given if given in answers else None,
             "missing": None if given in answers else given}
            for coder, item, wave, given in ratings
        ),
    )  # fmt: skip


def keys(entries):
    """Items and waves of what was compared, in order."""
    return [entry.key for entry in entries]


def test_equal_answers_need_no_decision(smi):
    """Two coders with one answer agree; so do two with the same kind of missing."""
    case = a_case(
        ("ann", BUDGET, 2014, "yes"),
        ("ben", BUDGET, 2014, "yes"),
        ("ann", TEAM, 2014, "unknown"),
        ("ben", TEAM, 2014, "unknown"),
    )
    found = compare_coders(case, smi)
    assert found.disagreements == found.one_coder == ()
    assert {entry.key for entry in found.agreements} == {f"{BUDGET}@2014", f"{TEAM}@2014"}
    assert found.share_agreed == 1


@pytest.mark.parametrize(
    ("first", "second", "kind", "distance"),
    [
        ("no", "yes", "values", 2),
        ("yes", "partly", "values", 1),
        ("no", "unknown", "value_missing", None),
        ("unknown", "not_applicable", "missing", None),
    ],
)
def test_three_ways_to_differ(smi, first, second, kind, distance):
    """Answers differ by steps of the scale; a missing answer differs without having a distance."""
    case = a_case(("ann", BUDGET, 2014, first), ("ben", BUDGET, 2014, second))
    (entry,) = compare_coders(case, smi).disagreements
    assert (entry.kind, entry.distance) == (kind, distance)
    assert [rating.coder for rating in entry.ratings] == ["ann", "ben"]


def test_rated_by_one_only_is_apart_and_not_counted(smi):
    """What one coder alone rated is listed apart and is neither agreed nor disagreed."""
    case = a_case(
        ("ann", BUDGET, 2014, "yes"),
        ("ann", TEAM, 2014, "yes"),
        ("ben", BUDGET, 2014, "no"),
        ("ben", BUDGET, 2024, "no"),
    )
    found = compare_coders(case, smi)
    assert set(keys(found.one_coder)) == {f"{BUDGET}@2024", f"{TEAM}@2014"}
    assert (found.n_compared, found.n_agreed, found.share_agreed) == (1, 0, 0)


def test_nothing_in_common_has_no_share(smi):
    """Coders who rated different items have no share of agreement, not a share of nought."""
    case = a_case(("ann", BUDGET, 2014, "yes"), ("ben", TEAM, 2014, "yes"))
    assert compare_coders(case, smi).share_agreed is None


def test_a_draft_without_an_answer_is_no_answer(smi):
    """A rating that holds nothing but a note does not make its coder agree or disagree."""
    draft = {"case": "house", "coder": "ben", "item": TEAM, "wave": 2014, "value": None}
    rated = a_case(
        ("ann", BUDGET, 2014, "yes"), ("ben", BUDGET, 2014, "yes"), ("ann", TEAM, 2014, "no")
    )
    case = rated.model_copy(
        update={"ratings": (*rated.ratings, rated.ratings[0].model_copy(update=draft))}
    )
    assert keys(compare_coders(case, smi).one_coder) == [f"{TEAM}@2014"]


def test_the_largest_distance_comes_first_then_the_order_of_the_framework(smi):
    """Order: steps apart, then item of the framework, then wave; no distance comes last."""
    items = [item.id for item in smi.items]
    first, second, third, fourth = items[:4]
    case = a_case(
        *[("ann", item, 2024, "yes") for item in items[:4]],
        ("ann", third, 2014, "no"),
        ("ben", fourth, 2024, "no"),
        ("ben", third, 2024, "partly"),
        ("ben", third, 2014, "partly"),
        ("ben", second, 2024, "partly"),
        ("ben", first, 2024, "unknown"),
    )
    expected = [f"{fourth}@2024", f"{second}@2024", f"{third}@2014", f"{third}@2024",
                f"{first}@2024"]  # fmt: skip
    assert keys(compare_coders(case, smi).disagreements) == expected


def test_three_coders_differ_by_their_extremes(smi):
    """The distance among several coders is that of the lowest and the highest answer."""
    case = a_case(
        ("ann", BUDGET, 2014, "partly"),
        ("ben", BUDGET, 2014, "no"),
        ("cho", BUDGET, 2014, "yes"),
        ("ann", TEAM, 2014, "yes"),
        ("ben", TEAM, 2014, "yes"),
        ("cho", TEAM, 2014, "unknown"),
        ("ann", TRAINING, 2014, "yes"),
        ("cho", TRAINING, 2014, "yes"),
    )
    found = compare_coders(case, smi)
    assert {entry.key: (entry.kind, entry.distance) for entry in found.disagreements} == {
        f"{BUDGET}@2014": ("values", 2),
        f"{TEAM}@2014": ("value_missing", None),
    }
    assert keys(found.agreements) == [f"{TRAINING}@2014"]


def test_agreed_ratings_are_no_side(smi):
    """What was agreed before does not count as one more coder."""
    case = a_case(
        ("ann", BUDGET, 2014, "yes"),
        ("ben", BUDGET, 2014, "yes"),
        ("agreed", BUDGET, 2014, "no"),
    )
    found = compare_coders(case, smi)
    assert found.coders == ("ann", "ben")
    assert (len(found.agreements), len(found.disagreements)) == (1, 0)


def test_chosen_coders_alone_are_compared(smi):
    """Of three coders two may be compared; the third then plays no part."""
    case = a_case(
        ("ann", BUDGET, 2014, "yes"), ("ben", BUDGET, 2014, "no"), ("cho", BUDGET, 2014, "yes")
    )
    found = compare_coders(case, smi, coders=["cho", "ann"])
    assert (found.coders, found.n_agreed) == (("ann", "cho"), 1)


def test_a_coder_who_is_not_there_is_named(smi):
    """A misspelt coder, and the agreed ratings as a coder, are refused with the names there are."""
    case = a_case(("ann", BUDGET, 2014, "yes"), ("ben", BUDGET, 2014, "no"))
    with pytest.raises(UnknownId, match=r"'anne'.*ann, ben"):
        compare_coders(case, smi, coders=["anne", "ben"])
    with pytest.raises(UnknownId, match="agreed"):
        compare_coders(case, smi, coders=["agreed", "ben"])


def test_one_coder_alone_cannot_disagree(smi):
    """With fewer than two coders there is nothing to adjudicate, and the message says so."""
    with pytest.raises(WrongKind, match="two coders or more, not ann"):
        compare_coders(a_case(("ann", BUDGET, 2014, "yes")), smi)
    with pytest.raises(WrongKind, match="not none"):
        compare_coders(a_case(), smi)


@pytest.mark.parametrize("framework_id", ["smi", "maturity", "capability", "guide", "def"])
def test_counts_are_those_of_the_tables(repository, library, framework_id):
    """Over the fifty cases the counts equal those taken from data/ratings.csv alone."""
    answers = defaultdict(dict)
    with (repository / "data" / "ratings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["framework"] == framework_id:
                place = (row["case"], row["wave"], row["item"])
                answers[place][row["coder"]] = row["value"] or row["missing"]
    coders = defaultdict(set)
    for (case_id, _, _), given in answers.items():
        coders[case_id] |= set(given)
    comparable = {case_id for case_id, names in coders.items() if len(names) == 2}
    given = [entry for place, entry in answers.items() if place[0] in comparable]
    both = [entry for entry in given if len(entry) == 2]
    expected = (
        len(both),
        sum(len(set(entry.values())) == 1 for entry in both),
        sum(len(entry) == 1 for entry in given),
    )
    framework = load_framework(framework_id)
    found = [compare_coders(case, framework) for case in library if case.id in comparable]
    assert expected == (
        sum(one.n_compared for one in found),
        sum(one.n_agreed for one in found),
        sum(len(one.one_coder) for one in found),
    )
    assert expected[0] > expected[1] > 0
