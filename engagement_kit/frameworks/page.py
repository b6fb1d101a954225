"""A framework as a page of HTML for notebooks: every part in the form people know it by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from engagement_kit.frameworks.framework import Framework
from engagement_kit.frameworks.schema import (
    Canvas,
    Capabilities,
    Checklist,
    Options,
    Part,
    Quadrant,
    Stages,
    Steps,
)
from engagement_kit.markup import is_web
from engagement_kit.words import Words, words_for

__all__ = ["framework_html"]

_HERE = Path(__file__).parent
_PLAIN = ("description", "definition", "detail", "why")
_NAMED = ("advantage", "limitation", "mitigation", "recommendation")
_LEAD = ("purpose", "definition", "aim", "use", "authors")


def framework_html(framework: Framework) -> str:
    """The whole framework as one block of HTML, in the direction of its language.

    All texts are escaped; colours follow JupyterLab's theme where there is one.
    """
    return _Page(framework).html()


class _Page:
    """Writes one framework; the words around it are in its language, else in English."""

    def __init__(self, framework: Framework) -> None:
        self.fw = framework
        self.words: Words = words_for(_HERE, framework.lang)

    def html(self) -> str:
        fw = self.fw
        style = (_HERE / "page.css").read_text(encoding="utf-8")
        return (
            f"<style>{style}</style>"
            f'<section class="ek-framework" dir="{fw.direction}" lang="{escape(fw.lang)}">'
            f"<h3>{escape(fw.name)} "
            f"<small>{self.words('version')} {escape(fw.version)}</small></h3>"
            + "".join(self.paragraph("framework", a) for a in _LEAD)
            + "".join(self.part(part) for part in fw.parts)
            + self.models()
            + self.remarks()
            + self.earlier()
            + self.sources()
            + "</section>"
        )

    # --- pieces that several kinds use

    def paragraph(self, element: str, attribute: str, lead: str = "") -> str:
        text = self.fw.text(element, attribute)
        return f"<p>{lead}{escape(text)}</p>" if text else ""

    def label(self, element: str) -> str:
        return escape(self.fw.label(element))

    def questions(self, element: str) -> str:
        return _list(escape(question) for question in self.fw.texts(element, "question"))

    def status(self, status: str) -> str:
        """A mark that tells the published framework from what was added."""
        if status == "attested":
            return ""
        return f' <span class="ek-status">{escape(self.words(status))}</span>'

    def heading(self, element: str, status: str = "attested") -> str:
        """Label, other names and who set it."""
        aliases = ", ".join(escape(alias) for alias in self.fw.texts(element, "alias"))
        also = f' <span class="ek-small">({aliases})</span>' if aliases else ""
        return f"<b>{self.label(element)}</b>{also}{self.status(status)}"

    def body(self, element: str) -> str:
        """Everything that is said of an element, in one order everywhere."""
        plain = "".join(self.paragraph(element, a) for a in _PLAIN)
        named = "".join(self.paragraph(element, a, f"<i>{self.words(a)}:</i> ") for a in _NAMED)
        return plain + named + self.questions(element) + self.example(element)

    def entry(self, element: str, status: str = "attested") -> str:
        return self.heading(element, status) + self.body(element)

    def details(self, title: str, inner: str) -> str:
        return f"<details><summary>{escape(title)}</summary>{inner}</details>" if inner else ""

    def part(self, part: Part) -> str:
        draw: dict[str, Callable[[Any], str]] = {
            "canvas": self.canvas,
            "quadrant": self.quadrant,
            "stages": self.stages,
            "checklist": self.checklist,
            "capabilities": self.capabilities,
            "steps": self.steps,
            "options": self.options,
        }
        head = f"<h4>{self.heading(part.id)}</h4>{self.body(part.id)}"
        return f'<div class="ek-part">{head}{draw[part.kind](part)}{self.scale(part)}</div>'

    def scale(self, part: Part) -> str:
        scale_id = getattr(part, "scale", None)
        if scale_id is None or isinstance(part, Stages):
            return ""
        values = self.fw.scale(scale_id).ids
        words = " · ".join(self.fw.value_label(scale_id, value) for value in values)
        return f'<p class="ek-small">{escape(self.words("scale", values=words))}</p>'

    # --- one method a kind of part

    def canvas(self, part: Canvas) -> str:
        layout = part.layouts[0]
        boxes = {box.id: box for box in part.boxes}
        cells = []
        for place in layout.cells:
            deeper = boxes[place.box].deepened_by
            cells.append(
                f'<div style="grid-area:{place.row + 1}/{place.column + 1}'
                f'/span {place.rows}/span {place.columns}">{self.entry(place.box)}'
                + (self.small("deepened", part=self.fw.label(deeper)) if deeper else "")
                + "</div>"
            )
        grid = f'<div class="ek-canvas" style="grid-template-columns:repeat({layout.columns},1fr)">'
        return grid + "".join(cells) + "</div>" + self.small(f"layout_{layout.confidence}")

    def small(self, key: str, **values: object) -> str:
        return f'<p class="ek-small">{escape(self.words(key, **values))}</p>'

    def example(self, element: str) -> str:
        text = self.fw.text(element, "example")
        return self.small("example", text=text) if text else ""

    def quadrant(self, part: Quadrant) -> str:
        across, up = part.axes
        rows = []
        for level in ("high", "low"):
            cells = [part.cell({up.id: level, across.id: other}) for other in ("low", "high")]
            rows.append("<tr>" + "".join(self.cell(cell.id) for cell in cells) + "</tr>")
        axes = f'<p class="ek-small">→ {self.label(across.id)} · ↑ {self.label(up.id)}</p>'
        lists = "".join(
            f"<div>{self.entry(axis.id)}{self.item_list(axis.items)}</div>" for axis in part.axes
        )
        rule = self.small(
            "threshold",
            value=f"{part.threshold.value:g}",
            status=self.words(part.threshold.status),
            known=f"{part.min_known.value:.0%}".rstrip("%"),
            known_status=self.words(part.min_known.status),
        )
        # Axes run from left to right in every language, as in the figures.
        table = f'<table class="ek-quadrant" dir="ltr">{"".join(rows)}</table>'
        return f'{table}{axes}<div class="ek-columns">{lists}</div>{rule}'

    def cell(self, cell: str) -> str:
        return f'<td dir="{self.fw.direction}">{self.entry(cell)}</td>'

    def item_list(self, items: Iterable[Any], tag: str = "ul") -> str:
        return _list((self.entry(item.id, item.status) for item in items), tag)

    def stages(self, part: Stages) -> str:
        scale = self.fw.scale(part.scale)
        stages = [self.fw.value_label(part.scale, stage) for stage in scale.ids]
        head = "".join(f"<th>{escape(stage)}</th>" for stage in stages)
        rows = "".join(
            f"<tr><th>{self.heading(item.id, item.status)}{self.questions(item.id)}</th>"
            + "".join(f"<td>{self.stage_cell(item.id, stage)}</td>" for stage in scale.ids)
            + "</tr>"
            for item in part.items
        )
        banners = f"<tr><th></th>{self.banners(part)}</tr>" if part.banners else ""
        corner = f"<th>{self.words('dimension')}</th>"
        table = f'<table class="ek-stages">{banners}<tr>{corner}{head}</tr>{rows}</table>'
        return f'<div class="ek-scroll">{table}</div>{self.between(part)}'

    def banners(self, part: Stages) -> str:
        """Each banner above its stages, nothing above the others."""
        first = {banner.stages[0]: banner for banner in part.banners}
        under = {stage for banner in part.banners for stage in banner.stages}
        return "".join(
            f'<th colspan="{len(first[stage].stages)}">{self.entry(first[stage].id)}</th>'
            if stage in first
            else "<th></th>"
            for stage in self.fw.scale(part.scale).ids
            if stage in first or stage not in under
        )

    def stage_cell(self, item: str, stage: str) -> str:
        key = f"{item}.{stage}"
        published, anchor = self.fw.text(key, "published"), self.fw.text(key, "anchor")
        first = escape(published) if published else f"<i>{self.words('not_described')}</i>"
        second = self.small("anchor", text=anchor) if anchor else ""
        return first + second

    def between(self, part: Stages) -> str:
        """Moves and gaps between stages."""
        parts = []
        for key, entries in (("moves", part.moves), ("gap", part.gaps)):
            for entry in entries:
                words = {
                    side: self.fw.value_label(part.scale, getattr(entry, side))
                    for side in ("after", "before")
                }
                lead = f"{self.heading(entry.id)} ({escape(self.words(key, **words))})"
                parts.append(f"<p>{lead}</p>{self.body(entry.id)}")
        return "".join(parts)

    def checklist(self, part: Checklist | Options) -> str:
        return self.item_list(part.items)

    options = checklist

    def steps(self, part: Steps) -> str:
        return self.item_list(part.items, "ol")

    def capabilities(self, part: Capabilities) -> str:
        head = "".join(
            f"<th>{self.words(k)}</th>" for k in ("pair", "definition", "outcome", "feeling")
        )
        rows = []
        for pair in part.pairs:
            meanings = self.item_list(pair.items) + self.paragraph(pair.id, "detail")
            both = "".join(
                f"<td>{escape(self.fw.text(pair.id, side) or '–')}</td>"
                for side in ("outcome", "feeling")
            )
            rows.append(f"<tr><th>{self.label(pair.id)}</th><td>{meanings}</td>{both}</tr>")
        table = f"<table><tr>{head}</tr>{''.join(rows)}</table>"
        views = _list(self.entry(view) for view in (*part.lenses, *part.mottos))
        return f'<div class="ek-scroll">{table}</div>{views}'

    # --- around the parts

    def models(self) -> str:
        links = self.fw.definition.links
        return self.details(self.words("models"), _list(self.entry(link.id) for link in links))

    def remarks(self) -> str:
        remarks = (self.fw.text(r.id, "text") or "" for r in self.fw.definition.remarks)
        return self.details(self.words("remarks"), _list(escape(remark) for remark in remarks))

    def earlier(self) -> str:
        entries = (
            self.entry(version.id)
            + _list(
                self.entry(group.id) + _list(self.entry(element) for element in group.elements)
                for group in version.groups
            )
            for version in self.fw.definition.earlier_versions
        )
        return self.details(self.words("earlier"), _list(entries))

    def sources(self) -> str:
        definition = self.fw.definition
        rights = (
            self.paragraph("framework", "licence") or f"<p>{escape(definition.licence.holder)}</p>"
        )
        entries = (_source_html(source) for source in definition.sources)
        inner = f"<p><b>{self.words('licence')}</b></p>{rights}{_list(entries)}"
        return self.details(f"{self.words('sources')} · {self.words('licence')}", inner)


def _source_html(source: Any) -> str:
    words = [source.author, source.title, source.publisher, source.date]
    text = escape(", ".join(word for word in words if word))
    if is_web(source.url):
        return f'<a href="{escape(source.url)}" rel="noopener noreferrer">{text}</a>'
    return text


def _list(entries: Iterable[str], tag: str = "ul") -> str:
    inner = "".join(f"<li>{entry}</li>" for entry in entries)
    return f"<{tag}>{inner}</{tag}>" if inner else ""
