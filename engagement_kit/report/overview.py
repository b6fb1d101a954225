"""The beginning of the report: what it is, its headline numbers, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator

from engagement_kit.assess import Placements
from engagement_kit.assess.placements import STATUSES
from engagement_kit.cases.answer_file import gathered_coders
from engagement_kit.errors import Fault
from engagement_kit.markup import Child, Html, anchor, link, outward, spoken, tag
from engagement_kit.report.contents import Contents, number_cell, table
from engagement_kit.report.results import PartResult

__all__ = ["about_section", "faults_section", "numbers_section"]


def about_section(contents: Contents) -> Html:
    """What the report is, what the study says of itself, and what to beware of."""
    study, words = contents.study, contents.words
    waves = sum(len(case.waves) for case in study.cases)
    made = words(
        "about.made", cases=len(study.cases), waves=waves, frameworks=len(study.frameworks)
    )
    coders = tuple(dict.fromkeys(coder for case in study.cases for coder in case.coders))
    gathered = gathered_coders(coders).items()
    names = words("list.separator").join(f"{name} ({n:,})" if n else name for name, n in gathered)
    cautions = [
        words("about.coders", n=len(coders), names=names),
        *(words(f"about.{key}") for key in ("unknown", "authored", "endorsed")),
    ]
    return tag(
        "section",
        tag("h2", words("about"), id="about"),
        tag("p", made, class_="lead"),
        _own_words(contents),
        tag("ul", *(tag("li", caution) for caution in cautions), class_="cautions"),
    )


def _own_words(contents: Contents) -> Html | None:
    """What the study says of itself, its cautions, who made it, and its terms."""
    about, lang = contents.study.about, contents.study.about_lang
    if about is None:
        return None
    own = [
        tag("p", about.description) if about.description else None,
        tag("ul", *(tag("li", caveat) for caveat in about.caveats)) if about.caveats else None,
        *(tag("p", outward(terms.path, terms.title)) for terms in about.licences),
    ]
    foreign = None if lang == contents.study.lang else lang
    return tag(
        "div",
        tag("h3", contents.words("about.own")),
        tag("div", *own, lang=foreign, dir="auto" if foreign else None),
        class_="own",
    )


def numbers_section(contents: Contents) -> Html:
    """The counts of the study, and how sure its places are."""
    study, words = contents.study, contents.words
    cases = study.cases
    counts = {
        "cases": len(cases),
        "waves": sum(len(case.waves) for case in cases),
        "sources": sum(len(case.sources) for case in cases),
        "evidence": sum(len(case.evidence) for case in cases),
        "ratings": sum(len(case.ratings) for case in cases),
        "notes": sum(len(case.notes) for case in cases),
    }
    tiles = (
        tag("div", tag("dt", words(f"numbers.{key}")), tag("dd", _grouped(n)))
        for key, n in counts.items()
    )
    return tag(
        "section",
        tag("h2", words("numbers"), id="numbers"),
        tag("dl", *tiles, class_="tiles"),
        _sureness(contents),
    )


def _grouped(number: int) -> str:
    """A number with thin spaces between its thousands."""
    return f"{number:,}".replace(",", "\u202f")


def _sureness(contents: Contents) -> Html | None:
    """Settled, open and not placed, for every part that places cases."""
    words = contents.words
    placed = [result for result in contents.study.results if result.placements is not None]
    if not placed:
        return None
    heads: list[Child] = [words("numbers.part"), words("wave")]
    heads += [words(f"status.{status}") for status in STATUSES]
    rows = [row for result in placed for row in _sure_rows(contents, result)]
    return table(words("table.placed"), [*heads, words("total")], rows, words, numbers_from=2)


def _sure_rows(contents: Contents, result: PartResult) -> Iterator[list[Child]]:
    name = link(anchor("part", result.name), result.framework.name)
    head = tag("th", name, scope="rowgroup", rowspan=2)
    for key, placements in (("last", result.latest), ("all", result.placements)):
        if isinstance(placements, Placements):
            numbers = (*placements.counts.values(), len(placements))
            which = contents.words(f"numbers.{key}")
            yield [head if key == "last" else None, which, *map(number_cell, numbers)]


def faults_section(contents: Contents) -> Html | None:
    """Cases that were left out and why, notebooks that stopped, ratings that are drafts."""
    study, words = contents.study, contents.words
    parts: list[Child] = []
    if study.faults:
        parts += [tag("p", words("faults.lead", n=len(study.faults))), _listed(study.faults)]
    if contents.notebook_faults:
        parts += [tag("h3", words("notebooks.failed")), _listed(contents.notebook_faults)]
    if study.drafts:
        parts.append(tag("p", words("drafts", n=len(study.drafts))))
    if study.remarks:
        parts.append(tag("p", words("remarks", n=len(study.remarks))))
    if not parts:
        return None
    return tag("section", tag("h2", words("faults"), id="faults"), *parts)


def _listed(faults: tuple[Fault, ...]) -> Html:
    return tag("ul", *(tag("li", spoken(str(fault), "en")) for fault in faults), class_="faults")
