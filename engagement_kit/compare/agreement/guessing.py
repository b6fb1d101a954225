"""Agreement beyond guessing: coefficients that skewed answers do not bring down as they do kappas.

Weights are those of the kappas: see :mod:`engagement_kit.compare.agreement.kappas`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from engagement_kit.compare.agreement.agreement import Agreement, agree

__all__ = ["brennan_prediger", "gwet_ac"]


def gwet_ac(
    ratings: pd.DataFrame,
    *,
    weights: str | None = None,
    values: Sequence[Any] | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> Agreement:
    r"""Gwet's AC1, or AC2 with weights, of any number of coders.

    .. math:: AC = \frac{p_a - p_e}{1 - p_e}, \quad
       p_e = \frac{\sum_{kl} w_{kl}}{q (q - 1)} \sum_k \pi_k (1 - \pi_k)

    with :math:`p_a` as in :func:`percent_agreement`, :math:`\pi_k` as in :func:`fleiss_kappa` and
    :math:`q` values: chance is a guess at random, the less likely the more one value prevails. So
    it stays high with skewed answers, where alpha and kappas fall.

    Parameters
    ----------
    ratings : DataFrame
        A row a unit, a column a coder, missing ratings as NaN or None.
    weights : {None, "linear", "quadratic"}
        How far unlike values agree; see :func:`cohen_kappa`.
    values : sequence, optional
        All values that coders could choose, lowest first; those that occur if left out.
        Their number enters chance agreement: give all of the scale.
    draws, seed : int
        See :func:`krippendorff_alpha`.

    Returns
    -------
    Agreement

    Raises
    ------
    WrongKind, UnknownId
        As :func:`krippendorff_alpha`; weights of another name; more than 1,000 values.
    NoEstimate
        No rating, one coder, no unit with two ratings, or a scale of one value (all ratings are the
        same and ``values`` are not given; with them it is 1).

    Notes
    -----
    Missing ratings: each unit counts by the ratings it has; a unit with a single rating counts
    for the shares of the values and not for agreement.

    References
    ----------
    Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high
    agreement. British Journal of Mathematical and Statistical Psychology 61, 29-48.
    Gwet, K. L. (2014). Handbook of Inter-Rater Reliability. 4th ed. Advanced Analytics.

    Examples
    --------
    >>> import pandas as pd
    >>> ratings = pd.DataFrame({"a": [1, 1, 2, 2], "b": [1, 1, 2, 1], "c": [1, 1, 2, 2]})
    >>> gwet_ac(ratings, draws=0)
    <Gwet's AC 0.676: 4 units, 12 ratings, 3 coders>
    """
    return agree("gwet_ac", ratings, weights=weights, values=values, draws=draws, seed=seed)


def brennan_prediger(
    ratings: pd.DataFrame,
    *,
    weights: str | None = None,
    values: Sequence[Any] | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> Agreement:
    r"""Brennan and Prediger's coefficient of any number of coders.

    .. math:: \frac{p_a - p_e}{1 - p_e}, \quad p_e = \frac{1}{q^2} \sum_{kl} w_{kl}

    with :math:`p_a` as in :func:`percent_agreement` and :math:`q` values: chance is every value
    being as likely as every other. For two coders it is also known as Bennett's S.

    Parameters
    ----------
    ratings : DataFrame
        A row a unit, a column a coder, missing ratings as NaN or None.
    weights : {None, "linear", "quadratic"}
        How far unlike values agree; see :func:`cohen_kappa`.
    values : sequence, optional
        All values that coders could choose, lowest first; those that occur if left out.
        Their number enters chance agreement: give all of the scale.
    draws, seed : int
        See :func:`krippendorff_alpha`.

    Returns
    -------
    Agreement

    Raises
    ------
    WrongKind, UnknownId
        As :func:`krippendorff_alpha`; weights of another name; more than 1,000 values.
    NoEstimate
        No rating, one coder, no unit with two ratings, or a scale of one value (all ratings are the
        same and ``values`` are not given; with them it is 1).

    Notes
    -----
    Missing ratings: each unit counts by its own pairs; units with fewer than two ratings take no
    part.

    References
    ----------
    Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: some uses, misuses, and
    alternatives. Educational and Psychological Measurement 41, 687-699.

    Examples
    --------
    >>> import pandas as pd
    >>> ratings = pd.DataFrame({"a": [1, 1, 2, 2], "b": [1, 1, 2, 1], "c": [1, 1, 2, 2]})
    >>> brennan_prediger(ratings, draws=0)
    <Brennan-Prediger 0.667: 4 units, 12 ratings, 3 coders>
    """
    return agree(
        "brennan_prediger", ratings, weights=weights, values=values, draws=draws, seed=seed
    )
