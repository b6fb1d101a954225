"""A whole study: running it, its figures, tables and notebooks, and the report in one page."""

from engagement_kit.report.material import Study, read_study
from engagement_kit.report.page import report_page
from engagement_kit.report.results import PartResult, compute_results
from engagement_kit.report.study import StudyResult, run_study

__all__ = [
    "PartResult",
    "Study",
    "StudyResult",
    "compute_results",
    "read_study",
    "report_page",
    "run_study",
]
