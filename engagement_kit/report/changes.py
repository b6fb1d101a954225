"""What changed since a figure was made: its data, framework, code, fonts, and rows of its table."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from engagement_kit.charts.press.provenance import font_record, versions
from engagement_kit.report.redoing import Redone

__all__ = ["changed_rows", "changes_since", "machine_changes"]

_MOST = 10
# Columns that say of what a row of a chart's table is.
_KEYS = frozenset(
    {"panel", "group", "case", "wave", "item", "box", "order", "construct"}
    | {"year", "source_kind", "polarity", "horizon", "coder"}
)


def changes_since(record: Mapping[str, Any], done: Redone) -> list[str]:
    """Everything recorded that is not as it was, each a sentence without a full stop."""
    return [
        *_data(record, done),
        *_framework(record["framework"], done),
        *_pairs("code", record["versions"], versions()),
        *_pairs("font", record["fonts"], font_record(record["lang"])),
        *_pairs("preset", record["printing"]["journal"], done.how.record["journal"]),
    ]


def machine_changes(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Versions that should make no difference, and are others now."""
    return list(_pairs("code", then, now))


def _data(record: Mapping[str, Any], done: Redone) -> Iterator[str]:
    """Files of the study that changed, are gone, are new, or can no longer be read."""
    then, now = record["inputs"], _files_now(done)
    for name, tag in then.items():
        file = done.study / name
        if not file.is_file():
            yield f"data: {name} is gone"
        elif hashlib.sha256(file.read_bytes()).hexdigest() != tag:
            yield f"data: {name} has changed"
    for name in sorted(now - then.keys()):
        yield f"data: {name} is new"
    wanted = {case for one in record["results"] for case in one["cases"]}
    for case in sorted(wanted - done.cases.keys()):
        told = [str(fault) for fault in done.faults if case in Path(fault.file).parts]
        reason = f": {told[0]}" if told else ", or it has faults"
        yield f"data: the case {case} is gone{reason}"


def _files_now(done: Redone) -> set[str]:
    """Files of the cases of the figure as they are, by their path within the study."""
    study = done.study.resolve()
    folders = [(case.folder.resolve(), case) for case in done.cases.values() if case.folder]
    return {
        (folder / name).relative_to(study).as_posix()
        for folder, case in folders
        if folder.is_relative_to(study)
        for name in case.fingerprints
    }


def _framework(record: Mapping[str, Any] | None, done: Redone) -> Iterator[str]:
    if record is None or done.framework is None:
        return
    now = done.framework
    if record["version"] != now.version:
        yield f"framework: {now.id} has version {now.version}, no longer {record['version']}"
    yield from _pairs(f"framework: {now.id}", record["files"], now.fingerprints)
    licence = now.definition.licence
    said = {"id": licence.id, "holder": licence.holder, "terms": licence.terms}
    yield from _pairs(f"framework: {now.id}, licence", record["licence"], said)


def _pairs(what: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What differs between two mappings; hashes are not spelt out."""
    for key in sorted({**then, **now}):
        old, new = then.get(key), now.get(key)
        old, new = (list(one) if isinstance(one, tuple) else one for one in (old, new))
        if old == new:
            continue
        if old is None or new is None:
            yield f"{what}: {key} is {'new' if old is None else 'gone'}"
        elif len(str(old)) == 64 == len(str(new)):
            yield f"{what}: {key} has changed"
        else:
            yield f"{what}: {key} is {new}, no longer {old}"


def changed_rows(then: str, now: str) -> list[str]:
    """Rows of the table of a figure that are not as they were; at most ten are told."""
    found = list(_rows(then, now))
    more = [f"data: and {len(found) - _MOST} more rows"] if len(found) > _MOST else []
    return [*found[:_MOST], *more]


def _rows(then: str, now: str) -> Iterator[str]:
    before, after = _table(then), _table(now)
    for key in {**before, **after}:
        name = ", ".join(part for part in key if part)
        if key not in after:
            yield f"data: the row {name} is gone"
        elif key not in before:
            yield f"data: the row {name} is new"
        elif before[key] != after[key]:
            yield f"data: the row {name}: {_cells(before[key], after[key])}"


def _cells(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Cells of a row that differ: then and now."""
    columns = {**before, **after}
    pairs = ((column, before.get(column, ""), after.get(column, "")) for column in columns)
    return ", ".join(
        f"{column} {old or 'empty'} -> {new or 'empty'}" for column, old, new in pairs if old != new
    )


def _table(text: str) -> dict[tuple[str, ...], dict[str, str]]:
    """Rows of a table by what names them; rows of one name are counted."""
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        cells = {str(column): str(cell or "") for column, cell in row.items()}
        key = tuple(cell for column, cell in cells.items() if column in _KEYS)
        place, unique = 1, key
        while unique in rows:
            place += 1
            unique = (*key, f"#{place}")
        rows[unique] = cells
    return rows
