"""Makes case_studies/ from the collected evidence and the coders' sheets. Run once.

    python tools/make_library.py EVIDENCE_FOLDER CODING_FOLDER case_studies

EVIDENCE_FOLDER holds museums.yaml and companies.yaml (facts with sources), CODING_FOLDER holds
coder-a-*.tsv, coder-b-*.tsv (ratings) and notes.yaml (canvas notes). Everything is kept; only two
things change: a remark in the country is split off, and the entries go into one folder a case.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engagement_kit.cases import Case, Note, Rating, write_case
from engagement_kit.strict_yaml import read_yaml

_COUNTRY = re.compile(r"(?P<country>[^(;]+?)\s*\((?P<note>[^)]+)\)(?:;\s*(?P<more>.+))?\Z")


def main(evidence: Path, coding: Path, target: Path) -> None:
    """Write every case with its ratings and notes."""
    ratings = by_case(read_ratings(coding))
    notes = by_case(read_notes(coding / "notes.yaml"))
    for group in ("museums", "companies"):
        file = evidence / f"{group}.yaml"
        for entry in read_yaml(file.read_bytes(), str(file))["cases"]:
            case = Case(
                **with_country(entry),
                ratings=ratings.pop(entry["id"], ()),
                notes=notes.pop(entry["id"], ()),
            )
            write_case(case, target / group / case.id)
    if ratings or notes:
        raise SystemExit(f"judgements of unknown cases: {sorted({*ratings, *notes})}")


def with_country(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry with a remark on the country in a field of its own."""
    match = _COUNTRY.match(entry["country"])
    if not match:
        return entry
    note = "; ".join(part for part in (match["note"], match["more"]) if part)
    return {**entry, "country": match["country"], "country_note": note}


def read_ratings(folder: Path) -> Iterator[Rating]:
    """Ratings of both coders, in the order of their sheets."""
    for path in sorted(folder.glob("coder-*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                evidence = [part.strip() for part in row["evidence"].split(",") if part.strip()]
                wave, note = int(row["wave"]), row["note"].strip() or None
                yield Rating(**{**row, "wave": wave, "evidence": evidence, "note": note})


def read_notes(path: Path) -> Iterator[Note]:
    """Notes of the one coder who took them."""
    content = read_yaml(path.read_bytes(), str(path))
    for entry in content["notes"]:
        yield Note(coder=content["coder"], **entry)


def by_case(entries: Iterator[Any]) -> dict[str, tuple[Any, ...]]:
    """Entries of each case, in their order."""
    found: dict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        found[entry.case].append(entry)
    return {case: tuple(entries) for case, entries in found.items()}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
