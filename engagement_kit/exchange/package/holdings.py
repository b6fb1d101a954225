"""The files that belong to a study, by where they lie in a research object.

Only what the toolkit reads or made is taken: cases, frameworks, what the study says of itself, and
its results. Raw exports, drafts and whatever else lies in the folder stay where they are, since
they may name people.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from engagement_kit.cases import Case, Cases
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.package.about import ABOUT_FILE, about_file
from engagement_kit.frameworks import Framework

__all__ = ["MAX_TOTAL", "framework_home", "held_files", "results_of"]

MAX_TOTAL = 1_000_000_000  # bytes: they are held in memory until all is known to be sound
STUDY, FRAMEWORKS, RESULTS = "study", "frameworks", "results"
_SAID = ("about.*.yaml", "README*", "LICENSE*", "LICENCE*", "NOTICE*")
_RIGHTS = ("NOTICE*", "LICENSE*", "LICENCE*")
_MADE = Path("build") / "study"  # where `engagement-kit study` writes unless told otherwise


def held_files(
    study: Path, cases: Cases, frameworks: Mapping[str, Framework], results: Path | None
) -> dict[str, bytes]:
    """Content of each file of a study, by its place in the research object.

    Raises
    ------
    Faults
        A file cannot be read, has a name that is no text, or changed since the cases were read;
        all together are too large.
    """
    places = {**_said(study, cases), **_frameworks(study, frameworks), **_results(results)}
    faults = list(_odd_names(places))
    total = sum(_size(path) for path in places.values())
    if total > MAX_TOTAL:
        limit = (f"{MAX_TOTAL:,}",)
        faults.append(Fault("crate_too_large", str(study), value=f"{total:,}", expected=limit))
    if faults:
        raise Faults(faults)
    found = {place: _read(path, faults) for place, path in places.items()}
    for case in cases:
        found |= _case_files(study, case, faults)
    if faults:
        raise Faults(faults)
    return dict(sorted(found.items()))


def results_of(study: Path, results: str | Path | None) -> Path | None:
    """Folder of the results: the one that is named, else the one in the study, if it is there.

    Raises
    ------
    Faults
        There is no such folder.
    """
    if results is None:
        return study / _MADE if (study / _MADE).is_dir() else None
    if not Path(results).is_dir():
        raise Faults([Fault("no_folder", str(results), value=str(results))])
    return Path(results)


def framework_home(study: Path, framework: Framework) -> str:
    """Where a framework lies in the research object: in the study, or beside it."""
    own = (study / FRAMEWORKS).resolve()
    folder = framework.folder.resolve() if framework.folder else None
    if folder is not None and folder.is_relative_to(own):
        return f"{STUDY}/{FRAMEWORKS}/{folder.relative_to(own).as_posix()}".removesuffix("/.")
    return f"{FRAMEWORKS}/{framework.id}"


def _said(study: Path, cases: Cases) -> dict[str, Path]:
    """What the study says of itself."""
    found = {f"{STUDY}/{path.name}": path for path in _files(study, _SAID)}
    about = about_file(cases)
    return found | ({f"{STUDY}/{ABOUT_FILE}": about} if about else {})


def _frameworks(study: Path, frameworks: Mapping[str, Framework]) -> dict[str, Path]:
    """Definition, words and notices of each framework."""
    found = {}
    for framework in frameworks.values():
        if framework.folder is not None:
            names = {framework.folder / name for name in framework.fingerprints}
            home = framework_home(study, framework)
            for path in sorted({*names, *_files(framework.folder, _RIGHTS)}):
                found[f"{home}/{path.name}"] = path
    return found


def _results(folder: Path | None) -> dict[str, Path]:
    """Everything in the folder of results that is not hidden; links are not followed."""
    if folder is None:
        return {}
    within = ((path, path.relative_to(folder)) for path in sorted(folder.rglob("*")))
    return {
        f"{RESULTS}/{name.as_posix()}": path
        for path, name in within
        if path.is_file()
        and not any(step.startswith(".") for step in name.parts)
        and path.resolve().is_relative_to(folder.resolve())
    }


def _files(folder: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        yield from (path for path in sorted(folder.glob(pattern)) if path.is_file())


def _case_files(study: Path, case: Case, faults: list[Fault]) -> dict[str, bytes]:
    """Files of a case as they were when it was read."""
    if case.folder is None:
        return {}
    inside = case.folder.is_relative_to(study)
    way = case.folder.relative_to(study).as_posix() if inside else f"cases/{case.id}"
    home = f"{STUDY}/{case.id if way == '.' else way}"
    found = {}
    for name, tag in sorted(case.fingerprints.items()):
        path = case.folder / name
        data = _read(path, faults)
        if hashlib.sha256(data).hexdigest() != tag:
            faults.append(Fault("changed_since", str(path)))
        found[f"{home}/{name}"] = data
    return found


def _read(path: Path, faults: list[Fault]) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        other = error.strerror or str(error)
        faults.append(Fault("cannot_read", str(path), other=other))
        return b""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # what cannot be read is told where it is read
        return 0


def _odd_names(places: Mapping[str, Path]) -> Iterator[Fault]:
    """Names that another system could not read, or would read otherwise."""
    for place, path in places.items():
        if not place.isprintable() or "\\" in place:
            yield Fault("unprintable_name", ascii(str(path)), value=ascii(place))
