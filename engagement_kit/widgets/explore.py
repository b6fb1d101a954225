"""An interactive view: thresholds and rules are moved, and cases are seen to change their place."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import anywidget
import traitlets

from engagement_kit.assess.answers import as_cases
from engagement_kit.assess.placements import Placements
from engagement_kit.assess.quick_places import Readings, place_quickly, read_answers
from engagement_kit.assess.settings import Settings, default_settings, place
from engagement_kit.cases import Case, Cases
from engagement_kit.cases.answer_file import is_survey_coder
from engagement_kit.errors import EngagementKitError, UnknownId, WrongKind
from engagement_kit.frameworks import Framework, load_framework
from engagement_kit.widgets.code import browser_code, browser_style
from engagement_kit.widgets.explored import (
    describe_view,
    rules_told,
    standings_told,
    threshold_status,
    why_told,
)
from engagement_kit.widgets.exploring import code_of, read_settings

__all__ = ["Explorer", "explore"]


class Explorer(anywidget.AnyWidget):
    """A view of placements whose rules can be moved; what was found can be written down as code.

    Attributes
    ----------
    cases : Cases
    framework : Framework
    settings : Settings
        What the view is set to.
    placements : Placements
        The placements that the view shows, as the package makes them.
    """

    _esm = traitlets.Unicode("").tag(sync=True)
    _css = traitlets.Unicode("").tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    request = traitlets.Dict().tag(sync=True)
    result = traitlets.Dict().tag(sync=True)
    question = traitlets.Dict().tag(sync=True)
    why = traitlets.Dict().tag(sync=True)

    def __init__(
        self, cases: Cases, framework: Framework, settings: Settings, coders: Iterable[str]
    ) -> None:
        self.cases, self.framework = cases, framework
        self._settings, self._lang = settings, framework.lang
        self._lock = threading.RLock()  # observers may run on threads other than the cells'
        self._readings: dict[tuple[str, str, bool], Readings] = {}
        self._placements: dict[tuple[Settings, str], Placements] = {}
        super().__init__(
            _esm=browser_code("explore/explore"),
            _css=browser_style("ground/ground", "explore/explore", "explore/explore_lists"),
            view=describe_view(cases, framework, coders, framework.lang),
            request={"number": 0, "settings": settings.as_dict(), "lang": framework.lang},
            result=self._result(0, settings, framework),
        )
        self.observe(self._answer, names="request")
        self.observe(self._explain, names="question")

    @property
    def settings(self) -> Settings:
        """What the view is set to."""
        with self._lock:
            return self._settings

    @property
    def placements(self) -> Placements:
        """The placements that the view shows, made by ``place_quadrants`` or ``place_stages``.

        Raises
        ------
        UnknownId
            No case that is looked at has the wave, or the coder who alone is asked.
        """
        return self._place(self.settings, self.framework.lang)

    def code(self) -> str:
        """The call that makes the same placements; cases are called ``cases`` in it."""
        return code_of(self.cases, self.framework, self.settings)

    def __repr__(self) -> str:
        part = f"{self.framework.id}, {self.settings.part}"
        return f"<Explorer of {part}: {len(self.cases)} cases>"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The view where it can be shown; elsewhere the placements that it would show."""
        bundle = super()._repr_mimebundle_(**options)
        with contextlib.suppress(UnknownId):  # nobody is placed: there is nothing to show instead
            if bundle is not None:
                bundle[0]["text/html"] = self.placements._repr_html_()
        return bundle

    def _answer(self, change: Mapping[str, Any]) -> None:
        """Place anew what the browser asks for, unless it has asked for something else since."""
        asked = change["new"]
        with self._lock:
            if asked["number"] < self.request.get("number", 0):
                return
            framework = self.framework.in_language(asked["lang"])
            try:
                settings = read_settings(asked["settings"], framework, self.cases)
            except EngagementKitError as problem:
                self.result = {**self.result, "number": asked["number"], "problem": str(problem)}
                return
            self._settings = settings
            self.result = self._result(asked["number"], settings, framework)

    def _result(self, number: int, settings: Settings, framework: Framework) -> dict[str, Any]:
        default = default_settings(framework, settings.part)
        plain = replace(
            default, wave=settings.wave, kinds=settings.kinds, countries=settings.countries
        )
        readings = self._read(settings)
        now, limits = place_quickly(readings, self.cases, framework, settings)
        lack = self._lack(readings, settings, len(now))
        before, _ = place_quickly(self._read(plain), self.cases, framework, plain)
        known = {one.unit: one for one in before}
        units, counts = standings_told(() if lack else now, known)
        return {
            "number": number,
            "part": settings.part,
            "units": units,
            "counts": counts,
            "limits": limits,
            "status": threshold_status(framework, settings),
            "rules": rules_told(framework, settings, limits),
            "code": code_of(self.cases, framework, settings),
            "empty": lack,
            "problem": "",
        }

    def _lack(self, readings: Readings, settings: Settings, shown: int) -> str:
        """Why there is nothing to see: no such cases, or none that the one coder rated."""
        chosen = [case.id for case in self.cases if settings.takes(case)]
        coder = settings.one_coder
        if coder is not None and readings.lacks(coder, chosen):
            return "coder"
        return "" if shown else "cases"

    def _read(self, settings: Settings) -> Readings:
        key = (settings.part, settings.coder_rule, settings.drafts)
        if key not in self._readings:
            self._readings[key] = read_answers(self.cases, self.framework, settings)
        return self._readings[key]

    def _place(self, settings: Settings, lang: str) -> Placements:
        with self._lock:
            if (settings, lang) not in self._placements:
                made = place(self.cases, self.framework.in_language(lang), settings)
                self._placements = {(settings, lang): made}  # a slider passes many settings
            return self._placements[settings, lang]

    def _explain(self, change: Mapping[str, Any]) -> None:
        """Say why the case that was chosen stands where it stands."""
        asked = change["new"]
        with self._lock:
            if not asked or asked["number"] < self.question.get("number", 0):
                return
            told = {"number": asked["number"], "case": asked["case"], "wave": asked["wave"]}
            try:
                placements = self._place(self._settings, asked["lang"])
                told |= why_told(placements, asked["case"], asked["wave"])
            except EngagementKitError as problem:
                told["problem"] = str(problem)
            self.why = told


