r"""Krippendorff's alpha as sums over units, so that a thousand resamples cost little.

.. math:: \alpha = 1 - D_o / D_e

with the observed disagreement :math:`D_o`, the sum over units of the squared differences of their
pairs of ratings, each unit's divided by its number of ratings less one, and the disagreement
:math:`D_e` that is expected if the same ratings were paired at random. No table of values by values
is made: interval differences need sums and sums of squares only, ordinal ones are interval
differences of mid-ranks, and ratio ones are an integral of squared sums (see ``_ratio``).
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from engagement_kit.compare.agreement.coded import MISSING, Coded
from engagement_kit.compare.agreement.resampling import Floats, Ints, Statistic, over
from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["LEVELS", "MOST_CLASSES", "alpha_statistic", "check_level", "classed", "counts_of"]

MOST_CLASSES = 8192
LEVELS = ("nominal", "ordinal", "interval", "ratio")


def check_level(level: str) -> None:
    """Say which levels there are.

    Raises
    ------
    UnknownId
    """
    if level not in LEVELS:
        raise UnknownId("level of measurement", str(level), LEVELS)


def alpha_statistic(coded: Coded, codes: Ints, level: str) -> Statistic:
    """Alpha of any weighting of patterns of ratings.

    Parameters
    ----------
    coded : Coded
        Whose values the codes are.
    codes : array, patterns by coders
        Each with two ratings or more.
    level : str

    Raises
    ------
    WrongKind
        A value is negative on a ratio scale.
    """
    counts, numbers = counts_of(codes), coded.numbers[np.unique(codes[codes >= 0])]
    if level == "nominal":
        return _nominal(counts)
    if level == "ordinal":
        return _ordinal(counts)
    if level == "interval":
        return _interval(counts, numbers)
    if (numbers < 0).any():
        raise WrongKind(
            "Krippendorff's alpha on a ratio scale",
            f"the value {numbers.min():g}",
            "numbers from 0",
            "Use level='interval', whose differences need no zero.",
        )
    return _ratio(counts, numbers)


def classed(coded: Coded, codes: Ints, level: str) -> tuple[Coded, Ints] | None:
    """Ratings with very many values joined into classes, for intervals; None where none is needed.

    Ordinal values are joined into classes of as many ratings each, which moves a mid-rank by less
    than 1 in 16,000; ratio ones into classes of equal ratios. Alpha changes by less than 10^-5,
    its interval by far less than another seed changes it. The estimate is never made of classes.
    """
    found = np.unique(codes[codes >= 0])
    if level not in {"ordinal", "ratio"} or len(found) <= MOST_CLASSES:
        return None
    numbers = coded.numbers[found]
    n = np.bincount(codes[codes >= 0])[found]
    classes = _rank_classes(n) if level == "ordinal" else _ratio_classes(numbers)
    _, joined = np.unique(classes, return_inverse=True)
    moved = np.full(int(found.max()) + 2, MISSING, dtype=np.int64)  # the last stands for missing
    moved[found] = joined
    means = np.bincount(joined, weights=numbers) / np.bincount(joined)
    return Coded(codes, tuple(means.tolist()), means, coded.coders, is_given=False), moved[codes]


def _rank_classes(n: Ints) -> Floats:
    middle: Floats = np.cumsum(n) - n / 2
    places: Floats = np.floor(middle / n.sum() * MOST_CLASSES)
    return places


def _ratio_classes(numbers: Floats) -> Floats:
    """Equal steps of the logarithm; zero is a class of its own."""
    logs = np.log(numbers, out=np.full(len(numbers), np.nan), where=numbers > 0)
    low, high = np.nanmin(logs), np.nanmax(logs)
    steps: Floats = 1 + np.floor((logs - low) / (high - low) * (MOST_CLASSES - 1))
    return np.nan_to_num(steps)


def counts_of(codes: Ints, n_values: int | None = None) -> sparse.csr_array:
    """How often each value stands in each pattern; of the values that occur, if not told more."""
    row, column = np.nonzero(codes >= 0)
    places = codes[row, column]
    if n_values is None:
        found, places = np.unique(places, return_inverse=True)
        n_values = len(found)
    shape = (len(codes), n_values)
    ones = np.ones(len(row))
    return sparse.csr_array((ones, (row, places)), shape=shape)  # equal places are added


def _divided(above: Floats, below: Floats, least: float | Floats = 0.0) -> Floats:
    """1 - above / below; NaN without any expected disagreement."""
    return 1 - over(above, below, least)


def _nominal(counts: sparse.csr_array) -> Statistic:
    size, transposed = counts.sum(axis=1), counts.T
    differing = (size**2 - (counts**2).sum(axis=1)) / (size - 1)

    def alpha(weights: Floats) -> Floats:
        n, total = transposed @ np.ascontiguousarray(weights.T), weights @ size
        expected = (total**2 - (n**2).sum(axis=0)) / (total - 1)
        return _divided(weights @ differing, expected)

    return alpha


def _interval(counts: sparse.csr_array, numbers: Floats) -> Statistic:
    # Neither the zero nor the unit of the numbers matters; small numbers lose no digits.
    spread = np.ptp(numbers) or 1.0
    numbers = (numbers - numbers.mean()) / spread
    size, sums, squares = counts.sum(axis=1), counts @ numbers, counts @ numbers**2
    differing = 2 * (size * squares - sums**2) / (size - 1)
    parts = np.stack([differing, size, sums, squares], axis=1)

    def alpha(weights: Floats) -> Floats:
        observed, n, total, square = (weights @ parts).T
        expected = 2 * (n * square - total**2) / (n - 1)
        return _divided(observed, expected, 1e-12 * n)

    return alpha


def _ordinal(counts: sparse.csr_array) -> Statistic:
    """Differences of values are differences of their mid-ranks among all ratings of the resample.

    The squared difference of two values is that of the number of ratings between them, each end
    counted half: their mid-ranks, which change with the resample.
    """
    size, transposed = counts.sum(axis=1), counts.T
    by_pair = (1 / (size - 1))[:, None]

    def alpha(weights: Floats) -> Floats:
        columns = np.ascontiguousarray(weights.T)
        n = transposed @ columns
        total = n.sum(axis=0)
        ranks = (np.cumsum(n, axis=0) - n / 2 - total / 2) / total
        shared, sums = columns * by_pair, counts @ ranks
        n_shared = n + transposed @ shared
        within = np.einsum("pb,pb,pb->b", shared, sums, sums)
        observed = 2 * ((n_shared * ranks**2).sum(axis=0) - within)
        square, mean = (n * ranks**2).sum(axis=0), (n * ranks).sum(axis=0)
        expected = 2 * (total * square - mean**2) / (total - 1)
        return _divided(observed, expected, 1e-12 * total)

    return alpha


_STEP = 0.3


def _ratio(counts: sparse.csr_array, numbers: Floats) -> Statistic:
    r"""Squared differences over sums, :math:`((c-k)/(c+k))^2 = 1 - 4ck/(c+k)^2`, without all pairs.

    Because :math:`1/s^2 = \int_0^\infty t e^{-ts} dt`, the sum of :math:`4ck/(c+k)^2` over all
    pairs is :math:`4\int t\,(\sum_c n_c\,c\,e^{-tc})^2 dt`: one integral of squared sums. With
    :math:`t = e^s` it is smooth and dies away at both ends, where equal steps leave an error below
    one in 10^11. Two zeros do not differ.
    """
    nodes = _nodes(numbers)
    shares, scale = 4 * _STEP * nodes**2, numbers.max() or 1.0
    size, zeros = counts.sum(axis=1), counts @ (numbers == 0).astype("float64")
    differing = np.empty(len(size))
    for block in _blocks(len(size), len(nodes)):
        alike = _at_nodes(counts[block], numbers / scale, nodes) ** 2 @ shares + zeros[block] ** 2
        differing[block] = np.maximum(size[block] ** 2 - alike, 0.0) / (size[block] - 1)
    differing[np.diff(counts.indptr) == 1] = 0.0  # one value only: no difference, to the last digit
    marginal = _marginal(counts, numbers / scale, nodes)

    def alpha(weights: Floats) -> Floats:
        n, none = weights @ size, weights @ zeros
        expected = (n**2 - marginal(weights) ** 2 @ shares - none**2) / (n - 1)
        return _divided(weights @ differing, expected, 1e-10 * n)

    return alpha


def _nodes(numbers: Floats) -> Floats:
    """Places of the integral, for values between 0 and 1."""
    above = numbers[numbers > 0]
    last = np.log(17 * above.max() / above.min()) if len(above) else 0.0
    places: Floats = np.exp(np.arange(-16.0, last + _STEP, _STEP))
    return places


def _kernel(numbers: Floats, nodes: Floats) -> Floats:
    """What each value (row) adds to the sum at each node."""
    decay: Floats = np.exp(-numbers[:, None] * nodes)
    return decay * numbers[:, None]


def _at_nodes(counts: sparse.csr_array, numbers: Floats, nodes: Floats) -> Floats:
    """Sums of each pattern at each node, from the values that it has."""
    found = np.unique(counts.indices)
    sums: Floats = counts[:, found] @ _kernel(numbers[found], nodes)
    return sums


def _marginal(counts: sparse.csr_array, numbers: Floats, nodes: Floats) -> Statistic:
    """Sums over all ratings at each node; with very many values some of them at a time."""
    blocks = _blocks(len(numbers), len(nodes))
    kept = _kernel(numbers, nodes) if len(blocks) == 1 else None
    transposed = counts.T

    def sums(weights: Floats) -> Floats:
        n = transposed @ np.ascontiguousarray(weights.T)
        if kept is not None:
            return np.asarray(n.T @ kept)
        found: Floats = np.zeros((len(weights), len(nodes)))
        for block in blocks:
            found += n[block].T @ _kernel(numbers[block], nodes)
        return found

    return sums


def _blocks(n: int, width: int, cells: int = 4_000_000) -> list[slice]:
    step = max(cells // width, 1)
    return [slice(start, start + step) for start in range(0, n, step)]
