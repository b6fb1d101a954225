"""The record that PDF, PNG, TIFF and SVG share: XMP, written and read back.

Alternative text stands in it under the name that picture archives use for it (IPTC), provenance
under a name of our own.
"""

from __future__ import annotations

from xml.etree import ElementTree as Tree
from xml.sax.saxutils import escape, quoteattr

from engagement_kit.charts.press.formats.about import About

__all__ = ["NAMESPACE", "packet", "rdf", "values"]

NAMESPACE = "urn:engagement-kit:figure:1#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_IPTC = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_NAMESPACES = {
    "rdf": _RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "Iptc4xmpCore": _IPTC,
    "ek": NAMESPACE,
}
# The number is fixed by the standard: programs find packets in any file by it.
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_END = '<?xpacket end="r"?>'


def packet(about: About, file_type: str) -> bytes:
    """A whole packet, for formats that have a place for one."""
    body = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">\n{rdf(about, file_type)}\n</x:xmpmeta>'
    return f"{_BEGIN}\n{body}\n{_END}".encode()


def rdf(about: About, file_type: str) -> str:
    """The record alone, for formats that are XML themselves."""
    spaces = "".join(f" xmlns:{name}={quoteattr(url)}" for name, url in _NAMESPACES.items())
    told = [
        _element("dc:format", file_type),
        _in_language("dc:title", about.title, about.lang),
        _in_language("dc:description", about.caption or about.alt, about.lang),
        _in_language("Iptc4xmpCore:AltTextAccessibility", about.alt, about.lang),
        _listed("dc:language", "Bag", about.lang),
        _listed("dc:creator", "Seq", about.creator),
        _in_language("dc:rights", about.licence, about.lang),
        _element("ek:provenance", about.provenance_json),
    ]
    lines = "\n".join(line for line in told if line)
    return (
        f"<rdf:RDF{spaces}>\n"
        f'<rdf:Description rdf:about="">\n{lines}\n</rdf:Description>\n</rdf:RDF>'
    )


def values(record: bytes | str) -> dict[str, str]:
    """Alternative text (``alt``) and provenance of a packet or an SVG, as far as it holds them.

    Raises
    ------
    xml.etree.ElementTree.ParseError
        The record is not XML, or declares entities, which we never do.
    """
    data = record.encode() if isinstance(record, str) else record
    if b"<!ENTITY" in data:
        raise Tree.ParseError("entities are declared")
    root = Tree.fromstring(data)  # noqa: S314 - entities are refused above
    alt = root.find(f".//{{{_IPTC}}}AltTextAccessibility//{{{_RDF}}}li")
    provenance = root.find(f".//{{{NAMESPACE}}}provenance")
    found = {"alt": alt, "provenance": provenance}
    return {name: node.text for name, node in found.items() if node is not None and node.text}


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>" if text else ""


def _in_language(tag: str, text: str, lang: str) -> str:
    """A text with its language; ``x-default`` is what a program reads that asks for no language."""
    said = escape(text)
    items = "".join(
        f"<rdf:li xml:lang={quoteattr(one)}>{said}</rdf:li>" for one in ("x-default", lang)
    )
    return f"<{tag}><rdf:Alt>{items}</rdf:Alt></{tag}>" if text else ""


def _listed(tag: str, kind: str, text: str) -> str:
    item = f"<rdf:li>{escape(text)}</rdf:li>"
    return f"<{tag}><rdf:{kind}>{item}</rdf:{kind}></{tag}>" if text else ""
