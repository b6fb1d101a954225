"""What a person does with a capture form, and what the coder's file says then."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Locator, expect

import engagement_kit
from engagement_kit import Faults, load_cases
from engagement_kit.cases import Case
from engagement_kit.words import Words, load_words

PATIENCE = 30.0  # seconds until a file says what it must say
T = TypeVar("T")

CELL = """\
import engagement_kit as ek
case = ek.load_cases({study!r})["house"]
form = ek.capture(case, {framework}, {coder!r}{more})
form"""


def words(lang: str = "en") -> Words:
    """The fixed texts of the forms."""
    return load_words(Path(engagement_kit.__file__).parent / "widgets", lang)


def cell(study: Path, framework: str | Path = "smi", coder: str = "me", **more: object) -> str:
    """Cell that shows a form; a framework of one's own is given by its folder."""
    named = repr(framework)
    if isinstance(framework, Path):
        named = f"ek.load_framework({str(framework)!r})"
    rest = "".join(f", {name}={value!r}" for name, value in more.items())
    return CELL.format(study=str(study), framework=named, coder=coder, more=rest)


def eventually(find: Callable[[], T], wanted: Callable[[T], bool], page) -> T:
    """What ``find`` gives once it is as wanted; fails with what it gave last."""
    end = time.monotonic() + PATIENCE
    while True:
        found = find()
        if wanted(found):
            return found
        assert time.monotonic() < end, f"still {found!r}"
        page.wait_for_timeout(50)


class Form:
    """A capture form in a page.

    Parameters
    ----------
    root : Locator
        Its outermost element.
    study : Path
        Folder of the study with the case "house".
    """

    def __init__(self, root: Locator, study: Path) -> None:
        self.root = root
        self.page = root.page
        self.study = study

    # --- what it shows

    @property
    def status(self) -> Locator:
        """The line that says whether everything is saved."""
        return self.root.locator(".ek-saving").first

    def expect_status(self, kind: str) -> None:
        """Wait until the line says so."""
        expect(self.status).to_have_attribute("data-status", kind)

    def rating(self, item: str) -> Locator:
        """All that belongs to the rating of an item."""
        return self.root.locator(f'.ek-rating[data-item="{item}"]')

    def answer(self, item: str, label: str) -> Locator:
        """One of the answers of an item; a sign may stand before its words."""
        name = re.compile(rf"(^|\W ){re.escape(label)}$")
        return self.rating(item).get_by_role("radio", name=name)

    def note(self, item: str) -> Locator:
        """The note of an item, whose details are opened for it."""
        self.open_details(item)
        return self.rating(item).get_by_label(words()("rating_note"), exact=True)

    def open_details(self, item: str) -> None:
        """Open what stands behind a rating, unless it is open."""
        details = self.rating(item).locator("details.ek-details")
        if not details.evaluate("one => one.open"):
            details.locator("> summary").click()

    def open_evidence(self, item: str) -> Locator:
        """Open the search for evidence of an item."""
        self.open_details(item)
        picker = self.rating(item).locator("details.ek-picker")
        if not picker.evaluate("one => one.open"):
            picker.locator("> summary").click()
        return picker

    def box(self, box: str) -> Locator:
        """A box of a canvas."""
        return self.root.locator(f'.ek-canvas-box[data-box="{box}"]')

    def notes(self, box: str) -> Locator:
        """The texts of the notes in a box, in order."""
        return self.box(box).locator("textarea.ek-canvas-text")

    def quick(self, box: str) -> Locator:
        """The line at the foot of a box."""
        return self.box(box).locator(".ek-canvas-quick input")

    # --- what the file says

    def file(self, coder: str = "me") -> Path:
        """The file of a coder."""
        return self.study / "house" / f"{coder}.yaml"

    def case(self) -> Case | None:
        """The case as the files have it, None while they are not sound."""
        try:
            return next(iter(load_cases(self.study)), None)
        except Faults:
            return None

    def saved_rating(self, item: str, wanted: Callable, coder: str = "me"):
        """The rating of an item in the file, once it is as wanted."""

        def find():
            ratings = self.case().ratings if self.case() else ()
            return next((one for one in ratings if (one.item, one.coder) == (item, coder)), None)

        return eventually(find, lambda one: one is not None and wanted(one), self.page)

    def saved_notes(self, wanted: Callable, coder: str = "me"):
        """The notes of a coder in the file, once they are as wanted: (box, text by language)."""

        def find():
            notes = self.case().notes if self.case() else ()
            return [(one.box, dict(one.text)) for one in notes if one.coder == coder]

        return eventually(find, wanted, self.page)
