"""A lock on a file that other processes respect and that a killed process cannot leave behind."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from engagement_kit.errors import NotWritten

__all__ = ["locked"]

_PATIENCE = 10.0  # seconds; a write takes milliseconds, so whoever holds it longer is stuck
_PAUSE = 0.01

if os.name == "nt":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock of ``path`` while the block runs; the system frees it if the process dies.

    Raises
    ------
    NotWritten
        If someone else holds it for more than ten seconds.
    OSError
        If the folder cannot be written.
    """
    file = path.with_name(f".{path.name}.lock")
    descriptor = _acquire(file, path)
    try:
        yield
    finally:
        # Removed while still held: whoever waits for it sees that its name is gone and starts anew.
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        os.close(descriptor)


def _acquire(file: Path, path: Path) -> int:
    end = time.monotonic() + _PATIENCE
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        with contextlib.suppress(OSError):
            _try_lock(descriptor)
            if _is_current(file, descriptor):
                return descriptor
        os.close(descriptor)
        if time.monotonic() > end:
            raise NotWritten(str(path), "someone else is writing it")
        time.sleep(_PAUSE)


def _is_current(file: Path, descriptor: int) -> bool:
    """Whether the locked file is still the one that bears the name."""
    return os.path.samestat(os.fstat(descriptor), file.stat())
