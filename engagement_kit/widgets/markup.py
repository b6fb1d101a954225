"""Elements of HTML with everything in them escaped, for pages that run nothing.

Looks stand in each element: viewers of notebooks take style sheets away.
"""

from __future__ import annotations

from html import escape

__all__ = ["CELL", "SMALL", "Html", "element", "joined", "link", "said"]

CELL = (
    "border:1px solid rgba(127,127,127,.5);padding:.4em .5em;"
    "text-align:start;vertical-align:top;white-space:normal"
)
SMALL = "font-size:.85em;opacity:.8"


class Html(str):
    """Text that is markup already; any other text is escaped when it becomes part of an element."""

    __slots__ = ()


def element(name: str, *children: str | None, **attributes: object) -> Html:
    """An element; None among children and attributes is left out.

    Parameters
    ----------
    name : str
        Name of the element.
    *children : str or None
        Text or markup.
    **attributes
        A trailing underscore is taken off a name.
    """
    head = "".join(
        f' {key.rstrip("_")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{head}>{joined(*children)}</{name}>")


def joined(*children: str | None) -> Html:
    """Text and markup one after the other."""
    return Html(
        "".join(
            child if isinstance(child, Html) else escape(child)
            for child in children
            if child is not None
        )
    )


def said(text: str, lang: str | None = None, **attributes: object) -> Html:
    """What a person wrote: it runs in the direction of its letters and keeps its lines."""
    lines = Html("<br>").join(escape(line) for line in text.split("\n"))
    return element("span", Html(lines), dir="auto", lang=lang, **attributes)


def link(address: str | None, text: str) -> Html:
    """A link to a page of the web; with any other address, the text alone."""
    if address is None or not address.lower().startswith(("https://", "http://")):
        return joined(text)
    return element("a", text, href=address, rel="noopener noreferrer")
