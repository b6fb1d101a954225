"""Case-study research on digital engagement: frameworks, evidence, placements, figures.

Nothing heavy is imported here: pandas, matplotlib and the rest come when a name that needs them is
first used.

Examples
--------
>>> import engagement_kit as ek
>>> ek.load_framework("smi").label("socialfirst")
'#SocialFirst'
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

# Public name -> the module that holds it. __all__ and dir() are made from this table alone.
_HOMES = {
    "CALIBRATIONS": "compare",
    "Changes": "compare",
    "EngagementKitError": "errors",
    "Fault": "errors",
    "Faults": "errors",
    "SignTest": "compare",
    "SignedRanks": "compare",
    "Store": "cases",
    "adjudicate": "widgets.adjudicate",
    "adjust_p": "compare",
    "align_targets": "compare",
    "brennan_prediger": "compare",
    "calibrate": "compare",
    "caption_canvas": "charts",
    "caption_capabilities": "charts",
    "caption_dumbbell": "charts",
    "caption_evidence": "charts",
    "caption_gap": "charts",
    "caption_items": "charts",
    "caption_matrix": "charts",
    "caption_necessity": "charts",
    "caption_profile": "charts",
    "caption_quadrant": "charts",
    "caption_radar": "charts",
    "caption_slope": "charts",
    "caption_staircase": "charts",
    "caption_transition": "charts",
    "caption_xy": "charts",
    "capture": "widgets.capture",
    "cases_table": "assess",
    "check_cases": "cases",
    "check_frameworks": "frameworks",
    "cliffs_delta": "compare",
    "cohen_kappa": "compare",
    "compare_groups": "compare",
    "compare_waves": "compare",
    "complete_truth_table": "compare",
    "conger_kappa": "compare",
    "contradictory_assumptions": "compare",
    "count_evidence": "assess",
    "count_placements": "assess",
    "data_canvas": "charts",
    "data_capabilities": "charts",
    "data_dumbbell": "charts",
    "data_evidence": "charts",
    "data_gap": "charts",
    "data_items": "charts",
    "data_matrix": "charts",
    "data_necessity": "charts",
    "data_profile": "charts",
    "data_quadrant": "charts",
    "data_radar": "charts",
    "data_slope": "charts",
    "data_staircase": "charts",
    "data_transition": "charts",
    "data_xy": "charts",
    "describe_canvas": "charts",
    "describe_capabilities": "charts",
    "describe_dumbbell": "charts",
    "describe_evidence": "charts",
    "describe_gap": "charts",
    "describe_items": "charts",
    "describe_matrix": "charts",
    "describe_necessity": "charts",
    "describe_profile": "charts",
    "describe_quadrant": "charts",
    "describe_radar": "charts",
    "describe_slope": "charts",
    "describe_staircase": "charts",
    "describe_transition": "charts",
    "describe_xy": "charts",
    "disagreements": "compare",
    "draw_canvas": "charts",
    "draw_capabilities": "charts",
    "draw_dumbbell": "charts",
    "draw_evidence": "charts",
    "draw_gap": "charts",
    "draw_items": "charts",
    "draw_matrix": "charts",
    "draw_necessity": "charts",
    "draw_profile": "charts",
    "draw_quadrant": "charts",
    "draw_radar": "charts",
    "draw_slope": "charts",
    "draw_staircase": "charts",
    "draw_transition": "charts",
    "draw_xy": "charts",
    "evidence_table": "assess",
    "expected_profile": "compare",
    "explain": "assess",
    "explore": "widgets.explore",
    "export_study": "exchange",
    "facet": "charts.facet.draw",
    "fill_canvas": "assess",
    "find_thresholds": "compare",
    "fisher_exact_table": "compare",
    "fleiss_kappa": "compare",
    "gwet_ac": "compare",
    "icc": "compare",
    "import_sheet": "exchange",
    "journal_theme": "charts.journals",
    "kendall_w": "compare",
    "krippendorff_alpha": "compare",
    "light_kappa": "compare",
    "list_frameworks": "frameworks",
    "list_journals": "charts.journals",
    "load_cases": "cases",
    "load_framework": "frameworks",
    "load_frameworks": "frameworks",
    "map_evidence": "assess",
    "match_pattern": "compare",
    "memberships_from": "compare",
    "minimal_covers": "compare",
    "minimize": "compare",
    "necessity": "compare",
    "new_study": "exchange",
    "notes_table": "assess",
    "open_app": "widgets.chooser",
    "percent_agreement": "compare",
    "place_quadrants": "assess",
    "place_stages": "assess",
    "rank_sum_test": "compare",
    "rate_agreement": "compare",
    "rate_levels": "assess",
    "rate_targets": "assess",
    "ratings_table": "assess",
    "read_citation": "cases",
    "relation": "compare",
    "run_study": "report",
    "save_figure": "charts.press.saving",
    "save_figures": "charts.press.saving",
    "score_axes": "assess",
    "sign_test": "compare",
    "signed_rank_test": "compare",
    "sources_table": "assess",
    "specify": "compare",
    "stochastic_order": "compare",
    "table_cases": "tables",
    "table_comparison": "tables",
    "table_matrix": "tables",
    "table_placements": "tables",
    "targets_table": "assess",
    "truth_table": "compare",
    "verify_figure": "report",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    """The public name, imported from its room when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'engagement_kit' has no attribute {name!r}")
    return getattr(importlib.import_module(f"engagement_kit.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
