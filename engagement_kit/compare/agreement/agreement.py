"""How far coders agree: one frozen result, the same shape for every measure.

Krippendorff's alpha and percent agreement stand here; kappas, AC and their kin in ``kappas``,
Kendall's W and intraclass correlations in ``concordance``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess import Making
from engagement_kit.assess.columns import Column, shaped
from engagement_kit.cases import Cases
from engagement_kit.compare.agreement.measures import MEASURES, measure_of
from engagement_kit.compare.agreement.resampling import CONFIDENCE
from engagement_kit.compare.remaking import making_from
from engagement_kit.compare.view import result_html
from engagement_kit.frameworks import Framework

__all__ = ["COLUMNS", "Agreement", "agree", "krippendorff_alpha", "percent_agreement"]

COLUMNS: tuple[Column, ...] = (
    Column("measure", "string", "name of the measure"),
    Column("estimate", "number", "agreement: 1 if coders always agree"),
    Column("low", "number", "lower end of the interval; empty where there is none"),
    Column("high", "number", "upper end of the interval; empty where there is none"),
    Column("n_units", "integer", "units with two ratings or more that were used", "units"),
    Column("n_ratings", "integer", "their ratings", "ratings"),
    Column("n_coders", "integer", "coders with a rating", "coders"),
)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Agreement:
    """How far coders agree, by one measure.

    Attributes
    ----------
    measure : str
        Name of the function that computed it.
    estimate : float
        1 if coders always agree; 0 (of percent agreement: more) if no more than by chance.
    low, high : float or None
        Ends of the percentile interval; None where there is none, and ``remarks`` say why.
    confidence : float
        What the interval promises to cover: 0.95.
    n_units, n_ratings, n_coders : int
        Units with two ratings or more that were used, their ratings, and the coders.
    level : str or None
        Level of measurement, of Krippendorff's alpha.
    draws, seed : int
        Resamples behind the interval, and where they start.
    parameters : mapping
        What was decided, by name.
    remarks : tuple of str
        What a reader has to know.
    framework, cases : None
        It is made of a table and rests on no framework.
    """

    measure: str
    estimate: float
    low: float | None
    high: float | None
    n_units: int
    n_ratings: int
    n_coders: int
    level: str | None
    draws: int
    seed: int
    parameters: Mapping[str, Any]
    remarks: tuple[str, ...]
    making: Making
    confidence: float = CONFIDENCE
    framework: Framework | None = None
    cases: Cases | None = None

    @property
    def table(self) -> pd.DataFrame:
        """The numbers as a table of one row."""
        return shaped(COLUMNS, [[getattr(self, column.name) for column in COLUMNS]])

    @property
    def label(self) -> str:
        """What the measure is called in a sentence."""
        return MEASURES[self.measure].label

    @property
    def lang(self) -> str:
        """Language of its texts."""
        return "en"

    def __repr__(self) -> str:
        span = "" if self.low is None else f" [{self.low:.3f}, {self.high:.3f}]"
        units = "1 unit" if self.n_units == 1 else f"{self.n_units} units"
        about = f"{units}, {self.n_ratings} ratings, {self.n_coders} coders"
        return f"<{self.label} {self.estimate:.3f}{span}: {about}>"

    def _repr_html_(self) -> str:
        chosen = {name: value for name, value in self.parameters.items() if name != "values"}
        return result_html(self.label, chosen, self.table, remarks=self.remarks)


def krippendorff_alpha(
    ratings: pd.DataFrame,
    level: str = "ordinal",
    *,
    values: Sequence[Any] | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> Agreement:
    r"""Krippendorff's alpha of any number of coders, with an interval over resampled units.

    .. math:: \alpha = 1 - \frac{D_o}{D_e}, \quad
       D_o = \frac{1}{n} \sum_u \frac{1}{m_u - 1} \sum_{i \ne j \in u} \delta^2(v_i, v_j), \quad
       D_e = \frac{1}{n (n - 1)} \sum_{i \ne j} \delta^2(v_i, v_j)

    where :math:`m_u` is the number of ratings of unit :math:`u`, :math:`n` that of all ratings in
    units with two or more, and :math:`\delta^2` the squared difference of two values: 0 or 1
    (nominal), the number of ratings between the two values, each end counted half (ordinal),
    :math:`(c - k)^2` (interval), :math:`((c - k)/(c + k))^2` (ratio).

    Parameters
    ----------
    ratings : DataFrame
        A row a unit, a column a coder, missing ratings as NaN or None.
    level : {"ordinal", "nominal", "interval", "ratio"}
        What may be done with the values: tell them apart, order them, take differences, take
        ratios. Nominal values may be anything; ordinal ones numbers, ordered categoricals or what
        stands in ``values``; the others must be numbers, on a ratio scale from 0.
    values : sequence, optional
        All values in their order, lowest first.
    draws : int
        Resamples of units behind the interval; 0 gives none.
    seed : int
        The same seed gives the same interval.

    Returns
    -------
    Agreement

    Raises
    ------
    WrongKind
        This is no table of ratings; text where an order or numbers are needed; a negative number
        on a ratio scale.
    NoEstimate
        No rating, one coder, no unit with two ratings (``no_overlap``), or all ratings are one and
        the same (``no_variation``): alpha is 0/0 then. Some programs print 1 for it and
        Krippendorff argues for 0; both would be read as a finding, so none is given.
        :func:`percent_agreement` is still defined.
    UnknownId
        No such level; a rating that is not among ``values``.

    Notes
    -----
    Assumes that units are independent of each other, and that coders worked apart and can be
    exchanged for others of their kind. Missing ratings need no filling: a unit counts by the
    ratings it has, and units with fewer than two take no part. With one unit there is an estimate,
    never above 0, and no interval.

    The interval is the 2.5th to 97.5th percentile over resampled units (units with equal ratings
    are drawn together, which is the same). It covers less than 95 % where units are few: 91.7 %
    with 10, 93.5 % with 25 to 50, 94.5 % with 100 in simulations; below 25 a remark says so.
    Resamples without variation have no value; they are counted in a remark. Where there are more
    than 8,192 different values, the interval of ordinal and ratio alpha (not the estimate) is made
    of as many classes of values, which moves alpha by about one in a million.

    References
    ----------
    Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology. 2nd ed. Sage,
    chapter 11. Hayes, A. F., & Krippendorff, K. (2007). Answering the call for a standard
    reliability measure for coding data. Communication Methods and Measures 1(1), 77-89.

    Examples
    --------
    Krippendorff's example of two coders and ten units:

    >>> import pandas as pd
    >>> jon, han = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0], [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]
    >>> krippendorff_alpha(pd.DataFrame({"jon": jon, "han": han}), "nominal", draws=0)
    <Krippendorff's alpha 0.095: 10 units, 20 ratings, 2 coders>
    """
    return agree("krippendorff_alpha", ratings, level=level, values=values, draws=draws, seed=seed)


def percent_agreement(
    ratings: pd.DataFrame,
    *,
    weights: str | None = None,
    values: Sequence[Any] | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> Agreement:
    r"""Share of pairs of coders that agree on a unit, averaged over units; not freed of chance.

    .. math:: p_a = \frac{1}{N} \sum_u \frac{\sum_k r_{uk} (r^*_{uk} - 1)}{r_u (r_u - 1)}

    where :math:`r_{uk}` is how many coders gave unit :math:`u` the value :math:`k`, :math:`r_u` how
    many rated it, and :math:`r^*_{uk} = \sum_l w_{kl} r_{ul}` counts values that agree in part.

    Parameters
    ----------
    ratings : DataFrame
        A row a unit, a column a coder, missing ratings as NaN or None.
    weights : {None, "linear", "quadratic"}
        None: values agree only if they are the same. Linear: ``1 - |i - j| / (max - min)``;
        quadratic: ``1 - (i - j)^2 / (max - min)^2``, over numbers as they are and over the places
        of text in its order.
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
        No rating, one coder, or no unit with two ratings.

    Notes
    -----
    Missing ratings: each unit counts by its own pairs; units with fewer than two ratings take no
    part. Where all ratings are the same it is 1, and that says little: see the other measures.

    References
    ----------
    Gwet, K. L. (2014). Handbook of Inter-Rater Reliability. 4th ed. Advanced Analytics, chapter 2.

    Examples
    --------
    >>> import pandas as pd
    >>> percent_agreement(pd.DataFrame({"a": ["yes", "no"], "b": ["yes", "yes"]}), draws=0)
    <Percent agreement 0.500: 2 units, 4 ratings, 2 coders>
    """
    return agree(
        "percent_agreement", ratings, weights=weights, values=values, draws=draws, seed=seed
    )


def agree(
    name: str,
    ratings: pd.DataFrame,
    *,
    draws: int,
    seed: int,
    **choices: Any,
) -> Agreement:
    """The result of a measure by name; ``choices`` are its own keywords."""
    found = measure_of(name, ratings, draws=draws, seed=seed, **choices)
    draws, seed = int(draws), int(seed)
    kept = {**choices, "draws": draws, "seed": seed}
    if "values" in choices and found.values is not None:  # of categoricals, whose order is lost
        kept["values"] = [_plain(value) for value in found.values]
    return Agreement(
        measure=name,
        estimate=found.estimate,
        low=found.interval.low,
        high=found.interval.high,
        n_units=found.n_units,
        n_ratings=found.n_ratings,
        n_coders=found.n_coders,
        level=choices.get("level"),
        draws=draws,
        seed=seed,
        parameters={**kept, "n_values": found.n_values, "missing": found.missing},
        remarks=found.remarks,
        making=making_from(name, ratings, **kept),
    )


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
