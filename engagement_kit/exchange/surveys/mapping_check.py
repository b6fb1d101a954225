"""Whether a mapping can be used: confirmed, decided where it must be, and known to frameworks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engagement_kit.cases.fields import is_name
from engagement_kit.errors import Fault, nearest
from engagement_kit.exchange.surveys.mapping import REASONS, SurveyMapping
from engagement_kit.exchange.surveys.mapping_form import AnswerEntry, OptionEntry, PlaceEntry
from engagement_kit.exchange.surveys.places import as_year
from engagement_kit.frameworks import Framework
from engagement_kit.schema_faults import field_name

__all__ = ["known_items", "mapping_faults"]

Path_ = tuple[str | int, ...]


def known_items(frameworks: Mapping[str, Framework]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Scale and answers (lowest first) of every item."""
    return {
        item.id: (item.scale, tuple(framework.scale(item.scale).ids))
        for framework in frameworks.values()
        for item in framework.items
    }


def mapping_faults(
    mapping: SurveyMapping, items: Mapping[str, tuple[str, tuple[str, ...]]]
) -> Iterator[Fault]:
    """What the mapping says that no framework knows, says twice, or leaves undecided.

    Parameters
    ----------
    mapping : SurveyMapping
    items : mapping
        As from :func:`known_items`.
    """
    form = mapping.form
    if not mapping.confirmed:
        yield mapping.fault("unconfirmed", ("confirmed",), form.confirmed)
    for name in ("case", "wave") if form.respondents == "coders" else ("wave",):
        yield from _place_faults(mapping, name, getattr(form, name))
    scales: dict[str, tuple[str, ...]] = {}
    for scale, answers in items.values():
        scales[scale] = tuple(dict.fromkeys((*scales.get(scale, ()), *answers)))
    for scale, entries in form.answers.items():
        if scale not in scales:
            near = nearest(scale, scales)
            yield mapping.fault("unknown_scale", ("answers", scale), scale, nearest=near)
            continue
        yield from _answer_faults(mapping, ("answers", scale), entries, scales[scale])
    yield from _column_faults(mapping, items)
    if not any(c.item or any(o.item for o in c.options) for c in form.columns):
        yield mapping.fault("nothing_asked", ("columns",))


def _place_faults(mapping: SurveyMapping, name: str, place: PlaceEntry) -> Iterator[Fault]:
    """What is wrong with where the case or the wave of a response comes from."""
    if (place.value is None) == (place.column is None):
        yield mapping.fault("undecided_place", (name,), other=name)
    said = [((name, "value"), place.value)]
    said += [((name, "answers", n, "value"), a.value) for n, a in enumerate(place.answers)]  # type: ignore[misc]
    for path, value in said:
        fits = value is None or (as_year(value) is not None if name == "wave" else is_name(value))
        if not fits:
            yield mapping.fault("bad_year" if name == "wave" else "bad_name", path, value)


def _column_faults(
    mapping: SurveyMapping, items: Mapping[str, tuple[str, tuple[str, ...]]]
) -> Iterator[Fault]:
    used: dict[str, Path_] = {}
    seen: dict[tuple[str, int], int] = {}
    for n, column in enumerate(mapping.form.columns):
        at: Path_ = ("columns", n)
        key = (column.column, column.nth)
        if key in seen:
            other = f"first as columns[{seen[key]}]"
            yield mapping.fault("repeated_id", (*at, "column"), column.column, other=other)
        seen.setdefault(key, n)
        if column.options and (column.item or column.answers):
            yield mapping.fault("item_and_options", at, column.column)
        yield from _item_faults(mapping, (*at, "item"), column.item, items, used)
        scale = items.get(column.item or "", ("", ()))[1]
        yield from _answer_faults(mapping, (*at, "answers"), column.answers, scale)
        for m, option in enumerate(column.options):
            path = (*at, "options", m)
            yield from _item_faults(mapping, (*path, "item"), option.item, items, used)
            yield from _option_faults(mapping, path, option, items)


def _option_faults(
    mapping: SurveyMapping,
    at: Path_,
    option: OptionEntry,
    items: Mapping[str, tuple[str, tuple[str, ...]]],
) -> Iterator[Fault]:
    if option.item is None:
        return
    scale = items.get(option.item, ("", ()))[1]
    for name in ("chosen", "not_chosen"):
        value = getattr(option, name)
        if value is None:
            yield mapping.fault("undecided_option", at, option.text, other=name)
        yield from _value_faults(mapping, (*at, name), value, scale)


def _item_faults(
    mapping: SurveyMapping,
    path: Path_,
    item: str | None,
    items: Mapping[str, object],
    used: dict[str, Path_],
) -> Iterator[Fault]:
    if item is None:
        return
    if item not in items:
        near = nearest(item, items)
        yield mapping.fault("unknown_item", path, item, nearest=near, expected=tuple(items))
    elif item in used:
        first = f"first as {field_name(used[item])}"
        yield mapping.fault("repeated_id", path, item, other=first)
    used.setdefault(item, path)


def _answer_faults(
    mapping: SurveyMapping, at: Path_, entries: tuple[AnswerEntry, ...], scale: tuple[str, ...]
) -> Iterator[Fault]:
    for n, entry in enumerate(entries):
        if (entry.text is None) == (entry.begins is None):
            yield mapping.fault("text_or_begins", (*at, n))
        yield from _value_faults(mapping, (*at, n, "value"), entry.value, scale)


def _value_faults(
    mapping: SurveyMapping, path: Path_, value: str | None, scale: tuple[str, ...]
) -> Iterator[Fault]:
    if scale and value is not None and value not in (*scale, *REASONS):
        expected = (*scale, *REASONS)
        near = nearest(value, expected)
        yield mapping.fault("off_scale", path, value, expected=expected, nearest=near)
