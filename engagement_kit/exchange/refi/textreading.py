"""Sources and notes of a project: their texts, selections and codings, whatever the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engagement_kit.exchange.refi.drops import Drops
from engagement_kit.exchange.refi.positions import place_selections
from engagement_kit.exchange.refi.project import Coding, Selection, Text, Value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["MEDIA", "TextReader", "children", "guid_in", "own_text", "path_of", "refs", "tag_of"]

MEDIA = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
    "Note": "note",
}
_INSIDE = ("Representation", "TextDescription", "Transcript")
_MOST_DIGITS = 12
_NOT_HERE = "their files are not in the project, or are no text"


def tag_of(element: Element) -> str:
    """Name of an element without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, *tags: str) -> Iterator[Element]:
    """Elements directly below, of these names."""
    return (child for child in element if tag_of(child) in tags)


def own_text(element: Element, tag: str) -> str:
    """Text of the first element of this name directly below."""
    return next((child.text or "" for child in children(element, tag)), "")


def guid_in(element: Element, attribute: str = "guid") -> str:
    """A GUID as it is compared here: small letters, no braces, plain hyphens."""
    guid = (element.get(attribute) or "").strip().strip("{}").lower()
    return guid.replace("\u2010", "-").replace("\u2011", "-")


def refs(element: Element, tag: str) -> tuple[str, ...]:
    """What the references of this name point to."""
    return tuple(guid_in(child, "targetGUID") for child in children(element, tag))


def path_of(element: Element, attribute: str) -> str:
    """Name of the file that an address of the format means: the last part of the path."""
    address = (element.get(attribute) or "").replace("\\", "/")
    return address.rpartition("/")[2].strip()


def _outside(element: Element) -> str:
    """Address of a file that is not in the project."""
    names = ("path", "currentPath", "plainTextPath", "richTextPath")
    found = (element.get(name) or "" for name in names)
    return next((p for p in found if "://" in p and not p.startswith("internal:")), "")


def _whole(element: Element, attribute: str) -> int | None:
    text = (element.get(attribute) or "").strip()
    number = text.removeprefix("-")
    if not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
        return None
    return int(text)


