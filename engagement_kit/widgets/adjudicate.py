"""A form for settling what coders disagree on, each decision saved at once beside the originals."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import traitlets

from engagement_kit.assess.disagreements import Compared, Comparison, compare_coders
from engagement_kit.cases import AGREED, Case, Rating
from engagement_kit.errors import EngagementKitError
from engagement_kit.frameworks import Framework, load_framework
from engagement_kit.widgets.capture import Recorder, case_of
from engagement_kit.widgets.code import browser_code, browser_style
from engagement_kit.widgets.state import FormState

__all__ = ["AdjudicationForm", "adjudicate"]

_STYLES = (
    "ground/ground",
    "frame/frame",
    "rating/rating",
    "evidence/evidence",
    "adjudicate/adjudicate",
)


def adjudicate(
    case: Case | str | Path,
    framework: Framework | str,
    *,
    coders: Iterable[str] | None = None,
    lang: str = "en",
) -> AdjudicationForm:
    """A form that lists what coders disagree on and takes a decision with its reason for each.

    Decisions are ratings of the coder ``agreed``, written at once to ``agreed.yaml`` in the folder
    of the case. The coders' own files are never changed. What all coders agree on can be taken over
    in one step, so that ``coder_rule="agreed"`` then finds every answer.

    Parameters
    ----------
    case : Case, str or Path
        A case that was read from a folder, or the folder.
    framework : Framework or str
        Any framework, or the id of a built-in one.
    coders : iterable of str, optional
        Whom to compare; by default all who gave a rating of one of its items.
    lang : str
        Language to begin with; the form has a switch.

    Raises
    ------
    Faults
        The case cannot be read, or the framework is not sound.
    UnknownId
        There is no such framework, or no coder of that name has rated one of its items.
    WrongKind
        The case has no folder, or there are fewer than two coders to compare.
    """
    if not isinstance(framework, Framework):
        framework = load_framework(framework)
    state = FormState(case_of(case), framework, AGREED)
    return AdjudicationForm(state, coders=coders, lang=lang)


class AdjudicationForm(Recorder):
    """The form that :func:`adjudicate` shows.

    Parameters
    ----------
    state : FormState
        Of the coder ``agreed``.
    coders : iterable of str, optional
        Whom to compare.
    lang : str

    Attributes
    ----------
    state : FormState
        What it knows and does; ``state.case`` is the case with the decisions as they are now.
    comparison : Comparison
        Where the coders differ and where they do not, as their files said it last.
    """

    disagreements = traitlets.Dict().tag(sync=True)

    def __init__(
        self, state: FormState, *, coders: Iterable[str] | None = None, lang: str = "en"
    ) -> None:
        self._coders = None if coders is None else tuple(coders)
        self._compared_case = state.case_as_read
        self.comparison = self._compare(state)
        super().__init__(state, lang=lang)

    def _compare(self, state: FormState) -> Comparison:
        return compare_coders(state.case_as_read, state.framework, coders=self._coders)

    @property
    def _esm(self) -> str:
        return browser_code("adjudicate/adjudicate")

    @property
    def _css(self) -> str:
        return browser_style(*_STYLES)

    def _view(self) -> dict[str, Any]:
        """What follows the state, and the disagreements anew if a coder changed anything."""
        if self.state.case_as_read is not self._compared_case:
            self._compared_case = self.state.case_as_read
            # With a coder's file gone or broken meanwhile, what was compared last stays in sight.
            with contextlib.suppress(EngagementKitError):
                self.comparison = self._compare(self.state)
        return {**super()._view(), "disagreements": _plain_comparison(self.comparison)}

    def __repr__(self) -> str:
        found = self.comparison
        decided = self.state.record["ratings"]
        open_ = sum(entry.key not in decided for entry in found.disagreements)
        where = f"{self.state.case_id} by {self.state.framework.id}"
        return f"<Adjudication: {where}, {len(found.disagreements)} disagreements, {open_} open>"


def _plain_comparison(found: Comparison) -> dict[str, Any]:
    return {
        "coders": list(found.coders),
        "compared": found.n_compared,
        "agreed": found.n_agreed,
        "share": found.share_agreed,
        "entries": [_plain_entry(entry) for entry in found.disagreements],
        "agreements": [_plain_entry(entry) for entry in found.agreements],
        "one_coder": [_plain_entry(entry) for entry in found.one_coder],
    }


def _plain_entry(entry: Compared) -> dict[str, Any]:
    return {
        "key": entry.key,
        "item": entry.item,
        "wave": entry.wave,
        "scale": entry.scale,
        "kind": entry.kind,
        "distance": entry.distance,
        "coders": [_plain_side(rating) for rating in entry.ratings],
    }


def _plain_side(rating: Rating) -> dict[str, Any]:
    return {
        "coder": rating.coder,
        "value": rating.value,
        "missing": rating.missing,
        "confidence": rating.confidence,
        "note": rating.note,
        "evidence": list(rating.evidence),
    }
