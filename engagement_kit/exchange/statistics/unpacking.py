"""A program of its own that reads files of SPSS and Stata, so that a bad one ends only itself.

The library behind it is written in C, and damaged files can bring it down. Each line of its input
names a file, and each line of its output says what is in it. It is started by ``unpacked.py`` and
imports nothing of this package.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import sys
from collections.abc import Iterator
from typing import Any

_MAX_MEMORY = 2 * 2**30
_MAX_ROWS = 1_000_000
_MAX_BYTES = 400_000_000  # of all rows, unpacked
_MIDNIGHT = " 00:00:00"


def read_file(path: str, kind: str) -> dict[str, Any]:
    """Variables, labels and rows of a file; ``{"large": rows}`` where it is more than is read."""
    import pyreadstat

    read = {".sav": pyreadstat.read_sav, ".dta": pyreadstat.read_dta}[kind]
    _, about = read(path, metadataonly=True)
    if not all(isinstance(name, str) for name in about.column_names):
        raise ValueError("a variable has no name that can be read")
    width = sum(
        8 if not size or size < 0 else size for size in about.variable_storage_width.values()
    )
    limit = min(_MAX_ROWS, _MAX_BYTES // max(1, width))
    if (about.number_rows or 0) > limit:
        return {"large": about.number_rows}
    cells, about = read(path, user_missing=True, row_limit=limit + 1, output_format="dict")
    columns = [list(_plain(cells[name], about, name)) for name in about.column_names]
    if columns and len(columns[0]) > limit:
        return {"large": len(columns[0])}
    return {
        "names": list(about.column_names),
        "labels": {
            name: [[code, str(label)] for code, label in labels.items()]
            for name, labels in about.variable_value_labels.items()
        },
        "missing": {
            name: list(map(list, _ranges(ranges))) for name, ranges in about.missing_ranges.items()
        },
        "columns": columns,
    }


def _plain(column: Any, about: Any, name: str) -> Iterator[Any]:
    """The cells in values that JSON has; a missing value of Stata is a list of its letter."""
    is_text = about.readstat_variable_types[name] == "string"
    for value in column:
        plain = value.item() if hasattr(value, "item") else value
        if isinstance(plain, str):
            yield plain if is_text else [plain]
        elif isinstance(plain, dt.date | dt.time):
            yield str(plain).removesuffix(_MIDNIGHT)
        elif plain is None or plain != plain:  # noqa: PLR0124 - only "not a number" differs
            yield None
        else:
            yield plain


def _ranges(found: Any) -> Iterator[tuple[float, float]]:
    """From where to where numbers mean that an answer is missing; texts that do are left out."""
    for one in found:
        if isinstance(one["lo"], int | float):
            yield one["lo"], one["hi"]


def _limit_memory() -> None:
    """No more memory than any honest file needs, where the system can limit it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))


def _answer(line: str) -> bytes:
    """What is in the file that a line names, or why it cannot be read."""
    try:
        found = read_file(*json.loads(line))
        return json.dumps(found, allow_nan=False).encode("ascii")
    except Exception as error:  # noqa: BLE001 - whatever a damaged file brings about
        told = f"{type(error).__name__}: {error}".encode(errors="replace").decode()[:300]
        return json.dumps({"error": told}).encode("ascii")


def serve() -> None:
    """Answer each line until there is none."""
    # One thread: what many would reserve on a large machine is more than the memory allowed.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    _limit_memory()
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what the library itself may print is no answer
        for line in sys.stdin:
            answers.write(_answer(line) + b"\n")
            answers.flush()


if __name__ == "__main__":
    serve()
