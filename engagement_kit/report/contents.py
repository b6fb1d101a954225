"""What the writers of the page hand to each other, and the pieces that several of them use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engagement_kit.errors import Fault
from engagement_kit.markup import Child, Html, anchor, link, spoken, tag
from engagement_kit.report.figures import Figure
from engagement_kit.report.material import Study
from engagement_kit.words import Words

__all__ = ["Contents", "Drawn", "case_name", "cases_cell", "number_cell", "scrolling", "table"]


@dataclass(frozen=True, eq=False)
class Drawn:
    """A figure with its drawing as SVG."""

    figure: Figure
    svg: str


@dataclass(frozen=True, eq=False)
class Contents:
    """Everything that goes into the page."""

    study: Study
    figures: tuple[Drawn, ...] = ()
    tables: tuple[str, ...] = ()
    notebooks: tuple[str, ...] = ()
    notebook_faults: tuple[Fault, ...] = ()

    @property
    def words(self) -> Words:
        """Fixed texts in the language of the report."""
        return self.study.words

    def figures_of(self, owner: str) -> tuple[Drawn, ...]:
        """The figures of one result."""
        return tuple(drawn for drawn in self.figures if drawn.figure.owner == owner)


def scrolling(name: str, inner: Child, words: Words) -> Html:
    """A box that scrolls sideways by itself, by keyboard too, so that the page never does."""
    label = words("table.scroll", name=name)
    return tag("div", inner, class_="scroll", role="region", tabindex=0, aria_label=label)


def table(
    caption: str,
    heads: Sequence[Child],
    rows: Iterable[Sequence[Child]],
    words: Words,
    *,
    numbers_from: int = 99,
    class_: str | None = None,
    id: str | None = None,  # noqa: A002 - it becomes the attribute of that name
) -> Html:
    """A table with caption; the first cell of each row is its head.

    A cell that is markup of a table cell already stays as it is; where the first one is None, the
    head of an earlier row reaches down to this one. Columns from ``numbers_from`` on hold numbers.
    """
    head = tag(
        "tr",
        *(
            tag("th", cell, scope="col", class_="number" if place >= numbers_from else None)
            for place, cell in enumerate(heads)
        ),
    )
    body = (tag("tr", _row_head(row[0]), *map(_cell, row[1:])) for row in rows)
    inner = tag(
        "table",
        tag("caption", caption),
        tag("thead", head),
        tag("tbody", *body),
        class_=class_,
        id=id,
    )
    return scrolling(caption, inner, words)


def _row_head(cell: Child) -> Child:
    if cell is None or (isinstance(cell, Html) and cell.startswith("<th")):
        return cell
    return tag("th", cell, scope="row")


def _cell(cell: Child) -> Child:
    if isinstance(cell, Html) and cell.startswith("<td"):
        return cell
    return tag("td", cell)


def cases_cell(study: Study, cases: Sequence[str], target: str) -> Html:
    """A number that opens to the cases behind it; each leads to where the number comes from.

    Parameters
    ----------
    study : Study
    cases : sequence of str
        Ids of the cases that were counted.
    target : str
        Beginning of the ids that the links lead to; the id of the case follows.
    """
    if not cases:
        return tag("td", "0", class_="number none")
    links = (tag("li", link(anchor(target, case), case_name(study, case))) for case in cases)
    inner = tag("details", tag("summary", str(len(cases))), tag("ul", *links))
    return tag("td", inner, class_="number")


def number_cell(value: int) -> Html:
    """A number that stands for itself."""
    return tag("td", str(value), class_="number")


def case_name(study: Study, case: str) -> Html:
    """Name of a case, marked with its language where it has one."""
    names = study.cases[case].name
    lang = next((lang for lang in (study.lang, "en") if lang in names), next(iter(names), None))
    return spoken(study.case_label(case), None if lang == study.lang else lang)
