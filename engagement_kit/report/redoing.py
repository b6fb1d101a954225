"""Drawing a figure again from its record: study, framework, result, chart, in this order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engagement_kit.assess import Making
from engagement_kit.assess.remaking import is_of_table
from engagement_kit.cases import Case, load_cases
from engagement_kit.charts.press.printing import Printing, printing
from engagement_kit.charts.press.redrawing import Drawing, Words, redrawn
from engagement_kit.charts.recipe import Recipe
from engagement_kit.compare.remaking import choice_again, made_of, remake
from engagement_kit.errors import CannotRedraw, EngagementKitError, Fault
from engagement_kit.exchange.sheets.origins import origins_of
from engagement_kit.frameworks import Framework, load_framework, load_frameworks

__all__ = ["Redone", "redo"]

_OWN_FRAMEWORKS = "frameworks"


@dataclass(frozen=True, eq=False)
class Redone:
    """A figure drawn again.

    Attributes
    ----------
    study : Path
    cases : dict of str to Case
        Those of the figure, as far as they are there and sound.
    faults : tuple of Fault
        What is wrong with others of the study.
    framework : Framework or None
    how : Printing
    drawing : Drawing or None
        None where the chart can no longer be drawn, which ``error`` tells.
    error : EngagementKitError or None
    """

    study: Path
    cases: Mapping[str, Case]
    faults: tuple[Fault, ...]
    framework: Framework | None
    how: Printing
    drawing: Drawing | None
    error: EngagementKitError | None = None


def redo(record: Mapping[str, Any], path: Path, study: Path | None = None) -> Redone:
    """The figure in a file drawn again, in the format of the file.

    Parameters
    ----------
    record : mapping
        What the figure says of its making.
    path : Path
        Its file.
    study : Path, optional
        Folder of the study, if it is no longer where the record says.

    Raises
    ------
    CannotRedraw
        The record does not say enough, or the study or framework is not there.
    """
    if record["chart"] is None:
        raise CannotRedraw("it is a figure of the author's own, drawn by code that is not recorded")
    if record["not_from_disk"]:
        listed = ", ".join(record["not_from_disk"][:5])
        raise CannotRedraw(f"it was made from cases that were in no file ({listed})")
    if any(is_of_table(one["choices"]) for one in record["results"]):
        raise CannotRedraw("it was made from a table of answers, which no study holds")
    folder = _study(record, path, study)
    try:
        framework = _framework(record["framework"], folder, path)
        cases, faults = _cases(record, folder, framework)
        how = _printing(record["printing"], path)
    except EngagementKitError as error:
        raise CannotRedraw(str(error)) from error
    done = Redone(_root(record, folder, cases), cases, faults, framework, how, None)
    try:
        return replace(done, drawing=_drawing(record, done))
    except EngagementKitError as error:
        return replace(done, error=error)


def _study(record: Mapping[str, Any], path: Path, given: Path | None) -> Path:
    """Folder of the study: the one given, else the one that the record leads to."""
    way = record["study"]
    if given is None and not _named(record):
        return path.parent  # made of a table that the record holds: no study is needed
    if given is None and way is None:
        raise CannotRedraw("it does not say where its study is; name the folder (study=, --study)")
    folder = given if given is not None else path.parent / way
    if not folder.is_dir():
        raise CannotRedraw(f"its study is not at {folder}; name the folder (study=, --study)")
    return folder


def _framework(record: Mapping[str, Any] | None, study: Path, path: Path) -> Framework | None:
    """The framework of the figure as it is now."""
    if record is None:
        return None
    if record["within"] == "library":
        return load_framework(record["id"])
    if record["path"] is None:
        raise CannotRedraw(f"it does not say where the framework {record['id']!r} is")
    above = study if record["within"] == "study" else path.parent
    return load_framework(above / record["path"])


def _cases(
    record: Mapping[str, Any], study: Path, framework: Framework | None
) -> tuple[dict[str, Case], tuple[Fault, ...]]:
    own = study / _OWN_FRAMEWORKS
    known = load_frameworks(own if own.is_dir() else None)
    if framework is not None:
        known[framework.id] = framework
    wanted = _named(record)
    if not wanted:
        return {}, ()
    loaded = load_cases(study, frameworks=known)
    return {case.id: case for case in loaded if case.id in wanted}, loaded.faults


def _named(record: Mapping[str, Any]) -> set[str]:
    """Ids of the cases that the figure was made of, those of results among its options too."""
    chosen = [made_of(one) for one in record["options"].values()]
    return {
        case for one in (*record["results"], *chosen) if one is not None for case in one["cases"]
    }


def _root(record: Mapping[str, Any], folder: Path, cases: Mapping[str, Case]) -> Path:
    """Folder that recorded files count from: the study's own, wherever in it one began to read."""
    if all((folder / name).is_file() for name in record["inputs"]):
        return folder
    return origins_of(cases.values()).study or folder


def _printing(record: Mapping[str, Any], path: Path) -> Printing:
    return printing(
        record["journal"]["name"],
        path.suffix,
        colour=record["colour"],
        text=record["text"],
        dpi=record["dpi"],
    )


def _drawing(record: Mapping[str, Any], done: Redone) -> Drawing:
    """The chart drawn again from the result made again."""
    framework, lang = done.framework, record["lang"]
    results = {}
    for one in record["results"]:
        fields = {key: value for key, value in one.items() if key != "name"}
        making = Making(**{**fields, "cases": tuple(fields["cases"])})
        results[one["name"]] = remake(making, done.cases.values(), framework)
    recipe = Recipe(
        chart=record["chart"],
        result=results.get(None, results),
        framework=framework and framework.in_language(lang),
        options={
            name: choice_again(one, tuple(done.cases.values()), framework)
            for name, one in record["options"].items()
        },
    )
    said = {key: value for key, value in record["words"].items() if key != "data"}
    return redrawn(record["figure"], recipe, done.how, lang, Words(**said), must_fit=False)
