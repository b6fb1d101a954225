"""Writing results: a file is there whole, or as it was."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from engagement_kit.errors import NotWritten

__all__ = ["write_all", "write_files", "write_whole"]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, over the one that is there; folders above it are made.

    Raises
    ------
    NotWritten
        The disk refused, or a program holds the file open. What stood there stands there still.
    """
    temporary = _beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except (OSError, ValueError) as error:
        with contextlib.suppress(OSError, ValueError):
            temporary.unlink(missing_ok=True)
        raise _not_written(path, error) from error


def write_all(files: Mapping[Path, bytes], *, overwrite: bool = False) -> None:
    """Write several files, all of them or none; folders above them are made.

    Parameters
    ----------
    files : mapping of Path to bytes
    overwrite : bool
        Whether files that are there already are replaced.

    Raises
    ------
    NotWritten
        One of them is there already, or the disk refused. What stood there stands there still.
    """
    path = next(iter(files), Path())
    made: list[Path] = []
    waiting: dict[Path, Path] = {}  # file that waits to be put in place, by its place
    kept: dict[Path, Path] = {}  # second name of the file that stood there, by its place
    placed: list[Path] = []
    try:
        for path in files:
            _check_free(path, overwrite=overwrite)
        for path, data in files.items():
            made += _make_folder(path.parent)
            waiting[path] = _beside(path)
            waiting[path].write_bytes(data)
        for path, temporary in waiting.items():
            if path.exists():
                kept[path] = _beside(path)
                _keep(path, kept[path])
            placed.append(path)  # before it is: an interruption in between is undone, too
            temporary.replace(path)
    except BaseException as error:
        _put_back(placed, kept, waiting, made)
        if not isinstance(error, OSError | ValueError):
            raise
        raise _not_written(path, error) from error
    for old in kept.values():
        with contextlib.suppress(OSError):
            old.unlink()


def _check_free(path: Path, *, overwrite: bool) -> None:
    """Let a name pass that may be written; raises NotWritten."""
    if path.is_dir():
        raise NotWritten(str(path), "a folder has this name")
    if os.path.lexists(path) and not overwrite:  # a link that leads nowhere is something, too
        raise NotWritten(str(path), "it is there already: remove or rename it (overwrite=True)")


def _not_written(path: Path, error: OSError | ValueError) -> NotWritten:
    """The error as the reader sees it; a ValueError is a name that no disk can have."""
    name = str(path) if str(path).isprintable() else ascii(str(path))
    return NotWritten(name, getattr(error, "strerror", None) or str(error))


def _keep(path: Path, name: Path) -> None:
    """Give a file a second name, so that it is never gone; a copy where a disk has none."""
    try:
        os.link(path, name)
    except OSError:
        shutil.copy2(path, name)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; the ones that were not there, outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _put_back(
    placed: Iterable[Path],
    kept: Mapping[Path, Path],
    waiting: Mapping[Path, Path],
    made: list[Path],
) -> None:
    """Undo what was done: old files return, new ones go, and folders that were made go."""
    for path in placed:
        with contextlib.suppress(OSError, ValueError):
            if path in kept:
                kept[path].replace(path)
            else:
                path.unlink()
    for temporary in (*waiting.values(), *kept.values()):
        with contextlib.suppress(OSError, ValueError):
            temporary.unlink(missing_ok=True)
    for folder in reversed(made):
        with contextlib.suppress(OSError, ValueError):
            folder.rmdir()


def write_files(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    r"""Write texts as UTF-8 with ``\n`` line ends, each whole; their paths come back."""
    for name, text in texts.items():
        write_whole(folder / name, text.encode())
    return tuple(folder / name for name in texts)
