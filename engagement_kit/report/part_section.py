"""The part of the report about frameworks: figures, what they say, and tables with their cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

import pandas as pd

from engagement_kit.assess import STAGE_RULES, Placements, StagePlacements
from engagement_kit.assess.placements import STATUSES
from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Source
from engagement_kit.markup import Child, Html, anchor, outward, spoken, tag
from engagement_kit.report.contents import (
    Contents,
    Drawn,
    cases_cell,
    number_cell,
    scrolling,
    table,
)
from engagement_kit.report.figures import ENDINGS
from engagement_kit.report.inline import inline_address
from engagement_kit.report.readings import read_result
from engagement_kit.report.results import PartResult

__all__ = ["framework_section"]

_STATES = ("met", "partly", "not_met", "unknown")


def framework_section(contents: Contents, framework: Framework) -> Html:
    """Everything that the study says in terms of one framework."""
    words = contents.words
    version = tag("small", words("framework.version", version=framework.version))
    lead = framework.text("framework", "purpose") or framework.text("framework", "definition")
    results = [result for result in contents.study.results if result.framework.id == framework.id]
    inner: list[Child] = [
        tag("h2", framework.name, " ", version, id=anchor("framework", framework.id)),
        tag("p", lead, class_="lead") if lead else None,
        *(_part(contents, result) for result in results),
        *(_canvas(contents, framework, part.id) for part in framework.parts_of("canvas")),
        _rights(contents, framework),
    ]
    own = None if framework.lang == contents.study.lang else framework.lang
    return tag("section", *inner, lang=own, dir="auto" if own else None)


def _part(contents: Contents, result: PartResult) -> Html:
    words = contents.words
    readings = (tag("li", sentence) for sentence in read_result(contents.study, result))
    return tag(
        "section",
        tag("h3", result.label, id=anchor("part", result.name)),
        *(_figure(contents, drawn) for drawn in contents.figures_of(result.name)),
        tag("h4", words("reading")),
        tag("ul", *readings, class_="reading"),
        _counts(contents, result, result.latest) if result.latest is not None else None,
        _rules(contents, result),
        _requirements(contents, result),
        _answers(contents, result),
    )


# --- figures


def _figure(contents: Contents, drawn: Drawn) -> Html:
    """A figure with title, caption, its description in words, and its files."""
    figure, words = drawn.figure, contents.words
    files = (
        tag("a", ending.upper(), href=f"figures/{quote(figure.name)}.{ending}")
        for ending in ENDINGS
    )
    image = tag("img", src=inline_address(drawn.svg), alt=figure.alt)
    return tag(
        "figure",
        tag("h4", figure.title, id=anchor("figure", figure.name)),
        scrolling(figure.title, image, words),
        tag(
            "figcaption",
            tag("p", figure.caption),
            tag("details", tag("summary", words("figure.described")), tag("p", figure.alt)),
            tag("p", words("figure.files"), *([" ", file] for file in files), class_="small"),
        ),
    )


# --- tables


def _counts(contents: Contents, result: PartResult, latest: Placements) -> Html:
    """Cases of each kind by place and by how sure it is."""
    study, words = contents.study, contents.words
    places = result.places
    target = anchor("place", result.name)
    heads = [words("kind"), *(name for _, name in places)]
    heads += [*(words(f"status.{status}") for status in STATUSES), words("total")]
    rows = []
    for kind in study.kinds:
        own = latest.table[latest.table["kind"] == kind]
        columns = [(result.place_column, place) for place, _ in places]
        columns += [("status", status) for status in STATUSES]
        lists = [list(own.loc[own[column] == value, "case"]) for column, value in columns]
        cells = [cases_cell(study, cases, target) for cases in lists]
        rows.append([study.kind_label(kind), *cells, number_cell(len(own))])
    return table(words("table.counts", part=result.label), heads, rows, words, numbers_from=1)


def _rules(contents: Contents, result: PartResult) -> Html | None:
    """Cases by stage under every rule: what the choice of a rule does."""
    if not isinstance(result.latest, StagePlacements):
        return None
    words, latest = contents.words, result.latest
    placed = latest.table.dropna(subset=["stage"])[["case", "wave"]]
    rules = latest.rules.merge(placed, on=["case", "wave"])
    counts = pd.crosstab(rules["rule"].astype(object), rules["stage"].astype(object))
    counts = counts.reindex(index=STAGE_RULES, columns=[p for p, _ in result.places], fill_value=0)
    rows = [
        [words(f"rule.{rule}"), *(number_cell(int(n)) for n in counts.loc[rule])]
        for rule in STAGE_RULES
    ]
    heads = [words("rule"), *(name for _, name in result.places)]
    return table(words("table.rules", part=result.label), heads, rows, words, numbers_from=1)


def _requirements(contents: Contents, result: PartResult) -> list[Html] | None:
    """For each gap between stages how many cases meet what it asks for."""
    if not isinstance(result.latest, StagePlacements):
        return None
    return [
        _gap(contents, result, str(gap), rows)
        for gap, rows in result.latest.requirements.groupby("gap", sort=False)
    ]


def _gap(contents: Contents, result: PartResult, gap: str, rows: pd.DataFrame) -> Html:
    study, words, framework = contents.study, contents.words, result.framework
    target = anchor("answers", framework.id, framework.item(rows["item"].iloc[0]).part)
    lines = [
        [
            framework.label(str(item)),
            *(
                cases_cell(study, list(own.loc[own["state"] == state, "case"]), target)
                for state in _STATES
            ),
        ]
        for item, own in rows.groupby("item", sort=False)
    ]
    heads = [words("requirement"), *(words(f"state.{state}") for state in _STATES)]
    caption = words("table.requirements", gap=framework.label(gap))
    return table(caption, heads, lines, words, numbers_from=1)


def _answers(contents: Contents, result: PartResult) -> Html:
    """Cases of each kind by answer, item by item."""
    words = contents.words
    heads = [words("item"), words("kind"), *(name for _, name in result.answers)]
    rows = [
        row
        for item in result.framework.items_of(result.part)
        for row in _item_rows(contents, result, item.id)
    ]
    caption = words("table.answers", part=result.label)
    return table(caption, [*heads, words("unknown")], rows, words, numbers_from=2)


def _item_rows(contents: Contents, result: PartResult, item: str) -> Iterator[list[Child]]:
    study = contents.study
    levels = result.latest_levels.table
    own = levels[levels["item"] == item]
    target = anchor("answers", result.name)
    label = result.framework.label(item)
    head = tag("th", label, scope="rowgroup", rowspan=len(study.kinds))
    for place, kind in enumerate(study.kinds):
        rows = own[own["kind"] == kind]
        lists = [list(rows.loc[rows["value"] == value, "case"]) for value, _ in result.answers]
        lists.append(list(rows.loc[rows["value"].isna(), "case"]))
        cells = [cases_cell(study, cases, target) for cases in lists]
        yield [None if place else head, study.kind_label(kind), *cells]


def _canvas(contents: Contents, framework: Framework, part: str) -> Html | None:
    """How many cases have something to say in each box."""
    study, words = contents.study, contents.words
    boxes = framework.only_part("canvas", part).boxes
    found = Counter(
        (note.box, case.id) for case in study.cases for note in case.notes if not note.is_empty
    )
    noted = {box.id: [case.id for case in study.cases if found[box.id, case.id]] for box in boxes}
    if not any(noted.values()):
        return None
    target = anchor("notes", framework.id, part)
    rows = [
        [
            framework.label(box),
            cases_cell(study, cases, target),
            number_cell(sum(found[box, case] for case in cases)),
        ]
        for box, cases in noted.items()
    ]
    label = framework.label(part)
    heads = [words("box"), words("boxes.cases"), words("boxes.notes")]
    return tag(
        "section",
        tag("h3", label, id=anchor("part", framework.id, part)),
        *(_figure(contents, drawn) for drawn in contents.figures_of(f"{framework.id}-{part}")),
        table(words("table.canvas", part=label), heads, rows, words, numbers_from=1),
    )


def _rights(contents: Contents, framework: Framework) -> Html:
    """Whose framework it is, on what terms its texts stand here, and where they come from."""
    definition = framework.definition
    rights = framework.text("framework", "licence") or definition.licence.holder
    sources = (
        tag("li", outward(source.url, spoken(_cited(source)))) for source in definition.sources
    )
    return tag(
        "details",
        tag("summary", contents.words("framework.sources")),
        tag("p", rights),
        tag("ul", *sources),
    )


def _cited(source: Source) -> str:
    named = (source.author, source.title, source.publisher, source.date)
    return ", ".join(text for text in named if text)
