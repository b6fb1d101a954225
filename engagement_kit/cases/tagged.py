"""Files that are never half written and never silently overwritten.

Whoever reads a file gets its bytes and their *tag*; whoever writes it names the tag that is to be
replaced. If the file changed in between, nothing is written and :class:`WriteConflict` carries both
sides. The tag is a hash of the bytes, so clocks play no part.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from engagement_kit.cases.lock import locked
from engagement_kit.errors import Fault, Faults, NotWritten, WriteConflict
from engagement_kit.strict_yaml import MAX_BYTES

__all__ = ["Tagged", "check_size", "read_tagged", "tag_of", "write_tagged"]


@dataclass(frozen=True, slots=True)
class Tagged:
    """Content of a file and the tag that its next writer must name."""

    data: bytes
    tag: str


def tag_of(data: bytes) -> str:
    """Tag of a content: equal content, equal tag."""
    return hashlib.sha256(data).hexdigest()


def read_tagged(path: str | Path) -> Tagged:
    """Content and tag of a file.

    Raises
    ------
    Faults
        If the file cannot be read or is larger than 5 MB (it is then not read at all).
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Faults([Fault("cannot_read", str(path), other=_reason(error))]) from None
    check_size(data, path, size)
    return Tagged(data, tag_of(data))


def check_size(data: bytes, path: str | Path, size: int | None = None) -> None:
    """Let a content pass that is not larger than what is read; raises Faults.

    Parameters
    ----------
    data : bytes
    path : str or Path
        For the message.
    size : int, optional
        Of the whole file, where ``data`` is its beginning.
    """
    if len(data) > MAX_BYTES:
        found, expected = len(data) if size is None else size, (f"{MAX_BYTES:,}",)
        raise Faults([Fault("too_large", str(path), value=found, expected=expected)])


def write_tagged(
    path: str | Path, data: bytes, *, replaces: str | None, within: str | Path | None = None
) -> str:
    """Tag of what was written, which stands on the disk whole or not at all.

    Parameters
    ----------
    path : str or Path
        The file. Its folder must exist.
    data : bytes
        The whole new content.
    replaces : str or None
        Tag of the content that is to be replaced; None if there must be no file yet.
    within : str or Path, optional
        The study's folder: a path that leads out of it, by ``..`` or by a link, is refused.

    Raises
    ------
    WriteConflict
        The file is not the one that was to be replaced; nothing was written.
    NotWritten
        The path leads out of the study, is a link, or the disk refused; nothing was written.
    Faults
        The content is larger than what is read: nobody could open the file. Nothing was written.
    """
    check_size(data, path)
    path = _checked(Path(path), None if within is None else Path(within))
    try:
        with locked(path):
            theirs = path.read_bytes() if path.exists() else None
            if (None if theirs is None else tag_of(theirs)) != replaces:
                raise WriteConflict(str(path), replaces, data, theirs)
            _remove_leftovers(path)
            _replace(path, data)
    except OSError as error:
        raise NotWritten(str(path), _reason(error)) from error
    return tag_of(data)


def _checked(path: Path, within: Path | None) -> Path:
    """The path, if it may be written."""
    if path.is_symlink():
        raise NotWritten(str(path), "it is a link to another file")
    if within is not None and not path.resolve().is_relative_to(within.resolve()):
        raise NotWritten(str(path), f"it lies outside {within}")
    return path


def _replace(path: Path, data: bytes) -> None:
    """Put new content in place in one step that a crash cannot split."""
    temporary = path.with_name(f"{_temporary_prefix(path)}{secrets.token_hex(8)}.tmp")
    try:
        _write_through(temporary, data, _mode(path))
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _write_through(path: Path, data: bytes, mode: int | None) -> None:
    """Write a new file and wait until the disk has it."""
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
    )
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        path.chmod(mode)


def _mode(path: Path) -> int | None:
    """Permissions of the present file, which its successor keeps."""
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else None


def _sync_folder(folder: Path) -> None:
    """Make the new name durable where the system lets one open a folder."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_leftovers(path: Path) -> None:
    """Delete what killed writers of this file left; the lock says that none is at work."""
    prefix = _temporary_prefix(path)
    for entry in path.parent.iterdir():
        if entry.name.startswith(prefix) and entry.name.endswith(".tmp"):
            entry.unlink()


def _temporary_prefix(path: Path) -> str:
    return f".{path.name}."


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
