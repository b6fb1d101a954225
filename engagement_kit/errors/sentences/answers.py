"""What can be wrong in a long table of answers."""

from __future__ import annotations

__all__ = ["SENTENCES"]

# What is wrong, and what to do about it; {value}, {expected} and {other} come from the fault.
SENTENCES: dict[str, tuple[str, str]] = {
    "answers_lack_column": (
        "there is no such column",
        "rename one of those that there are: {expected}",
    ),
    "answers_of_kind": (
        "the column holds values of the type {value}",
        "turn them into {other}",
    ),
    "answers_unknown_value": (
        "{value} is no answer on the scale of these items ({other})",
        "the answers are {expected}; map the others to them, or leave them empty (unknown)",
    ),
    "answers_unknown_reason": (
        "{value} is no reason for a missing answer ({other})",
        "the reasons are {expected}",
    ),
    "answers_value_and_missing": (
        "there is an answer and a reason for its being missing ({other})",
        "keep one of the two",
    ),
    "answers_empty_cell": (
        "the cell is empty ({other})",
        "say in each row which it is, or leave the row out",
    ),
    "answers_of_coder_twice": (
        "a coder answers an item of a case and wave that he has answered before ({other})",
        "keep the answer that counts, or name the second occasion as another coder or wave",
    ),
    "answers_taken_column": (
        "the result has a column of this name itself",
        "rename the column of the table",
    ),
    "answers_two_groups": (
        "a case has more than one value, e.g. {value} ({other})",
        "keep columns that say one thing of a case at a wave",
    ),
}
