"""A whole study: running it, its figures, tables and notebooks, and the report in one page."""

from engagement_kit.report.behind import bibliography_of
from engagement_kit.report.material import Study, read_study
from engagement_kit.report.page import report_page
from engagement_kit.report.results import PartResult, compute_results
from engagement_kit.report.study import StudyResult, run_study
from engagement_kit.report.verifying import Verification, verify_figure

__all__ = [
    "PartResult",
    "Study",
    "StudyResult",
    "Verification",
    "bibliography_of",
    "compute_results",
    "read_study",
    "report_page",
    "run_study",
    "verify_figure",
]
