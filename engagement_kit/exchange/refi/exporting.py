"""Writing cases as a REFI-QDA project, and frameworks as a codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from engagement_kit.cases import Case
from engagement_kit.cases.answer_file import is_survey_coder
from engagement_kit.exchange.archives import zip_bytes
from engagement_kit.exchange.package.about import find_about
from engagement_kit.exchange.refi.codebook import (
    ItemScale,
    framework_codes,
    item_scales,
    other_codes,
)
from engagement_kit.exchange.refi.evidence_out import one_line, source_texts
from engagement_kit.exchange.refi.fields import case_values, field_variables
from engagement_kit.exchange.refi.guids import Guids, guid_of
from engagement_kit.exchange.refi.judgements_out import Judged, judgements_of, user_guid
from engagement_kit.exchange.refi.losses import cannot_hold, codebook_losses
from engagement_kit.exchange.refi.project import (
    Link,
    Project,
    ProjectCase,
    Text,
    User,
    Variable,
)
from engagement_kit.exchange.refi.xmlwriting import CODEBOOK, XmlWriter, fit, source_file
from engagement_kit.exchange.wholefile import write_all
from engagement_kit.exchange.written import Written
from engagement_kit.frameworks import Framework, load_frameworks

__all__ = ["ORIGIN", "project_bytes", "project_of", "write_qdc", "write_qdpx"]

ORIGIN = "engagement_kit"
# A time that is none: there is no clock in an export, and programs want one at each selection.
_CREATED = "2000-01-01T00:00:00Z"


def write_qdpx(
    cases: Iterable[Case],
    file: str | Path,
    frameworks: Mapping[str, Framework] | None = None,
    *,
    lang: str = "en",
    overwrite: bool = False,
) -> Written:
    """Write cases as a project that ATLAS.ti, MAXQDA, NVivo, QualCoder and others open.

    Each case is a case with typed variables. What one coder found for one wave is a row of its own
    among the cases, with an Integer and a Text variable an item. The evidence of a source is a text
    in which each fact is selected and coded, by each coder, with the items and boxes that rest on
    it. Frameworks are the codebook. The same cases give the same bytes.

    Parameters
    ----------
    cases : iterable of Case
    file : str or Path
        Ends in ``.qdpx``.
    frameworks : mapping of Framework, optional
        Frameworks of the codebook; the built-in ones if left out.
    lang : str
        Language of the codebook.
    overwrite : bool
        Whether a file that is there already is replaced.

    Returns
    -------
    Written
        The path; ``cannot_hold`` lists what the format has no place for.

    Raises
    ------
    NotWritten
        The file is there already, or the disk refused.
    """
    cases = list(cases)
    project, losses = project_of(cases, frameworks, lang)
    write_all({Path(file): project_bytes(project)}, overwrite=overwrite)
    return Written((Path(file),), losses)


def write_qdc(
    frameworks: Mapping[str, Framework] | None,
    file: str | Path,
    *,
    lang: str = "en",
    overwrite: bool = False,
) -> Written:
    """Write frameworks as a codebook that programs for qualitative analysis open.

    Parameters
    ----------
    frameworks : mapping of Framework or None
        None: the built-in ones.
    file : str or Path
        Ends in ``.qdc``.
    lang : str
    overwrite : bool
        Whether a file that is there already is replaced.

    Raises
    ------
    NotWritten
        The file is there already, or the disk refused.
    """
    chosen = _in_language(frameworks, lang)
    data = XmlWriter(CODEBOOK).codebook(framework_codes(chosen), ORIGIN)
    write_all({Path(file): data}, overwrite=overwrite)
    return Written((Path(file),), codebook_losses(chosen, lang))


def export_qdc(
    _cases: Iterable[Case], file: str | Path, frameworks: Mapping[str, Framework] | None = None
) -> Written:
    """The codebook of a study, without its cases."""
    return write_qdc(frameworks, file)


def project_bytes(project: Project) -> bytes:
    """The archive that holds a project."""
    members = {"project.qde": XmlWriter(created=_CREATED).project(project)}
    for source in project.sources:
        members[f"sources/{source_file(source)}"] = fit(source.text).encode()
    return zip_bytes(members)


def project_of(
    cases: Sequence[Case], frameworks: Mapping[str, Framework] | None = None, lang: str = "en"
) -> tuple[Project, list[str]]:
    """Cases as a project, and what a project cannot hold of them."""
    chosen = _in_language(frameworks, lang)
    losses = cannot_hold(cases, chosen, lang)
    scales = item_scales(chosen)
    boxes = {box.id: framework.label(box.id) for framework in chosen for box in framework.boxes}
    unknown = dict.fromkeys(e for e in _elements(cases) if e not in scales and e not in boxes)
    scales |= {item: ItemScale(item, item) for item in unknown}
    parts = list(_case_parts(cases, scales, boxes))
    about = find_about(cases)
    project = Project(
        name=about.title,
        origin=ORIGIN,
        description=_description(about.description, about.caveats, losses),
        users=_users(cases),
        codes=(*framework_codes(chosen), *other_codes(unknown)),
        variables=_variables(cases, scales.values(), parts),
        cases=_named_apart(row for rows, _, _, _ in parts for row in rows),
        sources=_named_apart(text for _, texts, _, _ in parts for text in texts),
        notes=_named_apart(note for _, _, notes, _ in parts for note in notes),
        links=tuple(link for _, _, _, links in parts for link in links),
    )
    return project, losses


def _in_language(frameworks: Mapping[str, Framework] | None, lang: str) -> list[Framework]:
    chosen = load_frameworks() if frameworks is None else frameworks
    return [one.in_language(lang) if lang in one.languages else one for one in chosen.values()]


def _elements(cases: Iterable[Case]) -> Iterator[str]:
    """Items and boxes that someone judged."""
    for case in cases:
        yield from (rating.item for rating in case.ratings)
        yield from (note.box for note in case.notes)
        yield from (target.item for target in case.targets)


Parts = tuple[list[ProjectCase], list[Text], list[Text], list[Link]]


def _case_parts(
    cases: Iterable[Case], scales: Mapping[str, ItemScale], boxes: Mapping[str, str]
) -> Iterator[Parts]:
    """Rows, sources, notes and links of each case."""
    guids = Guids()
    compiler = guid_of("program")
    for case in cases:
        row = guids.new("case", case.id)
        judged = judgements_of(case, row, scales, boxes, guids)
        texts, selected = source_texts(case, compiler, judged.codings, judged.resting, guids)
        own = ProjectCase(
            row,
            one_line(case.label()),
            values=tuple(case_values(case)),
            sources=tuple(text.guid for text in texts),
            selections=tuple(selected[piece.id] for piece in case.evidence),
        )
        yield [own, *_with_evidence(judged, selected)], texts, judged.notes, judged.links


def _with_evidence(judged: Judged, selected: Mapping[str, str]) -> Iterator[ProjectCase]:
    """The rows of judgements with the selections that they rest on."""
    for row, evidence in judged.rows:
        guids = tuple(selected[piece] for piece in evidence if piece in selected)
        yield ProjectCase(row.guid, row.name, row.description, values=row.values, selections=guids)


Named = TypeVar("Named", ProjectCase, Text)


def _named_apart(entries: Iterable[Named]) -> tuple[Named, ...]:
    """The entries, no two with one name: some programs leave out the second."""
    met: set[str] = set()
    apart = []
    for entry in entries:
        name, number = entry.name or "", 1
        while name.casefold() in met:
            number += 1
            name = f"{entry.name} ({number})"
        met.add(name.casefold())
        apart.append(entry if name == entry.name else replace(entry, name=name))
    return tuple(apart)


def _users(cases: Iterable[Case]) -> tuple[User, ...]:
    everyone = {coder for case in cases for coder in case.coders}
    coders = sorted(coder for coder in everyone if not is_survey_coder(coder))
    return (User(guid_of("program"), ORIGIN), *(User(user_guid(coder), coder) for coder in coders))


def _variables(
    cases: Iterable[Case], scales: Iterable[ItemScale], parts: Iterable[Parts]
) -> tuple[Variable, ...]:
    """The variables that have a value somewhere, in the order of fields and of frameworks."""
    languages = dict.fromkeys(lang for case in cases for lang in case.name)
    declared = field_variables(languages)
    declared += (variable for scale in scales for variable in scale.variables())
    used = {
        value.variable
        for rows, texts, _, _ in parts
        for values in (*(row.values for row in rows), *(text.values for text in texts))
        for value in values
    }
    return tuple(variable for variable in declared if variable.guid in used)


def _description(said: str, caveats: Iterable[str], losses: Iterable[str]) -> str:
    """What a reader of the project should know."""
    lines = [said] if said else []
    lines += (f"To know: {caveat}" for caveat in caveats)
    lines.append("Unknown is not no: an item without a value is unknown and never counts as no.")
    lines.append("What the format cannot hold as such:")
    lines += (f"- {loss}" for loss in losses)
    return "\n".join(lines)
