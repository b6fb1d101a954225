"""What it looks like: one file a chart, each with what it shows in words.

``draw_x(result, framework) -> Axes`` draws a result of the assessing room; ``describe_x`` gives
alternative text, ``caption_x`` a caption for print, ``data_x`` the data drawn, all in the language
of the framework or in ``lang``. Nothing is shown, saved or set: in a notebook the axes show
themselves where they end a cell. matplotlib is imported when a chart is first asked for.
"""

from __future__ import annotations

import importlib
from typing import Any

CHARTS = (
    "agreement",
    "canvas",
    "capabilities",
    "density",
    "difference",
    "dumbbell",
    "evidence",
    "facet",
    "gap",
    "items",
    "matrix",
    "necessity",
    "profile",
    "quadrant",
    "radar",
    "slope",
    "solution",
    "specification",
    "staircase",
    "transition",
    "truth_table",
    "xy",
)
_VERBS = ("caption", "data", "describe", "draw")

__all__ = [f"{verb}_{chart}" for verb in _VERBS for chart in CHARTS]


def __getattr__(name: str) -> Any:
    """The public function, imported with its chart when it is first asked for."""
    verb, _, chart = name.partition("_")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = f"{__name__}.{chart}.{'draw' if verb == 'draw' else 'tell'}"
    return getattr(importlib.import_module(home), name)


def __dir__() -> list[str]:
    return ["CHARTS", *__all__]
