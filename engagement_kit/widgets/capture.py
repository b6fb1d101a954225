"""A form in a notebook: one coder fills in one case by one framework, each change saved at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from engagement_kit.cases import Case
from engagement_kit.cases.read import try_case
from engagement_kit.errors import EngagementKitError, Faults
from engagement_kit.frameworks import Framework, load_framework
from engagement_kit.widgets.code import browser_code, browser_style
from engagement_kit.widgets.form import form_description, material_of
from engagement_kit.widgets.live import live_places
from engagement_kit.widgets.state import FormState
from engagement_kit.widgets.static import form_html

__all__ = ["CaptureForm", "Recorder", "capture", "case_of"]

_STYLES = (
    "ground/ground",
    "frame/frame",
    "rating/rating",
    "rating/lists",
    "evidence/evidence",
    "rating/places",
    "canvas/canvas",
)


def capture(
    case: Case | str | Path,
    framework: Framework | str,
    coder: str = "me",
    *,
    lang: str = "en",
    blind: bool = True,
) -> CaptureForm:
    """A form for filling in a case, shown where it ends a cell of a notebook.

    What is typed or chosen is written at once to the coder's own file, ``<coder>.yaml`` in the
    folder of the case; the form says *saved* only after that. Shown again, in this notebook or
    another, it is as it was left.

    Parameters
    ----------
    case : Case, str or Path
        A case that was read from a folder, or the folder.
    framework : Framework or str
        Any framework, or the id of a built-in one.
    coder : str
        Who fills it in. A name that cannot be one is told in the form, which asks for another.
    lang : str
        Language to begin with; the form has a switch.
    blind : bool
        Whether other coders' judgements are kept out of the form. They are not sent to the
        browser then, so that a second coder cannot come across them.

    Raises
    ------
    Faults
        The case cannot be read, or the framework is not sound.
    UnknownId
        There is no such framework.
    WrongKind
        The case has no folder.
    """
    if not isinstance(framework, Framework):
        framework = load_framework(framework)
    state = FormState(case_of(case), framework, coder, may_agree=False)
    return CaptureForm(state, lang=lang, blind=blind)


def case_of(case: Case | str | Path) -> Case:
    """The case itself, or the one that is read from a folder; Faults if it cannot be read."""
    if isinstance(case, Case):
        return case
    found, faults = try_case(Path(case))
    if found is None:
        raise Faults(faults)
    return found


def _nothing() -> None:
    """What is left to end in a form that was closed, or that never came to be."""


class Recorder(anywidget.AnyWidget):
    """What every form shares that writes: its state on one side, the browser on the other.

    The browser sends every change for which it has no answer yet (``outbox``), the kernel writes
    them and answers. Observers may run on any thread, so that each message is dealt with whole.

    Parameters
    ----------
    state : FormState
    lang : str
    blind : bool
    """

    form = traitlets.Dict().tag(sync=True)
    material = traitlets.Dict().tag(sync=True)
    record = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    history: traitlets.List[Any] = traitlets.List().tag(sync=True)
    reply = traitlets.Dict().tag(sync=True)
    outbox = traitlets.Dict().tag(sync=True, echo_update=False)
    question = traitlets.Dict().tag(sync=True, echo_update=False)
    _stop: Callable[[], None] = staticmethod(_nothing)

    def __init__(self, state: FormState, *, lang: str = "en", blind: bool = True) -> None:
        self.state = state
        self._lang, self._blind = lang, blind
        self._busy = threading.RLock()
        self._shown_case: Case | None = None
        self._stop = state.observe(lambda _: self._show())
        super().__init__(form=self._description(), **self._view())
        self.observe(self._take, "outbox")
        self.observe(self._reply, "question")

    # --- what the browser is shown

    def _description(self) -> dict[str, Any]:
        state = self.state
        return form_description(
            state.case,
            state.framework,
            state.coder,
            lang=self._lang,
            blind=self._blind,
            problem=state.problem,
        )

    def _view(self) -> dict[str, Any]:
        """Traits that follow the state; the case's facts only where they are other ones."""
        view: dict[str, Any] = {"record": self.state.record, "history": self.state.history}
        case = self.state.case_as_read
        if case is not self._shown_case:
            self._shown_case = case
            view["material"] = material_of(case, self.state.coder, blind=self._blind)
        return view

    def _show(self) -> None:
        with self._busy, self.hold_sync():
            if self.form["problem"] != self.state.problem or self.form["coder"] != self.state.coder:
                self.form = self._description()
            self.set_trait_many(self._view())

    def set_trait_many(self, values: dict[str, Any]) -> None:
        """Set several traits; those that are as they were are not sent."""
        for name, value in values.items():
            setattr(self, name, value)

    # --- what the browser sends

    def _take(self, change: dict[str, Any]) -> None:
        """Deal with the changes of a page, or look at the files where it sends none."""
        sent = change["new"]
        with self._busy, self.hold_sync():
            if not sent.get("changes"):
                self.state.refresh()
                return
            answer = self.state.apply(sent["changes"], str(sent.get("client", "")))
            self.answer = {**asdict(answer), "try": sent.get("try")}

    def _reply(self, change: dict[str, Any]) -> None:
        asked = change["new"]
        if asked.get("ask") == "source":
            self.reply = {"id": asked.get("id"), **_citation(str(asked.get("text", "")))}

    def close(self) -> None:
        """Take the form away; the file stays."""
        self._stop()
        self._stop = _nothing
        super().close()


class CaptureForm(Recorder):
    """The form that :func:`capture` shows.

    Attributes
    ----------
    state : FormState
        What it knows and does; ``state.case`` is the case with the judgements as they are now.
    """

    live = traitlets.Dict().tag(sync=True)

    def __init__(self, state: FormState, *, lang: str = "en", blind: bool = True) -> None:
        self._answers: Any = None
        super().__init__(state, lang=lang, blind=blind)
        self._place()

    @property
    def _esm(self) -> str:
        return browser_code("capture/capture")

    @property
    def _css(self) -> str:
        return browser_style(*_STYLES)

    def _take(self, change: dict[str, Any]) -> None:
        super()._take(change)
        self._place()

    def _place(self) -> None:
        """Show where the case stands now, if an answer changed; saving never waits for it."""
        with self._busy:
            case = self.state.case
            answers = [(one.coder, one.item, one.wave, one.value) for one in case.ratings]
            if (answers, case.waves) != self._answers:
                self._answers = (answers, case.waves)
                places = live_places(case, self.state.framework, self.state.coder)
                self.live = {"revision": self.state.revision, **places}

    def __repr__(self) -> str:
        where = f"{self.state.case_id} by {self.state.framework.id}"
        return f"<Form: {where}, coder {self.state.coder}>"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The form, and for readers without a kernel a picture of it as it is now."""
        bundle = super()._repr_mimebundle_(**options)
        if bundle is not None:
            state = self.state
            page = form_html(state.framework, state.case, self.record, self._lang)
            bundle[0]["text/html"] = page
        return bundle


def _citation(text: str) -> dict[str, Any]:
    from engagement_kit.cases.citing import read_citation

    try:
        return {"fields": dict(read_citation(text)), "problem": None}
    except EngagementKitError as error:
        return {"fields": {}, "problem": str(error)}
