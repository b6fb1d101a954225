"""From a project to the XML of ``project.qde``: elements in the order that the schema demands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from lxml import etree

from engagement_kit.exchange.refi.project import (
    Code,
    Coding,
    Project,
    ProjectCase,
    Selection,
    Text,
    Value,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["CODEBOOK", "PROJECT", "XmlWriter", "fit", "source_file"]

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"

# What XML 1.0 cannot hold, not even escaped.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """The text with a mark in place of each character that XML cannot hold."""
    return _UNFIT.sub("\ufffd", text)


def source_file(text: Text) -> str:
    """Name of the file in ``sources`` that holds a text."""
    return f"{text.guid}.txt"


class XmlWriter:
    """Writes the elements of one document.

    Parameters
    ----------
    namespace : str
    created : str
        Time that stands wherever the format has one: the same input gives the same bytes, and some
        programs do not read a selection without a time.
    """

    def __init__(self, namespace: str = PROJECT, created: str = "") -> None:
        self.namespace, self.created = namespace, created

    def project(self, project: Project) -> bytes:
        """``project.qde``."""
        root = self._root("Project", name=project.name, origin=project.origin)
        if project.users:
            root.set("creatingUserGUID", project.users[0].guid)
            root.set("creationDateTime", self.created)
            users = self.add(root, "Users")
            for user in project.users:
                self.add(users, "User", guid=user.guid, name=user.name)
        if project.codes:
            self.codes(self.add(root, "CodeBook"), project.codes)
        self._variables(root, project)
        self._list(root, "Cases", project.cases, self._case)
        self._list(root, "Sources", project.sources, self._source)
        self._list(root, "Notes", project.notes, self._note)
        self._links(root, project)
        if project.description:
            self.add(root, "Description", project.description)
        return _serialised(root)

    def codebook(self, codes: Iterable[Code], origin: str) -> bytes:
        """A codebook on its own."""
        root = self._root("CodeBook", origin=origin)
        self.codes(root, codes)
        return _serialised(root)

    def codes(self, parent: Element, codes: Iterable[Code]) -> None:
        """``Codes``, all levels."""
        top = self.add(parent, "Codes")
        waiting = [(top, code) for code in codes][::-1]
        while waiting:
            above, code = waiting.pop()
            codable = "true" if code.codable else "false"
            found = self.add(
                above, "Code", guid=code.guid, name=code.name, isCodable=codable, color=code.color
            )
            self._described(found, code.description)
            self._notes(found, code.notes)
            waiting += [(found, below) for below in reversed(code.codes)]

    def add(
        self, parent: Element, tag: str, text: str | None = None, **attributes: str | int | None
    ) -> Element:
        """An element below another; attributes that are None are left out."""
        said = {name: fit(str(v)) for name, v in attributes.items() if v is not None}
        element = etree.SubElement(parent, f"{{{self.namespace}}}{tag}", said)
        element.text = None if text is None else fit(text)
        return element

    def _root(self, tag: str, **attributes: str) -> Element:
        said = {name: fit(value) for name, value in attributes.items()}
        return etree.Element(f"{{{self.namespace}}}{tag}", said, nsmap={None: self.namespace})

    def _list(self, root: Element, tag: str, entries: Iterable[object], write: object) -> None:
        entries = tuple(entries)
        if entries:
            parent = self.add(root, tag)
            for entry in entries:
                write(parent, entry)  # type: ignore[operator]

    def _variables(self, root: Element, project: Project) -> None:
        if not project.variables:
            return
        parent = self.add(root, "Variables")
        for variable in project.variables:
            found = self.add(
                parent,
                "Variable",
                guid=variable.guid,
                name=variable.name,
                typeOfVariable=variable.kind,
            )
            self._described(found, variable.description)

    def _case(self, parent: Element, case: ProjectCase) -> None:
        found = self.add(parent, "Case", guid=case.guid, name=case.name)
        self._described(found, case.description)
        for code in case.codes:
            self.add(found, "CodeRef", targetGUID=code)
        self._values(found, case.values)
        for source in case.sources:
            self.add(found, "SourceRef", targetGUID=source)
        for selection in case.selections:
            self.add(found, "SelectionRef", targetGUID=selection)

    def _values(self, parent: Element, values: Iterable[Value]) -> None:
        for value in values:
            found = self.add(parent, "VariableValue")
            self.add(found, "VariableRef", targetGUID=value.variable)
            self.add(found, f"{value.kind}Value", value.text)

    def _source(self, parent: Element, source: Text) -> None:
        path = f"internal://{source_file(source)}"
        found = self._text(parent, "TextSource", source, plainTextPath=path)
        self._inner(found, source)

    def _note(self, parent: Element, note: Text) -> None:
        found = self._text(parent, "Note", note)
        self.add(found, "PlainTextContent", note.text)
        self._inner(found, note)

    def _text(self, parent: Element, tag: str, text: Text, **attributes: str) -> Element:
        found = self.add(
            parent,
            tag,
            guid=text.guid,
            name=text.name,
            **attributes,
            **self._made_by(text.user),
        )
        self._described(found, text.description)
        return found

    def _inner(self, found: Element, text: Text) -> None:
        for selection in text.selections:
            self._selection(found, selection)
        self._codings(found, text.codings)
        self._notes(found, text.notes)
        self._values(found, text.values)

    def _selection(self, parent: Element, selection: Selection) -> None:
        found = self.add(
            parent,
            "PlainTextSelection",
            guid=selection.guid,
            name=selection.name,
            startPosition=selection.start,
            endPosition=selection.end,
            **self._made_by(selection.user),
        )
        self._described(found, selection.description)
        self._codings(found, selection.codings)
        self._notes(found, selection.notes)

    def _codings(self, parent: Element, codings: Iterable[Coding]) -> None:
        for coding in codings:
            found = self.add(parent, "Coding", guid=coding.guid, **self._made_by(coding.user))
            self.add(found, "CodeRef", targetGUID=coding.code)
            self._notes(found, coding.notes)

    def _notes(self, parent: Element, notes: Iterable[str]) -> None:
        for note in notes:
            self.add(parent, "NoteRef", targetGUID=note)

    def _links(self, root: Element, project: Project) -> None:
        if not project.links:
            return
        parent = self.add(root, "Links")
        for link in project.links:
            self.add(
                parent,
                "Link",
                guid=link.guid,
                name=link.name,
                direction="OneWay",
                originGUID=link.origin,
                targetGUID=link.target,
            )

    def _described(self, parent: Element, description: str) -> None:
        if description:
            self.add(parent, "Description", description)

    def _made_by(self, user: str | None) -> dict[str, str]:
        return {} if user is None else {"creatingUser": user, "creationDateTime": self.created}


def _serialised(root: Element) -> bytes:
    data: bytes = etree.tostring(
        root, xml_declaration=True, encoding="utf-8", standalone=True, pretty_print=True
    )
    return data
