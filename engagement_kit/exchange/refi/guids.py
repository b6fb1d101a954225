"""Identities that stay the same: the same thing has the same GUID in every export."""

from __future__ import annotations

import json
import uuid

__all__ = ["Guids", "guid_of"]

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.qdasoftware.org/engagement-kit")


def guid_of(*names: object) -> str:
    """The GUID of a thing by its kind and the names that lead to it.

    Examples
    --------
    >>> guid_of("code", "smi.investment.budget")
    'bc8696ec-9646-5890-8c14-fca4b4164944'
    """
    return str(uuid.uuid5(_SPACE, json.dumps(list(map(str, names)))))


class Guids:
    """GUIDs of one project, none given twice: what stands there twice gets one of its own."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def new(self, *names: object) -> str:
        """The GUID of a thing that is met now."""
        guid = guid_of(*names)
        times = self._given[guid] = self._given.get(guid, 0) + 1
        return guid if times == 1 else self.new(*names, f"#{times}")
