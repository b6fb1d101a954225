"""Samples as archives, and projects as other programs hand them on."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from engagement_kit.exchange.archives import zip_bytes

__all__ = ["DIALECTS", "SAMPLES", "changed", "packed"]

SAMPLES = Path(__file__).parent / "samples"
DIALECTS = tuple(sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir()))


def packed(dialect: str) -> bytes:
    """The archive that a sample's folder is the content of."""
    folder = SAMPLES / dialect
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return zip_bytes(
        {str(path.relative_to(folder).as_posix()): path.read_bytes() for path in files}
    )


def changed(data: bytes, change: Callable[[str], str], rename: Callable[[str], str] = str) -> bytes:
    """A project whose XML somebody changed, and whose members somebody named anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    document = members["project.qde"].decode()
    members["project.qde"] = change(document).encode()
    return zip_bytes({rename(name): content for name, content in members.items()})


def without(document: str, tag: str) -> str:
    """The XML without any element of this name that holds text alone."""
    return re.sub(rf"<{tag}>[^<]*</{tag}>", "", document)
