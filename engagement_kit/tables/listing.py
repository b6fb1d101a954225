"""The cases of a study in a table: who they are, and how much is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engagement_kit.assess.answers import as_cases
from engagement_kit.cases import Case
from engagement_kit.frameworks import Framework
from engagement_kit.tables.distinct import distinct
from engagement_kit.tables.table import Cell, Column, Table
from engagement_kit.tables.wording import case_label, kind_label, source_note, table_words
from engagement_kit.words import Words

__all__ = ["table_cases"]


@dataclass(frozen=True, slots=True)
class _Counted:
    """Ratings that are counted together: those of a framework, or all (``items`` is None)."""

    id: str
    name: str
    items: frozenset[str] | None

    def count(self, case: Case) -> tuple[int, int]:
        """Ratings with an answer, and those that say why there is none."""
        ratings = [
            rating
            for rating in case.ratings
            if not rating.is_draft and (self.items is None or rating.item in self.items)
        ]
        answered = sum(rating.value is not None for rating in ratings)
        return answered, len(ratings) - answered


def table_cases(
    cases: Iterable[Case],
    *,
    frameworks: Framework | Mapping[str, Framework] | Iterable[Framework] | None = None,
    lang: str = "en",
    title: str | None = None,
    source: str | None = None,
) -> Table:
    """A table of cases: kind, country, waves, and how many sources, evidence and ratings.

    Parameters
    ----------
    cases : iterable of Case
    frameworks : Framework or several, optional
        Ratings are counted for each of them; all ratings together if left out.
    lang : str
        Language of the table, and of the names as far as the cases have it.
    title : str, optional
        In place of the table's own.
    source : str, optional
        A sentence about the data; ``"library"`` stands for the one about the built-in case library.

    Returns
    -------
    Table
        One row a case, in the order given.

    Raises
    ------
    WrongKind
        Something else than cases was given.
    UnknownId
        A framework does not have the language.
    """
    several, words = as_cases(cases), table_words(lang)
    counted = list(_counted(frameworks, words, lang))
    sums = [sum(pair) for one in counted for pair in [one.count(c) for c in several]]
    notes = [words("note.cases", cases=len(several), n=sum(len(c.waves) for c in several))]
    notes += [words("note.ratings")] if any(sums) else []
    return Table(
        title=title or words("title.cases"),
        columns=tuple(_columns(counted, words)),
        rows=tuple(tuple(_row(case, counted, words, lang)) for case in several),
        notes=(*notes, source_note(words, source)),
        lang=lang,
    )


def _counted(
    frameworks: Framework | Mapping[str, Framework] | Iterable[Framework] | None,
    words: Words,
    lang: str,
) -> Iterator[_Counted]:
    if frameworks is None:
        yield _Counted("ratings", words("ratings"), None)
        return
    if isinstance(frameworks, Framework):
        frameworks = [frameworks]
    several = frameworks.values() if isinstance(frameworks, Mapping) else frameworks
    for framework in several:
        items = frozenset(item.id for item in framework.items)
        yield _Counted(framework.id, framework.in_language(lang).name, items)


def _columns(several: Sequence[_Counted], words: Words) -> Iterator[Column]:
    yield Column("case", words("case_id"), on_page=False)
    for name in ("name", "kind", "country", "waves"):
        yield Column(name, words("case" if name == "name" else name))
    for name in ("sources", "evidence"):
        yield Column(name, words(name), "count")
    ids = distinct((one.id for one in several), (), "framework")  # one may be there in two versions
    for name, one in zip(ids, several, strict=True):
        for kind in ("answered", "unanswered"):
            yield Column(f"{name}_{kind}", words(kind), "count", one.name)


def _row(case: Case, counted: Iterable[_Counted], words: Words, lang: str) -> Iterator[Cell]:
    yield case.id
    yield case_label(None, case.id, lang, case.label(lang))
    yield kind_label(words, case.kind)
    yield case.country
    yield words("list.separator").join(map(str, case.waves))
    yield len(case.sources)
    yield len(case.evidence)
    for one in counted:
        yield from one.count(case)
