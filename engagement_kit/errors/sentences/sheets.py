"""What can be wrong in the sheets that people bring."""

from __future__ import annotations

__all__ = ["SENTENCES"]

# What is wrong, and what to do about it; {value}, {expected} and {other} come from the fault.
SENTENCES: dict[str, tuple[str, str]] = {
    "unknown_sheet": (
        "{value} is no sheet that can be read",
        "sheets end in .csv, .tsv or .xlsx; or give a folder of .csv files",
    ),
    "no_table": (
        "the first row names no table that is known here ({other})",
        "name the columns as in the template of `engagement-kit new` (surveys: command `survey`)",
    ),
    "no_rows": (
        "there is nothing below the first row of any table",
        "fill in rows, or look whether this is the right file",
    ),
    "no_columns": ("the file is empty", "look whether it was saved"),
    "missing_column": (
        "the column {value} is missing",
        "add it, or give that name to the column that holds it",
    ),
    "unknown_column": (
        "the column {value} is not known here",
        "correct its name, or delete it if it is not meant to be read",
    ),
    "double_column": ("the column {value} stands twice ({other})", "delete or rename one"),
    "surplus_cell": (
        "there is a value, {value}, where the first row names no column",
        "name its column; or, if text was split at a separator, put the text in quotes",
    ),
    "empty_cell": ("the cell is empty", "fill it in, or delete the whole row"),
    "bad_number": ("{value} is not {other}", "correct the cell"),
    "double_row": ("this says again what line {other} says", "keep one of the two"),
    "answer_lost": (
        "{other} has no answer here, but {value} in the study",
        "give the answer again, or leave out the row",
    ),
    "uneven_rows": (
        "{value} differs from line {other}, which speaks of the same note",
        "give both the same",
    ),
    "unknown_case": (
        "there is no case {value} in the study",
        "correct the id, or add a row for it to a sheet of cases",
    ),
    "not_cells": (
        "the text cannot be split into cells ({other})",
        "look for a quotation mark that has no partner, here or further up",
    ),
    "not_workbook": (
        "this is no workbook that can be read ({other})",
        "open it in a spreadsheet and save it as .xlsx",
    ),
    "workbook_too_large": (
        "the workbook unpacks to {value}, more than the {expected} that are read",
        "split it, or delete empty rows and columns far from the table",
    ),
    "too_long_for_cell": (
        "a text of {value} characters does not fit a cell of a workbook ({expected})",
        "export to a folder of .csv files instead",
    ),
    "no_export": (
        "{value} is not a workbook, nor a folder",
        "give a path that ends in .xlsx, or the name of a folder for .csv files",
    ),
}
