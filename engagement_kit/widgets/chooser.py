"""The start page of the app: who codes, which case, which framework, what to do.

Everybody who opens the page has a kernel of his own; what he writes goes to one file, his own.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from engagement_kit.cases import Case, Cases, load_cases
from engagement_kit.cases.files import CASE_FILE
from engagement_kit.cases.read import try_case
from engagement_kit.errors import EngagementKitError, Fault, Faults
from engagement_kit.frameworks import Framework, load_frameworks
from engagement_kit.widgets.app import FRAMEWORKS, LANGUAGE, STUDY
from engagement_kit.widgets.choosing import is_of_case, study_description
from engagement_kit.widgets.code import browser_code, browser_style

__all__ = ["Chooser", "StudyApp", "open_app"]

_OWN_FRAMEWORKS = "frameworks"
_NEW_FIELDS = ("id", "name", "kind", "country", "waves")


def open_app(
    path: str | Path | None = None,
    *,
    lang: str | None = None,
    frameworks: str | Path | None = None,
) -> StudyApp:
    """The forms of a study behind one start page, as ``engagement-kit app`` serves them.

    Parameters
    ----------
    path : str or Path, optional
        Folder of the study; in the app, the one that it was started for, else the present one.
    lang : str, optional
        Language to begin with; each reader's browser remembers another choice.
    frameworks : str or Path, optional
        Folder of one's own frameworks; the folder ``frameworks`` of the study by default.
    """
    page = path is None and STUDY in os.environ
    folder = Path(os.environ.get(STUDY, ".") if path is None else path)
    own = frameworks or (os.environ.get(FRAMEWORKS) if page else None)
    spoken = lang or (os.environ.get(LANGUAGE) if page else None) or "en"
    return StudyApp(folder, own, lang=spoken, page=page)


class Chooser(anywidget.AnyWidget):
    """The start page in the browser; what is chosen there arrives as ``wish``.

    Attributes
    ----------
    study : dict
        What there is to choose from, see :func:`study_description`.
    answer : dict
        What became of the last wish: ``open`` (what is open, or None) and ``problem``.
    """

    study = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    wish = traitlets.Dict().tag(sync=True, echo_update=False)

    def __init__(self, study: Mapping[str, Any]) -> None:
        super().__init__(study=dict(study), answer={"open": None, "problem": None})

    @property
    def _esm(self) -> str:
        return browser_code("app/chooser")

    @property
    def _css(self) -> str:
        return browser_style("ground/ground", "frame/frame", "app/chooser")


class StudyApp(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """The start page with the form that was chosen on it below.

    Parameters
    ----------
    folder : Path
        Of the study.
    frameworks : str or Path, optional
        Folder of one's own frameworks.
    lang : str
    page : bool
        Whether the page in the browser is the app's own.
    """

    def __init__(
        self,
        folder: Path,
        frameworks: str | Path | None = None,
        *,
        lang: str = "en",
        page: bool = False,
    ) -> None:
        self.folder, self._own, self._page = folder, frameworks, page
        self._lang = lang
        self._busy = threading.Lock()  # observers may run on any thread
        self.form: Any = None
        self.children: tuple[Any, ...]
        self.chooser = Chooser(self._look())
        super().__init__([self.chooser], layout=ipywidgets.Layout(overflow="visible"))
        self.chooser.observe(self._take, "wish")

    def __repr__(self) -> str:
        return f"<Forms of {self.folder}: {len(self._cases)} cases>"

    def _look(self) -> dict[str, Any]:
        """Read the study anew: others work on it, too."""
        self._frameworks, faults = _frameworks(self.folder, self._own)
        self._cases = _with_half_sound(_cases(self.folder, self._frameworks, faults))
        return study_description(
            self._cases, self._frameworks, self.folder, lang=self._lang, page=self._page
        )

    def _take(self, change: Mapping[str, Any]) -> None:
        """Do what was wished for, and say what became of it."""
        wish = change["new"]
        with self._busy:
            try:
                answer = self._deal(wish)
            except (EngagementKitError, OSError) as error:
                answer = {"problem": _problem(error, new=wish.get("do") == "new_case")}
            if not answer.get("open"):
                self._close()
            self.chooser.answer = {"open": None, "problem": None, **answer, "n": wish.get("n")}

    def _deal(self, wish: Mapping[str, Any]) -> dict[str, Any]:
        do = wish.get("do")
        if do == "new_case":
            return {"made": self._make(wish.get("value", {}))}
        if do not in _MAKERS:
            self.chooser.study = self._look()
            return {}
        form = _MAKERS[do](self, wish)
        self._close()
        self.form = form
        self.children = (self.chooser, form)
        return {"open": {key: str(wish.get(key, "")) for key in _OPEN}}

    def _close(self) -> None:
        """Take the open form away. What it wrote is written."""
        if self.form is not None:
            self.children = (self.chooser,)
            self.form.close()
            self.form = None

    def _make(self, value: Mapping[str, Any]) -> str:
        """Id of a case that is made as a form describes it."""
        from engagement_kit.cases import Store

        case = Store(self.folder, self._frameworks).new_case(
            str(value.get("id", "")),
            {str(lang): str(text) for lang, text in dict(value.get("name", {})).items()},
            kind=str(value.get("kind", "")),
            waves=tuple(value.get("waves") or ()),
            country=str(value.get("country", "")) or None,
        )
        self.chooser.study = self._look()
        return case.id

    # --- the three things to do

    def framework(self, wish: Mapping[str, Any]) -> Framework:
        """The framework that was chosen; UnknownId if there is none of this id."""
        wanted = str(wish.get("framework", ""))
        if wanted in self._frameworks:
            return self._frameworks[wanted]
        from engagement_kit.frameworks import load_framework

        return load_framework(wanted)

    def case(self, wish: Mapping[str, Any]) -> Case:
        """The case that was chosen, as its files are now; UnknownId if there is none."""
        from engagement_kit.widgets.capture import case_of

        case = self._cases[str(wish.get("case", ""))]
        return case if case.folder is None else case_of(case.folder)

    def cases(self) -> Cases:
        """All cases as they are now."""
        return _cases(self.folder, self._frameworks, ())


_OPEN = ("do", "coder", "case", "framework")


def _fill(app: StudyApp, wish: Mapping[str, Any]) -> Any:
    from engagement_kit.widgets.capture import capture

    coder = str(wish.get("coder", ""))
    return capture(app.case(wish), app.framework(wish), coder, lang=_language(wish))


def _settle(app: StudyApp, wish: Mapping[str, Any]) -> Any:
    from engagement_kit.widgets.adjudicate import adjudicate

    return adjudicate(app.case(wish), app.framework(wish), lang=_language(wish))


def _explore(app: StudyApp, wish: Mapping[str, Any]) -> Any:
    from engagement_kit.widgets.explore import explore

    framework = app.framework(wish)
    lang = _language(wish)
    spoken = lang if lang in framework.languages else framework.lang
    return explore(app.cases(), framework, lang=spoken)


_MAKERS = {"fill": _fill, "settle": _settle, "explore": _explore}


def _language(wish: Mapping[str, Any]) -> str:
    return str(wish.get("lang") or "en")


def _frameworks(
    folder: Path, own: str | Path | None
) -> tuple[Mapping[str, Framework], tuple[Fault, ...]]:
    """The built-in frameworks with the study's own, or without and what is wrong with them."""
    inside = folder / _OWN_FRAMEWORKS
    try:
        return load_frameworks(own or (inside if inside.is_dir() else None)), ()
    except Faults as error:
        return load_frameworks(), tuple(error.faults)


