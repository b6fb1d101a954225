"""The part of the report about cases: a list of all, and each with the way back to its sources."""

from __future__ import annotations

from collections.abc import Iterator

from engagement_kit.cases import Case
from engagement_kit.markup import Child, Html, anchor, link, spoken, tag
from engagement_kit.report.answers import answers_of
from engagement_kit.report.contents import Contents, case_name, number_cell, table
from engagement_kit.report.facts import evidence_of, notes_of, sources_of
from engagement_kit.report.places import places_of, reasons_of, standing
from engagement_kit.report.results import PartResult

__all__ = ["cases_section"]


def cases_section(contents: Contents) -> Html:
    """The list of all cases, and each case in full."""
    words = contents.words
    return tag(
        "section",
        tag("h2", words("cases"), id="cases"),
        tag("p", words("cases.lead")),
        _filter(contents),
        _index(contents),
        tag("div", *(_case(contents, case) for case in contents.study.cases), class_="cases"),
    )


def _filter(contents: Contents) -> Html:
    """What needs a script: hidden until the script is there."""
    words = contents.words
    box = tag("input", type="search", id="filter", autocomplete="off", spellcheck="false")
    shown = tag(
        "output", id="shown", for_="filter", data_text=words("cases.shown", n="{n}", all="{all}")
    )
    buttons = [
        tag("button", words(f"cases.{what}"), type="button", id=f"{what}-all")
        for what in ("open", "close")
    ]
    label = tag("label", words("cases.filter"), " ", box)
    return tag("div", label, " ", shown, " ", *buttons, class_="filter", id="tools", hidden=True)


def _index(contents: Contents) -> Html:
    words = contents.words
    placed = [result for result in contents.study.results if result.latest is not None]
    heads: list[Child] = [words("case"), words("kind"), words("country"), words("waves")]
    heads += [result.framework.name for result in placed]
    heads += [words("evidence"), words("sources")]
    rows = [list(_index_row(contents, case, placed)) for case in contents.study.cases]
    return table(words("table.index"), heads, rows, words, numbers_from=len(heads) - 2, id="index")


def _index_row(contents: Contents, case: Case, placed: list[PartResult]) -> Iterator[Child]:
    yield link(anchor("case", case.id), case_name(contents.study, case.id))
    yield contents.study.kind_label(case.kind)
    yield spoken(case.country or "")
    yield contents.words("list.separator").join(map(str, case.waves))
    for result in placed:
        yield standing(contents, result, case)
    yield number_cell(len(case.evidence))
    yield number_cell(len(case.sources))


def _case(contents: Contents, case: Case) -> Html:
    """One case: what can be seen at once, and all the rest when it is opened."""
    study, words = contents.study, contents.words
    waves = words("list.separator").join(map(str, case.waves))
    about = " · ".join(t for t in (study.kind_label(case.kind), case.country, waves) if t)
    summary = tag(
        "summary", tag("h3", case_name(study, case.id)), " ", tag("span", about, class_="small")
    )
    body = tag(
        "div",
        _facts(contents, case),
        places_of(contents, case),
        *reasons_of(contents, case),
        *(answers_of(contents, case, result) for result in study.results),
        *notes_of(contents, case),
        evidence_of(contents, case),
        sources_of(contents, case),
        tag("p", link("index", words("back")), class_="small"),
        id=anchor("case", case.id),
        class_="body",
    )
    return tag("details", summary, body, class_="case")


def _facts(contents: Contents, case: Case) -> Html:
    """Who the case is, how strong its evidence is, and what its sources do not tell."""
    words = contents.words
    others = [
        spoken(n, lang) for lang, n in case.name.items() if n != case.label(contents.study.lang)
    ]
    strength = case.evidence_strength and words(f"strength.{case.evidence_strength}")
    lines: list[tuple[str, Child]] = [
        (words("case"), [[name, " "] for name in others] or None),
        (words("country"), _said(case.country, case.country_note)),
        (words("sector"), _said(case.sector)),
        (words("city"), _said(case.city)),
        (words("founded"), str(case.founded) if case.founded else None),
        (words("strength"), _said(strength, case.evidence_strength_note)),
        (words("gaps"), _said(case.gaps)),
    ]
    entries = (tag("div", tag("dt", name), tag("dd", text)) for name, text in lines if text)
    return tag("dl", *entries, class_="facts")


def _said(*texts: str | None) -> Html | None:
    said = ". ".join(text.rstrip(".") for text in texts if text)
    return spoken(said) if said else None
