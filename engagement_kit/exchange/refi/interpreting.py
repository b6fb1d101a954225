"""From a project to cases: one of our own, or one of another program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from engagement_kit.cases import Cases
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.refi.codebook import code_guid
from engagement_kit.exchange.refi.drops import Drops
from engagement_kit.exchange.refi.fields import CASE, RECORD, plain_name
from engagement_kit.exchange.refi.project import (
    Code,
    Dropped,
    Project,
    ProjectCase,
    Selection,
    Text,
    Value,
)
from engagement_kit.frameworks import Framework, load_frameworks
from engagement_kit.schema_faults import schema_faults
from engagement_kit.strict_yaml import Positions, read_yaml

__all__ = ["Interpreted", "Known", "interpret", "made", "record_in"]

Model = TypeVar("Model", bound=BaseModel)
_SAID_ID = re.compile(r"(?:item|box): ([^\s,;]{1,200})\s*(?:\n|$)")


@dataclass(frozen=True)
class Interpreted:
    """Cases that a project holds; ``own`` says whether they are from here."""

    cases: Cases
    dropped: tuple[Dropped, ...]
    own: bool


@dataclass
class Known:
    """A project, looked up in all the ways that interpreting it needs.

    Attributes
    ----------
    project : Project
    elements : mapping of str to str
        Item or box by the GUID of its code.
    answers : mapping of str to tuple of str
        Answers of the scale of each item, lowest first.
    drops : Drops
    """

    project: Project
    elements: Mapping[str, str]
    answers: Mapping[str, tuple[str, ...]]
    drops: Drops
    texts: dict[str, Text] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    selected: dict[str, tuple[Text, Selection]] = field(default_factory=dict)
    notes: dict[str, Text] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        project = self.project
        self.texts = {text.guid: text for text in project.sources}
        self.codes = {code.guid: code for code in project.all_codes}
        self.selected = {
            one.guid: (text, one) for text in project.sources for one in text.selections
        }
        self.notes = {note.guid: note for note in project.notes}
        self.users = {user.guid: user.name for user in project.users}
        self._names = {v.guid: plain_name(v.name) for v in project.variables}

    def values(self, values: Iterable[Value]) -> dict[str, str]:
        """Values by name of the variable; of what is said twice, the first."""
        found: dict[str, str] = {}
        for value in values:
            found.setdefault(self._names[value.variable], value.text)
        return found


def interpret(
    project: Project,
    *,
    frameworks: Mapping[str, Framework] | None = None,
    wave: int | None = None,
    lang: str = "en",
) -> Interpreted:
    """The cases of a project, with everything that was not kept since its file was opened."""
    from engagement_kit.exchange.refi.foreign import foreign_cases
    from engagement_kit.exchange.refi.own import own_cases

    chosen = load_frameworks() if frameworks is None else frameworks
    drops = Drops(project.dropped)
    answers = {i.id: f.scale(i.scale).ids for f in chosen.values() for i in f.items}
    known = Known(project, _elements(project, chosen.values()), answers, drops)
    rows = [(row, known.values(row.values)) for row in project.cases]
    own = any(values.get(RECORD) == "case" and CASE in values for _, values in rows)
    cases = own_cases(known, rows) if own else foreign_cases(known, rows, wave, lang)
    return Interpreted(Cases(tuple(cases)), drops.all, own)


def _elements(project: Project, frameworks: Iterable[Framework]) -> dict[str, str]:
    """Item or box of each code: by our GUID, by the id in its description, by its name or label."""
    frameworks = tuple(frameworks)
    ids = [i.id for f in frameworks for i in f.items] + [b.id for f in frameworks for b in f.boxes]
    by_guid = {code_guid(element): element for element in ids}
    by_name = {element.casefold(): element for element in ids}
    labels: dict[str, set[str]] = {}
    for framework in frameworks:
        for one in (*(i.id for i in framework.items), *(b.id for b in framework.boxes)):
            labels.setdefault(framework.label(one).casefold(), set()).add(one)
    by_name |= {label: next(iter(found)) for label, found in labels.items() if len(found) == 1}
    found = {}
    for code in project.all_codes:
        element = by_guid.get(code.guid) or _said_id(code) or by_name.get(code.name.casefold())
        if element is not None:
            found[code.guid] = element
    return found


def _said_id(code: Code) -> str | None:
    """The id that one of our codes carries in its description."""
    match = _SAID_ID.match(code.description)
    return match[1] if match else None


def record_in(description: str) -> dict[str, Any]:
    """What the description of something of ours says; nothing where it is no such record."""
    if not description.startswith(("id:", "record:")):
        return {}
    try:
        return read_yaml(description.encode(errors="replace"), "description")
    except Faults:
        return {}


def made(model: type[Model], fields: Mapping[str, Any], what: str, drops: Drops) -> Model | None:
    """An entry of a case; what is not sound is dropped, with the reason."""
    try:
        return model.model_validate(dict(fields))
    except ValidationError as error:
        for fault in schema_faults(error, model, dict(fields), what, Positions(b"")):
            drops.add(what, _reason(fault))
        return None


def _reason(fault: Fault) -> str:
    place = f"{fault.field}: " if fault.field else ""
    return f"{place}{fault.sentence}"


Rows = list[tuple[ProjectCase, dict[str, str]]]
