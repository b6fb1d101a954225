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
    "Agreement": "agreement.agreement",
    "AgreementTable": "agreement.rated_agreement",
    "Alignment": "waves.alignment",
    "CALIBRATIONS": "sets.calibration_tables",
    "Changes": "waves.changes",
    "CompletedTruthTables": "sets.completion",
    "Delta": "groups.delta",
    "Differences": "groups.difference",
    "Disagreements": "agreement.disagreement",
    "ExpectedProfile": "patterns.expected",
    "FisherTest": "groups.fisher",
    "Memberships": "sets.memberships",
    "Necessity": "sets.necessary",
    "Ordering": "groups.ordering",
    "PatternMatch": "patterns.pattern",
    "RankSum": "groups.ranksum",
    "Relation": "sets.relations",
    "Robustness": "sets.robustness",
    "SignTest": "waves.signed_ranks",
    "SignedRanks": "waves.signed_ranks",
    "Solution": "sets.solution",
    "SolutionsUnderMissing": "sets.completed_solutions",
    "Specifications": "groups.specification",
    "TruthTable": "sets.truth",
    "adjust_p": "groups.multiplicity",
    "align_targets": "waves.alignment",
    "brennan_prediger": "agreement.guessing",
    "calibrate": "sets.calibration",
    "cliffs_delta": "groups.delta",
    "cohen_kappa": "agreement.kappas",
    "compare_groups": "groups.difference",
    "compare_waves": "waves.change",
    "complete_truth_table": "sets.completion",
    "conger_kappa": "agreement.kappas",
    "contradictory_assumptions": "sets.solving",
    "describe_method": "paragraph.method",
    "disagreements": "agreement.disagreement",
    "expected_profile": "patterns.expected",
    "find_thresholds": "sets.calibration",
    "fisher_exact_table": "groups.fisher",
    "fleiss_kappa": "agreement.kappas",
    "gwet_ac": "agreement.guessing",
    "icc": "agreement.concordance",
    "kendall_w": "agreement.concordance",
    "krippendorff_alpha": "agreement.agreement",
    "light_kappa": "agreement.kappas",
    "match_pattern": "patterns.pattern",
    "memberships_from": "sets.memberships",
    "minimal_covers": "sets.logic",
    "minimize": "sets.solving",
    "necessity": "sets.necessary",
    "percent_agreement": "agreement.agreement",
    "qca_robustness": "sets.robustness",
    "rank_sum_test": "groups.ranksum",
    "rate_agreement": "agreement.rated_agreement",
    "relation": "sets.relations",
    "sign_test": "waves.signed_ranks",
    "signed_rank_test": "waves.signed_ranks",
    "solutions_under_missing": "sets.completed_solutions",
    "specify": "groups.specification",
    "stochastic_order": "groups.ordering",
    "truth_table": "sets.truth",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    """The public name, imported from its module when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
