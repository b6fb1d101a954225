"""Writing a table in several formats at once: all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engagement_kit.errors import NotWritten, UnknownId
from engagement_kit.exchange.wholefile import write_all

if TYPE_CHECKING:
    from engagement_kit.tables.table import Table

__all__ = ["FORMATS", "save_table"]

FORMATS = ("html", "tex", "docx", "xlsx", "csv")
_WRITERS: dict[str, Callable[[Table], bytes]] = {
    "html": lambda table: table.html(standalone=True).encode(),
    "tex": lambda table: table.latex().encode(),
    "docx": lambda table: table.docx(),
    "xlsx": lambda table: table.xlsx(),
    "csv": lambda table: table.csv().encode(),
}
_OTHER_NAMES = {"latex": "tex"}


def save_table(
    table: Table, path: str | Path, formats: Sequence[str], *, overwrite: bool
) -> tuple[Path, ...]:
    """Write the table in every format asked for; see :meth:`Table.save`."""
    several = (formats,) if isinstance(formats, str) else tuple(formats)
    endings = [_ending(name) for name in several or ("",)]
    target = Path(path)
    if not target.name.strip(". "):
        raise NotWritten(repr(str(path)), "a table needs a name")
    if target.suffix[1:].lower() in FORMATS:  # "table1.docx" is meant as "table1"
        target = target.with_suffix("")
    files = {
        target.with_name(f"{target.name}.{ending}"): _WRITERS[ending](table)
        for ending in dict.fromkeys(endings)
    }
    write_all(files, overwrite=overwrite)
    return tuple(files)


def _ending(name: str) -> str:
    """The ending of a format; UnknownId names the nearest one."""
    ending = _OTHER_NAMES.get(name, name)
    if ending not in FORMATS:
        raise UnknownId("format of a table", name, (*FORMATS, *_OTHER_NAMES))
    return ending
