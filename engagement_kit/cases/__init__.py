"""What was observed: cases with sources and evidence, what coders judged of them, and their files.

Public names: :func:`load_cases` gives :class:`Cases`, :func:`check_cases` says what is wrong,
unfinished or worth knowing, :func:`write_case` writes a case; :func:`read_tagged` and
:func:`write_tagged` are what everything that writes a study stands on.
"""

from engagement_kit.cases.case import AGREED, Case
from engagement_kit.cases.check import check_cases
from engagement_kit.cases.citing import read_citation, read_citations
from engagement_kit.cases.entries import Evidence, Note, Rating, Size, Source, Target
from engagement_kit.cases.fields import is_name
from engagement_kit.cases.folders import find_case_folders
from engagement_kit.cases.inplace import change_in_place
from engagement_kit.cases.library import Cases, load_cases
from engagement_kit.cases.period import fact_span, read_period
from engagement_kit.cases.read import read_case
from engagement_kit.cases.store import Store
from engagement_kit.cases.tagged import Tagged, read_tagged, tag_of, write_tagged
from engagement_kit.cases.write import case_files, case_text, coder_text, write_case

__all__ = [
    "AGREED",
    "Case",
    "Cases",
    "Evidence",
    "Note",
    "Rating",
    "Size",
    "Source",
    "Store",
    "Tagged",
    "Target",
    "case_files",
    "case_text",
    "change_in_place",
    "check_cases",
    "coder_text",
    "fact_span",
    "find_case_folders",
    "is_name",
    "load_cases",
    "read_case",
    "read_citation",
    "read_citations",
    "read_period",
    "read_tagged",
    "tag_of",
    "write_case",
    "write_tagged",
]
