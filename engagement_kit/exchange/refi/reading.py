"""Reading projects and codebooks of any program, with a list of what was not kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.archives import read_archive
from engagement_kit.exchange.plain_xml import read_xml
from engagement_kit.exchange.refi.drops import Drops
from engagement_kit.exchange.refi.project import (
    KINDS,
    Code,
    Kind,
    Link,
    Project,
    ProjectCase,
    User,
    Value,
    Variable,
)
from engagement_kit.exchange.refi.textreading import (
    TextReader,
    children,
    guid_in,
    own_text,
    path_of,
    refs,
    tag_of,
)
from engagement_kit.exchange.sheets.delimited import read_bounded

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["project_from_xml", "read_qdc", "read_qdpx"]

_KINDS = {kind.lower(): kind for kind in KINDS}
_YEAR = re.compile(r"[12]\d{3}(?=-)")
_PARTS = frozenset(
    ("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Description")
)
_NO_HOME = {
    "Sets": ("sets", "cases have nothing like them"),
    "Graphs": ("graphs", "cases have nothing like them"),
    "NoteRef": ("links of notes to the project", "the notes themselves are read"),
}
_KEEPS_TIME = ("creationDateTime", "modifiedDateTime")


def read_qdpx(file: str | Path) -> Project:
    """A project of ATLAS.ti, MAXQDA, NVivo, QualCoder, Quirkos, or of this package.

    Nothing is written and nothing is run. Text is read from the archive alone: what a project
    keeps elsewhere (``absolute://``, ``relative://``) is not opened.

    Parameters
    ----------
    file : str or Path
        Ends in ``.qdpx``.

    Returns
    -------
    Project
        ``dropped`` lists what the file held and the project does not.

    Raises
    ------
    Faults
        The file is no sound archive, or holds no project that can be read.
    """
    path = Path(file)
    root = read_xml(*_document(path))
    if tag_of(root) != "Project":
        raise Faults([Fault("not_project", str(path), value=tag_of(root))])
    names = {path_of(e, "plainTextPath").lower() for e in root.iter() if e.get("plainTextPath")}
    found = read_archive(path, lambda name: _base(name) in names)
    return project_from_xml(root, {_base(name): data for name, data in found.items()})


def read_qdc(file: str | Path) -> Project:
    """A codebook: a project that has codes alone.

    Raises
    ------
    Faults
        The file cannot be read, or holds no codebook.
    """
    path = Path(file)
    root = read_xml(read_bounded(path), str(path))
    if tag_of(root) not in ("CodeBook", "Project"):
        raise Faults([Fault("not_codebook", str(path), value=tag_of(root))])
    return project_from_xml(root, {}, path.stem)


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].lower()


def _document(path: Path) -> tuple[bytes, str]:
    """The XML of a project and its name: ``project.qde``, or whatever else ends like that."""
    found = read_archive(path, lambda name: name.lower().endswith(".qde"))
    if not found:
        raise Faults([Fault("no_project", str(path))])
    # Some programs give the document the project's name.
    name = min(found, key=lambda n: (_base(n) != "project.qde", n.count("/"), n))
    return found[name], f"{path}: {name}"


def project_from_xml(root: Element, files: dict[str, bytes], name: str = "") -> Project:
    """What the XML of a project says.

    Parameters
    ----------
    root : element
        ``Project``, or ``CodeBook`` of a codebook.
    files : dict of str to bytes
        Text files of the project by name, in small letters.
    name : str
        What it is called where it does not say.
    """
    drops = Drops()
    origin = root.get("origin") or ""
    variables = tuple(_variables(root, drops))
    known = {variable.guid: variable.kind for variable in variables}
    reader = TextReader(
        files, lambda e: tuple(_values(e, known, drops)), drops, joined="atlas" in origin.lower()
    )
    project = Project(
        name=root.get("name") or name,
        origin=origin,
        description=own_text(root, "Description"),
        users=tuple(_users(root)),
        codes=_codes(root, drops),
        variables=variables,
        cases=tuple(_cases(root, reader)),
        sources=tuple(s for part in children(root, "Sources") for s in reader.sources(part)),
        notes=tuple(n for part in children(root, "Notes") for n in reader.sources(part)),
        links=tuple(_links(root)),
        year=_year(root),
    )
    _note_rest(root, drops)
    return _with_dropped(project, drops)


def _with_dropped(project: Project, drops: Drops) -> Project:
    """The project with what it lacks; references that lead nowhere are noted, too."""
    from dataclasses import replace

    codes = {code.guid for code in project.all_codes} | {case.guid for case in project.cases}
    codings = [c for text in (*project.sources, *project.notes) for c in text.all_codings]
    lost = sum(coding.code not in codes for coding in codings)
    drops.add("codings with a code that is not in the codebook", "nothing says what it means", lost)
    return replace(project, dropped=drops.all)


def _entries(root: Element, part: str, tag: str) -> Iterator[Element]:
    for parent in children(root, part):
        yield from children(parent, tag)


def _users(root: Element) -> Iterator[User]:
    for element in _entries(root, "Users", "User"):
        yield User(guid_in(element), element.get("name") or element.get("id") or "")


def _codes(root: Element, drops: Drops) -> tuple[Code, ...]:
    books = [root] if tag_of(root) == "CodeBook" else list(children(root, "CodeBook"))
    for book in books:
        sets = sum(1 for _ in _entries(book, "Sets", "Set"))
        drops.add("sets of codes", "codes have one tree here", sets)
    return tuple(_code(code) for book in books for code in _entries(book, "Codes", "Code"))


def _code(element: Element) -> Code:
    guid = guid_in(element)
    return Code(
        guid,
        element.get("name") or guid,
        (element.get("isCodable") or "true").strip().lower() not in ("false", "0"),
        own_text(element, "Description"),
        element.get("color"),
        tuple(_code(child) for child in children(element, "Code")),
        refs(element, "NoteRef"),
    )


def _variables(root: Element, drops: Drops) -> Iterator[Variable]:
    for element in _entries(root, "Variables", "Variable"):
        guid, said = guid_in(element), (element.get("typeOfVariable") or "").strip()
        if said.lower() not in _KINDS:
            drops.add(f"type of variables {said!r}", "read as text")
        kind: Kind = _KINDS.get(said.lower(), "Text")
        yield Variable(guid, element.get("name") or guid, kind, own_text(element, "Description"))


def _values(element: Element, known: dict[str, Kind], drops: Drops) -> Iterator[Value]:
    """Values of variables; one without text is none."""
    for child in children(element, "VariableValue"):
        variable = next(iter(refs(child, "VariableRef")), "")
        for value in child:
            tag = tag_of(value)
            if not tag.endswith("Value") or (value.text is None and tag != "TextValue"):
                continue
            if variable not in known:
                drops.add("values of variables that are not declared", "nothing says what they are")
                continue
            kind = _KINDS.get(tag.removesuffix("Value").lower(), "Text")
            yield Value(variable, kind, value.text or "")


def _cases(root: Element, reader: TextReader) -> Iterator[ProjectCase]:
    for element in _entries(root, "Cases", "Case"):
        yield ProjectCase(
            guid_in(element),
            element.get("name"),
            own_text(element, "Description"),
            refs(element, "CodeRef"),
            reader.values(element),
            refs(element, "SourceRef"),
            refs(element, "SelectionRef"),
        )


def _links(root: Element) -> Iterator[Link]:
    for element in _entries(root, "Links", "Link"):
        ends = (guid_in(element, "originGUID"), guid_in(element, "targetGUID"))
        yield Link(guid_in(element), element.get("name") or "", *ends)


def _year(root: Element) -> int | None:
    """Year of the last change that the project names, else the last of what is in it."""
    for attribute in reversed(_KEEPS_TIME):
        if match := _YEAR.match((root.get(attribute) or "").strip()):
            return int(match[0])
    times = (e.get(attribute) or "" for e in root.iter() for attribute in _KEEPS_TIME)
    return max((int(match[0]) for t in times if (match := _YEAR.match(t.strip()))), default=None)


def _note_rest(root: Element, drops: Drops) -> None:
    """Note what of the project has no place here."""
    for child in root if tag_of(root) == "Project" else ():
        tag = tag_of(child)
        what = _NO_HOME.get(tag)
        if what is not None:
            drops.add(*what, count=max(1, len(child)))
        elif tag and tag not in _PARTS:
            drops.add(f"elements {tag!r}", "not known here", max(1, len(child)))
    _note_times(root.iter(), drops)


def _note_times(elements: Iterable[Element], drops: Drops) -> None:
    """Note who changed what and when; the times of our own exports mean nothing."""
    times = {value for e in elements for name in _KEEPS_TIME if (value := e.get(name))}
    if len(times) > 1:
        drops.add("times of creation and change", "entries of a case have none")
