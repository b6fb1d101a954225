"""Cases that were found sound, kept whole until one of their files or the rules change.

Of a case that was read and checked without a fault the cache keeps the compact form. Its name is
made of the content of all its files, of what the frameworks offer and of the code that reads and
checks, so that whoever finds it need neither read YAML nor check anything again.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pydantic

from engagement_kit.cases.cache import cache_folder, keep, recall
from engagement_kit.cases.case import Case
from engagement_kit.cases.catalogue import Catalogue
from engagement_kit.cases.compact import pack, unpack
from engagement_kit.cases.files import FORMAT
from engagement_kit.cases.folders import case_paths, own_name
from engagement_kit.cases.tagged import read_tagged
from engagement_kit.errors import Faults

__all__ = ["SoundCases"]

_PACKAGE = Path(__file__).parents[1]
_RULES = ("cases/**/*.py", "strict_yaml/*.py", "schema_faults.py", "frameworks/fields.py")


class SoundCases:
    """What the cache holds of cases that are sound against a catalogue.

    Parameters
    ----------
    catalogue : Catalogue
        What the frameworks offer.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        offered = repr((catalogue.items, catalogue.boxes)).encode()
        rules = hashlib.sha256(_rules() + offered).hexdigest()
        self._form = f"Case {FORMAT} {pydantic.VERSION} {rules}"

    def recall(self, folder: Path) -> Case | None:
        """The case of a folder, if it was kept and nothing has changed since."""
        if cache_folder() is None:
            return None
        try:
            prints = {path.name: read_tagged(path).tag for path in case_paths(folder)}
        except (Faults, OSError):
            return None
        payload = recall(_name(folder, prints), self._form)
        if payload is None:
            return None
        try:
            return unpack(payload, folder, prints)
        except (ValueError, LookupError, TypeError, AttributeError):  # no case: read the files
            return None

    def keep(self, case: Case) -> Case:
        """The case in the form that is small to hold, kept for the next time.

        Parameters
        ----------
        case : Case
            Read from its folder, and without any fault.
        """
        folder, prints = case.folder, case.fingerprints
        with contextlib.suppress(ValueError, Faults, OSError):
            payload = pack(case)
            if folder is not None and {path.name for path in case_paths(folder)} == set(prints):
                keep(_name(folder, prints), self._form, payload)
            return unpack(payload, folder, prints)
        return case


def _name(folder: Path, prints: Mapping[str, str]) -> bytes:
    """What tells the content of a case's folder from any other."""
    return repr((own_name(folder), sorted(prints.items()))).encode()


@cache
def _rules() -> bytes:
    """Hash of the code that decides what a case is and whether it is sound."""
    paths = sorted(path for pattern in _RULES for path in _PACKAGE.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).digest()
