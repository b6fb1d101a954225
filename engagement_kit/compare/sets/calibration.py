"""Calibration: from raw values, or answers on a scale, to memberships in sets.

A membership says how far a case belongs to a set: 1 fully in, 0 fully out, .5 neither. Where the
anchors lie is a judgement about the set, made before the analysis, and stands in the paper.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any, TypeVar, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engagement_kit.compare.given import is_number
from engagement_kit.compare.sets.calibration_tables import named_table
from engagement_kit.errors import MethodWarning, UnknownId, WrongKind

__all__ = ["METHODS", "calibrate", "find_thresholds", "middle_remark"]

METHODS = ("crisp", "logistic", "linear", "table")
LINKAGES = ("complete", "average", "single", "ward")

_MOST_VALUES = 10_000  # different values that are clustered: distances of all pairs are held
_NEARLY = 1e-9
Array = NDArray[np.float64]
Values = TypeVar("Values", bound=Sequence[Any] | pd.Series | NDArray[Any])


def calibrate(
    values: Values,
    thresholds: float | Sequence[float] | Mapping[str, float] | str,
    method: str = "logistic",
    *,
    idm: float = 0.95,
) -> Values:
    """Memberships of values, as the kind of thing that the values are; missing stays missing.

    ``crisp``: how many thresholds a value reaches, so that one threshold makes a crisp set and k of
    them a multi-value condition with the values 0 to k. ``logistic`` (the direct method): log odds
    of membership that grow in a line from the crossover to each anchor,
    1 / (1 + exp(-ln(idm / (1 - idm)) * (x - c) / d)) where d is the distance of the crossover c to
    the anchor on the side of x. ``linear``: 0 up to exclusion, .5 at the crossover, 1 from
    inclusion on, straight between. ``table``: the membership that a mapping gives to each answer.

    Parameters
    ----------
    values : Series, array or list
    thresholds : number, sequence of numbers, mapping or name
        ``crisp``: one or more, ascending. ``logistic``, ``linear``: three anchors (exclusion,
        crossover, inclusion), ascending; descending for a set that large values are out of. Or six
        for a set of middling values (exclusion, crossover, inclusion, inclusion, crossover,
        exclusion): membership is the lower one of the rising and the falling side; descending for
        its negation. (Of six anchors R's QCA makes straight lines whatever is asked: ``linear``.)
        ``table``: a mapping from answers to memberships, or the name of one of ``CALIBRATIONS``.
    method : {"crisp", "logistic", "linear", "table"}
    idm : float
        Membership at the inclusion anchor; 1 - idm at the exclusion anchor (``logistic`` only).

    Raises
    ------
    WrongKind
        Thresholds are too few or many, out of order or no numbers; values are no numbers.
    UnknownId
        No such method or table; an answer that the table does not have.

    Warns
    -----
    MethodWarning
        Cases stand at exactly .5, so that nobody can say whether they are in or out.

    References
    ----------
    Ragin, C. C. (2008). Redesigning social inquiry, chapter 5. University of Chicago Press.

    Examples
    --------
    >>> calibrate([350, 720, None], [300, 600, 800]).__class__
    <class 'list'>
    >>> [round(m, 2) for m in calibrate([350, 720], [300, 600, 800])]
    [0.08, 0.85]
    >>> calibrate([468, 720, 983], [550, 850], method="crisp")
    [0, 1, 2]
    >>> calibrate(["no", "yes", None], {"no": 0, "partly": 0.33, "yes": 1}, method="table")
    [0.0, 1.0, None]
    """
    if method not in METHODS:
        raise UnknownId("method of calibration", str(method), METHODS)
    if method == "table":
        found = _by_table(values, thresholds)
    else:
        anchors = _anchors(thresholds, method)
        x = _numbers(values)
        found = _crisp(x, anchors) if method == "crisp" else _fuzzy(x, anchors, method, idm)
    if method != "crisp" and (remark := middle_remark(values, found)):
        warnings.warn(remark, MethodWarning, stacklevel=2)
    return cast("Values", _as_given(values, found, whole=method == "crisp"))


def find_thresholds(
    values: Sequence[float] | pd.Series | NDArray[Any], n: int = 1, *, linkage: str = "complete"
) -> list[float]:
    """Thresholds that suggest themselves: the middles of the gaps between n + 1 clusters.

    Values are clustered by hierarchical clustering of their distances; a threshold lies half-way
    between the largest value of a cluster and the smallest one of the next. It is a hint about the
    data: an anchor needs a reason from outside of them. Missing values play no part.

    Parameters
    ----------
    values : Series, array or list
    n : int
        How many thresholds.
    linkage : {"complete", "average", "single", "ward"}

    Raises
    ------
    WrongKind
        Values are no numbers, or there are fewer than n + 1 different ones; ``n`` is no whole
        number from 1.
    UnknownId
        No such linkage.

    Examples
    --------
    >>> find_thresholds([1, 2, 3, 20, 22, 41, 45], n=2)
    [11.5, 31.5]
    """
    from scipy.cluster import hierarchy

    if linkage not in LINKAGES:
        raise UnknownId("linkage", str(linkage), LINKAGES)
    if not is_number(n) or n < 1 or n != int(n):
        raise WrongKind("n", repr(n), "a whole number of thresholds, 1 or more")
    x = _numbers(values)
    distinct = np.unique(x[~np.isnan(x)])
    if not n < len(distinct) <= _MOST_VALUES:
        found = f"{len(distinct):,} different values"
        raise WrongKind(f"Finding {n} thresholds", found, f"{n + 1} to {_MOST_VALUES:,}")
    tree = hierarchy.linkage(distinct[:, None], method=linkage)
    groups = hierarchy.cut_tree(tree, n_clusters=n + 1).ravel()
    ends = np.flatnonzero(np.diff(groups))
    return [float((distinct[end] + distinct[end + 1]) / 2) for end in ends]


def middle_remark(values: object, memberships: Array) -> str | None:
    """What to say where cases stand at exactly .5; None where none does."""
    places = np.flatnonzero(np.abs(memberships - 0.5) < _NEARLY)
    if not len(places):
        return None
    labels = values.index if isinstance(values, pd.Series) else range(1, len(memberships) + 1)
    names = ", ".join(str(labels[place]) for place in places[:12])
    more = f" and {len(places) - 12} more" if len(places) > 12 else ""
    return (
        f"Memberships of exactly .5, neither in nor out: {names}{more}. Move the crossover to "
        "where no case stands, or decide these cases from their evidence."
    )


def _by_table(values: Any, table: object) -> Array:
    known = named_table(table)
    found: Array = np.full(len(values), np.nan)
    for place, answer in enumerate(values):
        if _is_gap(answer):
            continue
        if answer not in list(known):
            raise UnknownId("answer in the table of calibration", str(answer), map(str, known))
        found[place] = known[answer]
    return found


def _anchors(thresholds: Any, method: str) -> list[float]:
    """Thresholds as numbers, as many and in the order that the method takes."""
    given = [thresholds] if isinstance(thresholds, Real) else thresholds
    what = f"calibrate(method={method!r})"
    if isinstance(given, str | Mapping) or not hasattr(given, "__iter__"):
        advice = 'A mapping of answers is for method="table".'
        raise WrongKind(what, repr(thresholds), "a list of numbers as thresholds", advice)
    anchors = list(given)
    for anchor in anchors:
        if not is_number(anchor):
            raise WrongKind(what, f"the threshold {anchor!r}", "thresholds that are numbers")
    counts = () if method == "crisp" else (3, 6)
    if not anchors or (counts and len(anchors) not in counts):
        expected = (
            "three anchors (exclusion, crossover, inclusion), or six for a set of middling values"
            if counts
            else "one threshold or more"
        )
        raise WrongKind(what, f"{len(anchors)} thresholds", expected)
    _expect_order(what, anchors, method)
    return [float(anchor) for anchor in anchors]


def _expect_order(what: str, anchors: Sequence[float], method: str) -> None:
    steps = np.diff(np.asarray(anchors, dtype=float))
    if method != "crisp" and (steps < 0).any() and not (steps > 0).any():
        steps = -steps
    if len(anchors) == 6 and steps[2] == 0:
        steps[2] = 1.0  # a bell may come to a point: both inclusions are one
    if (steps > 0).all():
        return
    found = "equal thresholds" if (steps >= 0).all() else "thresholds out of order"
    listed = ", ".join(f"{anchor:g}" for anchor in anchors)
    if method == "crisp":
        expected, advice = "each threshold above the one before", "Sort them."
    else:
        expected = "anchors that ascend, or all descend"
        advice = "Give exclusion, crossover, inclusion; descending where large values are out."
    raise WrongKind(what, f"{found} ({listed})", expected, advice)


def _numbers(values: Any) -> Array:
    """Values as numbers; missing ones are NaN."""
    if isinstance(values, str | Mapping) or not hasattr(values, "__len__"):
        raise WrongKind("Calibration", repr(values), "a Series, an array or a list of values")
    cells = np.asarray(values, dtype=object)
    if cells.ndim != 1:
        raise WrongKind("Calibration", f"{cells.ndim} dimensions", "one column of values")
    found: Array = np.full(len(cells), np.nan)
    for place, cell in enumerate(cells):
        if _is_gap(cell):
            continue
        if not (is_number(cell) or isinstance(cell, bool | np.bool_)):
            advice = 'Answers on a scale are calibrated with method="table".'
            raise WrongKind("Calibration", f"the value {cell!r}", "numbers", advice)
        found[place] = float(cell)
    return found


def _crisp(x: Array, thresholds: Sequence[float]) -> Array:
    found = np.searchsorted(np.asarray(thresholds), x, side="right").astype(float)
    found[np.isnan(x)] = np.nan
    return found


def _fuzzy(x: Array, anchors: Sequence[float], method: str, idm: object) -> Array:
    """Memberships by three or six anchors; descending ones are ascending ones of -x."""
    if not is_number(idm) or not 0.5 < idm < 1:
        raise WrongKind("idm", repr(idm), "a number above .5 and below 1")
    odds = float(np.log(idm / (1 - idm))) if method == "logistic" else None
    points = np.asarray(anchors)
    if len(points) == 3:
        return _side(x, points, odds)
    if points[0] > points[-1]:
        return 1 - _fuzzy(x, points[::-1].tolist(), method, idm)
    both: Array = np.minimum(_side(x, points[:3], odds), _side(x, points[:2:-1], odds))
    return both


def _side(x: Array, anchors: Array, odds: float | None) -> Array:
    """One side of a set: exclusion, crossover, inclusion, rising or falling."""
    sign = 1.0 if anchors[0] < anchors[-1] else -1.0
    exclusion, crossover, inclusion = sign * anchors
    away = sign * x - crossover
    part = np.where(away < 0, away / (crossover - exclusion), away / (inclusion - crossover))
    # By the tail that is small, so that nothing overflows however far a value lies.
    small = np.exp(-np.abs(part) * (odds or 0.0))
    s_shaped = np.where(part < 0, small / (1 + small), 1 / (1 + small))
    found: Array = s_shaped if odds is not None else 0.5 + np.clip(part, -1, 1) / 2
    return found


def _is_gap(cell: object) -> bool:
    return bool(pd.api.types.is_scalar(cell) and pd.isna(cell))


def _as_given(values: Any, found: Array, *, whole: bool) -> Any:
    """The memberships in the kind of thing that the values came in."""
    gaps = np.isnan(found)
    if isinstance(values, pd.Series):
        kind = "float64" if not whole else "Int64" if gaps.any() else "int64"
        series = pd.Series(found, index=values.index, name=values.name)
        return series.astype(kind)
    if isinstance(values, np.ndarray):
        return found.astype(int) if whole and not gaps.any() else found
    cells = [None if gap else value for value, gap in zip(found.tolist(), gaps, strict=True)]
    return [int(cell) if whole and cell is not None else cell for cell in cells]
