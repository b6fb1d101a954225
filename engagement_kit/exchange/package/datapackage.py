"""A study as a data package: tidy CSV files and a descriptor that says what every column is.

The descriptor follows the Data Package standard, version 2, and is written without any library: the
same cases give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from engagement_kit.assess import Column
from engagement_kit.cases import Cases
from engagement_kit.exchange.package.about import About, Contributor, find_about
from engagement_kit.exchange.package.categories import (
    REASONS,
    empty_cells,
    in_language,
    language_of,
)
from engagement_kit.exchange.package.tidy import tidy_tables
from engagement_kit.exchange.package.tidytable import TidyTable
from engagement_kit.exchange.sheets.delimited import csv_text
from engagement_kit.exchange.wholefile import write_files
from engagement_kit.frameworks import Framework, load_frameworks

__all__ = ["package_texts", "write_datapackage"]

DESCRIPTOR = "datapackage.json"
_ANSWER = "answer on the item's scale; where there is none, why, as in the column missing"
_PROFILE = "https://datapackage.org/profiles/2.0"


def write_datapackage(
    cases: Cases,
    folder: str | Path,
    frameworks: Mapping[str, Framework] | None = None,
    *,
    about: About | None = None,
) -> tuple[Path, ...]:
    r"""Write cases as tidy CSV files with ``datapackage.json`` and ``README.md``; their paths.

    Tables: cases, sources, evidence, ratings, notes (targets, if there are any), the codebook, and
    for each framework its scores, quadrants, stages or levels. Text is UTF-8 with ``\n`` line ends;
    text that a spreadsheet would take for a formula has an apostrophe in front. Other files of the
    folder stay as they are.

    Parameters
    ----------
    cases : Cases
    folder : str or Path
        Made if it is not there.
    frameworks : mapping of Framework, optional
        The frameworks to report on; the built-in ones if left out.
    about : About, optional
        Title, caveats, licence and contributors; by default what the ``about.yaml`` above the cases
        says.

    Raises
    ------
    Faults
        The ``about.yaml`` is not sound.
    NotWritten
        The disk refused.
    """
    return write_files(Path(folder), package_texts(cases, frameworks, about=about))


def package_texts(
    cases: Cases,
    frameworks: Mapping[str, Framework] | None = None,
    *,
    about: About | None = None,
) -> dict[str, str]:
    """Text of every file of the data package, by its name."""
    chosen = load_frameworks() if frameworks is None else frameworks
    said = find_about(cases) if about is None else about
    tables = tuple(tidy_tables(cases, chosen))
    texts = {f"{table.name}.csv": _csv(table) for table in tables}
    lang = language_of(chosen.values())
    resources = [_resource(table, texts[f"{table.name}.csv"], lang) for table in tables]
    descriptor = _descriptor(said, chosen, resources)
    return {
        **texts,
        DESCRIPTOR: json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n",
        "README.md": _readme(said, tables, chosen.values()),
    }


def _csv(table: TidyTable) -> str:
    frame = table.frame
    if table.reasons:
        frame = frame.assign(value=frame["value"].fillna(frame["missing"]))
    columns = [list(_cells(frame[column.name])) for column in table.columns]
    header = [column.name for column in table.columns]
    return csv_text(header, zip(*columns, strict=True))


def _cells(series: Any) -> Iterator[object]:
    """Plain values of a column; None where there is nothing."""
    for value, empty in zip(series.astype(object), series.isna(), strict=True):
        yield None if empty else value


def _resource(table: TidyTable, text: str, lang: str) -> dict[str, Any]:
    data = text.encode()
    return {
        "name": table.name.replace("_", "-"),
        "title": table.title,
        "description": table.description,
        "type": "table",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": _schema(table, lang),
    }


def _schema(table: TidyTable, lang: str) -> dict[str, Any]:
    keys = [
        {
            "fields": list(fields),
            "reference": {"resource": other.replace("_", "-"), "fields": list(named)},
        }
        for fields, (other, named) in table.refers.items()
    ]
    return {
        "$schema": f"{_PROFILE}/tableschema.json",
        "fields": [_field(table, column, lang) for column in table.columns],
        "missingValues": empty_cells(),
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(table: TidyTable, column: Column, lang: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "description": column.meaning,
    }
    if column.unit:
        found["unit"] = column.unit
    if column.name in table.categories:
        found |= in_language(table.categories[column.name], lang).fields
    has_reasons = table.reasons and column.name == "value"
    if has_reasons:
        found["description"] = _ANSWER
    if has_reasons or column.name in table.empty:
        label = table.empty[column.name]
        found["missingValues"] = empty_cells(label, REASONS if has_reasons else (), lang)
    if column.name in table.key:
        found["constraints"] = {"required": True}
    return found


def _descriptor(
    about: About, frameworks: Mapping[str, Framework], resources: list[dict[str, Any]]
) -> dict[str, Any]:
    said = {
        "name": about.name,
        "id": about.doi and f"https://doi.org/{about.doi}",
        "title": about.title,
        "description": "\n\n".join([about.description, *about.caveats]).strip(),
        "homepage": about.url,
        "version": about.version,
        "keywords": list(about.keywords),
        "contributors": [_contributor(one) for one in about.contributors],
        "licenses": [one.model_dump(mode="json", exclude_none=True) for one in about.licences],
        "sources": list(_sources(frameworks)),
    }
    return {
        "$schema": f"{_PROFILE}/datapackage.json",
        **{name: value for name, value in said.items() if value},
        "resources": resources,
    }


def _contributor(who: Contributor) -> dict[str, Any]:
    """Who had a part in it, with the keys of the standard."""
    found = {
        "title": who.title,
        "givenName": who.given_name,
        "familyName": who.family_name,
        "path": who.orcid and f"https://orcid.org/{who.orcid}",
        "roles": list(who.roles),
        "organization": who.organization,
    }
    return {key: value for key, value in found.items() if value is not None}


def _sources(frameworks: Mapping[str, Framework]) -> Iterator[dict[str, str]]:
    """What the package draws on: the sources of the cases, the publications of the frameworks."""
    yield {"title": "Sources of the evidence, listed case by case", "path": "sources.csv"}
    seen = set()
    for framework in frameworks.values():
        for source in framework.definition.sources:
            if source.title not in seen:
                seen.add(source.title)
                found = {"title": source.title, "path": source.url, "version": source.date}
                yield {name: value for name, value in found.items() if value}


def _readme(about: About, tables: tuple[TidyTable, ...], frameworks: Iterable[Framework]) -> str:
    """The page for people: what this is, what it is not, which file holds what."""
    caveats = "".join(f"- {caveat}\n" for caveat in about.caveats)
    files = "".join(
        f"| `{t.name}.csv` | {len(t.frame):,} | {t.title}. {t.description} |\n" for t in tables
    )
    licences = "".join(
        f"- {one.title}" + (f": <{one.path}>" if one.path else "") + "\n" for one in about.licences
    )
    makers = "".join(
        f"- {one.title}" + (f" ({', '.join(one.roles)})" if one.roles else "") + "\n"
        for one in about.contributors
    )
    blocks = [
        f"# {about.title}\n",
        f"{about.description}\n" if about.description else "",
        f"## What to know before using it\n\n{caveats}" if caveats else "",
        f"## Files\n\n| file | rows | what |\n|---|---|---|\n{files}",
        _HOW_TO_READ,
        f"## Licence\n\n{licences}{_terms(frameworks)}",
        f"## Made by\n\n{makers}" if makers else "",
    ]
    return "\n".join(block for block in blocks if block)


def _terms(frameworks: Iterable[Framework]) -> str:
    """Whose words the names of items and boxes are, and on what terms they stand here."""
    lines = []
    for framework in frameworks:
        licence = framework.definition.licence
        link = f", <{licence.url}>" if licence.url else ""
        lines.append(
            f"  - {framework.name}: {licence.holder}, {licence.id} ({licence.terms}){link}\n"
        )
    return "- Names of items and boxes in `codebook.csv` follow the frameworks:\n" + "".join(lines)


_HOW_TO_READ = """\
## How to read it

- `datapackage.json` says what every column of every file means, its type, its unit, the order of
  its answers, and which columns name a row of another file (Data Package, version 2).
- An empty cell is a missing value. So are `unknown`, `not_asked`, `not_applicable` and
  `confidential` in a column of answers (`value`), where they say why there is none; the column
  `missing` repeats them. `datapackage.json` lists them, and programs that know the standard read
  them as missing. *Unknown is not no*: an item without a row in `ratings.csv` is unknown, and what
  is unknown widens `low` and `high` and never lowers a score.
- Text is UTF-8, cells are separated by commas, lines end in a line feed. Text that a spreadsheet
  would take for a formula has an apostrophe in front.
- The files are written by `engagement-kit data` and are not meant to be edited.
"""
