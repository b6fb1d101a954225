"""The paragraph about the method that a paper needs, from what was actually used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from engagement_kit import __version__
from engagement_kit.compare.paragraph import (
    told_agreement,
    told_comparisons,
    told_places,
    told_sets,
)
from engagement_kit.compare.paragraph.literature import WORKS
from engagement_kit.compare.paragraph.telling import Teller
from engagement_kit.errors import WrongKind

__all__ = ["DESCRIBED", "describe_method"]


@dataclass(frozen=True)
class _Kind:
    """How a kind of result is told, and whether scipy had a part in it."""

    tell: Callable[[Teller, Any], Iterator[str]]
    with_scipy: bool = True


# A new kind of result is one more line. Kinds go by name, so that no module is read in vain.
_KINDS: dict[str, _Kind] = {
    "Agreement": _Kind(told_agreement.agreement),
    "AgreementTable": _Kind(told_agreement.agreement_table),
    "Alignment": _Kind(told_agreement.alignment, with_scipy=False),
    "Changes": _Kind(told_comparisons.changes),
    "CompletedTruthTables": _Kind(told_sets.completed, with_scipy=False),
    "Delta": _Kind(told_comparisons.delta),
    "Differences": _Kind(told_comparisons.differences),
    "Disagreements": _Kind(told_agreement.disagreements, with_scipy=False),
    "Levels": _Kind(told_places.levels, with_scipy=False),
    "Memberships": _Kind(told_sets.memberships, with_scipy=False),
    "Necessity": _Kind(told_sets.necessity, with_scipy=False),
    "PatternMatch": _Kind(told_comparisons.pattern, with_scipy=False),
    "QuadrantPlacements": _Kind(told_places.quadrants, with_scipy=False),
    "RankSum": _Kind(told_comparisons.rank_sum),
    "Relation": _Kind(told_sets.relation, with_scipy=False),
    "Robustness": _Kind(told_sets.robustness),
    "Solution": _Kind(told_sets.solution),
    "SolutionsUnderMissing": _Kind(told_sets.completed_solutions),
    "Specifications": _Kind(told_comparisons.specifications),
    "StagePlacements": _Kind(told_places.stages, with_scipy=False),
    "Targets": _Kind(told_places.targets, with_scipy=False),
    "TruthTable": _Kind(told_sets.truth, with_scipy=False),
}
DESCRIBED = tuple(_KINDS)


def describe_method(result: Any, lang: str = "en") -> str:
    """The paragraph about the method behind a result, ready for a paper, as plain text.

    It says what was measured and how, on how many, with which thresholds and rules, what was done
    with what is missing, seed and draws where chance had a part, the software with its versions and
    the literature. All of it comes from the result itself: what was not used is not said.

    Parameters
    ----------
    result : a result of this package
        Of comparisons, or placements, levels and targets.
    lang : str
        "en", "ko" or "ar". In Arabic, names and formulas in Latin letters run from left to right
        between marks that nobody sees.

    Raises
    ------
    WrongKind
        There is no paragraph for this kind of result.
    UnknownId
        There is none in this language.

    Examples
    --------
    >>> import pandas as pd
    >>> from engagement_kit.compare import krippendorff_alpha
    >>> ratings = pd.DataFrame({"a": [1, 2, 2, 1], "b": [1, 2, 1, 1]})
    >>> describe_method(krippendorff_alpha(ratings, "nominal", draws=0)).split(". ")[0]
    'Agreement of coders (2) was measured by Krippendorff’s alpha; units: 4, ratings: 8'
    """
    name = type(result).__name__
    if name not in _KINDS:
        advice = "Give the result itself, not a table of it."
        raise WrongKind("A method paragraph", name, f"one of {', '.join(DESCRIBED)}", advice)
    teller, kind = Teller(lang), _KINDS[name]
    sentences = list(kind.tell(teller, result))
    sentences.append(_software(teller, with_scipy=kind.with_scipy))
    if teller.cited:
        works = "; ".join(WORKS[work] for work in teller.cited)
        sentences.append(teller.say("references", references=works))
    return " ".join(sentences)


def _software(teller: Teller, *, with_scipy: bool) -> str:
    versions = {"version": __version__, "numpy": np.__version__}
    if with_scipy:
        return teller.say("software.scipy", **versions, scipy=scipy.__version__)
    return teller.say("software", **versions)
