"""What can be wrong in files of frameworks and cases."""

from __future__ import annotations

__all__ = ["SENTENCES"]

# What is wrong, and what to do about it; {value}, {expected} and {other} come from the fault.
SENTENCES: dict[str, tuple[str, str]] = {
    # --- files
    "cannot_read": ("the file cannot be read ({other})", "check that it exists and may be read"),
    "too_large": (
        "the file has {value} bytes, more than the {expected} that are read",
        "split it, or shorten the text that makes it so large",
    ),
    "not_utf8": ("the file is not UTF-8 text ({other})", "save it again as UTF-8"),
    "not_yaml": ("this is not valid YAML: {other}", "look at this line and the one above it"),
    "tab": ("a tab is used for indentation", "YAML allows only spaces there: replace the tab"),
    "character": (
        "the invisible character {value} stands in the text",
        "delete it or write an ordinary space or line break",
    ),
    "too_deep": (
        "values are nested more than {expected} deep",
        "this file is not made by this toolkit or was damaged: restore it",
    ),
    "alias": (
        "an anchor or alias ({value}) is used",
        "write the value out: references are not read",
    ),
    "tag": (
        "the tag {value} is used",
        "remove it: only plain text, numbers, lists and mappings are read",
    ),
    "key_not_text": ("the key {value} is not text", "put it in quotes"),
    "duplicate_key": (
        "the key {value} stands twice in one mapping (first in line {other})",
        "keep one of the two",
    ),
    "several_documents": ("the file holds more than one document ('---')", "make one file of each"),
    "not_mapping": (
        "a mapping (key: value) was expected, found {value}",
        "compare the file with the example in the documentation",
    ),
    # --- any field of any file
    "unknown_key": ("the key {value} is not known here", "keys here: {expected}"),
    "missing_key": ("the key {value} is missing", "add it"),
    "wrong_type": ("{value} is not what belongs here: {other}", "correct the value"),
    "newer_format": (
        "format {value} is newer than this version of engagement_kit reads ({expected})",
        "update engagement_kit",
    ),
    # --- frameworks
    "duplicate_id": (
        "the id {value} is used twice ({other})",
        "ids are unique within a framework: rename one",
    ),
    "unknown_reference": (
        "{other} refers to {value}, which is not defined",
        "defined are: {expected}",
    ),
    "missing_text": (
        "there is no text for {value} in language {other}",
        "add the key to this file",
    ),
    "unknown_text": (
        "the text {value} belongs to nothing in the framework",
        "remove it or correct the key",
    ),
    "no_framework": (
        "{value} holds no framework",
        "a framework is a folder with framework.yaml and text.<language>.yaml",
    ),
    "bad_levels": (
        "the cell {value} has the levels of another cell, or not one on each axis",
        "the four cells are low-low, low-high, high-low and high-high",
    ),
    "bad_layout": (
        "the layout {value} is not sound: {other}",
        "every box has one place, and places do not overlap",
    ),
    "empty_text": (
        "the text {value} is empty",
        "write it; where the published model is silent: text: null, provenance: unknown",
    ),
    "text_gap": (
        "the numbered text {value} has no {other} before it, so it would not be read",
        "number such texts 1, 2, 3 ...",
    ),
    "scale_order": (
        "the numbers of the scale {value} do not rise ({other})",
        "list its answers from the lowest to the highest",
    ),
    "not_neighbours": (
        "{value} names stages that do not follow one another: {other}",
        "the order is: {expected}",
    ),
    "shared_id": (
        "the id {value} belongs to another framework, too ({other})",
        "frameworks that are used together share no id of a framework, item or box: rename one",
    ),
    # --- cases
    "no_case": (
        "no case was found in {value}",
        (
            "a case is a folder that holds case.yaml; look whether this is the right folder, "
            "or make a study with `engagement-kit new`"
        ),
    ),
    "no_folder": ("there is no folder {value}", "look whether the path is right"),
    "wrong_ending": (
        "a file that ends in {value} is not read",
        "rename it so that it ends in .yaml",
    ),
    "wrong_folder": (
        "the id {value} is not the name of its folder",
        "call both {expected}, or rename the folder",
    ),
    "wrong_case": (
        "the file speaks of case {value}, but lies in the folder of {expected}",
        "move the file or correct the name",
    ),
    "wrong_coder": (
        "the coder {value} is not the name of the file",
        "call both {expected}, or rename the file",
    ),
    "reserved_coder": (
        "no coder can be called {value}",
        (
            "the files case.yaml and agreed.yaml belong to no single coder: "
            "choose another name and name the file after it"
        ),
    ),
    "bad_name": (
        "{value} cannot name a file",
        "names are made of letters, digits, hyphen and underscore, in any script",
    ),
    "case_exists": (
        "there is a case or a folder {value} already",
        "choose another id; nothing was written",
    ),
    "repeated_case": (
        "the case {value} is there twice (also in {other})",
        "rename one, folder and id",
    ),
    "repeated_id": ("{value} is there twice ({other})", "rename or delete one"),
    "double_rating": ("{value} is rated twice for this wave ({other})", "keep one of the two"),
    "waves_order": (
        "the waves {value} do not go from earlier to later, each once",
        "put them in order",
    ),
    "unknown_item": (
        "there is no item {value} in the frameworks in use",
        "correct the id; the codebook lists all items",
    ),
    "off_scale": ("{value} is not an answer of this item's scale ({expected})", "use one of these"),
    "unknown_box": ("there is no canvas box {value} in the frameworks in use", "boxes: {expected}"),
    "unknown_wave": (
        "{value} is not among the waves of the case ({expected})",
        "correct it, or add the wave to case.yaml",
    ),
    "unknown_evidence": (
        "there is no evidence {value} in case.yaml",
        "correct the id or add the evidence",
    ),
    "unknown_source": (
        "there is no source {value} in case.yaml",
        "correct the key or add the source",
    ),
    "later_evidence": (
        "the fact {value} is later than what it is used for: it is of {other}",
        "leave it out, or rate a later wave",
    ),
    "no_address": (
        "the source {value} has no address",
        "give its url, or the place where it is kept",
    ),
    "harmful_address": (
        "the address {value} would run or open something on the reader's computer",
        "give a web address that begins with https://",
    ),
    "no_citation": (
        "{value} names no source: there is no web address, DOI or BibTeX entry in it",
        "paste one of these, or fill in the fields of the source",
    ),
    "several_citations": (
        "the text names {value} sources",
        "paste one at a time",
    ),
    "broken_bibtex": (
        "this BibTeX entry cannot be read ({other})",
        "look for a brace, comma or quotation mark too many or too few",
    ),
    "value_and_missing": (
        "{other} has an answer, {value}, and also says that it is missing",
        "keep one of the two",
    ),
    # --- cases: not finished
    "no_value": (
        "{other} has no answer and does not say why",
        (
            "give the answer, or add missing: unknown, not_asked, not_applicable or confidential; "
            "until then it counts in no result"
        ),
    ),
    "empty_note": (
        "a note in the box {value} has no text",
        "write it or delete it; until then no canvas shows it",
    ),
    "no_evidence": (
        "{other} is rated {value} without evidence",
        "name the ids of the evidence; until then it is left out of scores",
    ),
    # --- cases: worth knowing
    "undated_fact": (
        "nothing says when the fact {value} was",
        "add year or as_of if a source tells",
    ),
    "range_after_wave": (
        "the fact {value} may be later than the wave {other}",
        "it began before; look whether what counts did, too",
    ),
    "later_source": (
        "the source of {value} was published after the wave {other}",
        "what counts is when the fact was",
    ),
    "later_source_undated": (
        "the fact {value} is undated and its source was published after the wave {other}",
        "look whether anything speaks against counting it",
    ),
    "only_undated": ("{value} rests on undated facts alone", "add a dated fact if there is one"),
    "low_without_against": (
        "{other} is rated {value}, the lowest answer, but no fact that it names speaks against it",
        "silence is not absence: look whether it is unknown",
    ),
}
