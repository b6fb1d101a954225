"""What is asked of an interactive view: which cases, by which rules; and the same as code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from engagement_kit.assess import CODER_RULES, STAGE_RULES, place_quadrants, place_stages
from engagement_kit.assess.answers import checked_share
from engagement_kit.assess.placements import Placements
from engagement_kit.assess.quadrants import THRESHOLD_RULES
from engagement_kit.assess.stages import MIN_KNOWN
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import Case, Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Quadrant, Stages

__all__ = ["KINDS", "Settings", "code_of", "default_settings", "place", "read_settings"]

KINDS = ("quadrant", "stages")  # parts in which cases have a place
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
        _check_known("threshold rule", self.threshold_rule, THRESHOLD_RULES)
        _check_known("stage rule", self.stage_rule, tuple(STAGE_RULES))
        if isinstance(self.wave, str):
            _check_known("wave", self.wave, _WAVES)

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
        """Plain values for the browser."""
        return {**asdict(self), "kinds": list(self.kinds), "countries": list(self.countries)}


def _check_known(what: str, value: str, known: Iterable[str]) -> None:
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
        (one for one in framework.parts if one.kind in KINDS)
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


def read_settings(values: Mapping[str, Any], framework: Framework, cases: Cases) -> Settings:
    """Settings from what a browser sent; what it leaves out is as the framework has it.

    Raises
    ------
    WrongKind, UnknownId
        A value that cannot be, or names that neither the framework nor the cases have.
    """
    default = default_settings(framework, values.get("part"))
    given = {f.name: values[f.name] for f in fields(Settings) if f.name in values}
    lists = {name: tuple(map(str, given.get(name, ()))) for name in ("kinds", "countries")}
    settings = Settings(**{**asdict(default), **given, **lists, "part": default.part})
    for name in settings.kinds:
        _check_known("kind among the cases", name, {case.kind for case in cases})
    for name in settings.countries:
        _check_known("country among the cases", name, {case.country or "" for case in cases})
    if settings.one_coder is not None:
        coders = sorted({coder for case in cases for coder in case.coders})
        _check_known("coder rule or coder", settings.one_coder, (*CODER_RULES, *coders))
    return settings


def place(cases: Cases, framework: Framework, settings: Settings) -> Placements:
    """The placements that settings ask for, as the package makes them.

    Raises
    ------
    UnknownId
        No case that is looked at has the wave, or the coder who alone is asked.
    """
    chosen = Cases(tuple(case for case in cases if settings.takes(case)), cases.faults)
    arguments = _arguments(framework, settings)
    if framework.part(settings.part).kind == "stages":
        return place_stages(chosen, framework, **arguments)
    return place_quadrants(chosen, framework, **arguments)


def code_of(cases: Cases, framework: Framework, settings: Settings) -> str:
    """The call that makes the same placements, for a notebook or a paper's appendix.

    The cases are called ``cases`` in it, the framework ``framework``, the package ``ek``. What is
    as the framework or the package has it anyway is left out.
    """
    function = "place_stages" if _is_stages(framework, settings) else "place_quadrants"
    arguments = _arguments(framework, settings)
    lines = [_cases_code(cases, settings), "framework"]
    lines += [f"{name}={_written(value)}" for name, value in arguments.items()]
    return "\n".join([f"ek.{function}(", *(f"    {line}," for line in lines), ")"])


def _is_stages(framework: Framework, settings: Settings) -> bool:
    return framework.part(settings.part).kind == "stages"


def _cases_code(cases: Cases, settings: Settings) -> str:
    if "" in settings.countries:  # where() finds cases by the country that they have
        ids = [case.id for case in cases if settings.takes(case)]
        return f"cases.where(ids={_written(ids)})"
    filters = {"kind": settings.kinds, "country": settings.countries}
    told = ", ".join(
        f"{name}={_written(list(words) if len(words) > 1 else words[0])}"
        for name, words in filters.items()
        if words
    )
    return f"cases.where({told})" if told else "cases"


def _written(value: object) -> str:
    """A value as Python code, texts in double quotes."""
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _arguments(framework: Framework, settings: Settings) -> dict[str, Any]:
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
