"""What can be wrong in a bibliography, or in how one is asked for."""

from __future__ import annotations

__all__ = ["SENTENCES"]

# What is wrong, and what to do about it; {value}, {expected} and {other} come from the fault.
SENTENCES: dict[str, tuple[str, str]] = {
    "not_json": ("this is no JSON that can be read ({other})", "export it again"),
    "deep_json": (
        "the JSON is nested deeper than the {expected} levels that are read",
        "export the library again as CSL JSON",
    ),
    "no_items": (
        "there is no list of items in the file",
        "export the library as CSL JSON, Better BibTeX JSON or BibTeX",
    ),
    "not_item": ("{value} is no item of a bibliography", "export the library again"),
    "no_sources": ("there is no source in the file", "choose what to export and try again"),
    "no_source_title": ("the source {value} has no title", "give it one where it comes from"),
    "no_citation_key": (
        "the source {value} has no citation key",
        "let your reference manager make keys (Better BibTeX pins them), and export again",
    ),
    "bad_citation_key": (
        "the key {value} holds a character that BibTeX stumbles over ({other})",
        "rename the source, or write a .json file",
    ),
    "same_key": (
        "the key {value} stands for two sources: {other}",
        "rename one; sources of several cases can be told apart by keys='case' (--keys case)",
    ),
    "taken_key": (
        "the key {value} is that of another source in {other}",
        "rename one of the two; nothing was written",
    ),
    "no_case_named": (
        "nothing says which case the source {value} belongs to",
        "name the case (case=..., --case), or tag the source with its id: {expected}",
    ),
}
