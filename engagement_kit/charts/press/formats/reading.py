"""Reading back what the file of a figure says of itself."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from engagement_kit.charts.press.formats.xmp import values
from engagement_kit.errors import NoRecord

__all__ = ["read_alt", "read_provenance"]

_ALT, _PROVENANCE = "alternative text", "provenance"
_LARGEST = 500_000_000  # bytes; a poster as TIFF has a fifth of that


def read_alt(path: str | Path) -> str:
    """Alternative text that the file of a figure holds.

    Raises
    ------
    NoRecord
        The format has no place for it, or another program made or changed the file.
    """
    return _read(Path(path), _ALT, "alt")


def read_provenance(path: str | Path) -> dict[str, Any]:
    """What the figure in a file was made from.

    Raises
    ------
    NoRecord
        The format has no place for it, or another program made or changed the file.
    """
    text = _read(Path(path), _PROVENANCE, "provenance")
    try:
        value = json.loads(text)
    except ValueError as error:
        raise NoRecord(str(path), _PROVENANCE, f"it is damaged ({error})") from error
    if not isinstance(value, dict):
        raise NoRecord(str(path), _PROVENANCE, "it is damaged (not a mapping)")
    return value


def _read(path: Path, what: str, key: str) -> str:
    data = _bytes(path, what)
    reader = next((read for start, read in _READERS if data.lstrip().startswith(start)), None)
    if reader is None:
        raise NoRecord(str(path), what, "it is no PDF, SVG, PNG or TIFF")
    try:
        found = values(reader(data)).get(key)
    except (ParseError, OSError, ValueError) as error:
        raise NoRecord(str(path), what, f"it is damaged ({error})") from error
    if found is None:
        raise NoRecord(str(path), what, "engagement_kit did not write it, or it was saved anew")
    return found


def _bytes(path: Path, what: str) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise NoRecord(str(path), what, "it is too large to be a figure")
        data = path.read_bytes()
    except OSError as error:
        reason = f"it cannot be read ({error.strerror or error})"
        raise NoRecord(str(path), what, reason) from error
    if data.startswith(_EPS):
        raise NoRecord(str(path), what, "EPS has no place for it; look into the files beside it")
    return data


def _of_pdf(data: bytes) -> bytes:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            record = pdf.Root.get("/Metadata")
            return _NOTHING if record is None else bytes(record.read_bytes())
    except pikepdf.PdfError as error:
        raise ValueError(error) from error


def _of_image(data: bytes) -> bytes:
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():  # of a poster's many pixels, or of a file that is cut off
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as image:
                return image.info.get("xmp") or _NOTHING
        except UnidentifiedImageError as error:
            raise ValueError("the file is cut off") from error
        except (SyntaxError, Image.DecompressionBombError) as error:
            raise ValueError(error) from error


def _of_svg(data: bytes) -> bytes:
    return data


_EPS = (b"%!PS", b"\xc5\xd0\xd3\xc6")
_NOTHING = b"<nothing/>"
# How files begin, whatever their names end in.
_READERS: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
    (b"%PDF-", _of_pdf),
    (b"\x89PNG", _of_image),
    (b"II*\x00", _of_image),
    (b"MM\x00*", _of_image),
    (b"<?xml", _of_svg),
    (b"<svg", _of_svg),
)
