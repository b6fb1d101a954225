"""A collection of cases, and loading one from a folder."""

from __future__ import annotations

import contextlib
import gc
import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from engagement_kit.cases.cache import sweep
from engagement_kit.cases.case import Case
from engagement_kit.cases.catalogue import Catalogue, Offer
from engagement_kit.cases.check import check_one, known_catalogue
from engagement_kit.cases.folders import find_case_folders
from engagement_kit.cases.read import try_case
from engagement_kit.cases.soundcases import SoundCases
from engagement_kit.errors import Fault, Faults, UnknownId

__all__ = ["Cases", "collector_paused", "load_cases", "load_folders"]


@dataclass(frozen=True, eq=False)
class Cases(Sequence[Case]):
    """Cases in the order of their folders.

    ``cases["tate"]`` is one case, ``cases[:5]`` and :meth:`where` are fewer, ``for case in cases``
    goes through them.

    Attributes
    ----------
    faults : tuple of Fault
        What was wrong with the cases that were left out.
    """

    _cases: tuple[Case, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all cases."""
        return tuple(case.id for case in self._cases)

    def where(
        self,
        *,
        kind: str | Iterable[str] | None = None,
        country: str | Iterable[str] | None = None,
        ids: str | Iterable[str] | None = None,
    ) -> Cases:
        """The cases that fit all conditions, in the same order.

        Parameters
        ----------
        kind, country : str or several, optional
            As written in the cases.
        ids : str or several, optional

        Raises
        ------
        UnknownId
            If one of ``ids`` is no case, or no case has such a kind or country.
        """
        wanted = {"kind": _words(kind), "country": _words(country), "id": _words(ids)}
        for field, words in wanted.items():
            self._check_words(field, words)
        chosen = (
            case
            for case in self._cases
            if all(words is None or getattr(case, f) in words for f, words in wanted.items())
        )
        return Cases(tuple(chosen), self.faults)

    def _check_words(self, field: str, words: tuple[str, ...] | None) -> None:
        known = dict.fromkeys(str(getattr(case, field)) for case in self._cases)
        for word in words or ():
            if word not in known:
                raise UnknownId(
                    "case" if field == "id" else f"{field} among the cases", word, known
                )

    @overload
    def __getitem__(self, key: int | str) -> Case: ...
    @overload
    def __getitem__(self, key: slice) -> Cases: ...
    def __getitem__(self, key: int | str | slice) -> Case | Cases:
        if isinstance(key, str):
            return self._by_id(key)
        if isinstance(key, slice):
            return Cases(self._cases[key], self.faults)
        return self._cases[key]

    def _by_id(self, case_id: str) -> Case:
        for case in self._cases:
            if case.id == case_id:
                return case
        raise UnknownId("case", case_id, self.ids)

    def __len__(self) -> int:
        return len(self._cases)

    def __iter__(self) -> Iterator[Case]:
        return iter(self._cases)

    def __contains__(self, item: object) -> bool:
        return item in self.ids if isinstance(item, str) else item in self._cases

    def __repr__(self) -> str:
        broken = f", {len(self.faults)} faults" if self.faults else ""
        return f"<Cases: {len(self)}{broken}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{name}</th>" for name in ("id", "name", *_COLUMNS))
        rows = "".join(map(_row, self._cases))
        faults = "".join(f"<li>{html.escape(str(fault))}</li>" for fault in self.faults)
        left_out = f"<p>Left out:</p><ul>{faults}</ul>" if faults else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{left_out}"


_COLUMNS = ("kind", "country", "waves", "sources", "evidence", "ratings", "notes")


def _row(case: Case) -> str:
    waves = ", ".join(map(str, case.waves))
    counts = (len(case.sources), len(case.evidence), len(case.ratings), len(case.notes))
    cells = (case.id, case.label(), case.kind, case.country or "", waves, *counts)
    return "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in cells) + "</tr>"


def _words(value: str | Iterable[str] | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    return (value,) if isinstance(value, str) else tuple(value)


def load_cases(
    path: str | Path,
    *,
    frameworks: Mapping[str, Offer] | None = None,
    strict: bool = False,
) -> Cases:
    """All cases below a folder (or the one in it), read and checked.

    A case with a fault is left out and named in ``faults``; the others are there.

    Parameters
    ----------
    path : str or Path
        Folder of a study, or of one case.
    frameworks : mapping of Framework, optional
        All frameworks whose items and boxes may be used; the built-in ones if left out.
    strict : bool
        Raise the faults instead of going on without the cases that have them.

    Raises
    ------
    Faults
        If there is no case at all; with ``strict``, if anything is wrong in any case.
    """
    catalogue = known_catalogue(frameworks)
    with collector_paused():
        cases, faults = load_folders(find_case_folders(path), catalogue)
    sweep()
    if strict and faults:
        raise Faults(faults)
    return Cases(tuple(cases), tuple(faults))


def load_folders(folders: Iterable[Path], catalogue: Catalogue) -> tuple[list[Case], list[Fault]]:
    """The sound cases of some folders, and what is wrong with the others."""
    cases: dict[str, Case] = {}
    faults: list[Fault] = []
    sound = SoundCases(catalogue)
    for folder in folders:
        case, found = _loaded(folder, catalogue, sound)
        if case is not None and case.id in cases:
            other = str(cases[case.id].folder)
            found.append(Fault("repeated_case", str(folder), "id", value=case.id, other=other))
        faults += found
        if case is not None and not found:
            cases[case.id] = case
    return list(cases.values()), faults


def _loaded(
    folder: Path, catalogue: Catalogue, sound: SoundCases
) -> tuple[Case | None, list[Fault]]:
    """A case as far as it can be read, and everything that must be mended in it."""
    case = sound.recall(folder)
    if case is not None:
        return case, []
    case, found = try_case(folder, kept=False)
    if case is None:
        return None, found
    found += check_one(case, catalogue, faults_only=True)
    return case if found else sound.keep(case), found


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Without garbage collection, for work that makes many objects, none of which is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
