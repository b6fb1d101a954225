"""Kappas: agreement beyond chance, as the coders' own shares of the values make chance.

All of them read the table as :func:`engagement_kit.compare.krippendorff_alpha` does and give the
same :class:`Agreement`. With ``weights``, values that are near each other agree in part: linear
weights are ``1 - |i - j| / (max - min)``, quadratic ones ``1 - (i - j)^2 / (max - min)^2``, where i
and j are the numbers themselves, or the places of text in its order (``values``, or ordered
categoricals). Numbers are taken as they are so that a value which nobody chose changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from engagement_kit.compare.agreement.agreement import Agreement, agree

__all__ = ["cohen_kappa", "conger_kappa", "fleiss_kappa", "light_kappa"]


def cohen_kappa(
    ratings: pd.DataFrame,
    *,
    weights: str | None = None,
    values: Sequence[Any] | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> Agreement:
    r"""Cohen's kappa of two coders.

    .. math:: \kappa = \frac{p_a - p_e}{1 - p_e}, \quad
       p_a = \sum_{kl} w_{kl} p_{kl}, \quad p_e = \sum_{kl} w_{kl} p_{k+} p_{+l}

    where :math:`p_{kl}` is the share of units to which the first coder gave :math:`k` and the
    second :math:`l`: chance is each coder drawing from his own shares.

    Parameters
    ----------
    ratings : DataFrame
        A row a unit, a column a coder, two of them, missing ratings as NaN or None.
    weights : {None, "linear", "quadratic"}
        How far unlike values agree; see this module.
    values : sequence, optional
        All values that coders could choose, lowest first; those that occur if left out.
    draws, seed : int
        See :func:`krippendorff_alpha`.

    Returns
    -------
    Agreement

    Raises
    ------
    WrongKind, UnknownId
        As :func:`krippendorff_alpha`; weights of another name; more than 1,000 values; more than
        two coders.
    NoEstimate
        No rating, one coder, no unit that both rated, or both gave all units one and the same value
        (chance alone makes them agree then, and kappa is 0/0).

    Notes
    -----
    Missing ratings: units that one of the two did not rate are left out and counted in a remark.
    Kappa falls where one value is far more common than the others, however well coders agree.

    References
    ----------
    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
    Measurement 20, 37-46. Cohen, J. (1968). Weighted kappa. Psychological Bulletin 70, 213-220.

    Examples
    --------
    >>> import pandas as pd
    >>> ratings = pd.DataFrame({"a": [1, 1, 2, 2], "b": [1, 1, 2, 1]})
    >>> cohen_kappa(ratings, draws=0)
    <Cohen's kappa 0.500: 4 units, 8 ratings, 2 coders>
    """
    return agree("cohen_kappa", ratings, weights=weights, values=values, draws=draws, seed=seed)


def fleiss_kappa(
    ratings: pd.DataFrame,
    *,
    weights: str | None = None,
    values: Sequence[Any] | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> Agreement:
    r"""Fleiss' kappa of any number of coders.

    .. math:: \kappa = \frac{p_a - p_e}{1 - p_e}, \quad p_e = \sum_{kl} w_{kl} \pi_k \pi_l, \quad
       \pi_k = \frac{1}{N} \sum_u \frac{r_{uk}}{r_u}

    with :math:`p_a` as in :func:`percent_agreement`: chance is both ratings drawn from the shares
    of the values over all coders. Coders need not be the same for each unit.

    Parameters
    ----------
    ratings : DataFrame
        A row a unit, a column a coder, missing ratings as NaN or None.
    weights : {None, "linear", "quadratic"}
        How far unlike values agree; see this module.
    values : sequence, optional
        All values that coders could choose, lowest first; those that occur if left out.
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
        No rating, one coder, no unit with two ratings, or all ratings are the same (chance alone
        makes coders agree then, and kappa is 0/0).

    Notes
    -----
    Missing ratings: each unit counts by the ratings it has; a unit with a single rating counts
    for the shares of the values and not for agreement. With as
    many ratings for each unit it is Fleiss' own kappa, otherwise Gwet's generalisation.

    References
    ----------
    Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological
    Bulletin 76, 378-382.
    Gwet, K. L. (2014). Handbook of Inter-Rater Reliability. 4th ed. Advanced Analytics.

    Examples
    --------
    >>> import pandas as pd
    >>> ratings = pd.DataFrame({"a": [1, 1, 2, 2], "b": [1, 1, 2, 1], "c": [1, 1, 2, 2]})
    >>> fleiss_kappa(ratings, draws=0)
    <Fleiss' kappa 0.657: 4 units, 12 ratings, 3 coders>
    """
    return agree("fleiss_kappa", ratings, weights=weights, values=values, draws=draws, seed=seed)


def conger_kappa(
    ratings: pd.DataFrame,
    *,
    weights: str | None = None,
    values: Sequence[Any] | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> Agreement:
    r"""Conger's kappa of any number of coders, each with shares of his own.

    .. math:: \kappa = \frac{p_a - p_e}{1 - p_e}, \quad
       p_e = \frac{1}{r (r - 1)} \sum_{g \ne h} \sum_{kl} w_{kl} p_{gk} p_{hl}

    with :math:`p_a` as in :func:`percent_agreement` and :math:`p_{gk}` the share of coder
    :math:`g`'s ratings that are :math:`k`: chance is each pair of coders drawing from its own
    shares. For two coders without missing ratings it is Cohen's kappa.

    Parameters
    ----------
    ratings : DataFrame
        A row a unit, a column a coder, missing ratings as NaN or None.
    weights : {None, "linear", "quadratic"}
        How far unlike values agree; see this module.
    values : sequence, optional
        All values that coders could choose, lowest first; those that occur if left out.
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
        No rating, one coder, no unit with two ratings, or all ratings are the same (chance alone
        makes coders agree then, and kappa is 0/0).

    Notes
    -----
    Missing ratings: the shares of a coder are those of the units he rated; a unit with a single
    rating counts for these and not for agreement.

    References
    ----------
    Conger, A. J. (1980). Integration and generalization of kappas for multiple raters.
    Psychological Bulletin 88, 322-328.
    Gwet, K. L. (2014). Handbook of Inter-Rater Reliability. 4th ed. Advanced Analytics.

    Examples
    --------
    >>> import pandas as pd
    >>> ratings = pd.DataFrame({"a": [1, 1, 2, 2], "b": [1, 1, 2, 1], "c": [1, 1, 2, 2]})
    >>> conger_kappa(ratings, draws=0)
    <Conger's kappa 0.667: 4 units, 12 ratings, 3 coders>
    """
    return agree("conger_kappa", ratings, weights=weights, values=values, draws=draws, seed=seed)


def light_kappa(
    ratings: pd.DataFrame,
    *,
    weights: str | None = None,
    values: Sequence[Any] | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> Agreement:
    r"""Light's kappa: the mean of Cohen's kappa over all pairs of coders.

    .. math:: \kappa = \frac{2}{r (r - 1)} \sum_{g < h} \kappa_{gh}

    Parameters
    ----------
    ratings : DataFrame
        A row a unit, a column a coder, missing ratings as NaN or None.
    weights : {None, "linear", "quadratic"}
        How far unlike values agree; see this module.
    values : sequence, optional
        All values that coders could choose, lowest first; those that occur if left out.
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
        No rating, one coder, or a pair of coders that shares no unit or gave all shared ones the
        same value.

    Notes
    -----
    Missing ratings: each pair of coders is compared on the units that both rated. A pair without a
    value leaves the mean without one: leaving it out would flatter the others.

    References
    ----------
    Light, R. J. (1971). Measures of response agreement for qualitative data: some generalizations
    and alternatives. Psychological Bulletin 76, 365-377.

    Examples
    --------
    >>> import pandas as pd
    >>> ratings = pd.DataFrame({"a": [1, 1, 2, 2], "b": [1, 1, 2, 1], "c": [1, 1, 2, 2]})
    >>> light_kappa(ratings, draws=0)
    <Light's kappa 0.667: 4 units, 12 ratings, 3 coders>
    """
    return agree("light_kappa", ratings, weights=weights, values=values, draws=draws, seed=seed)
