"""Files of a few megabytes, or of none on the disk, that would fill two gigabytes of memory."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from engagement_kit.errors import Faults

SIZE = 2_000_000_000
_BLOCK = b"\0" * 1_000_000


def refused(made: Path) -> Iterator[dict[str, Any]]:
    """How long each takes to be refused, and with which fault."""
    from engagement_kit.exchange.archives import read_archive
    from engagement_kit.exchange.sheets.delimited import read_delimited
    from engagement_kit.exchange.sheets.workbook import read_workbook

    book, project, sheet = made / "bomb.xlsx", made / "bomb.qdpx", made / "bomb.csv"
    _write_archive(book, "xl/worksheets/sheet1.xml")
    _write_archive(project, "project.qde")
    with sheet.open("wb") as file:
        file.truncate(SIZE)
    yield _refusal("workbook of 2 GB", book, read_workbook)
    yield _refusal("workbook of 2 GB that says 1 kB", _lying(book), read_workbook)
    yield _refusal("archive of 2 GB (.qdpx)", project, read_archive)
    yield _refusal("archive of 2 GB (.qdpx) that says 1 kB", _lying(project), read_archive)
    yield _refusal("sheet of 2 GB (.csv)", sheet, read_delimited)


def _write_archive(path: Path, name: str) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w") as member,
    ):
        for _ in range(SIZE // len(_BLOCK)):
            member.write(_BLOCK)


def _lying(path: Path) -> Path:
    """The same archive, which says in both places that its member is small."""
    data, said = path.read_bytes(), SIZE.to_bytes(4, "little")
    lying = path.with_stem(f"{path.stem}-lying")
    lying.write_bytes(data.replace(said, (1000).to_bytes(4, "little")))
    return lying


def _refusal(what: str, path: Path, read: Callable[[Path], Any]) -> dict[str, Any]:
    start = time.perf_counter()
    try:
        read(path)
    except Faults as error:
        codes = [fault.code for fault in error.faults]
    else:
        raise SystemExit(f"{path.name} was read")
    took = time.perf_counter() - start
    return {"what": what, "refused": codes, "seconds": round(took, 4), "seconds_allowed": 1}
