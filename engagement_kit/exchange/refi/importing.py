"""Reading a project into a study: everything is checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engagement_kit.cases import Case, read_case
from engagement_kit.cases.check import check_one, known_catalogue
from engagement_kit.cases.entries import CaseEntry
from engagement_kit.cases.rewriting import file_changes, read_files
from engagement_kit.cases.together import Change, write_together
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.case_places import folders_by_case, home_of_cases
from engagement_kit.exchange.refi.interpreting import interpret
from engagement_kit.exchange.refi.project import Dropped, counted
from engagement_kit.exchange.refi.reading import read_qdpx
from engagement_kit.frameworks import Framework

__all__ = ["ProjectReport", "import_qdpx", "laid_over"]


@dataclass(frozen=True, slots=True)
class ProjectReport:
    """What the import of a project did.

    Attributes
    ----------
    file : str
    new_cases, changed_cases, same_cases : tuple of str
        Ids of cases that were made, whose files changed, and that the study had already.
    counts : mapping of str to int
        Sources, evidence, ratings, notes and targets of these cases in the project.
    dropped : tuple of Dropped
        What the project held and the study does not.
    written : tuple of str
        Files that were made or changed.
    """

    file: str
    new_cases: tuple[str, ...]
    changed_cases: tuple[str, ...]
    same_cases: tuple[str, ...]
    counts: Mapping[str, int]
    dropped: tuple[Dropped, ...]
    written: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"read from {self.file}: {counted(self.counts.items())}"
        for what in ("new", "changed", "same"):
            if cases := getattr(self, f"{what}_cases"):
                yield f"{what} cases: {', '.join(cases)}"
        for one in self.dropped:
            yield f"not kept: {one}"
        yield f"{len(self.written)} files written"


def import_qdpx(
    file: str | Path,
    study: str | Path,
    *,
    frameworks: Mapping[str, Framework] | None = None,
    wave: int | None = None,
    lang: str = "en",
) -> ProjectReport:
    """Read a REFI-QDA project into a study.

    A project that this package wrote comes back as it was, with what other programs changed in
    between: answers in variables, texts, codings. What it names is laid over what the study has,
    and nothing is deleted. In a project of another program each named case becomes a case, each
    text that belongs to it a source, and each selection a piece of evidence whose codes are hints
    to items (where they are called like items) or tags; variables become fields or evidence.
    Ratings are not guessed from codings.

    Parameters
    ----------
    file : str or Path
        Ends in ``.qdpx``.
    study : str or Path
        Folder of the study; it must exist and may be empty.
    frameworks : mapping of Framework, optional
        All frameworks whose items and boxes may be used; the built-in ones if left out.
    wave : int, optional
        Year that the cases of another program's project are assessed for; by default the year in
        which the project was last changed.
    lang : str
        Language of another program's project.

    Raises
    ------
    Faults
        The file cannot be read, its cases are not sound, or a case of another program has the id of
        a case of the study. Nothing has been written then.
    WriteConflict, NotWritten
        A file changed in the meantime, or the disk refused. What was written has been put back.
    """
    study = Path(study)
    folders = folders_by_case(study)
    project = read_qdpx(file)
    try:
        found = interpret(project, frameworks=frameworks, wave=wave, lang=lang)
    except Faults as error:  # whoever interprets a project does not know its file
        raise Faults(replace(fault, file=str(file)) for fault in error.faults) from None
    if not found.cases:
        raise Faults([Fault("no_cases", str(file))])
    if not found.own and (there := [case.id for case in found.cases if case.id in folders]):
        raise Faults([Fault("case_there", str(file), value=case_id) for case_id in there])
    home = home_of_cases(study)
    placed = [_placed(case, folders.get(case.id), home) for case in found.cases]
    catalogue = known_catalogue(frameworks)
    faults = [fault for one in placed for fault in check_one(one.case, catalogue)]
    if wrong := [_in_file(fault, file) for fault in faults if fault.level == "fault"]:
        raise Faults(wrong)
    write_together([change for one in placed for change in one.changes], study)
    return _report(file, placed, found.dropped, found.cases)


@dataclass
class _Placed:
    """A case as it will be, whether it is new, and its files that change."""

    case: Case
    is_new: bool
    changes: list[Change]


def _placed(case: Case, folder: Path | None, home: Path) -> _Placed:
    files = read_files(folder)
    before = read_case(folder) if folder else None
    after = case if before is None else laid_over(before, case)
    changes = list(file_changes(after, before, folder or home / case.id, files))
    return _Placed(after, before is None, changes)


def _in_file(fault: Fault, file: str | Path) -> Fault:
    """The fault, placed in the project: its case has no files yet, or none that are wrong."""
    inner = "/".join(Path(fault.file).parts[-2:])
    return replace(fault, file=str(file), line=None, field=f"{inner} {fault.field}".strip())


def _report(
    file: str | Path,
    placed: Iterable[_Placed],
    dropped: tuple[Dropped, ...],
    cases: Iterable[Case],
) -> ProjectReport:
    placed, cases = list(placed), list(cases)
    groups = ("sources", "evidence", "ratings", "notes", "targets")
    return ProjectReport(
        str(file),
        tuple(one.case.id for one in placed if one.is_new),
        tuple(one.case.id for one in placed if one.changes and not one.is_new),
        tuple(one.case.id for one in placed if not one.changes),
        {"cases": len(cases), **{g: sum(len(getattr(c, g)) for c in cases) for g in groups}},
        dropped,
        tuple(str(change.path) for one in placed for change in one.changes),
    )


_KEYS = {
    "sources": ("key",),
    "evidence": ("id",),
    "ratings": ("coder", "item", "wave"),
    "targets": ("coder", "respondent", "horizon", "item"),
}


def laid_over(before: Case, new: Case) -> Case:
    """The case with everything that the new one says in place of what it said before.

    Nothing is deleted: what the new case does not name stays, and an answer is not replaced by a
    rating that has none.
    """
    heads = (n for n in CaseEntry.model_fields if n not in ("sources", "evidence", "waves", "name"))
    update: dict[str, Any] = {n: v for n in heads if (v := getattr(new, n)) is not None}
    update["name"] = {**before.name, **new.name}
    update["waves"] = tuple(sorted({*before.waves, *new.waves}))
    for group, names in _KEYS.items():
        update[group] = _together(getattr(before, group), getattr(new, group), names)
    named = {(note.coder, note.wave, note.box) for note in new.notes}
    stay = [note for note in before.notes if (note.coder, note.wave, note.box) not in named]
    same = tuple(stay) + new.notes
    update["notes"] = before.notes if set(map(repr, same)) == set(map(repr, before.notes)) else same
    return before.model_copy(update=update)


def _together(old: Iterable[Any], new: Iterable[Any], names: tuple[str, ...]) -> tuple[Any, ...]:
    found = {tuple(getattr(entry, name) for name in names): entry for entry in old}
    for entry in new:
        key = tuple(getattr(entry, name) for name in names)
        loses = key in found and getattr(found[key], "is_answered", False)
        if not (loses and not entry.is_answered):
            found[key] = entry
    return tuple(found.values())
