"""Agreement in ranks and in measurements: Kendall's W and intraclass correlations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from engagement_kit.compare.agreement.agreement import Agreement, agree

__all__ = ["icc", "kendall_w"]


def kendall_w(
    ratings: pd.DataFrame,
    *,
    values: Sequence[Any] | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> Agreement:
    r"""Kendall's coefficient of concordance W, corrected for ties.

    .. math:: W = \frac{12 \sum_u (R_u - \bar R)^2}{m^2 (n^3 - n) - m \sum_g T_g}, \quad
       T_g = \sum (t^3 - t)

    where coder :math:`g` of :math:`m` ranks the :math:`n` units, equal ones by the mean of their
    ranks, :math:`R_u` is the sum of the ranks of a unit, and :math:`t` the size of each group of
    equal ranks.

    Parameters
    ----------
    ratings : DataFrame
        A row a unit, a column a coder. Ratings of a coder are ranked, whatever their distances.
    values : sequence, optional
        The order of values that are text.
    draws, seed : int
        See :func:`krippendorff_alpha`.

    Returns
    -------
    Agreement
        0 (no agreement on the order) to 1 (all coders order the units alike, however different the
        values that they give).

    Raises
    ------
    WrongKind, UnknownId
        As :func:`krippendorff_alpha` on an ordinal level.
    NoEstimate
        No rating, one coder, no unit that all rated, a single unit, or every coder gave all units
        the same value.

    Notes
    -----
    Missing ratings: ranks need all units, so units that not every coder rated are left out and
    counted in a remark. Resampled units are ranked anew; because a unit drawn twice is tied with
    itself, the interval is a rough one where units are few.

    References
    ----------
    Kendall, M. G., & Babington Smith, B. (1939). The problem of m rankings. Annals of Mathematical
    Statistics 10, 275-287. Kendall, M. G. (1948). Rank Correlation Methods. Griffin.

    Examples
    --------
    >>> import pandas as pd
    >>> kendall_w(pd.DataFrame({"a": [1, 2, 3, 4], "b": [10, 20, 40, 30]}), draws=0)
    <Kendall's W 0.900: 4 units, 8 ratings, 2 coders>
    """
    return agree("kendall_w", ratings, values=values, draws=draws, seed=seed)


def icc(
    ratings: pd.DataFrame,
    kind: str = "A,1",
    *,
    draws: int = 1000,
    seed: int = 0,
) -> Agreement:
    r"""Intraclass correlation of single ratings: absolute agreement or consistency.

    .. math:: ICC(A,1) = \frac{MS_R - MS_E}{MS_R + (k-1) MS_E + \frac{k}{n} (MS_C - MS_E)}, \quad
       ICC(C,1) = \frac{MS_R - MS_E}{MS_R + (k-1) MS_E}

    with the mean squares of units (R), coders (C) and the rest (E) of the two-way table of
    :math:`n` units and :math:`k` coders.

    Parameters
    ----------
    ratings : DataFrame
        A row a unit, a column a coder; numbers whose differences have a meaning.
    kind : {"A,1", "C,1"}
        Absolute agreement (a coder who is always one higher disagrees) or consistency (he agrees).
        They are ICC(2,1) and ICC(3,1) of Shrout and Fleiss.
    draws, seed : int
        See :func:`krippendorff_alpha`.

    Returns
    -------
    Agreement

    Raises
    ------
    WrongKind
        This is no table of numbers.
    UnknownId
        No such kind.
    NoEstimate
        No rating, one coder, no unit that all rated, a single unit, or all ratings are the same.

    Notes
    -----
    Assumes measurements on an interval scale: not for the items of a framework, whose answers have
    an order only. Missing ratings: units that not every coder rated are left out and counted in a
    remark. The interval resamples units; it assumes no normal distribution, as the published one
    with F does.

    References
    ----------
    McGraw, K. O., & Wong, S. P. (1996). Forming inferences about some intraclass correlation
    coefficients. Psychological Methods 1, 30-46. Shrout, P. E., & Fleiss, J. L. (1979). Intraclass
    correlations: uses in assessing rater reliability. Psychological Bulletin 86, 420-428.

    Examples
    --------
    >>> import pandas as pd
    >>> one_higher = pd.DataFrame({"a": [1.0, 2.0, 3.0], "b": [2.0, 3.0, 4.0]})
    >>> icc(one_higher, "C,1", draws=0)
    <Intraclass correlation 1.000: 3 units, 6 ratings, 2 coders>
    >>> icc(one_higher, "A,1", draws=0)
    <Intraclass correlation 0.667: 3 units, 6 ratings, 2 coders>
    """
    return agree("icc", ratings, kind=kind, draws=draws, seed=seed)
