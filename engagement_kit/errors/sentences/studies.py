"""What can be wrong in a study, an expected profile, the app."""

from __future__ import annotations

__all__ = ["SENTENCES"]

# What is wrong, and what to do about it; {value}, {expected} and {other} come from the fault.
SENTENCES: dict[str, tuple[str, str]] = {
    # --- studies
    "folder_in_use": (
        "{value} exists already and is not empty",
        "choose another name; nothing was written",
    ),
    "foreign_folder": (
        "the folder {value} holds something that no study made: the list {other} is not in it",
        "choose another folder for the results; nothing was written",
    ),
    "notebook_failed": (
        "cell {value} of the notebook stopped with an error ({other})",
        "open the notebook, run it from the top and mend the cell",
    ),
    "notebook_unread": (
        "this is no notebook that can be run ({other})",
        "open it in JupyterLab and save it again",
    ),
    "no_extra": (
        "{value} is not installed, which this needs",
        "install it with: pip install 'engagement-kit[{other}]'",
    ),
    "is_a_file": ("{value} is a file, not a folder", "choose another name; nothing was written"),
    # --- expected profiles
    "expected_item": (
        "the framework {other} has no item {value}",
        "name an item of the framework",
    ),
    "expected_form": (
        "{value} is no expectation that can be read",
        "give one of these: {expected}",
    ),
    "expected_value": ("{value} is not on the scale of this item", "answers here: {expected}"),
    "expected_range": (
        "the range {value} stands upside down",
        "give its lowest answer first; the scale, from its lowest: {expected}",
    ),
    "expected_none": (
        "no answer can meet {value}",
        "give an expectation that some answer meets; the scale, from its lowest: {expected}",
    ),
    "expected_all": (
        "every answer would meet {value}, so that nothing is predicted",
        "narrow it or leave the item out; the scale, from its lowest: {expected}",
    ),
    # --- the app
    "port_taken": (
        "the port {value} cannot be used: another program listens there, or it is no port",
        "give another one with --port, or leave that out",
    ),
    "app_stopped": (
        "the server of the app does not run ({other})",
        "start it again; if that does not help, look whether JupyterLab starts",
    ),
}
