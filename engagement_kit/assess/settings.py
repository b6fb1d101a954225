"""All that a placement depends on, as one value: which cases, by which rules, in which part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from engagement_kit.assess.answers import checked_share
from engagement_kit.assess.coders import CODER_RULES
from engagement_kit.assess.placements import Placements
from engagement_kit.assess.quadrants import THRESHOLD_RULES, place_quadrants
from engagement_kit.assess.stage_rules import STAGE_RULES
from engagement_kit.assess.stages import MIN_KNOWN, place_stages
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import Case, Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Quadrant, Stages

__all__ = [
    "PLACING_KINDS",
    "Settings",
    "arguments_of",
    "check_known",
    "default_settings",
    "place",
]

PLACING_KINDS = ("quadrant", "stages")  # parts in which cases have a place
_WAVES = ("first", "last")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Which cases are looked at, and by which rules they are placed.

    Attributes
    ----------
    part : str
        Id of a quadrant or stages part.
    wave : int, "first", "last" or None
        Which waves; None takes all.
    kinds, countries : tuple of str
        Only cases of these; all where empty. An empty text stands for cases without a country.
    x_threshold, y_threshold : float
        Where high begins on the two axes of a quadrant; without meaning for stages.
    threshold_rule, stage_rule, coder_rule : str
        As in :func:`place_quadrants` and :func:`place_stages`.
    min_known : float
        Share of the items that must be known.
    drafts : bool
        Whether answers without evidence count.

    Raises
    ------
    WrongKind
        A share is not a number from 0 to 1.
    UnknownId
        A rule or a wave that there is not.
    """

    part: str
    wave: Wave = "last"
    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    x_threshold: float = 0.5
    y_threshold: float = 0.5
    threshold_rule: str = "fixed"
    min_known: float = MIN_KNOWN
    stage_rule: str = "lower_median"
    coder_rule: str = "lower_median"
    drafts: bool = False

    def __post_init__(self) -> None:
        for name in ("x_threshold", "y_threshold", "min_known"):
            object.__setattr__(self, name, checked_share(name, getattr(self, name)))
        check_known("threshold rule", self.threshold_rule, THRESHOLD_RULES)
        check_known("stage rule", self.stage_rule, tuple(STAGE_RULES))
        if isinstance(self.wave, str):
            check_known("wave", self.wave, _WAVES)

    @property
    def one_coder(self) -> str | None:
        """Name of the coder who alone is asked, if it is one."""
        return None if self.coder_rule in CODER_RULES else self.coder_rule

    def takes(self, case: Case) -> bool:
        """Whether a case is among those that are looked at."""
        return (not self.kinds or case.kind in self.kinds) and (
            not self.countries or (case.country or "") in self.countries
        )

    def as_dict(self) -> dict[str, Any]:
        """Plain values, as a page or a file takes them."""
        return {**asdict(self), "kinds": list(self.kinds), "countries": list(self.countries)}


def check_known(what: str, value: str, known: Iterable[str]) -> None:
    """Refuse a name that there is not, with the nearest one that there is."""
    if value not in known:
        raise UnknownId(what, value, known)


def default_settings(framework: Framework, part: str | None = None) -> Settings:
    """Settings by the framework's own rules, for one part or the first that has places.

    Raises
    ------
    WrongKind
        The framework, or the part, places no cases.
    UnknownId
        There is no such part.
    """
    chosen = _placing_part(framework, part)
    if isinstance(chosen, Stages):
        return Settings(part=chosen.id)
    value = chosen.threshold.value
    return Settings(
        part=chosen.id, x_threshold=value, y_threshold=value, min_known=chosen.min_known.value
    )


def _placing_part(framework: Framework, part: str | None) -> Quadrant | Stages:
    found = next(
        (one for one in framework.parts if one.kind in PLACING_KINDS)
        if part is None
        else iter((framework.part(part),)),
        None,
    )
    if isinstance(found, (Quadrant, Stages)):
        return found
    what = f"exploring {framework.id!r}" if part is None else f"exploring part {part!r}"
    kinds = (
        ", ".join(sorted({one.kind for one in framework.parts})) if found is None else found.kind
    )
    raise WrongKind(what, kinds, "a part of kind quadrant or stages")


def place(cases: Cases, framework: Framework, settings: Settings) -> Placements:
    """The placements that settings ask for, as the package makes them.

    Raises
    ------
    UnknownId
        No case that is looked at has the wave, or the coder who alone is asked.
    """
    chosen = Cases(tuple(case for case in cases if settings.takes(case)), cases.faults)
    arguments = arguments_of(framework, settings)
    if framework.part(settings.part).kind == "stages":
        return place_stages(chosen, framework, **arguments)
    return place_quadrants(chosen, framework, **arguments)


def arguments_of(framework: Framework, settings: Settings) -> dict[str, Any]:
    """Keyword arguments of the placing function that differ from what it takes by itself."""
    part = framework.part(settings.part)
    default = default_settings(framework, settings.part)
    is_first = framework.parts_of(part.kind)[0].id == part.id
    found: dict[str, Any] = {} if is_first else {"part": part.id}
    if settings.wave is not None:
        found["wave"] = settings.wave
    if part.kind == "quadrant":
        found |= _threshold_arguments(settings, default)
    elif settings.stage_rule != default.stage_rule:
        found["rule"] = settings.stage_rule
    names = ("min_known", "coder_rule", "drafts")
    return found | {
        name: getattr(settings, name)
        for name in names
        if getattr(settings, name) != getattr(default, name)
    }


def _threshold_arguments(settings: Settings, default: Settings) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if settings.threshold_rule != "fixed":
        found["threshold_rule"] = settings.threshold_rule
    x, y = settings.x_threshold, settings.y_threshold
    if (x, y) != (default.x_threshold, default.y_threshold):
        found["threshold"] = x if x == y else (x, y)
    return found
