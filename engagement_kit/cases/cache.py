"""Parsed files kept for the next time, by the hash of their content.

Reading YAML takes most of the time of loading a study. What a clean file holds is kept as JSON in
the user's cache folder, under a name made of its bytes and of the formats in force: a changed file
or a newer package never meets an old entry. A cache that cannot be read or written costs time,
never an answer.

The variable ``ENGAGEMENT_KIT_CACHE`` names another folder, or switches the cache off (``off``).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sys
import time
from pathlib import Path

__all__ = ["VARIABLE", "cache_folder", "keep", "recall", "sweep"]

VARIABLE = "ENGAGEMENT_KIT_CACHE"
_VERSION = "1"  # of the form of an entry and of what strict reading makes of a file
_OFF = frozenset({"", "0", "off", "no", "none", "false"})
_DAY = 86_400.0
_KEPT_DAYS = 60
_DIGEST = 64  # hexadecimal digits of SHA-256


def cache_folder() -> Path | None:
    """Folder of the cache, or None where it is switched off."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return None if named.strip().lower() in _OFF else Path(named).expanduser()
    with contextlib.suppress(RuntimeError):  # no home folder
        return _user_cache() / "engagement_kit"
    return None


def _user_cache() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def recall(data: bytes, form: str) -> bytes | None:
    """JSON of what a file holds, if it was kept; None if not, or if the entry is damaged.

    Parameters
    ----------
    data : bytes
        Content of the file.
    form : str
        What it was read as, with its format number: part of the name of the entry.
    """
    path = _entry(data, form)
    if path is None:
        return None
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    payload = kept[_DIGEST:]
    return payload if kept[:_DIGEST] == _digest(payload) else None


def keep(data: bytes, form: str, payload: bytes) -> None:
    """Keep JSON of what a file holds; where that fails, it is read again next time."""
    path = _entry(data, form)
    if path is None:
        return
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.write_bytes(_digest(payload) + payload)
        temporary.replace(path)


def sweep() -> None:
    """Delete entries that are two months old; looks at most once a day."""
    folder = cache_folder()
    if folder is None:
        return
    now = time.time()
    with contextlib.suppress(OSError):
        marker = folder / "swept"
        if marker.exists() and now - marker.stat().st_mtime < _DAY:
            return
        marker.touch()
        for path in folder.glob("??/*"):
            if now - path.stat().st_mtime > _KEPT_DAYS * _DAY:
                path.unlink(missing_ok=True)


def _entry(data: bytes, form: str) -> Path | None:
    folder = cache_folder()
    if folder is None:
        return None
    name = hashlib.sha256(f"{_VERSION}\n{form}\n".encode() + data).hexdigest()
    return folder / name[:2] / f"{name[2:]}.json"


def _digest(payload: bytes) -> bytes:
    return hashlib.sha256(payload).hexdigest().encode()
