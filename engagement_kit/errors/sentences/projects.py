"""What can be wrong in projects of other programs for qualitative analysis."""

from __future__ import annotations

__all__ = ["SENTENCES"]

# What is wrong, and what to do about it; {value}, {expected} and {other} come from the fault.
SENTENCES: dict[str, tuple[str, str]] = {
    "no_project": (
        "the archive holds no project (no file that ends in .qde)",
        "export it again as a REFI-QDA project (.qdpx)",
    ),
    "not_project": (
        "this is XML, but no REFI-QDA project: it begins with {value}",
        "export it again as a REFI-QDA project (.qdpx)",
    ),
    "not_codebook": (
        "this is XML, but no REFI-QDA codebook: it begins with {value}",
        "export it again as a REFI-QDA codebook (.qdc)",
    ),
    "no_codes": ("the codebook holds no codes", "look whether this is the right file"),
    "no_cases": (
        "the project holds neither cases nor sources",
        "look whether this is the right file",
    ),
    "no_year": (
        "nothing in the project says which year its cases are of",
        "say it with wave=2024 (--wave 2024)",
    ),
    "case_there": (
        "the study has a case {value} already, and this project is not from here",
        "rename one of the two: cases of other programs are never laid over cases of a study",
    ),
    "framework_there": (
        "the study has a framework {value} already",
        "rename the codebook's file, or move the folder of the framework",
    ),
}
