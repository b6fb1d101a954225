"""What would move a placement, checked by making the moves."""

from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.assess.moves import axis_move, stage_moves
from engagement_kit.assess.stage_rules import STAGE_RULES, apply_rule

numbers = st.sampled_from([0.0, 0.5, 1.0])
answers = st.dictionaries(st.sampled_from("abcdefgh"), numbers, min_size=1, max_size=8)


@given(answers, st.integers(0, 6), st.sampled_from([0.25, 0.5, 0.75]))
def test_the_named_number_of_answers_is_enough_and_one_less_is_not(
    known: dict[str, float], unknown: int, threshold: float
) -> None:
    """Answering the unknown items at the other end crosses the threshold just at that number."""
    move = axis_move(known, unknown, threshold)
    high = sum(known.values()) / len(known) >= threshold
    end = 0.0 if high else 1.0

    def crossed(n: int) -> bool:
        mean = (sum(known.values()) + n * end) / (len(known) + n)
        return (mean >= threshold) != high

    if move.opposite_answers is None:
        assert not any(crossed(n) for n in range(unknown + 1))
    else:
        assert crossed(move.opposite_answers)
        assert not crossed(move.opposite_answers - 1)


@given(answers, st.sampled_from([0.25, 0.5, 0.75]))
def test_single_answers_are_those_that_decide_alone(
    known: dict[str, float], threshold: float
) -> None:
    """An item is named if and only if the other end of the scale there crosses the threshold."""
    move = axis_move(known, 0, threshold)
    high = sum(known.values()) / len(known) >= threshold
    end = 0.0 if high else 1.0

    deciding = {
        item
        for item in known
        if ((sum({**known, item: end}.values()) / len(known)) >= threshold) != high
    }
    assert set(move.alone) == deciding


ranks = st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 4), min_size=1, max_size=7)


@given(ranks, st.sampled_from(sorted(STAGE_RULES)))
def test_the_named_changes_reach_the_stage(known: dict[str, int], rule: str) -> None:
    """Making the changes gives another stage in the direction asked for, and the one named."""
    now = apply_rule(rule, list(known.values()))
    for move in stage_moves(known, rule, 4):
        changed = {**known, **{item: then for item, _, then in move.changes}}
        assert apply_rule(rule, list(changed.values())) == move.target != now


def test_nothing_known_has_no_moves() -> None:
    """Without answers there is no move to tell."""
    assert axis_move({}, 3, 0.5) is None
    assert stage_moves({}, "weakest", 4) == ()
