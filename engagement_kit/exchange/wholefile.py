"""Writing results: a file is there whole, or as it was."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Mapping
from pathlib import Path

from engagement_kit.errors import NotWritten

__all__ = ["write_files", "write_whole"]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, over the one that is there; folders above it are made.

    Raises
    ------
    NotWritten
        The disk refused, or a program holds the file open. What stood there stands there still.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise NotWritten(str(path), error.strerror or str(error)) from error


def write_files(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    r"""Write texts as UTF-8 with ``\n`` line ends, each whole; their paths come back."""
    for name, text in texts.items():
        write_whole(folder / name, text.encode())
    return tuple(folder / name for name in texts)
