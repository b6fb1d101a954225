"""Minimisation against brute force: every minimal cover, of every small function there is.

The oracle knows nothing of the code: it goes through all conjunctions there are, keeps those that
hold no forbidden configuration and are in no wider one, and finds the covers by trying every one of
them on the first configuration that is not yet held, one term more at a time.
"""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.compare.sets.covers import all_covers
from engagement_kit.compare.sets.fewest import fewest_by_program
from engagement_kit.compare.sets.logic import minimal_covers
from engagement_kit.errors import WrongKind


class Oracle:
    """Brute force over all conjunctions of conditions with so many values."""

    def __init__(self, levels):
        self.levels = levels
        self.rows = list(product(*(range(many) for many in levels)))
        place = {row: 1 << number for number, row in enumerate(self.rows)}
        self.cubes = []  # conjunction, the configurations it holds as bits
        for cube in product(*((*range(many), None) for many in levels)):
            held = product(
                *(range(m) if v is None else (v,) for v, m in zip(cube, levels, strict=True))
            )
            self.cubes.append((cube, sum(place[row] for row in held)))
        bits = dict(self.cubes)
        self.wider = [
            [
                bits[(*cube[:at], None, *cube[at + 1 :])]
                for at in range(len(cube))
                if cube[at] is not None
            ]
            for cube, _ in self.cubes
        ]

    def covers(self, on, off):
        """All minimal covers of the configurations ``on`` that hold none of ``off`` (bits)."""
        primes = [
            (cube, held)
            for (cube, held), wider in zip(self.cubes, self.wider, strict=True)
            if held & on and not held & off and all(more & off for more in wider)
        ]
        by_row = {}
        for row in range(len(self.rows)):
            if on >> row & 1:
                by_row[1 << row] = [pair for pair in primes if pair[1] >> row & 1]
        found, frontier = set(), {(frozenset(), on)}
        while not found:
            grown = set()
            for chosen, left in frontier:
                if not left:
                    found.add(chosen)
                    continue
                for cube, held in by_row[left & -left]:
                    grown.add((chosen | {cube}, left & ~held))
            frontier = grown
        return found


def chosen(oracle, bits):
    """The configurations that bits stand for."""
    return [row for place, row in enumerate(oracle.rows) if bits >> place & 1]


def agree(oracle, on, care_not):
    """Whether the covers are those of the oracle, told by don't-cares and by negatives."""
    off = (1 << len(oracle.rows)) - 1 & ~on & ~care_not
    expected = oracle.covers(on, off) if on else set()
    rows = chosen(oracle, on)
    by_free = minimal_covers(rows, dont_care=chosen(oracle, care_not), levels=oracle.levels)
    by_off = minimal_covers(rows, chosen(oracle, off), levels=oracle.levels)
    as_sets = {frozenset(cover) for cover in by_free}
    return as_sets == expected and len(by_free) == len(expected) and by_off == by_free


def test_all_functions_of_three_conditions_with_dont_cares():
    """All 6,561 functions of three conditions have exactly the minimal covers of brute force."""
    oracle = Oracle((2, 2, 2))
    for kinds in product((0, 1, 2), repeat=8):
        on = sum(1 << place for place, kind in enumerate(kinds) if kind == 1)
        free = sum(1 << place for place, kind in enumerate(kinds) if kind == 2)
        assert agree(oracle, on, free), kinds


def test_all_total_functions_of_four_conditions():
    """All 65,536 total functions of four conditions have exactly the covers of brute force."""
    oracle = Oracle((2, 2, 2, 2))
    everything = (1 << 16) - 1
    for on in range(1, everything + 1):
        found = minimal_covers(chosen(oracle, on), levels=oracle.levels)
        assert {frozenset(cover) for cover in found} == oracle.covers(on, everything & ~on), on


def functions(oracle, seed, count):
    """Invented functions: some configurations positive, any number of the others negative."""
    rng = np.random.default_rng(seed)
    size = len(oracle.rows)
    for _ in range(count):
        order = rng.permutation(size).tolist()
        n_on = int(rng.integers(1, min(size, 11)))
        n_off = int(rng.integers(0, size - n_on + 1))
        on = sum(1 << place for place in order[:n_on])
        off = sum(1 << place for place in order[n_on : n_on + n_off])
        yield on, (1 << size) - 1 & ~on & ~off


@pytest.mark.parametrize(("wide", "count"), [(4, 6_800), (5, 6_700), (6, 6_500)])
def test_random_functions_with_dont_cares(wide, count):
    """Random functions of four to six conditions have exactly the covers of brute force."""
    oracle = Oracle((2,) * wide)
    for number, (on, free) in enumerate(functions(oracle, wide, count)):
        off = (1 << len(oracle.rows)) - 1 & ~on & ~free
        rows = chosen(oracle, on)
        if number % 2:
            found = minimal_covers(rows, dont_care=chosen(oracle, free), most=10**6)
        else:
            found = minimal_covers(rows, chosen(oracle, off), most=10**6)
        assert {frozenset(cover) for cover in found} == oracle.covers(on, off), (on, free)


@pytest.mark.parametrize("levels", [(3, 2), (3, 3), (2, 3, 4), (3, 2, 3), (3, 3, 3)])
def test_conditions_of_several_values(levels):
    """With conditions of three or four values the covers are those of brute force as well."""
    oracle = Oracle(levels)
    for on, free in functions(oracle, sum(levels), 250):
        assert agree(oracle, on, free), (on, free)


