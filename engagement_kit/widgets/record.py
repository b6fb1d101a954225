"""A coder's judgements and their history as plain values, for a page to show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from engagement_kit.cases import Case, Note, Rating, Target
from engagement_kit.frameworks import Framework
from engagement_kit.widgets.entries import Entries, note_fields, rating_fields
from engagement_kit.widgets.history import Step

__all__ = ["judged_in", "record_of", "shown_step", "with_judgements"]

_LONGEST_SHOWN = 200  # characters of a text in the history; the file has the whole


def record_of(entries: Entries, framework: Framework) -> dict[str, Any]:
    """The judgements in one framework, without what is empty.

    Returns
    -------
    dict
        ``ratings`` by ``item@wave``, ``notes`` in order with their keys, ``targets``, and
        ``drafts``: how many ratings wait for their answer or their evidence.
    """
    items = {item.id for item in framework.items}
    boxes = {box.id for box in framework.boxes}
    ratings = {
        f"{item}@{wave}": _said(rating_fields(entry))
        for (item, wave), entry in entries.ratings.items()
        if item in items
    }
    notes = [
        {"key": one.key, **note_fields(one.note)} for one in entries.notes if one.note.box in boxes
    ]
    targets = [one.model_dump() for one in entries.targets.values() if one.item in items]
    drafts = sum(map(_is_draft, ratings.values()))
    return {"ratings": ratings, "notes": notes, "targets": targets, "drafts": drafts}


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _is_draft(rating: Mapping[str, Any]) -> bool:
    """Whether a rating waits for its answer or its evidence."""
    return "missing" not in rating and not ("value" in rating and "evidence" in rating)


def judged_in(framework: Framework) -> Callable[[Step], bool]:
    """Whether a step of a coder's history is about an item or box of this framework."""
    items = {item.id for item in framework.items}
    boxes = {box.id for box in framework.boxes}

    def is_of_it(step: Step) -> bool:
        """Whether its item or box, or the box that a note was in or went to, is one of these."""
        kind, *where = step.field
        if kind == "note":
            sides = (step.before, step.after)
            return any(isinstance(one, dict) and one.get("box") in boxes for one in sides)
        return where[0 if kind == "rating" else 2] in items

    return is_of_it


def shown_step(step: Step) -> dict[str, Any]:
    """A step of the history: at, coder, what (the field), before, after, kind; long texts cut.

    The answer to an item is told as one word: the value, or why there is none.
    """
    return {
        "at": step.at,
        "coder": step.coder,
        "what": list(step.field),
        "before": _shortened(step.before),
        "after": _shortened(step.after),
        "kind": step.kind,
    }


def _shortened(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONGEST_SHOWN:
        return value[: _LONGEST_SHOWN - 1] + "…"
    if isinstance(value, dict) and value.keys() == {"value", "missing"}:
        return value["value"] or value["missing"]
    if isinstance(value, dict):
        return {name: _shortened(inner) for name, inner in value.items()}
    return value


def with_judgements(case: Case, coder: str, entries: Entries) -> Case:
    """The case with these judgements of one coder in the place of those that it had of them."""
    ratings = (_owned(Rating, one, case, coder) for one in entries.ratings.values())
    notes = (_owned(Note, one.note, case, coder) for one in entries.notes)
    targets = (_owned(Target, one, case, coder) for one in entries.targets.values())
    return case.model_copy(
        update={
            "ratings": (*_of_others(case.ratings, coder), *ratings),
            "notes": (*_of_others(case.notes, coder), *notes),
            "targets": (*_of_others(case.targets, coder), *targets),
        }
    )


def _owned(kind: type[BaseModel], entry: BaseModel, case: Case, coder: str) -> Any:
    """An entry of a file together with its case and coder; it was validated when it was read."""
    fields: dict[str, Any] = {**vars(entry), "case": case.id, "coder": coder}
    return kind.model_construct(**fields)


def _of_others(entries: Iterable[Any], coder: str) -> Iterator[Any]:
    return (entry for entry in entries if entry.coder != coder)
