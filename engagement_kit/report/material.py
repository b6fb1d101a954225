"""A study as it is read from its folder: cases, frameworks, results, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engagement_kit.cases import Cases, check_cases, load_cases
from engagement_kit.errors import Fault, Faults, UnknownId
from engagement_kit.exchange.package.about import ABOUT_FILE, LIBRARY_NAME, About, read_about
from engagement_kit.frameworks import Framework, load_frameworks
from engagement_kit.report.results import PartResult, compute_results
from engagement_kit.words import Words, load_words

__all__ = ["Study", "read_study"]

OWN_FRAMEWORKS = "frameworks"

_FIRST = ("museum", "company")
_ORDER = ("quadrant", "stages", "capabilities", "canvas")


@dataclass(frozen=True, eq=False)
class Study:
    """Everything that figures, tables and the report are made from.

    Attributes
    ----------
    path : Path
    lang : str
    cases : Cases
        The sound cases.
    frameworks : dict of str to Framework
        Those that the cases rate or note something for.
    results : tuple of PartResult
    faults, drafts, remarks : tuple of Fault
    about : About or None
        What the study says of itself, in ``about_lang``.
    words : Words
        Fixed texts of the report in its language.
    """

    path: Path
    lang: str
    cases: Cases
    frameworks: dict[str, Framework]
    results: tuple[PartResult, ...]
    faults: tuple[Fault, ...]
    drafts: tuple[Fault, ...]
    remarks: tuple[Fault, ...]
    about: About | None
    about_lang: str
    words: Words

    @property
    def direction(self) -> str:
        """``rtl`` for languages written from right to left, else ``ltr``."""
        return "rtl" if self.lang == "ar" else "ltr"

    @property
    def title(self) -> str:
        """What the study is called: its own title, else the name of its folder."""
        if self.about is not None:
            return self.about.title
        return self.words("title", name=self.path.resolve().name)

    @property
    def source(self) -> str | None:
        """What captions say of the data; charts have a sentence of their own for the library."""
        if self.about is None:
            return None
        is_library = self.about.name == LIBRARY_NAME
        return "library" if is_library else self.words("source", title=self.about.title)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of cases: those that the charts put first, then the others as they come."""
        found = dict.fromkeys(case.kind for case in self.cases)
        return (*(kind for kind in _FIRST if kind in found), *(k for k in found if k not in _FIRST))

    def kind_label(self, kind: str) -> str:
        """What a kind of case is called, in the plural where the report knows it."""
        key = f"kind.{kind}"
        return self.words(key) if key in self.words.keys else kind.replace("_", " ")

    def case_label(self, case: str) -> str:
        """Name of a case in the language of the report."""
        return self.cases[case].label(self.lang)


def read_study(path: str | Path, lang: str, wanted: Iterable[str] | None = None) -> Study:
    """A study read, checked and computed; cases with a fault are left out and named.

    Parameters
    ----------
    path : str or Path
        Folder of the study; frameworks of its own lie in its folder ``frameworks``.
    lang : str
        Language of the report.
    wanted : iterable of str, optional
        Ids of the frameworks to report on; all that the cases use if left out.

    Raises
    ------
    Faults
        There is no sound case, or a framework of the study's own is not sound.
    UnknownId
        No such language or framework.
    """
    words = load_words(Path(__file__).parent, lang)
    path = Path(path)
    own = path / OWN_FRAMEWORKS
    known = load_frameworks(own if own.is_dir() else None, lang=lang)
    chosen = _chosen(known, wanted)
    cases = load_cases(path, frameworks=known)
    if not len(cases):
        raise Faults(cases.faults)
    about, about_lang, about_faults = _read_about(cases, lang)
    found = check_cases(cases, known)
    used = _used(cases, chosen)
    return Study(
        path=path,
        lang=lang,
        cases=cases,
        frameworks=used,
        results=compute_results(cases, used),
        faults=(*about_faults, *(fault for fault in found if fault.level == "fault")),
        drafts=tuple(fault for fault in found if fault.level == "draft"),
        remarks=tuple(fault for fault in found if fault.level == "remark"),
        about=about,
        about_lang=about_lang,
        words=words,
    )


def _chosen(known: dict[str, Framework], wanted: Iterable[str] | None) -> dict[str, Framework]:
    ids = tuple(known) if wanted is None else tuple(wanted)
    for framework in ids:
        if framework not in known:
            raise UnknownId("framework", framework, known)
    return {framework: known[framework] for framework in ids}


def _used(cases: Cases, frameworks: dict[str, Framework]) -> dict[str, Framework]:
    """Frameworks for which there is any rating or note, in the order of the report."""
    items = {rating.item for case in cases for rating in case.ratings if rating.is_answered}
    boxes = {note.box for case in cases for note in case.notes if not note.is_empty}
    used = (
        framework
        for framework in frameworks.values()
        if any(item.id in items for item in framework.items)
        or any(box.id in boxes for box in framework.boxes)
    )
    return {framework.id: framework for framework in sorted(used, key=_rank)}


def _rank(framework: Framework) -> int:
    """Those that place cases come first."""
    kinds = {part.kind for part in framework.parts}
    return next((place for place, kind in enumerate(_ORDER) if kind in kinds), len(_ORDER))


def _read_about(cases: Cases, lang: str) -> tuple[About | None, str, tuple[Fault, ...]]:
    """What is said of the cases above them, in this language if there is a file for it.

    A file that is not sound is reported and passed over.
    """
    folders = dict.fromkeys(above for case in cases[:1] for above in _above(case.folder))
    for folder in folders:
        for name, spoken in ((f"about.{lang}.yaml", lang), (ABOUT_FILE, "en")):
            if (folder / name).is_file():
                try:
                    return read_about(folder / name), spoken, ()
                except Faults as error:
                    return None, spoken, error.faults
    return None, lang, ()


def _above(folder: Path | None) -> tuple[Path, ...]:
    """Folders above that of a case: of its kind, of all cases, of the study."""
    return tuple(folder.resolve().parents)[:3] if folder else ()
