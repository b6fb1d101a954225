"""Sources of a reference manager into the cases of a study: all of them, or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engagement_kit.cases import Case, Source, read_case
from engagement_kit.cases.catalogue import Offer
from engagement_kit.cases.check import check_one, known_catalogue
from engagement_kit.cases.rewriting import file_changes, read_files
from engagement_kit.cases.together import Change, write_together
from engagement_kit.errors import Fault, Faults, UnknownId
from engagement_kit.exchange.bibliography.reading import Found, found_in
from engagement_kit.exchange.case_places import folders_by_case

__all__ = ["BibliographyReport", "import_bibliography"]

_SOURCE = re.compile(r"sources\[(\d+)\](.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class BibliographyReport:
    """What an import of a bibliography did.

    Attributes
    ----------
    file : str
    counts : mapping of (str, str) to int
        Sources by case and by what they were: ``new``, ``changed`` or ``same``.
    written : tuple of str
        Files that were changed.
    remarks : tuple of str
        What was dropped.
    """

    file: str
    counts: Mapping[tuple[str, str], int]
    written: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for case in dict.fromkeys(case for case, _ in self.counts):
            found = ", ".join(f"{n} {state}" for (c, state), n in self.counts.items() if c == case)
            yield f"sources of {case}: {found}"
        yield from self.remarks
        yield f"{len(self.written)} files written"


def import_bibliography(
    file: str | Path,
    study: str | Path,
    *,
    case: str | None = None,
    frameworks: Mapping[str, Offer] | None = None,
) -> BibliographyReport:
    """Read the sources of a reference manager into the cases of a study.

    A source goes to ``case``; without it, to the cases that the file names (as
    :func:`write_bibliography` notes them), to those that it is tagged with by id, or to the only
    case of the study. A source that the case has already is brought up to date: what the file does
    not say (your note, the kind of the source) stays. Comments in the case's file stay, too.

    Parameters
    ----------
    file : str or Path
        As :func:`read_bibliography` takes it.
    study : str or Path
        Folder of the study, or of one case.
    case : str, optional
        Id of the case that all sources are of.
    frameworks : mapping of Framework, optional
        All frameworks whose items and boxes may be used; the built-in ones if left out.

    Raises
    ------
    Faults
        With everything that is wrong in the file, sources whose case is not named, and keys that
        the case has for another source. Nothing has been written then.
    UnknownId
        The study has no such case.
    WriteConflict, NotWritten
        A file changed in the meantime, or the disk refused. What was written has been put back.
    """
    path, root = Path(file), Path(study)
    everything, remarks = found_in(path)
    found = [one for one in everything if one.cases or not one.frameworks]
    if len(found) < len(everything):
        passed = len(everything) - len(found)
        remarks += (f"{passed} sources of frameworks were passed over: they are no case's",)
    folders = folders_by_case(root)
    if case is not None and case not in folders:
        raise UnknownId("case", case, folders)
    faults: list[Fault] = []
    given = _by_case(found, folders, case, str(path), faults)
    counts: Counter[tuple[str, str]] = Counter()
    changes: list[Change] = []
    for name, sources in given.items():
        files = read_files(folders[name])  # before the case is read: what happens then is seen
        before = read_case(folders[name])
        after = _with_sources(before, sources, str(path), counts, faults)
        checked = check_one(after, known_catalogue(frameworks))
        lines = {one.source.key: one.line for one in sources}
        faults += (_in_file(f, after, lines, str(path)) for f in checked if f.level == "fault")
        if not faults:
            changes += file_changes(after, before, folders[name], files)
    if faults:
        raise Faults(faults)
    write_together(changes, root)
    return BibliographyReport(
        str(path), dict(counts), tuple(str(one.path) for one in changes), remarks
    )


def _in_file(fault: Fault, case: Case, lines: Mapping[str, int | None], file: str) -> Fault:
    """A fault of a source that the file brings, with its place there."""
    found = _SOURCE.match(fault.field or "")
    source = case.sources[int(found[1])] if found else None
    if found is None or source is None or source.key not in lines:
        return fault
    return replace(fault, file=file, field=f"{source.key}{found[2]}", line=lines[source.key])


def _by_case(
    found: Iterable[Found],
    folders: Mapping[str, Path],
    case: str | None,
    file: str,
    faults: list[Fault],
) -> dict[str, list[Found]]:
    """The sources of each case; a fault for each whose case nobody names."""
    given: dict[str, list[Found]] = {}
    only = next(iter(folders)) if len(folders) == 1 else None
    for one in found:
        named = [name for name in (*one.cases, *one.tags) if name in folders]
        cases = [case] if case else list(dict.fromkeys(named)) or ([only] if only else [])
        for name in cases:
            given.setdefault(name, []).append(one)
        if not cases:
            known = tuple(folders)
            value = one.source.key
            faults.append(Fault("no_case_named", file, "", one.line, value, expected=known))
    return given


def _with_sources(
    case: Case,
    found: Iterable[Found],
    file: str,
    counts: Counter[tuple[str, str]],
    faults: list[Fault],
) -> Case:
    """The case with the sources of a file, old ones in their place."""
    sources = {source.key: source for source in case.sources}
    for one in found:
        key = _key_within(one.source.key, case)
        old, new = sources.get(key), one.source.model_copy(update={"key": key})
        if old is not None and not _is_same_work(old, new):
            other = f"{case.id} ({old.title!r}, not {new.title!r})"
            faults.append(Fault("taken_key", file, "", one.line, key, other=other))
            continue
        new = new if old is None else _renewed(old, one, new)
        counts[case.id, "new" if old is None else "same" if old == new else "changed"] += 1
        sources[key] = new
    return case.model_copy(update={"sources": tuple(sources.values())})


def _key_within(key: str, case: Case) -> str:
    """The key of a source within its case: without the case that was put in front of it."""
    bare = key.removeprefix(f"{case.id}-")
    return bare if bare in {source.key for source in case.sources} else key


def _is_same_work(old: Source, new: Source) -> bool:
    """Whether two sources of one key are one: by address or by title."""
    titles = {" ".join(source.title.casefold().split()) for source in (old, new)}
    return len(titles) == 1 or bool(old.url and old.url == new.url)


def _renewed(old: Source, found: Found, new: Source) -> Source:
    """A source brought up to date: what the file does not say stays."""
    said = {name: getattr(new, name) for name in found.said}
    return old.model_copy(update=said)