def explore(
    cases: Cases | Iterable[Case],
    framework: Framework | str,
    *,
    part: str | None = None,
    lang: str = "en",
) -> Explorer:
    """A view in which rules are moved with sliders and cases are seen to change their place.

    Parameters
    ----------
    cases : Cases
    framework : Framework or str
        Any framework with a part of kind quadrant or stages, or the id of a built-in one.
    part : str, optional
        Id of the part to begin with; the first of these kinds if left out.
    lang : str
        Language to begin with; it can be switched in the view.

    Returns
    -------
    Explorer
        ``explorer.placements`` are the placements that it shows, ``explorer.code()`` is the call
        that makes them again.

    Raises
    ------
    WrongKind
        The framework, or the part, places no cases; what was given are no cases or no framework.
    UnknownId
        There is no such part or framework, or the framework does not have the language.
    """
    if isinstance(framework, str):
        framework = load_framework(framework)
    if not isinstance(framework, Framework):
        raise WrongKind(
            "explore()", type(framework).__name__, "a framework", "See load_framework()."
        )
    collected, framework = as_cases(cases), framework.in_language(lang)
    settings = default_settings(framework, part)
    items = {item.id for item in framework.items}
    given = (rating for case in collected for rating in case.ratings if rating.item in items)
    coders = {rating.coder for rating in given if not is_survey_coder(rating.coder)}
    return Explorer(collected, framework, settings, coders)