def _cases(folder: Path, frameworks: Mapping[str, Framework], faults: tuple[Fault, ...]) -> Cases:
    """The sound cases of a study, of which there may be none yet."""
    try:
        cases = load_cases(folder, frameworks=frameworks)
    except Faults as error:
        found = (fault for fault in error.faults if fault.code != "no_case")
        return Cases((), (*faults, *found))
    return Cases(tuple(cases), (*faults, *cases.faults))


def _with_half_sound(cases: Cases) -> Cases:
    """Also the cases in which nothing but some coder's file has a fault.

    What one coder mistyped must not keep the others from working.
    """
    listed = {case.folder for case in cases}
    left_out = {Path(fault.file).parent for fault in cases.faults} - listed
    read = (try_case(one) for one in sorted(left_out) if (one / CASE_FILE).is_file())
    found = (
        case
        for case, faults in read
        if case is not None and not any(is_of_case(fault) for fault in faults)
    )
    return Cases((*cases, *found), cases.faults)


def _problem(error: EngagementKitError | OSError, *, new: bool) -> dict[str, Any]:
    """Why a wish could not be fulfilled, and at which field of a new case."""
    first = error.faults[0] if isinstance(error, Faults) and error.faults else None
    field = first.field.split(".")[0] if first else ""
    known = new and field in _NEW_FIELDS
    message = first.sentence if first and known else str(error)
    return {"field": field if known else "other", "message": message, "new": new}