def turned(row, order):
    """A row or term with its conditions in another order."""
    return tuple(row[at] for at in order)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_conditions_in_another_order_give_the_same_covers_in_that_order(data):
    """Permuting the conditions permutes the covers, whatever their numbers of values."""
    levels = tuple(data.draw(st.lists(st.integers(2, 3), min_size=2, max_size=4)))
    order = data.draw(st.permutations(range(len(levels))))
    kinds = data.draw(st.lists(st.integers(0, 2), min_size=36, max_size=36))
    rows = list(product(*(range(many) for many in levels)))
    on = [row for row, kind in zip(rows, kinds * 3, strict=False) if kind == 1]
    off = [row for row, kind in zip(rows, kinds * 3, strict=False) if kind == 0]
    plain = minimal_covers(on, off, levels=levels, most=10**6)
    other = minimal_covers(
        [turned(row, order) for row in on],
        [turned(row, order) for row in off],
        levels=turned(levels, order),
        most=10**6,
    )
    assert {frozenset(turned(term, order) for term in cover) for cover in plain} == {
        frozenset(cover) for cover in other
    }


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_condition_counted_the_other_way_round_negates_its_literals(data):
    """Exchanging 0 and 1 of a condition exchanges them in every term and changes nothing else."""
    kinds = data.draw(st.lists(st.integers(0, 2), min_size=16, max_size=16))
    at = data.draw(st.integers(0, 3))
    rows = list(product((0, 1), repeat=4))

    def flipped(row):
        value = row[at]
        return (*row[:at], None if value is None else 1 - value, *row[at + 1 :])

    on = [row for row, kind in zip(rows, kinds, strict=True) if kind == 1]
    off = [row for row, kind in zip(rows, kinds, strict=True) if kind == 0]
    plain = minimal_covers(on, off)
    other = minimal_covers([flipped(row) for row in on], [flipped(row) for row in off])
    assert {frozenset(map(flipped, cover)) for cover in plain} == set(map(frozenset, other))


def test_many_conditions_and_rows_are_solved_exactly():
    """Of twelve conditions and hundreds of observed rows the rule behind them is found again."""
    rng = np.random.default_rng(0)
    seen = sorted({tuple(row) for row in rng.integers(0, 2, (1000, 12)).tolist()})
    rule = [row for row in seen if (row[0] and row[1]) or (row[2] and not row[3])]
    free = (None,) * 8
    expected = [((1, 1, None, None, *free), (None, None, 1, 0, *free))]
    assert minimal_covers(rule, set(seen) - set(rule)) == expected


def test_what_is_too_much_is_refused_with_its_numbers():
    """More conditions or covers than can be handled, rows that contradict: said with numbers."""
    with pytest.raises(WrongKind, match="at most 20 conditions, not 21 conditions"):
        minimal_covers([(1,) * 21])
    ties = [tuple(int(at == place) for at in range(8)) for place in range(8)]
    with pytest.raises(WrongKind, match=r"at most 10 \(most\), not 210 covers"):
        minimal_covers(ties, [tuple(1 - v for v in row) for row in ties], most=10)
    with pytest.raises(WrongKind, match=r"\(1, 0\) both to be explained and barred"):
        minimal_covers([(1, 0)], [(1, 0)])
    with pytest.raises(WrongKind, match="one value, counted from 0"):
        minimal_covers([(1, 2)])
    with pytest.raises(WrongKind, match="one of them"):
        minimal_covers([(1, 0)], [], dont_care=[])
    columns = [int(b) for b in np.random.default_rng(1).integers(1, 1 << 60, 400) & (1 << 60) - 1]
    thin = [a & b & c for a, b, c in zip(columns, columns[1:], columns[2:], strict=False)]
    with pytest.raises(WrongKind, match=r"60 configurations to be covered by 398 different"):
        fewest_by_program(thin, (1 << 60) - 1, seconds=0.0)


def test_the_textbook_example_with_two_ways():
    """Minterms 4, 8, 10, 11, 12, 15, don't-cares 9, 14: BC'D' + AC and either AB' or AD'.

    The standard example of the method of Quine and McCluskey.
    """
    rows = list(product((0, 1), repeat=4))
    on, free = ([rows[n] for n in places] for places in ((4, 8, 10, 11, 12, 15), (9, 14)))
    both = {(None, 1, 0, 0), (1, None, 1, None)}
    assert {frozenset(cover) for cover in minimal_covers(on, dont_care=free)} == {
        frozenset(both | {(1, 0, None, None)}),
        frozenset(both | {(1, None, None, 0)}),
    }


def test_nothing_and_everything():
    """Nothing to explain has no cover; everything positive, or nothing negative, is the term 1."""
    rows = list(product((0, 1), repeat=3))
    assert minimal_covers([]) == []
    assert minimal_covers(rows) == [((None,) * 3,)]
    assert minimal_covers(rows[:2], []) == [((None,) * 3,)]


def test_ties_are_counted_where_they_cannot_be_listed():
    """Sixty independent choices of two have 2^60 covers: so many are counted, a few listed."""
    columns = [1 << row for row in range(60) for _ in range(2)]
    found = all_covers(columns, 60, most=5)
    assert (found.count, found.counted, found.size, len(found.covers)) == (2**60, True, 60, 5)
    assert not found.complete


def test_a_search_without_steps_still_ends_in_a_smallest_cover():
    """Where the search may take no step, integer programming finds the smallest number."""
    rng = np.random.default_rng(5)
    columns = [int(bits) for bits in rng.integers(1, 1 << 20, 60)]
    whole = all_covers(columns, 20)
    bound = all_covers(columns, 20, effort=0)
    assert whole.size == bound.size == len(bound.covers[0])
    assert bound.covers[0] in whole.covers
    assert not bound.counted
