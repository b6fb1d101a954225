"""Sources gathered from cases, or read from a file: one entry for each, with the cases it is of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import overload

from engagement_kit.cases import Case, Cases, Source
from engagement_kit.errors import UnknownId, WrongKind

__all__ = ["Bibliography", "Listed", "Sources", "gather", "merged"]


@dataclass(frozen=True)
class Listed:
    """A source with where it comes from.

    Attributes
    ----------
    source : Source
    cases : tuple of str
        Ids of the cases that have it; none for a source of a framework or of a file.
    frameworks : tuple of str
        Ids of the frameworks that have it.
    """

    source: Source
    cases: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Bibliography(Sequence[Source]):
    """Sources, each once, in the order in which they were met.

    Attributes
    ----------
    entries : tuple of Listed
    of : str
        What it is the bibliography of, in words.
    remarks : tuple of str
        What a reader must know: what was left out, and what was dropped on the way in.
    """

    entries: tuple[Listed, ...]
    of: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources alone."""
        return tuple(entry.source for entry in self.entries)

    @overload
    def __getitem__(self, key: int | str) -> Source: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Source, ...]: ...
    def __getitem__(self, key: int | str | slice) -> Source | tuple[Source, ...]:
        if isinstance(key, str):
            return self._by_key(key)
        return self.sources[key]

    def _by_key(self, key: str) -> Source:
        for source in self.sources:
            if source.key == key:
                return source
        raise UnknownId("source", key, [source.key for source in self.sources])

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Source]:
        return iter(self.sources)

    def __repr__(self) -> str:
        of = f" of {self.of}" if self.of else ""
        lines = (f"<Bibliography{of}: {len(self)} sources>", *self.remarks)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(map(_row, self.entries))
        head = "".join(f"<th>{name}</th>" for name in ("key", "author", "title", "date", "of"))
        remarks = "".join(f"<p>{escape(remark)}</p>" for remark in self.remarks)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{remarks}"


def _row(entry: Listed) -> str:
    source = entry.source
    of = ", ".join((*entry.cases, *entry.frameworks))
    cells = (source.key, source.author or "", source.title, source.date or "", of)
    return "<tr>" + "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in cells) + "</tr>"


Sources = Source | Case | Bibliography | Iterable[Source | Case]


def gather(given: Sources) -> Bibliography:
    """The bibliography of sources or cases; the same source in several cases is one entry.

    Raises
    ------
    WrongKind
        It is something else.
    """
    if isinstance(given, Bibliography):
        return given
    if isinstance(given, Source | Case):
        given = [given]
    if not isinstance(given, Iterable):
        raise _wrong(given)
    of = given.ids if isinstance(given, Cases) else ()
    return merged(
        (listed for one in given for listed in _listed(one)), f"{len(of)} cases" if of else ""
    )


def _listed(one: object) -> Iterator[Listed]:
    if isinstance(one, Source):
        yield Listed(one)
    elif isinstance(one, Case):
        yield from (Listed(source, (one.id,)) for source in one.sources)
    else:
        raise _wrong(one)


def _wrong(given: object) -> WrongKind:
    return WrongKind(
        "A bibliography",
        type(given).__name__,
        "sources or cases",
        "bibliography_of() takes results and figures as well.",
    )


def merged(entries: Iterable[Listed], of: str = "", remarks: Iterable[str] = ()) -> Bibliography:
    """A bibliography of entries, in which equal sources are one entry."""
    together: dict[str, Listed] = {}
    for entry in entries:
        name = entry.source.model_dump_json()
        known = together.get(name, Listed(entry.source))
        together[name] = Listed(
            entry.source,
            tuple(dict.fromkeys((*known.cases, *entry.cases))),
            tuple(dict.fromkeys((*known.frameworks, *entry.frameworks))),
        )
    return Bibliography(tuple(together.values()), of, tuple(remarks))
