"""What is asked of an interactive view: which cases, by which rules; and the same as code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from engagement_kit.assess import CODER_RULES
from engagement_kit.assess.settings import Settings, arguments_of, check_known, default_settings
from engagement_kit.cases import Cases
from engagement_kit.frameworks import Framework

__all__ = ["code_of", "read_settings"]


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
        check_known("kind among the cases", name, {case.kind for case in cases})
    for name in settings.countries:
        check_known("country among the cases", name, {case.country or "" for case in cases})
    if settings.one_coder is not None:
        coders = sorted({coder for case in cases for coder in case.coders})
        check_known("coder rule or coder", settings.one_coder, (*CODER_RULES, *coders))
    return settings


def code_of(cases: Cases, framework: Framework, settings: Settings) -> str:
    """The call that makes the same placements, for a notebook or a paper's appendix.

    The cases are called ``cases`` in it, the framework ``framework``, the package ``ek``. What is
    as the framework or the package has it anyway is left out.
    """
    function = "place_stages" if _is_stages(framework, settings) else "place_quadrants"
    arguments = arguments_of(framework, settings)
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
