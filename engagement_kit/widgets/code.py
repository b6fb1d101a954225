"""Browser code and style of a form, joined from the files that they are kept in.

A notebook shows a form from one text of JavaScript and one of CSS. The files below ``browser`` are
plain modules, so that each can be read and tested by itself; joining them needs no build.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

__all__ = ["browser_code", "browser_style"]

FOLDER = Path(__file__).parent / "browser"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(?P<module>\w+)\.mjs";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


@cache
def browser_code(entry: str) -> str:
    """JavaScript of one view as a single module.

    Parameters
    ----------
    entry : str
        Name of the module that exports ``render``, such as ``"capture"``.

    Returns
    -------
    str
        The entry and everything that it imports, each module once and after those that it needs.
        All share one scope: their top-level names differ.
    """
    return "\n".join(_without_modules(_read(name)) for name in modules_of(entry))


@cache
def browser_style(*names: str) -> str:
    """CSS files, joined in the order given.

    Parameters
    ----------
    *names : str
        Names of the files, such as ``"base", "rating"``.
    """
    return "\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in names)


def modules_of(entry: str) -> tuple[str, ...]:
    """Names of the modules that an entry is joined from, itself last."""
    found: dict[str, None] = {}
    _gather(entry, found, ())
    return tuple(found)


def _gather(name: str, found: dict[str, None], path: tuple[str, ...]) -> None:
    """Add a module after those that it imports; of two that import each other, either goes first."""
    if name in found or name in path:
        return
    for imported in _IMPORT.finditer(_read(name)):
        _gather(imported["module"], found, (*path, name))
    found[name] = None


def _read(name: str) -> str:
    return (FOLDER / f"{name}.mjs").read_text(encoding="utf-8")


def _without_modules(source: str) -> str:
    return _EXPORT.sub("", _IMPORT.sub("", source))
