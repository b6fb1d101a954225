"""What the records say: tidy tables, coders brought together, scores with bounds, placements."""

from engagement_kit.assess.coders import CODER_RULES, combine_ratings
from engagement_kit.assess.columns import TABLES, Column
from engagement_kit.assess.evidence_counts import EvidenceCounts, count_evidence
from engagement_kit.assess.evidence_map import SOURCE_KINDS, EvidenceMap, map_evidence
from engagement_kit.assess.explain import Explanation, explain
from engagement_kit.assess.frames.level_tally import LevelTally, tally_levels
from engagement_kit.assess.frames.stage_tally import StageTally, tally_stages
from engagement_kit.assess.frames.tally import QuadrantTally, tally_quadrants
from engagement_kit.assess.groups import compare_levels, count_placements
from engagement_kit.assess.levels import Levels, rate_levels
from engagement_kit.assess.notes import CanvasNotes, fill_canvas
from engagement_kit.assess.placements import NOT_PLACED, OPEN, SETTLED, Placement, Placements
from engagement_kit.assess.quadrants import QuadrantPlacements, place_quadrants
from engagement_kit.assess.remaking import Making, cases_of, making_of, remake
from engagement_kit.assess.scores import score_axes
from engagement_kit.assess.stage_rules import STAGE_RULES
from engagement_kit.assess.stages import StagePlacements, place_stages
from engagement_kit.assess.tables import (
    cases_table,
    evidence_table,
    notes_table,
    ratings_table,
    sources_table,
    targets_table,
)
from engagement_kit.assess.targets import Targets, rate_targets, single_answers
from engagement_kit.assess.waves import case_waves

__all__ = [
    "CODER_RULES",
    "NOT_PLACED",
    "OPEN",
    "SETTLED",
    "SOURCE_KINDS",
    "STAGE_RULES",
    "TABLES",
    "CanvasNotes",
    "Column",
    "EvidenceCounts",
    "EvidenceMap",
    "Explanation",
    "LevelTally",
    "Levels",
    "Making",
    "Placement",
    "Placements",
    "QuadrantPlacements",
    "QuadrantTally",
    "StagePlacements",
    "StageTally",
    "Targets",
    "case_waves",
    "cases_of",
    "cases_table",
    "combine_ratings",
    "compare_levels",
    "count_evidence",
    "count_placements",
    "evidence_table",
    "explain",
    "fill_canvas",
    "making_of",
    "map_evidence",
    "notes_table",
    "place_quadrants",
    "place_stages",
    "rate_levels",
    "rate_targets",
    "ratings_table",
    "remake",
    "score_axes",
    "single_answers",
    "sources_table",
    "tally_levels",
    "tally_quadrants",
    "tally_stages",
    "targets_table",
]
