"""What a figure was made from, in words and numbers that lie in its file and beside it.

What lies inside a file is the same wherever and by whichever Python it was made, so that the same
figure has the same bytes. What is true of one machine only stands in the file beside it.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import matplotlib as mpl

from engagement_kit import __version__
from engagement_kit.assess.remaking import is_of_table
from engagement_kit.charts.paper.fonts import font_files
from engagement_kit.charts.press.printing import Printing
from engagement_kit.charts.press.redrawing import Drawing, recipe_results
from engagement_kit.charts.recipe import Recipe
from engagement_kit.compare.remaking import cases_of, kept_choice, making_of
from engagement_kit.exchange.sheets.origins import Origins, origins_of, posix_path
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.loader import LIBRARY

__all__ = [
    "FORMAT",
    "digest",
    "font_record",
    "framework_record",
    "machine",
    "provenance",
    "provenance_remarks",
    "versions",
]

FORMAT = 1
_ON_THIS_MACHINE = ("numpy", "pandas", "pillow", "pikepdf", "fonttools")


def provenance(drawing: Drawing, how: Printing, folder: Path) -> dict[str, Any]:
    """What a figure was made from.

    Parameters
    ----------
    drawing : Drawing
    how : Printing
    folder : Path
        Where its files will be: the study is named by the way from there.
    """
    found: dict[str, Any] = {
        "format": FORMAT,
        "figure": drawing.name,
        "lang": drawing.lang,
        "printing": how.record,
        "data": digest(drawing.data.encode()),
        "words": drawing.said.record,
        "fonts": font_record(drawing.lang),
        "versions": versions(),
    }
    if drawing.recipe is None:
        return {**found, "chart": None}
    return found | _made_from(drawing.recipe, folder)


def _made_from(recipe: Recipe, folder: Path) -> dict[str, Any]:
    """Chart, result, cases and framework."""
    results = recipe_results(recipe)
    chosen = [one for one in recipe.options.values() if hasattr(one, "table")]
    everything = [*(result for _, result in results), *chosen]
    cases = {case.id: case for result in everything for case in cases_of(result)}
    origins = origins_of(cases.values())
    made = [{"name": name, **asdict(making_of(result))} for name, result in results]
    named = {case for result in everything for case in making_of(result).cases}
    return {
        "chart": recipe.chart,
        "options": _plain({name: kept_choice(one) for name, one in recipe.options.items()}),
        "results": _plain(made),
        "study": None if origins.study is None else _way(origins.study, folder),
        "inputs": dict(origins.files),
        "not_from_disk": sorted(named - set(origins.from_disk)),
        "framework": framework_record(recipe.framework, origins, folder),
    }


def provenance_remarks(record: Mapping[str, Any]) -> tuple[str, ...]:
    """What keeps a figure from being proved later, if anything does."""
    said = []
    if record["chart"] is None:
        said.append("It is a figure of your own: its files are recorded, how it was drawn is not.")
    elif record["not_from_disk"]:
        listed = ", ".join(record["not_from_disk"][:5])
        more = " ..." if len(record["not_from_disk"]) > 5 else ""
        said.append(f"Made from cases that are in no file ({listed}{more}): save them first.")
    elif any(is_of_table(one["choices"]) for one in record["results"]):
        said.append("Made from a table of answers, which no study holds: keep it with the figure.")
    elif record["study"] is None and any(one["cases"] for one in record["results"]):
        said.append("The study lies too far away to be named: `figure verify` needs --study.")
    return tuple(said)


def framework_record(
    framework: Framework | None, origins: Origins, folder: Path
) -> dict[str, Any] | None:
    """Which framework in which version, on what terms, and what its files were.

    ``path`` leads to a framework of the author's own from the study, or from the figure where it
    lies elsewhere; ``within`` says from which.
    """
    if framework is None:
        return None
    licence = framework.definition.licence
    found = {
        "id": framework.id,
        "version": framework.version,
        "licence": {"id": licence.id, "holder": licence.holder, "terms": licence.terms},
        "files": dict(sorted(framework.fingerprints.items())),
    }
    return found | _place(framework, origins, folder)


def _place(framework: Framework, origins: Origins, folder: Path) -> dict[str, Any]:
    own = None if framework.folder is None else framework.folder.resolve()
    if own is None:
        return {"within": "memory", "path": None}
    if own.is_relative_to(LIBRARY.resolve()):
        return {"within": "library", "path": None}
    if origins.study is not None and own.is_relative_to(origins.study):
        return {"within": "study", "path": posix_path(own, origins.study)}
    return {"within": "figure", "path": _way(own, folder)}


def _way(to: Path, folder: Path) -> str | None:
    """The way from the figure; None where it would lead over the root of a disk.

    Such a way names all folders from the root on: it is true of one machine, and tells of it.
    """
    here, there = folder.resolve(), to.resolve()
    shared = next((one for one in (here, *here.parents) if there.is_relative_to(one)), None)
    if shared is None or shared == Path(shared.anchor):
        return None
    return posix_path(there, here)


def versions() -> dict[str, str]:
    """Versions of what decides how a figure looks."""
    return {"engagement_kit": __version__, "matplotlib": mpl.__version__}


def machine() -> dict[str, str]:
    """Versions of what should not make a difference, and might."""
    found = {"python": platform.python_version()}
    for name in _ON_THIS_MACHINE:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # not needed for every format
            continue
    return found


def font_record(lang: str) -> dict[str, str]:
    """SHA-256 of the files that draw a language, by their names."""
    files = (*font_files(lang).values(), *font_files(lang, "bold").values())
    return {Path(file).name: _file_digest(file) for file in sorted(files)}


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@cache
def _file_digest(file: str) -> str:
    return digest(Path(file).read_bytes())


def _plain(value: Any) -> Any:
    """The value as JSON knows it: lists for tuples, numbers without their kind."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return value
    if isinstance(value, Iterable):
        return [_plain(one) for one in value]
    if isinstance(value, int | float):
        return value
    return value.item() if hasattr(value, "item") else str(value)
