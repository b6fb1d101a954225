"""What differs and how surely: agreement, groups, change over waves, set-theoretic analysis.

Every function takes tables or results and gives a frozen result: the numbers, what was decided on
the way (``parameters``), what a reader has to know (``remarks``) and how to make it again
(``making``). A module is imported when one of its names is first asked for.
"""

from __future__ import annotations

import importlib
from typing import Any

# Public name -> the module of this room that holds it.
_HOMES: dict[str, str] = {
    "Agreement": "agreement",
    "AgreementTable": "rated_agreement",
    "Alignment": "alignment",
    "CALIBRATIONS": "calibration_tables",
    "Changes": "changes",
    "CompletedTruthTables": "completion",
    "Delta": "delta",
    "Differences": "difference",
    "Disagreements": "disagreement",
    "ExpectedProfile": "expected",
    "FisherTest": "fisher",
    "Memberships": "memberships",
    "Necessity": "necessary",
    "Ordering": "ordering",
    "PatternMatch": "pattern",
    "RankSum": "ranksum",
    "Relation": "relations",
    "Robustness": "robustness",
    "SignTest": "signed_ranks",
    "SignedRanks": "signed_ranks",
    "Solution": "solution",
    "SolutionsUnderMissing": "completed_solutions",
    "Specifications": "specification",
    "TruthTable": "truth",
    "adjust_p": "multiplicity",
    "align_targets": "alignment",
    "brennan_prediger": "guessing",
    "calibrate": "calibration",
    "cliffs_delta": "delta",
    "cohen_kappa": "kappas",
    "compare_groups": "difference",
    "compare_waves": "change",
    "complete_truth_table": "completion",
    "conger_kappa": "kappas",
    "contradictory_assumptions": "solving",
    "describe_method": "method",
    "disagreements": "disagreement",
    "expected_profile": "expected",
    "find_thresholds": "calibration",
    "fisher_exact_table": "fisher",
    "fleiss_kappa": "kappas",
    "gwet_ac": "guessing",
    "icc": "concordance",
    "kendall_w": "concordance",
    "krippendorff_alpha": "agreement",
    "light_kappa": "kappas",
    "match_pattern": "pattern",
    "memberships_from": "memberships",
    "minimal_covers": "logic",
    "minimize": "solving",
    "necessity": "necessary",
    "percent_agreement": "agreement",
    "qca_robustness": "robustness",
    "rank_sum_test": "ranksum",
    "rate_agreement": "rated_agreement",
    "relation": "relations",
    "sign_test": "signed_ranks",
    "signed_rank_test": "signed_ranks",
    "solutions_under_missing": "completed_solutions",
    "specify": "specification",
    "stochastic_order": "ordering",
    "to_r": "r_script",
    "truth_table": "truth",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    """The public name, imported from its module when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
