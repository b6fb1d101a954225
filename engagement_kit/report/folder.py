"""The folder that a study is written to: whole or not at all, and never over anything else.

A study is written into a new folder beside the one asked for, which takes its place when all is
done. A file in it lists what was made, so that the next run knows what it may replace: a folder
without this list is left alone, and files that people put beside the results move along.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from engagement_kit.errors import Fault, Faults

__all__ = ["LIST_FILE", "new_folder"]

LIST_FILE = ".engagement-kit-study"
_HEAD = "# Made by engagement-kit: the files below are replaced when the study runs again."


@contextlib.contextmanager
def new_folder(out: str | Path) -> Iterator[Path]:
    """A new, empty folder that takes the place of ``out`` when the block ends without an error.

    Parameters
    ----------
    out : str or Path
        Where the results are to be. It may not exist, be empty, or hold an earlier study; files
        in it that no study made are kept.

    Raises
    ------
    Faults
        ``out`` is a file, or holds something that no study made.
    """
    out = Path(os.path.realpath(out))
    made = _made_before(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        building.chmod(0o755)
        yield building
        _write_list(building)
        _keep_the_rest(out, made, building)
        _take_place(building, out)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _made_before(out: Path) -> frozenset[str]:
    """Files that an earlier study made there.

    Raises
    ------
    Faults
        There is something, but no list of it.
    """
    if out.exists() and not out.is_dir():
        raise Faults([Fault("is_a_file", str(out), value=str(out))])
    if not out.exists() or not any(out.iterdir()):
        return frozenset()
    listed = out / LIST_FILE
    if not listed.is_file():
        raise Faults([Fault("foreign_folder", str(out), value=str(out), other=LIST_FILE)])
    return frozenset(listed.read_text(encoding="utf-8").splitlines()[1:])


def files_in(folder: Path) -> Iterator[str]:
    """Every file below a folder, as a path within it, sorted."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() or file.is_symlink():
            yield file.relative_to(folder).as_posix()


def _write_list(folder: Path) -> None:
    lines = [_HEAD, *files_in(folder), LIST_FILE]
    (folder / LIST_FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _keep_the_rest(out: Path, made: frozenset[str], building: Path) -> None:
    """Copy what no study made, unless something of that name was made now."""
    if not out.is_dir():
        return
    for name in files_in(out):
        target = building / name
        if name not in made and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(out / name, target, follow_symlinks=False)


def _take_place(building: Path, out: Path) -> None:
    """Put the new folder where the old one is; the old one goes only after that worked."""
    if not out.exists():
        building.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    out.rename(old / "old")
    try:
        building.rename(out)
    except OSError:
        (old / "old").rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
