"""Where cases came from: their study, and what each of their files was when it was read.

Hashes are those of the bytes that were read, not of what stands on the disk by now. A case that was
changed in memory has none, unless its files say the same again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engagement_kit.cases import Case
from engagement_kit.cases.read import try_case
from engagement_kit.exchange.package.about import about_file

__all__ = ["Origins", "origins_of", "posix_path"]

_FRAMEWORKS = "frameworks"
_LEVELS = 3  # a case may lie in a folder of its kind, that in one of cases, that in the study


@dataclass(frozen=True)
class Origins:
    """Where cases came from.

    Attributes
    ----------
    study : Path or None
        Folder that holds all of them; None where no case was read from a disk.
    files : mapping of str to str
        SHA-256 of every file that was read, by its path within the study.
    from_disk : tuple of str
        Ids of cases that say what their files say.
    not_from_disk : tuple of str
        Ids of cases that were made or changed in memory and are in no file.
    """

    study: Path | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    from_disk: tuple[str, ...] = ()
    not_from_disk: tuple[str, ...] = ()


def origins_of(cases: Iterable[Case]) -> Origins:
    """The study that cases came from, with the hashes of their files."""
    cases = tuple(cases)
    read = {case.id: _fingerprints(case) for case in cases}
    known = [case for case in cases if case.folder is not None and read[case.id]]
    rest = tuple(case.id for case in cases if not read[case.id])
    if not known:
        return Origins(not_from_disk=rest)
    study = _study(known)
    files = _about(known, study)
    for case in known:
        for name, tag in read[case.id].items():
            files[posix_path(_real(case) / name, study)] = tag
    return Origins(study, dict(sorted(files.items())), tuple(case.id for case in known), rest)


def posix_path(path: Path, above: Path) -> str:
    """The way from a folder to a path, written in one way on all systems."""
    return Path(os.path.relpath(path, above)).as_posix()


def _fingerprints(case: Case) -> Mapping[str, str]:
    """Hashes of a case's files; those of today where it says just what they say."""
    if case.fingerprints or case.folder is None or not case.folder.is_dir():
        return case.fingerprints
    stored, faults = try_case(case.folder)
    return stored.fingerprints if stored is not None and not faults and stored == case else {}


def _real(case: Case) -> Path:
    return Path(os.path.realpath(case.folder or ""))


def _study(cases: list[Case]) -> Path:
    """The folder that says something of these cases or holds frameworks, else what they share."""
    shared = Path(os.path.commonpath([_real(case).parent for case in cases]))
    near = (shared, *shared.parents)[:_LEVELS]
    marked = [one for one in near if _is_marked(one, cases)]
    return marked[-1] if marked else shared


def _is_marked(folder: Path, cases: list[Case]) -> bool:
    about = about_file(cases)
    own = folder / _FRAMEWORKS
    is_own = own.is_dir() and any(own.glob("*/framework.yaml"))
    return is_own or (about is not None and about.parent == folder)


def _about(cases: list[Case], study: Path) -> dict[str, str]:
    """Hash of what the study says of itself."""
    file = about_file(cases)
    if file is None:
        return {}
    return {posix_path(file, study): hashlib.sha256(file.read_bytes()).hexdigest()}
