"""Building HTML: text is escaped wherever it is put in, only what is markup already is not.

The report's pages and the pictures of forms in a notebook are made with it; it imports nothing that
takes time, because a notebook shows a form without any drawing library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TypeGuard
from urllib.parse import quote

__all__ = [
    "Child",
    "Html",
    "Value",
    "anchor",
    "is_web",
    "join",
    "link",
    "outward",
    "said",
    "spoken",
    "tag",
]

_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


class Html(str):
    """Text that is markup already. Any other text is escaped when it becomes part of it."""

    __slots__ = ()


Value = str | int | bool | None
Child = str | None | Iterable["Child"]


def tag(name: str, /, *children: Child, **attributes: Value) -> Html:
    """An element with its children and attributes, all escaped.

    Parameters
    ----------
    name : str
        Name of the element.
    *children : str, None or iterable of these
        Text, markup, or nothing.
    **attributes
        ``class_`` stands for ``class``, ``data_x`` for ``data-x``. None and False leave the
        attribute out, True gives it no value.
    """
    head = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{head}>")
    return Html(f"<{head}>{join(children)}</{name}>")


def join(children: Iterable[Child], between: str = "") -> Html:
    """Texts and markup one after the other, texts escaped."""
    return Html(_escaped(between).join(_flat(child) for child in children if child is not None))


def anchor(*names: object) -> str:
    """An id of the page made of several names; it holds no space, whatever the names hold."""
    return "-".join(re.sub(r"\s+", "_", str(name)) for name in names)


def link(target: str, *children: Child, **attributes: Value) -> Html:
    """A link to an id of the same page."""
    return tag("a", *children, href=f"#{quote(target)}", **attributes)


def is_web(address: object) -> TypeGuard[str]:
    """Whether it is an http(s) address of a page: nothing else may become a link."""
    return isinstance(address, str) and _WEB.match(address) is not None


def outward(address: str | None, *children: Child) -> Html:
    """A link to a web address; anything else than an http(s) address stays plain text."""
    if not is_web(address):
        return join(children)
    return tag("a", *children, href=address, rel="noopener noreferrer external")


def spoken(text: str, lang: str | None = None) -> Html:
    """Text in a language of its own: it runs in the direction of its letters."""
    return tag("bdi", text, lang=lang)


def said(text: str, lang: str | None = None) -> Html:
    """What a person wrote: it runs in the direction of its letters and keeps its lines."""
    return tag("span", join(text.split("\n"), Html("<br>")), dir="auto", lang=lang)


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    quoted = escape(str(value), quote=False).replace('"', "&quot;")
    return f' {name}="{quoted}"'


def _flat(child: Child) -> str:
    if child is None:
        return ""
    return _escaped(child) if isinstance(child, str) else join(child)


def _escaped(text: str) -> str:
    return text if isinstance(text, Html) else escape(text, quote=False)
