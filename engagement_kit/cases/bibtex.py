"""Entries of BibTeX as fields of plain text, with what makes them unreadable told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engagement_kit.errors import Fault, Faults

if TYPE_CHECKING:
    from bibtexparser.model import Entry as BibEntry

__all__ = ["MONTHS", "PASTED", "read_bibtex"]

PASTED = "pasted text"  # stands where a fault of a file names the file
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Addresses are no prose: in them a tilde is a tilde.
_VERBATIM = frozenset(("url", "doi", "howpublished", "eprint", "file"))
_BARE = re.compile(r"(?<!\\)[%&]")  # people forget the backslash, without which LaTeX reads on


def read_bibtex(text: str) -> tuple[dict[str, str], ...]:
    """The fields of each entry, in lower case, with ``entrytype``; LaTeX is turned into plain text.

    Parameters
    ----------
    text : str
        One or several entries, and what stands around them. Pieces of text may be joined by ``#``;
        names that stand for text are those of months and of ``@string``.

    Raises
    ------
    Faults
        An entry cannot be read.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry

    library = parse_string(text, parse_stack=[])  # what stands in braces is taken out below
    entries = list(library.entries)
    for block in library.failed_blocks:
        again = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else None
        if not isinstance(again, Entry):  # two entries may have one key here
            raise _broken(getattr(block.error, "abort_reason", str(block.error)))
        entries.append(again)
    names = {month: month for month in MONTHS}
    names |= {one.key.lower(): _joined(str(one.value), names) for one in library.strings}
    return tuple(_fields(entry, names) for entry in entries)


def _fields(entry: BibEntry, names: dict[str, str]) -> dict[str, str]:
    """Plain text of each field that says something."""
    found = {"entrytype": entry.entry_type.lower()}
    for field in entry.fields:
        name = field.key.lower()
        value = _joined(str(field.value), names)
        text = value.strip() if name in _VERBATIM else " ".join(_plain(value).split())
        if text:
            found[name] = text
    return found


def _joined(value: str, names: dict[str, str]) -> str:
    """A value without its braces or quotation marks; its pieces, joined by ``#``, put together."""
    pieces, rest = [], value.strip()
    while rest:
        end = _end(rest)
        piece, rest = rest[:end].strip(), rest[end:].strip().removeprefix("#").strip()
        if piece[:1] in '{"':
            pieces.append(piece[1:-1])
        elif piece.isdigit():
            pieces.append(piece)
        elif piece.lower() in names:
            pieces.append(names[piece.lower()])
        else:
            raise _broken(f"{piece} stands for nothing: put it in braces")
    return "".join(pieces)


def _end(text: str) -> int:
    """Where the first piece of a value ends."""
    if text[0] not in '{"':
        return len(text.partition("#")[0])
    depth = 0
    for place, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0) if text[place - 1 : place] != "\\" else 0
        quoted = text[0] == '"' and place and character == '"'
        if depth == 0 and (quoted or text[0] == "{"):
            return place + 1
    raise _broken("braces or quotation marks have no partner")


def _plain(text: str) -> str:
    """Text without LaTeX: accents as letters, commands gone."""
    if not re.search(r"[\\{}$~]|--|``|''", text):
        return text
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from bibtexparser.model import Entry, Field

    value = _BARE.sub(r"\\\g<0>", text)
    library = Library([Entry("misc", "x", [Field("x", value)])])
    try:
        (found,) = LatexDecodingMiddleware().transform(library).entries
    except (ValueError, RecursionError):  # commands that it does not know: better than nothing
        return text.replace("{", "").replace("}", "")
    return str(found["x"]).replace("\u00a0", " ")


def _broken(reason: str) -> Faults:
    return Faults([Fault("broken_bibtex", PASTED, other=reason)])
