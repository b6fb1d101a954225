"""A filled form as a picture in plain HTML, for readers of a notebook who run no kernel.

Nothing in it runs, and it holds without style sheets: canvases and ratings are tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engagement_kit.cases import Case, Evidence
from engagement_kit.frameworks import RIGHT_TO_LEFT, Framework
from engagement_kit.frameworks.schema import Canvas, Layout, Part, Place, Stages
from engagement_kit.markup import Child, Html, Value, join, outward, said, tag
from engagement_kit.words import Words, words_for

__all__ = ["form_html"]

_HERE = Path(__file__).parent
_TABLE = "border-collapse:collapse;width:100%;margin:.5em 0;font-size:inherit"
# Looks stand in each element: viewers of notebooks take style sheets away.
_CELL = (
    "border:1px solid rgba(127,127,127,.5);padding:.4em .5em;"
    "text-align:start;vertical-align:top;white-space:normal"
)
_SMALL = "font-size:.85em;opacity:.8"

Record = Mapping[str, Any]


def form_html(framework: Framework, case: Case, record: Record, lang: str) -> str:
    """The form as it is filled, as a block of HTML in which every text is escaped.

    Parameters
    ----------
    framework : Framework
    case : Case
        Its name, waves and evidence are shown.
    record : mapping
        What the coder wrote: ``ratings`` by ``"<item>@<wave>"``, lists of ``notes`` and
        ``targets``.
    lang : str
        Language of the fixed texts; the framework's reference language where it has no other.
    """
    known = lang if lang in framework.languages else framework.languages[0]
    view = _View(framework.in_language(known), case, record, words_for(_HERE, lang), lang)
    return str(_page(view))


@dataclass(frozen=True, slots=True)
class _View:
    """What all pieces of the picture need."""

    fw: Framework
    case: Case
    record: Record
    words: Words
    lang: str

    def label(self, element_id: str) -> str:
        """Name of an element; the id of one that the framework does not know."""
        return self.fw.text(element_id, "label") or element_id


def _page(view: _View) -> Html:
    words, fw = view.words, view.fw
    head = words(
        "static_head", case=view.case.label(view.lang), framework=fw.name, version=fw.version
    )
    is_rtl = view.lang.split("-")[0] in RIGHT_TO_LEFT
    return tag(
        "section",
        tag("p", tag("strong", head)),
        tag("p", words("static_remark"), style=_SMALL),
        *(_part(view, part) for part in fw.parts),
        _evidence(view),
        dir="rtl" if is_rtl else "ltr",
        lang=view.lang,
        style="overflow-x:auto;text-align:start",
    )


def _part(view: _View, part: Part) -> Html | None:
    """A part with its name; nothing for one that takes no answers."""
    if isinstance(part, Canvas):
        inner = _canvases(view, part)
    elif view.fw.items_of(part.id):
        inner = join((_ratings(view, part), _targets(view, part)))
    else:
        return None
    return join((tag("p", tag("strong", view.label(part.id))), inner))


def _table(*rows: Html | None) -> Html:
    return tag("table", *rows, border=1, width="100%", style=_TABLE)


def _row(*cells: Html) -> Html:
    return tag("tr", *cells)


def _cell(*children: Child, name: str = "td", **attributes: Value) -> Html:
    return tag(name, *children, valign="top", style=_CELL, **attributes)


# --- canvases


def _canvases(view: _View, part: Canvas) -> Html:
    """One canvas for each wave that has notes, an empty one if there are none."""
    boxes = {box.id for box in part.boxes}
    notes = [note for note in view.record.get("notes", ()) if note["box"] in boxes]
    waves: Sequence[int] = sorted({note["wave"] for note in notes}) or view.case.waves[-1:]
    return join(
        (
            tag("p", view.words("static_wave", wave=wave)),
            _canvas(view, part.layouts[0], [n for n in notes if n["wave"] == wave]),
        )
        for wave in waves
    )


def _canvas(view: _View, layout: Layout, notes: Sequence[Record]) -> Html:
    share = f"{100 / layout.columns:.3g}%"
    columns = (tag("col", width=share) for _ in range(layout.columns))
    rows = (_row(*_boxes_from(view, layout, row, notes)) for row in range(layout.rows))
    return _table(tag("colgroup", *columns), *rows)


def _boxes_from(view: _View, layout: Layout, row: int, notes: Sequence[Record]) -> Iterator[Html]:
    """Cells that begin in a row; where no box lies, an empty one holds the place."""
    covered = {spot: place for place in layout.cells for spot in _spots(place)}
    for column in range(layout.columns):
        place = covered.get((row, column))
        if place is None:
            yield tag("td")
        elif (place.row, place.column) == (row, column):
            here = [note for note in notes if note["box"] == place.box]
            yield _cell(*_box(view, place.box, here), colspan=place.columns, rowspan=place.rows)


def _spots(place: Place) -> Iterator[tuple[int, int]]:
    for row in range(place.row, place.row + place.rows):
        for column in range(place.column, place.column + place.columns):
            yield row, column


def _box(view: _View, box: str, notes: Sequence[Record]) -> tuple[Html, Html]:
    title = tag("strong", view.label(box))
    if not notes:
        return title, tag("div", view.words("static_no_notes"), style=_SMALL)
    entries = (tag("li", _note(view, note)) for note in notes)
    return title, tag("ol", *entries, style="margin:.3em 0;padding-inline-start:1.4em")


def _note(view: _View, note: Record) -> Html:
    texts: Mapping[str, str] = note["text"]
    lang = view.lang if view.lang in texts else next(iter(texts), view.lang)
    return join((said(texts.get(lang, ""), lang), " ", _proof(view, note["evidence"])))


def _proof(view: _View, evidence: Iterable[str]) -> Html:
    """Ids of evidence, or the mark of a draft."""
    ids = ", ".join(evidence)
    return tag("span", f"({ids or view.words('static_draft')})", dir="auto", style=_SMALL)


# --- ratings


def _ratings(view: _View, part: Part) -> Html:
    """One row an item, one column a wave; axes and pairs stand above their items."""
    waves = view.case.waves
    words = view.words
    head = [_cell(words("static_item"), name="th")]
    head += [_cell(words("static_wave", wave=wave), name="th") for wave in waves]
    rows = []
    group = None
    for item in view.fw.items_of(part.id):
        if item.group is not None and item.group != group:
            group = item.group
            rows.append(_row(_cell(view.label(group), name="th", colspan=len(waves) + 1)))
        answers = (_cell(*_answer(view, item.id, item.scale, wave)) for wave in waves)
        rows.append(_row(_cell(view.label(item.id)), *answers))
    return _table(_row(*head), *rows)


def _answer(view: _View, item: str, scale: str, wave: int) -> Iterator[Html]:
    """The answer, how sure, resting on what, and why."""
    rating = view.record.get("ratings", {}).get(f"{item}@{wave}", {})
    value, missing = rating.get("value"), rating.get("missing")
    if value:
        yield tag("strong", view.label(f"scale.{scale}.{value}"))
    elif missing:
        yield tag("em", view.words(f"rating_missing_{missing}"))
    else:
        yield join((view.words("static_unanswered"),))
    if confidence := rating.get("confidence"):
        level = view.words(f"rating_confidence_{confidence}")
        yield tag("div", view.words("static_confidence", level=level), style=_SMALL)
    evidence = rating.get("evidence") or ()
    if value or evidence:
        yield tag("div", _proof(view, evidence))
    if note := rating.get("note"):
        yield tag("div", said(note))


# --- targets


def _targets(view: _View, part: Part) -> Html | None:
    """One row for each respondent and item, one column a horizon; nothing without targets."""
    if not isinstance(part, Stages):
        return None
    items = {item.id for item in part.items}
    aims = {
        (aim["respondent"], aim["item"], aim["horizon"]): aim["value"]
        for aim in view.record.get("targets", ())
        if aim["item"] in items
    }
    if not aims:
        return None
    horizons = sorted({*part.horizons, *(horizon for _, _, horizon in aims)})
    head = [view.words("static_respondent"), view.words("static_item")]
    head += [_horizon(view, horizon) for horizon in horizons]
    rows = (
        _row(
            _cell(said(who)),
            _cell(view.label(item)),
            *(_cell(_aim(view, part.scale, aims.get((who, item, year)))) for year in horizons),
        )
        for who, item in dict.fromkeys((who, item) for who, item, _ in aims)
    )
    return _table(_row(*(_cell(name, name="th") for name in head)), *rows)


def _horizon(view: _View, years: int) -> str:
    words = view.words
    return words("rating_horizon_years", n=years) if years else words("rating_horizon_now")


def _aim(view: _View, scale: str, value: str | None) -> str:
    return view.label(f"scale.{scale}.{value}") if value else view.words("static_unanswered")


# --- evidence


def _evidence(view: _View) -> Html | None:
    """The pieces that ratings and notes rest on, folded up, each with a link to its source."""
    ratings, notes = view.record.get("ratings", {}).values(), view.record.get("notes", ())
    used = {one for entry in (*ratings, *notes) for one in entry.get("evidence") or ()}
    pieces = [piece for piece in view.case.evidence if piece.id in used]
    if not pieces:
        return None
    summary = tag("summary", view.words("static_evidence", n=len(pieces)))
    entries = (tag("li", _piece(view.case, piece)) for piece in pieces)
    return tag("details", summary, tag("ul", *entries))


def _piece(case: Case, piece: Evidence) -> Html:
    source = next((one for one in case.sources if one.key == piece.source), None)
    title = outward(source.url, source.title) if source else piece.source
    year = f", {piece.year}" if piece.year is not None else ""
    head = tag("span", f"{piece.id}{year}: ", dir="auto")
    return join((head, said(piece.text), " ", tag("span", "(", title, ")", dir="auto")))
