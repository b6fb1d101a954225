"""Entries of BibTeX as fields of plain text, with what makes them unreadable told."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from engagement_kit.errors import Fault, Faults

if TYPE_CHECKING:
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from bibtexparser.model import Entry as BibEntry

__all__ = ["MONTHS", "PASTED", "RawEntry", "plain_text", "raw_entries", "read_bibtex"]

PASTED = "pasted text"  # stands where a fault of a file names the file
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Addresses are no prose: in them a tilde is a tilde.
_VERBATIM = frozenset(("url", "doi", "howpublished", "eprint", "file"))
_BARE = re.compile(r"(?<!\\)[%&]")  # people forget the backslash, without which LaTeX reads on


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as it stands in a file.

    Attributes
    ----------
    key, kind : str
        Its citation key; its type in lower case, such as ``article``.
    line : int
    fields : mapping of str to str
        By name in lower case, still in LaTeX: braces say what belongs together.
    """

    key: str
    kind: str
    line: int
    fields: Mapping[str, str]


def raw_entries(text: str, file: str = PASTED) -> tuple[tuple[RawEntry, ...], tuple[Fault, ...]]:
    """The entries that can be read, and a fault for each thing that cannot.

    Parameters
    ----------
    text : str
        One or several entries, and what stands around them. Pieces of text may be joined by ``#``;
        names that stand for text are those of months and of ``@string``.
    file : str
        Name for messages.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry

    with _silent():
        library = parse_string(text, parse_stack=[])  # what stands in braces is taken out below
    faults: list[Fault] = []
    entries = list(library.entries)
    for block in library.failed_blocks:
        again = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else None
        if isinstance(again, Entry):  # two entries may have one key here
            entries.append(again)
        else:
            reason = getattr(block.error, "abort_reason", str(block.error)).partition(" Note:")[0]
            faults.append(_broken(reason, file, block.start_line))
    names = {month: month for month in MONTHS}
    for one in library.strings:
        try:
            names[one.key.lower()] = _joined(str(one.value), names)
        except ValueError as error:
            faults.append(_broken(str(error), file, one.start_line))
    found = [_raw(entry, names, file, faults) for entry in entries]
    return tuple(sorted(found, key=lambda entry: entry.line)), tuple(faults)


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Without what the parsers log of each entry: faults say the same."""
    loggers = [logging.getLogger(name) for name in ("bibtexparser", "pylatexenc")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _raw(entry: BibEntry, names: Mapping[str, str], file: str, faults: list[Fault]) -> RawEntry:
    line = (entry.start_line or 0) + 1
    fields: dict[str, str] = {}
    for field in entry.fields:
        try:
            fields[field.key.lower()] = _joined(str(field.value), names)
        except ValueError as error:
            faults.append(_broken(str(error), file, field.start_line))
    return RawEntry(entry.key, entry.entry_type.lower(), line, fields)


def read_bibtex(text: str) -> tuple[dict[str, str], ...]:
    """The fields of each entry, in lower case, with ``entrytype``; LaTeX is turned into plain text.

    Parameters
    ----------
    text : str
        As :func:`raw_entries` takes it.

    Raises
    ------
    Faults
        An entry cannot be read.
    """
    entries, faults = raw_entries(text)
    if faults:
        raise Faults(faults)
    return tuple({"entrytype": entry.kind, **dict(_fields(entry))} for entry in entries)


def _fields(entry: RawEntry) -> Iterator[tuple[str, str]]:
    """Plain text of each field that says something."""
    for name, value in entry.fields.items():
        text = plain_text(value, name)
        if text:
            yield name, text


def plain_text(value: str, name: str = "") -> str:
    """A value without LaTeX and with single spaces; that of a field of addresses as it stands."""
    return value.strip() if name in _VERBATIM else " ".join(_plain(value).split())


def _joined(value: str, names: Mapping[str, str]) -> str:
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
            raise ValueError(f"{piece} stands for nothing: put it in braces")
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
    raise ValueError("braces or quotation marks have no partner")


@cache
def _decoder() -> LatexDecodingMiddleware:
    """What turns LaTeX into text; its tables are worth making once."""
    from bibtexparser.middlewares import LatexDecodingMiddleware

    return LatexDecodingMiddleware()


def _plain(text: str) -> str:
    """Text without LaTeX: accents as letters, commands gone."""
    if not re.search(r"[\\{}$~]|--|``|''", text):
        return text
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    value = _BARE.sub(r"\\\g<0>", text)
    library = Library([Entry("misc", "x", [Field("x", value)])])
    try:
        with _silent():
            (found,) = _decoder().transform(library).entries
    except (ValueError, RecursionError):  # commands that it does not know: better than nothing
        return text.replace("{", "").replace("}", "")
    return str(found["x"]).replace("\u00a0", " ")


def _broken(reason: str, file: str, line: int | None) -> Fault:
    place = None if line is None or file == PASTED else line + 1
    return Fault("broken_bibtex", file, line=place, other=reason)
