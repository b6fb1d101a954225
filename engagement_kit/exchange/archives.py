"""Zip archives from strangers: counted before and while they are unpacked, names looked at.

A small archive can hold gigabytes, name a file outside its folder, or say one size and have
another. So the sizes that it states are summed first, and no member is read further than it said.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from engagement_kit.errors import Fault, Faults

__all__ = ["DAMAGED", "MAX_MEMBERS", "MAX_TOTAL", "read_archive", "zip_bytes"]

MAX_TOTAL = 200_000_000  # bytes of all members that are read
MAX_MEMBERS = 20_000
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip archive can hold: the same bytes each day
_FILE_MODE = 0o644 << 16
_DRIVE = re.compile(r"[A-Za-z]:")

# What unpacking a damaged archive raises.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


def read_archive(
    path: Path,
    wanted: Callable[[str], bool] = lambda _: True,
    *,
    max_total: int = MAX_TOTAL,
    max_members: int = MAX_MEMBERS,
) -> dict[str, bytes]:
    """Content of each wanted member of a zip archive, by its name, in the archive's order.

    Parameters
    ----------
    path : Path
    wanted : callable
        Whether a member of this name is to be read; folders never are.
    max_total, max_members : int
        Bytes and members that are read at most; beyond that nothing is unpacked.

    Raises
    ------
    Faults
        The file cannot be read or is no archive, is encrypted or damaged; it unpacks to too much;
        a member's name is absolute, leads out of the archive or stands twice. All of these are
        looked at before anything is unpacked.
    """
    file = str(path)
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            listed = archive.infolist()
            if faults := list(_unsafe(listed, file)):
                raise Faults(faults)
            infos = [info for info in listed if not info.is_dir() and wanted(info.filename)]
            _check_size(infos, file, max_total, max_members)
            return {info.filename: _content(archive, info) for info in infos}
    except FileNotFoundError as error:
        raise Faults([Fault("cannot_read", file, other=error.strerror or str(error))]) from None
    except IsADirectoryError:
        raise Faults([Fault("cannot_read", file, other="it is a folder")]) from None
    except DAMAGED as error:
        other = str(error) or "it is damaged"
        raise Faults([Fault("not_archive", file, other=other)]) from None


def _unsafe(infos: list[zipfile.ZipInfo], file: str) -> Iterator[Fault]:
    """Names that no honest archive has."""
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        other = _what_is_wrong(name) or ("twice" if name in seen else "")
        seen.add(name)
        if other:
            yield Fault("unsafe_name", file, value=name, other=other)


def _what_is_wrong(name: str) -> str:
    if not name:
        return "which is no name"
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or _DRIVE.match(name):
        return "which is a place on a disk"
    if ".." in parts:
        return "which leads out of the archive"
    return "" if name.isprintable() else "which holds characters that nobody sees"


def _check_size(infos: list[zipfile.ZipInfo], file: str, max_total: int, max_members: int) -> None:
    total = sum(info.file_size for info in infos)
    if total > max_total or len(infos) > max_members:
        value = f"{total:,} bytes in {len(infos):,} files"
        limit = f"{max_total:,} bytes in {max_members:,} files"
        raise Faults([Fault("archive_too_large", file, value=value, expected=(limit,))])


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Content of a member: never more than the archive said, whatever it holds."""
    with archive.open(info) as member:
        data = member.read(info.file_size)
        if len(data) < info.file_size or member.read(1):
            raise zipfile.BadZipFile(f"{info.filename} has another size than it says")
        return data


def zip_bytes(members: dict[str, bytes]) -> bytes:
    """A zip archive of these members in this order; the same members give the same bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same on every system
            info.external_attr = _FILE_MODE
            archive.writestr(info, content)
    return data.getvalue()
