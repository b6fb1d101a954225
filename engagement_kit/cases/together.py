"""Several files written together: all of them, or none."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engagement_kit.cases.tagged import tag_of, write_tagged
from engagement_kit.errors import EngagementKitError, NotWritten

__all__ = ["Change", "write_together"]


@dataclass(frozen=True, slots=True)
class Change:
    """A file's new content, and the content that it replaces (None: there must be no file yet)."""

    path: Path
    data: bytes
    replaces: bytes | None


def write_together(changes: Iterable[Change], within: Path) -> None:
    """Write all files; if one cannot be written, those before it are put back.

    Parameters
    ----------
    changes : iterable of Change
    within : Path
        Folder that no file may lie outside of.

    Raises
    ------
    WriteConflict
        A file is not the one that was to be replaced.
    NotWritten
        The disk refused, or a path leads out of the folder.
    """
    done: list[Change] = []
    made: list[Path] = []
    try:
        for change in changes:
            made += _make_folder(change.path.parent)
            old = change.replaces
            tag = None if old is None else tag_of(old)
            write_tagged(change.path, change.data, replaces=tag, within=within)
            done.append(change)
    except BaseException:
        _put_back(done, made, within)
        raise


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; the ones that were not there, outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()][::-1]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritten(str(folder), error.strerror or str(error)) from error
    return missing


def _put_back(done: list[Change], made: list[Path], within: Path) -> None:
    """Undo, last change first; what someone else has changed since is left as it is."""
    for change in reversed(done):
        with contextlib.suppress(EngagementKitError, OSError):
            if change.replaces is None:
                _remove(change)
            else:
                tag = tag_of(change.data)
                write_tagged(change.path, change.replaces, replaces=tag, within=within)
    for folder in reversed(made):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _remove(change: Change) -> None:
    if change.path.read_bytes() == change.data:
        change.path.unlink()
