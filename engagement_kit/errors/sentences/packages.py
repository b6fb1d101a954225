"""What can be wrong in data packages, research objects and files of statistics programs."""

from __future__ import annotations

__all__ = ["SENTENCES"]

# What is wrong, and what to do about it; {value}, {expected} and {other} come from the fault.
SENTENCES: dict[str, tuple[str, str]] = {
    # --- research objects
    "crate_inside": (
        "{value} lies in {other}, of which it would become a part",
        "name a place outside of it; nothing was written",
    ),
    "crate_too_large": (
        "all files together have {value} bytes, more than the {expected} that are taken",
        "name a smaller folder of results",
    ),
    "changed_since": (
        "the file changed while the study was read",
        "do it again when nobody is saving; nothing was written",
    ),
    "unprintable_name": (
        "the name {value} cannot be read on other systems",
        "rename the file; nothing was written",
    ),
    # --- canvases of other tools
    "not_bmml": (
        "this is no business model canvas in BMML ({value})",
        "such a file has blocks such as customer_segments and key_activities",
    ),
    "unknown_bmml": (
        "version {value} of BMML is not known here",
        "versions that are read: {expected}",
    ),
    "silent_entry": ("this entry says nothing", "give it a name or a description, or remove it"),
    "no_canvas_day": (
        "the file does not say of when the canvas is",
        "add `updated`, such as 2026-11-22, or give the year with wave=2026 (--wave 2026)",
    ),
    "other_bmc": (
        "the framework {value} has the id or a box of {other} and not all of its boxes",
        "rename it or its boxes; nothing was written",
    ),
    "no_day": ("{value} is no day", "write it as 2026-11-22"),
    "other_ending": ("the name {value} does not end in {expected}", "give it that ending"),
    "too_long_for_variable": (
        "the text in row {other} has {value} bytes, and SPSS holds {expected}",
        "leave that column out, or write the table for Stata or R",
    ),
    "no_variables": ("the table {value} has no columns", "give one that has"),
    "not_held": (
        "the file cannot be made ({other})",
        "write it as CSV, or with to_r() for R",
    ),
    "no_statistics": (
        "this is no file of SPSS or Stata that can be read ({other})",
        "save it again as .sav or .dta in the program that made it",
    ),
    "too_many_rows": (
        "the file unpacks to {value} rows, more than are read",
        "leave out what is not needed, or score it as a table of answers",
    ),
    "missing_without_label": (
        "the missing value {value} has no label that says why the answer is missing",
        "label it unknown, not asked, does not apply or confidential",
    ),
    "label_of_nothing": (
        "{value} is no answer of this item ({expected}) and no kind of missing",
        "give the code the label or the id of an answer",
    ),
}
