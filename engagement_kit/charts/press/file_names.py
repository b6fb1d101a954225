"""What a figure may be called: a name is data and becomes part of the names of files."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from engagement_kit.charts.press.formats import FORMATS
from engagement_kit.errors import NotWritten

__all__ = ["checked_folder", "checked_name", "split_path"]

_LONGEST = 190  # bytes; systems take 255, of which endings and a temporary name need some
_NOWHERE = '<>:"|?*'  # no Windows folder takes a file with one of these
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_OTHER_ENDINGS = {"tif": "tiff", "jpg": "jpg", "jpeg": "jpeg"}


def split_path(path: str | Path) -> tuple[Path, str, str | None]:
    """Folder, name, and the format that the ending of the path asks for, if it does.

    Raises
    ------
    NotWritten
        The name cannot be that of a figure.

    Examples
    --------
    >>> split_path("figures/fig2.pdf")[1:]
    ('fig2', 'pdf')
    >>> split_path("figures/fig1.2")[1:]
    ('fig1.2', None)
    """
    path = checked_folder(path)
    ending = path.suffix[1:].lower()
    ending = _OTHER_ENDINGS.get(ending, ending)
    asked = ending if ending in FORMATS or ending in _OTHER_ENDINGS.values() else None
    name = path.stem if asked else path.name
    return path.parent, checked_name(name), asked


def checked_folder(folder: str | Path) -> Path:
    """The folder, or path, if a disk can have one of this name.

    Raises
    ------
    NotWritten
        It holds a character that no disk takes.
    """
    text = str(folder)
    try:
        possible = b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        possible = False
    if not possible:
        reason = "the name of the file or folder holds a character that no disk takes"
        raise NotWritten(ascii(text), reason)
    return Path(text)


def checked_name(name: str) -> str:
    """The name, if it can be that of a figure.

    Raises
    ------
    NotWritten
        Says what is wrong with it.
    """
    reason = _reason(name)
    if reason:
        raise NotWritten(ascii(name) if not name.isprintable() else repr(name), reason)
    return unicodedata.normalize("NFC", name)


def _reason(name: str) -> str | None:
    """Why a figure cannot have this name; None if it can."""
    strange = sorted(set(name) & set(_NOWHERE))
    invisible = any(unicodedata.category(character) in _INVISIBLE for character in name)
    wrong = {
        "a figure needs a name": not name.strip(". "),
        "its name holds a separator of folders": "/" in name or "\\" in name,
        f"its name holds {' '.join(strange)}, which not every system takes": bool(strange),
        "its name holds an invisible character, which could disguise it": invisible,
        "its name begins with a dot, blank or hyphen": name[:1] in (".", " ", "-"),
        "its name ends with a dot or blank": name[-1:] in (".", " "),
        "Windows keeps this name for a device": bool(_RESERVED.fullmatch(name)),
        f"its name has more than {_LONGEST} bytes": len(name.encode(errors="replace")) > _LONGEST,
    }
    return next((f"{reason}; take another name" for reason, is_so in wrong.items() if is_so), None)
