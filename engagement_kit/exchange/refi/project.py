"""What a REFI-QDA project consists of, apart from the files that hold it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from engagement_kit.cases import Cases
    from engagement_kit.frameworks import Framework

__all__ = [
    "KINDS",
    "Code",
    "Coding",
    "Dropped",
    "Link",
    "Project",
    "ProjectCase",
    "Selection",
    "Text",
    "User",
    "Value",
    "Variable",
]

Kind = Literal["Text", "Boolean", "Integer", "Float", "Date", "DateTime"]
KINDS: tuple[Kind, ...] = ("Text", "Boolean", "Integer", "Float", "Date", "DateTime")


@dataclass(frozen=True, slots=True)
class User:
    """Someone who codes; ``guid`` is the identity, everywhere in a project."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code with those below it; what groups codes alone is not ``codable``."""

    guid: str
    name: str
    codable: bool = True
    description: str = ""
    color: str | None = None
    codes: tuple[Code, ...] = ()
    notes: tuple[str, ...] = ()

    def walk(self) -> Iterator[Code]:
        """The code and all below it."""
        waiting = [self]  # not by recursion: strangers nest codes hundreds deep
        while waiting:
            code = waiting.pop()
            yield code
            waiting += reversed(code.codes)


@dataclass(frozen=True, slots=True)
class Variable:
    """A typed variable of cases or sources."""

    guid: str
    name: str
    kind: Kind = "Text"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What a variable is for one case or source: text in the form that XML gives its kind."""

    variable: str
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class ProjectCase:
    """A case of the project; ``codes``, ``sources`` and ``selections`` are guids."""

    guid: str
    name: str | None
    description: str = ""
    codes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """That a user gave a code to a selection or a whole source."""

    guid: str
    code: str
    user: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of a source, from ``start`` to before ``end``, counted in characters.

    ``locator`` says where it is in what is no text: a region, a page, a time.
    """

    guid: str
    name: str = ""
    start: int = 0
    end: int = 0
    description: str = ""
    user: str | None = None
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A source or a note: its text, what is selected in it, and how it is coded as a whole.

    ``medium`` is text, pdf, picture, audio or video; ``path`` is where a file lies that is not in
    the project.
    """

    guid: str
    name: str = ""
    text: str = ""
    description: str = ""
    user: str | None = None
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    medium: str = "text"
    path: str = ""

    @property
    def all_codings(self) -> tuple[Coding, ...]:
        """Codings of the whole and of what is selected in it."""
        inner = (coding for one in self.selections for coding in one.codings)
        return (*self.codings, *inner)

    def quote(self, selection: Selection) -> str:
        """What a selection holds of the text."""
        return self.text[selection.start : selection.end]


@dataclass(frozen=True, slots=True)
class Link:
    """That one thing of the project belongs to another."""

    guid: str
    name: str = ""
    origin: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something of a project that is not kept: what it is, how often, and why."""

    what: str
    why: str
    count: int = 1

    def __str__(self) -> str:
        times = f" ({self.count:,} times)" if self.count > 1 else ""
        return f"{self.what}{times}: {self.why}"


@dataclass(frozen=True, slots=True)
class Project:
    """A project as REFI-QDA exchanges it.

    Attributes
    ----------
    name, origin, description : str
        ``origin`` is the program that wrote it.
    users, codes, variables, cases, sources, notes, links : tuple
        ``codes`` are those at the top; :attr:`all_codes` are also those below them.
    dropped : tuple of Dropped
        What the file held and this does not.
    year : int or None
        When it was last changed, as far as the file says so.
    """

    name: str
    origin: str = ""
    description: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[ProjectCase, ...] = ()
    sources: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    links: tuple[Link, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    year: int | None = None

    @property
    def all_codes(self) -> tuple[Code, ...]:
        """Every code, each before those below it."""
        return tuple(code for top in self.codes for code in top.walk())

    @property
    def selections(self) -> tuple[Selection, ...]:
        """Every selection of every source."""
        return tuple(selection for source in self.sources for selection in source.selections)

    def to_cases(
        self,
        *,
        frameworks: Mapping[str, Framework] | None = None,
        wave: int | None = None,
        lang: str = "en",
    ) -> Cases:
        """The project as cases, without writing anything.

        Parameters
        ----------
        frameworks : mapping of Framework, optional
            Frameworks whose items are looked for among the codes; the built-in ones if left out.
        wave : int, optional
            Year that cases are assessed for where the project names none.
        lang : str
            Language of its texts.

        Raises
        ------
        Faults
            Nothing says which year the cases are of.
        """
        from engagement_kit.exchange.refi.interpreting import interpret

        return interpret(self, frameworks=frameworks, wave=wave, lang=lang).cases

    def _counts(self) -> Iterator[tuple[str, int]]:
        yield "users", len(self.users)
        yield "codes", len(self.all_codes)
        yield "variables", len(self.variables)
        yield "cases", len(self.cases)
        yield "sources", len(self.sources)
        yield "selections", len(self.selections)
        yield "notes", len(self.notes)

    def __repr__(self) -> str:
        return f"<Project {self.name!r}: {counted(self._counts())}>"

    def __str__(self) -> str:
        lines = (f"not read: {dropped}" for dropped in self.dropped)
        return "\n".join((f"{self.name}: {counted(self._counts())}", *lines))

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{what}</th><td>{n}</td></tr>" for what, n in self._counts())
        dropped = "".join(f"<li>{html.escape(str(one))}</li>" for one in self.dropped)
        left_out = f"<p>Not read:</p><ul>{dropped}</ul>" if dropped else ""
        title = html.escape(f"{self.name} ({self.origin})" if self.origin else self.name)
        return f"<table><caption>{title}</caption><tbody>{rows}</tbody></table>{left_out}"


def counted(counts: Iterable[tuple[str, int]]) -> str:
    """Numbers with what they count, joined by commas; what there is none of is left out."""
    return ", ".join(f"{number:,} {what}" for what, number in counts if number) or "nothing"
