"""Browser code and style of a form, joined from the files that they are kept in.

A notebook shows a form from one text of JavaScript and one of CSS. The files below ``browser`` are
plain modules, so that each can be read and tested by itself; joining them needs no build.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache
from pathlib import Path

__all__ = ["browser_code", "browser_style"]

FOLDER = Path(__file__).parent / "browser"
_IMPORT = re.compile(
    r'^import \{(?P<names>[^}]*)\} from "(?P<path>\.\.?/(?:\w+/)?\w+)\.mjs";$', re.MULTILINE
)
_EXPORT = re.compile(
    r"^export (?=(?:async )?(?:function\*?|const|class) (?P<name>\w+))", re.MULTILINE
)


@cache
def browser_code(entry: str) -> str:
    """JavaScript of one view as a single module.

    Parameters
    ----------
    entry : str
        The module that has ``export default``, such as ``"capture/capture"``.

    Returns
    -------
    str
        The entry and everything that it imports, each module once and after those that it needs.
        Each keeps its names to itself and hands on only what it exports.
    """
    *needed, last = modules_of(entry)
    return "\n".join([*(_closed(name, _read(name)) for name in needed), _opened(last, _read(last))])


@cache
def browser_style(*names: str) -> str:
    """CSS files, joined in the order given.

    Parameters
    ----------
    *names : str
        The files, such as ``"ground/ground", "rating/rating"``.
    """
    return "\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in names)


def modules_of(entry: str) -> tuple[str, ...]:
    """Names of the modules that an entry is joined from, each after those it needs.

    Raises
    ------
    ValueError
        If modules import each other in a circle, which nothing could put into an order.
    """
    found: dict[str, None] = {}
    _gather(entry, found, ())
    return tuple(found)


def _gather(name: str, found: dict[str, None], path: tuple[str, ...]) -> None:
    if name in path:
        raise ValueError(f"browser modules import each other: {' > '.join((*path, name))}")
    if name in found:
        return
    for imported in _IMPORT.finditer(_read(name)):
        _gather(_from(name, imported["path"]), found, (*path, name))
    found[name] = None


def _from(name: str, path: str) -> str:
    """The module that a path in another module leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _read(name: str) -> str:
    return (FOLDER / f"{name}.mjs").read_text(encoding="utf-8")


def _closed(name: str, source: str) -> str:
    """A module as a constant that holds what it exports."""
    exported = ", ".join(match["name"] for match in _EXPORT.finditer(source))
    body = _EXPORT.sub("", _opened(name, source))
    return f"const {_constant(name)} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


def _opened(name: str, source: str) -> str:
    """A module that takes what it imports from the constants before it."""
    return _IMPORT.sub(lambda found: _taken(found["names"], _from(name, found["path"])), source)


def _taken(names: str, module: str) -> str:
    listed = ", ".join(name.strip() for name in names.split(",") if name.strip())
    return f"const {{ {listed} }} = {_constant(module)};"


def _constant(module: str) -> str:
    return f"module_{module.replace('/', '_')}"
