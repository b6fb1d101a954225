"""How far answers on an ordered scale agree, from how many gave each of them: by order alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations

from engagement_kit.errors import WrongKind

__all__ = ["ordered_agreement"]


def ordered_agreement(counts: Sequence[int]) -> float | None:
    r"""Van der Eijk's agreement A of answers on an ordered scale: 1 all alike, -1 at both ends.

    The distribution is taken apart into layers, each with the same number of answers in every
    category that it has. With the share :math:`w` of the answers in a layer, its :math:`S` of
    :math:`K` categories, and the number of threes of categories in order that speak for one peak
    (:math:`TU`: 110, 011) or for two (:math:`TDU`: 101),

    .. math::
        U &= \frac{(K - 2)\,TU - (K - 1)\,TDU}{(K - 2)(TU + TDU)}, \qquad
        A = \sum w\, U \left(1 - \frac{S - 1}{K - 1}\right).

    :math:`U` is 1 where no three speaks for either. A is 0 where every answer of the scale was
    given equally often. Only the order of the answers counts, not how far apart they are.

    Parameters
    ----------
    counts : sequence of int
        How many gave each answer of the scale, lowest first; answers that nobody gave as 0.

    Returns
    -------
    float or None
        None where fewer than two answered: with one answer A would be 1 and say nothing.

    Raises
    ------
    WrongKind
        A count is negative, or the scale has fewer than two answers.

    References
    ----------
    van der Eijk, C. (2001). Measuring agreement in ordered rating scales. Quality and Quantity,
    35(3), 325-341.

    Examples
    --------
    >>> round(ordered_agreement([30, 40, 210, 130, 530, 50, 10]), 7)  # as R agrmt 1.42 prints
    0.6113333
    >>> ordered_agreement([2, 0, 0, 2])
    -1.0
    """
    left = list(counts)
    if len(left) < 2 or min(left) < 0:
        raise WrongKind(
            "Agreement on an ordered scale", str(left), "counts from 0 of at least two answers"
        )
    total = sum(left)
    if total < 2:
        return None
    found = 0.0
    while any(left):
        pattern = tuple(count > 0 for count in left)
        least = min(count for count in left if count)
        found += least * sum(pattern) * _layer(pattern)
        left = [count - least if count else 0 for count in left]
    return found / total


@cache
def _layer(pattern: tuple[bool, ...]) -> float:
    """Agreement of a layer: one peak or two, and how many of the categories it takes."""
    size, taken = len(pattern), sum(pattern)
    threes = list(combinations(pattern, 3))
    one_peak = sum(three in {(True, True, False), (False, True, True)} for three in threes)
    two_peaks = sum(three == (True, False, True) for three in threes)
    unimodal = 1.0
    if one_peak + two_peaks:
        unimodal = (size - 2) * one_peak - (size - 1) * two_peaks
        unimodal /= (size - 2) * (one_peak + two_peaks)
    return unimodal * (1 - (taken - 1) / (size - 1))