@dataclass
class TextReader:
    """Reads the sources of one project.

    Attributes
    ----------
    files : mapping of str to bytes
        The project's text files by name, in small letters.
    values : callable
        Reads the values of variables below an element.
    drops : Drops
    joined : bool
        Whether the program counts a line end as one character.
    """

    files: Mapping[str, bytes]
    values: Callable[[Element], tuple[Value, ...]]
    drops: Drops
    joined: bool = False

    def sources(self, parent: Element) -> Iterator[Text]:
        """Every source, whatever its medium."""
        for element in parent:
            if tag_of(element) in MEDIA:
                yield from self.read(element)
            elif tag_of(element):
                self.drops.add(f"elements {tag_of(element)!r} among sources", "not known here")

    def read(self, element: Element) -> Iterator[Text]:
        """A source or note; transcripts after the first are sources of their own."""
        if element.get("richTextPath"):
            self.drops.add("formatted versions of texts", "the plain text is read")
        medium = MEDIA.get(tag_of(element), "text")
        inner = tuple(children(element, *_INSIDE))
        first = inner[0] if inner else element
        base = self._plain(first)
        if first is not element:
            selections = (*base.selections, *self._selections(element, _times(element)))
            base = replace(base, selections=selections)
        said = self._head(element, medium)
        text = replace(
            said, text=base.text, selections=base.selections, path=said.path or base.path
        )
        if not base.text and medium in ("text", "audio", "video", "picture", "pdf"):
            self.drops.add(f"contents of {medium} sources", _NOT_HERE)
        yield text
        for further in inner[1:]:
            yield replace(self._plain(further), medium=medium)

    def _head(self, element: Element, medium: str) -> Text:
        """A source without its text and selections."""
        return Text(
            guid_in(element),
            element.get("name") or path_of(element, "plainTextPath"),
            description=own_text(element, "Description"),
            user=guid_in(element, "creatingUser") or None,
            codings=tuple(self._codings(element)),
            notes=refs(element, "NoteRef"),
            values=self.values(element),
            medium=medium,
            path=_outside(element),
        )

    def _plain(self, element: Element) -> Text:
        """Text and selections of an element that holds text."""
        times = _times(element)
        selections = tuple(self._selections(element, times))
        text, counted = self._content(element), ""
        if text:
            text, selections, counted = place_selections(text, selections, joined=self.joined)
        if counted:
            self.drops.add(f"positions ({counted})", "read as they were meant, not as written")
        kept = tuple(self._within(selections, text))
        return replace(self._head(element, "text"), text=text, selections=kept)

    def _content(self, element: Element) -> str:
        """The text itself: in the XML, or in a file of the project."""
        if written := own_text(element, "PlainTextContent"):
            return written
        name = path_of(element, "plainTextPath").lower()
        data = self.files.get(name)
        if data is None:
            return ""
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
            what = "characters of texts that are not in UTF-8"
            self.drops.add(what, "a mark stands in their place")
            return data.decode(encoding, errors="replace")

    def _selections(self, element: Element, times: Mapping[str, int]) -> Iterator[Selection]:
        for child in element:
            tag = tag_of(child)
            if not tag.endswith("Selection"):
                continue
            start, end = _whole(child, "startPosition"), _whole(child, "endPosition")
            if tag == "TranscriptSelection":
                start = times.get(guid_in(child, "fromSyncPoint"))
                end = times.get(guid_in(child, "toSyncPoint"))
            yield Selection(
                guid_in(child),
                child.get("name") or "",
                start or 0,
                end or 0,
                own_text(child, "Description") or self._content_below(child),
                guid_in(child, "creatingUser") or None,
                tuple(self._codings(child)),
                refs(child, "NoteRef"),
                "" if tag == "PlainTextSelection" else _locator(child),
            )

    def _content_below(self, selection: Element) -> str:
        """Text that belongs to a region of a page."""
        return next((self._content(c) for c in children(selection, "Representation")), "")

    def _codings(self, element: Element) -> Iterator[Coding]:
        for child in children(element, "Coding"):
            user = guid_in(child, "creatingUser") or None
            codes = refs(child, "CodeRef")
            if len(codes) != 1:
                self.drops.add("codings without exactly one code", "nothing says which is meant")
            else:
                yield Coding(guid_in(child), codes[0], user, refs(child, "NoteRef"))

    def _within(self, selections: Iterable[Selection], text: str) -> Iterator[Selection]:
        """The selections, none longer than the text."""
        for one in selections:
            start = min(max(one.start, 0), len(text))
            end = min(max(one.end, start), len(text))
            if text and not one.locator and (start, end) != (one.start, one.end):
                self.drops.add("ends of selections beyond their text", "cut where the text ends")
            yield replace(one, start=start, end=end) if text else one


def _times(element: Element) -> dict[str, int]:
    """Place in a transcript of each point in time."""
    points = children(element, "SyncPoint")
    return {guid_in(point): _whole(point, "position") or 0 for point in points}


def _locator(element: Element) -> str:
    """Where a selection is in what is no text."""
    numbers = {name: _whole(element, name) for name in ("page", "begin", "end", "firstX", "firstY")}
    if numbers["begin"] is not None and numbers["end"] is not None:
        return f"{_time(numbers['begin'])}-{_time(numbers['end'])}"
    page = f"page {numbers['page']}" if numbers["page"] is not None else ""
    corners = [_whole(element, name) for name in ("firstX", "firstY", "secondX", "secondY")]
    if None in corners:
        return page
    region = "region {},{} to {},{}".format(*corners)
    return f"{page}, {region}" if page else region


def _time(milliseconds: int) -> str:
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
