"""A drawing as an address that holds it: it can neither run anything nor mix with the page."""

from __future__ import annotations

import re
from urllib.parse import quote

__all__ = ["inline_address"]

# What the page says itself (title, description, licence data) and what only people read (comments).
_APART = re.compile(r"<!--.*?-->|<(title|desc|metadata)\b.*?</\1>", re.DOTALL)
_PATH = re.compile(r'(?<=\bd=")[^"]*')
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_SPACE = re.compile(r"\s+")
_BETWEEN = re.compile(r"> <")
# Characters that an address in a quoted attribute may hold as they are.
_PLAIN = " ='/:;,.()-_*!@+?[]|^`~$"


def inline_address(svg: str) -> str:
    """A ``data:`` address of an SVG, as short as it can be without a visible difference.

    Lines are kept to a hundredth of a point. The shapes of letters (in
    ``<defs>``) are left as they are, since they are scaled.
    """
    body = _APART.sub("", svg[svg.index("<svg") :])
    head, *rest = re.split(r"(<defs>.*?</defs>)", body, flags=re.DOTALL)
    parts = [head, *rest]
    rounded = [part if part.startswith("<defs>") else _PATH.sub(_round, part) for part in parts]
    short = _BETWEEN.sub("><", _SPACE.sub(" ", "".join(rounded)))
    return "data:image/svg+xml," + quote(short.replace('"', "'"), safe=_PLAIN)


def _round(path: re.Match[str]) -> str:
    return _NUMBER.sub(lambda number: f"{float(number[0]):.2f}", path[0])
