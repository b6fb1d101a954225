"""What the answers of one case rest on: its notes, its evidence and its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engagement_kit.cases import Case, Evidence, Note, Source
from engagement_kit.frameworks import Framework
from engagement_kit.markup import Child, Html, anchor, link, outward, spoken, tag
from engagement_kit.report.answers import evidence_anchor, evidence_links
from engagement_kit.report.contents import Contents

__all__ = ["evidence_of", "notes_of", "sources_of"]


# --- notes


def notes_of(contents: Contents, case: Case) -> Iterator[Html]:
    """The filled canvases of a case, one for each part and wave, the last wave first."""
    for framework in contents.study.frameworks.values():
        for part in framework.parts_of("canvas"):
            boxes = {box.id for box in framework.only_part("canvas", part.id).boxes}
            notes = [note for note in case.notes if note.box in boxes and not note.is_empty]
            waves = sorted({note.wave for note in notes}, reverse=True)
            for wave in waves:
                # Counted lists of cases lead to the first canvas of the part.
                names = () if wave == waves[0] else (wave,)
                target = anchor("notes", framework.id, part.id, case.id, *names)
                canvas = _canvas(contents, case, framework, part.id, wave)
                title = contents.words("notes", part=framework.label(part.id), wave=wave)
                yield tag("details", tag("summary", title), tag("div", canvas, id=target))


def _canvas(contents: Contents, case: Case, framework: Framework, part: str, wave: int) -> Html:
    """Every box of a canvas with the notes of one wave, empty ones too."""
    cells = []
    for box in framework.only_part("canvas", part).boxes:
        notes = [n for n in case.notes if (n.box, n.wave) == (box.id, wave) and not n.is_empty]
        lines = [tag("li", _note(contents, case, note)) for note in notes]
        body = tag("ul", *lines) if lines else None
        cells.append(tag("div", tag("dt", framework.label(box.id)), tag("dd", body)))
    return tag("dl", *cells, class_="canvas")


def _note(contents: Contents, case: Case, note: Note) -> Iterator[Child]:
    """A note in the language of the report first, then in the others it has."""
    lang = contents.study.lang
    for place, (written, text) in enumerate(sorted(note.text.items(), key=lambda t: t[0] != lang)):
        yield tag("p", text, lang=written, dir="auto", class_="other" if place else None)
    yield tag("span", spoken(note.coder), evidence_links(case, note.evidence), class_="small")


# --- evidence


def evidence_of(contents: Contents, case: Case) -> Html | None:
    """Every piece of evidence with its date, what it speaks for, and its source."""
    words = contents.words
    if not case.evidence:
        return None
    named = Counter(name for rating in case.ratings for name in rating.evidence)
    named.update(name for note in case.notes for name in note.evidence)
    pieces = (
        tag(
            "li", _piece(contents, case, piece, named[piece.id]), id=evidence_anchor(case, piece.id)
        )
        for piece in case.evidence
    )
    title = words("evidence.n", n=len(case.evidence))
    return tag("details", tag("summary", title), tag("ol", *pieces, class_="evidence"))


def _piece(contents: Contents, case: Case, piece: Evidence, named: int) -> Iterator[Child]:
    words = contents.words
    yield tag("b", spoken(piece.id))
    yield f" ({_date(contents, piece)}) "
    yield spoken(piece.text)
    if piece.polarity != "neutral":
        yield [" ", tag("span", words(piece.polarity), class_=f"polarity {piece.polarity}")]
    source = case.source(piece.source)
    place = [", ", spoken(piece.locator)] if piece.locator else []
    to_source = link(anchor("source", case.id, source.key), f"[{source.key}]")
    about = [outward(source.url, spoken(source.title)), *place, " ", to_source]
    note = [" ", spoken(piece.note)] if piece.note else []
    yield tag("div", *about, " · ", words("cited", n=named), *note, class_="small")


def _date(contents: Contents, piece: Evidence) -> str:
    if piece.year is not None:
        return str(piece.year)
    if piece.as_of is not None:
        return contents.words("as_of", date=piece.as_of)
    return contents.words("undated")


# --- sources


def sources_of(contents: Contents, case: Case) -> Html | None:
    """Every source with what is known of it and its address."""
    if not case.sources:
        return None
    entries = (
        tag("li", _source(contents, source), id=anchor("source", case.id, source.key))
        for source in case.sources
    )
    title = contents.words("sources.n", n=len(case.sources))
    return tag("details", tag("summary", title), tag("ol", *entries, class_="sources"))


def _source(contents: Contents, source: Source) -> Iterator[Child]:
    words = contents.words
    between = words("list.separator")
    yield tag("b", spoken(source.key))
    yield " "
    if source.author:
        yield [spoken(source.author), between]
    own = None if source.language == contents.study.lang else source.language
    yield outward(source.url, spoken(source.title, own))
    read = words("accessed", date=source.accessed) if source.accessed else None
    kind = source.kind.replace("_", " ")
    for text in (source.publisher, source.date, kind, read, source.note):
        if text:
            yield [between, spoken(text)]
    if source.url:
        yield tag("div", outward(source.url, source.url), class_="address")
