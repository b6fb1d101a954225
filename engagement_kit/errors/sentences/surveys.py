"""What can be wrong in the export of a survey and in its mapping."""

from __future__ import annotations

__all__ = ["SENTENCES"]

# What is wrong, and what to do about it; {value}, {expected} and {other} come from the fault.
SENTENCES: dict[str, tuple[str, str]] = {
    "unknown_export": (
        "{value} is no export of a survey that can be read",
        "exports end in .csv, .tsv, .txt or .xlsx",
    ),
    "too_many_columns": (
        "there are {value} columns, more than the {expected} that are read",
        "export fewer questions, or look whether this is the right file",
    ),
    "unmapped_cell": (
        "{value} is in no answer of the mapping",
        "add it to the answers of its column or scale with the value that it means",
    ),
    "unmapped_place": (
        "{value} names no {other} in the mapping",
        "add it to the answers under {other}, or leave such responses out (leave_out)",
    ),
    "answered_again": (
        "this respondent has answered before, in row {other}, about the same case and wave",
        "say in the mapping which answer counts (repeated: first, or last)",
    ),
    "no_respondent": (
        "the column {other}, which tells respondents apart, is blank here",
        "fill it in, leave the response out (leave_out), or let their order tell them apart",
    ),
    "personal_id": (
        "the column {other} holds addresses, and names made of them could be led back to people",
        "give a secret under respondent and keep it to yourself, or take another column",
    ),
    "same_name": (
        "two respondents of the column {value} would get the same name",
        "change the secret under respondent",
    ),
    "unconfirmed": (
        "nobody has confirmed this mapping (confirmed: {value})",
        "look at every line, correct what is wrong, and change it to `confirmed: yes`",
    ),
    "undecided_place": (
        "it is not decided where the {other} of a response comes from",
        "give one value for all responses, or the column that holds it",
    ),
    "undecided_option": (
        "for the option {value} it is not decided what it means if it is {other}",
        "give an answer of the item's scale, or unknown: what was not chosen need not be a no",
    ),
    "item_and_options": (
        "the column {value} has options, and an item or answers as well",
        "keep either: options are for cells that hold several answers at once",
    ),
    "text_or_begins": (
        "an answer is named by its whole text or by how it begins, and here it is neither or both",
        "keep one of text and begins",
    ),
    "nothing_asked": (
        "no column of the mapping has an item, and nothing would be read",
        "say which columns answer which items",
    ),
    "unknown_scale": (
        "no framework in use has a scale {value}",
        "correct its name, or put these answers under their column",
    ),
    "no_such_column": (
        "the export has no column {value}{other}",
        "correct the name; or, if the survey has changed, propose a new mapping",
    ),
    "other_dialect": (
        "the mapping was made for an export of {value}, and this one has the form of {other}",
        "take the export that it was made for, or propose a new mapping",
    ),
    "bad_year": (
        "{value} is no wave",
        "a wave is a year of four digits, such as 2024",
    ),
    "unnamed_source": (
        "the survey would become a source without {other}",
        "fill in source: title and url (an address, or the place where the export is kept)",
    ),
    "cases_in_study": (
        "in this mapping each respondent is a case of its own, for which no study has folders",
        "read it with read_survey() and give its table to place_quadrants()",
    ),
    "no_such_case": (
        "the study has no case {value}",
        "correct the mapping, or make the case first, with the waves that are asked about",
    ),
    "answers_there": (
        "{value}, are in the study and would be {other}",
        "nothing was written: to take over the new answers for these waves, overwrite",
    ),
    "order_names": (
        "respondents are numbered, and the study has this survey's answers to {value} as well",
        "different people of one number would be one coder: give the survey another name",
    ),
    "bad_survey": (
        "{value} cannot name a survey",
        "such files are called answers-NAME.csv, with letters, digits, hyphen and underscore",
    ),
    "answer_head": (
        "the first row begins with {value}",
        "it must begin with {expected}, and go on with ids of items",
    ),
    "answer_item": (
        "{value} is neither an id nor a reason for no answer",
        "ids have no spaces, commas or semicolons; correct the cell",
    ),
    "answer_width": (
        "there are {value} cells in this row, and {expected} in the first one",
        "look for a comma too many, here or further up",
    ),
    "answer_surplus": (
        "the rating of {value} has a note, a confidence or evidence of its own",
        "files of surveys have no place for these: rate it as a coder of your own",
    ),
}
