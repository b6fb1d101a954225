"""Files of SPSS and Stata as sheets: long ones as they are, wide ones a row an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from engagement_kit.errors import Fault, Faults, nearest
from engagement_kit.exchange.cells import cell_text
from engagement_kit.exchange.sheets.delimited import read_bounded
from engagement_kit.exchange.sheets.rawsheet import RawRow, RawSheet
from engagement_kit.exchange.statistics.matching import Matcher
from engagement_kit.exchange.statistics.unpacked import Cell, Unpacked, Unpacker
from engagement_kit.exchange.statistics.vocabularies import label_of, reasons_by_label
from engagement_kit.exchange.statistics.wide import WHO
from engagement_kit.frameworks import Framework, load_frameworks

__all__ = ["read_statistics", "sheet_of"]

_KEY = ("case", "wave", "coder")
_LONG = ("item", "value", "box", "text")  # a table that has one of these is no wide one


def read_statistics(path: Path, frameworks: Mapping[str, Framework] | None = None) -> RawSheet:
    """The rows of a file of SPSS or Stata as text, labels in the place of codes.

    A file with a row a case, wave and coder and a variable an item becomes a sheet of ratings.

    Parameters
    ----------
    path : Path
        It ends in ``.sav`` or ``.dta``.
    frameworks : mapping of Framework, optional
        Whose answers and items labels and variables stand for; the built-in ones if left out.

    Raises
    ------
    Faults
        The file cannot be read, is damaged or too large, or a code of it has no label, or one that
        is no answer of its item: every one, with its variable and row.
    """
    read_bounded(path)
    chosen = load_frameworks() if frameworks is None else frameworks
    with Unpacker() as unpacker:
        unpacked = unpacker.unpack(path)
    return sheet_of(unpacked, path, Matcher(chosen.values()))


def sheet_of(unpacked: Unpacked, path: Path, matcher: Matcher) -> RawSheet:
    """The content of a file as a sheet; see :func:`read_statistics`."""
    file = str(path)
    faults: list[Fault] = []
    texts: list[list[str]] = []
    for name, column in zip(unpacked.names, unpacked.columns, strict=True):
        texts.append(list(_texts(unpacked, name, column, file, faults)))
    items = {at: i for at, name in enumerate(unpacked.names) if (i := matcher.item(name))}
    plain = [name.casefold() for name in unpacked.names]
    if items and set(_KEY) <= set(plain) and not set(_LONG) & set(plain):
        header, rows = _melted(plain, texts, items, matcher, file, faults)
    else:
        header, rows = list(unpacked.names), _long(plain, texts, matcher)
    if faults:
        raise Faults(sorted(faults, key=lambda fault: fault.line or 0))
    return RawSheet(file, path.stem, [(0, header), *rows])


def _texts(
    unpacked: Unpacked, name: str, column: Iterable[Cell], file: str, faults: list[Fault]
) -> Iterator[str]:
    """The cells of a variable as text: the labels of codes; codes without a label as they are."""
    labels, ranges = unpacked.labels.get(name, {}), unpacked.missing.get(name, ())
    for row, cell in enumerate(column, start=1):
        code = cell[0] if isinstance(cell, list) else cell
        if code is None or isinstance(cell, str):
            yield cell_text(cell)
        elif code in labels:
            yield labels[code]
        elif isinstance(code, str) or any(lo <= code <= hi for lo, hi in ranges):
            told = f".{code}" if isinstance(code, str) else cell_text(code)
            faults.append(Fault("missing_without_label", file, name, row, told))
            yield ""
        else:
            yield cell_text(code)


def _long(names: list[str], texts: list[list[str]], matcher: Matcher) -> list[RawRow]:
    """The rows as they stand, with ids for the labels of answers and of kinds of missing."""
    rows: list[RawRow] = [(n, list(r)) for n, r in enumerate(zip(*texts, strict=True), start=1)]
    places = {name: at for at, name in enumerate(names)}
    value, item, missing = (places.get(name) for name in ("value", "item", "missing"))
    for _, cells in rows:
        if value is not None and item is not None:
            cells[value] = matcher.answer(cells[item].strip(), cells[value]) or cells[value]
        if missing is not None:
            known = reasons_by_label().get(label_of(cells[missing]))
            cells[missing] = known or cells[missing]
    return rows


def _melted(
    names: list[str],
    texts: list[list[str]],
    items: Mapping[int, str],
    matcher: Matcher,
    file: str,
    faults: list[Fault],
) -> tuple[list[str], list[RawRow]]:
    """A row an answer; what other variables there are stands in the header, to be told of."""
    keys = [texts[names.index(name)] for name in _KEY]
    others = [n for at, n in enumerate(names) if at not in items and n not in WHO]
    rows: list[RawRow] = []
    for row, who in enumerate(zip(*keys, strict=True), start=1):
        for at, item in items.items():
            text = texts[at][row - 1]
            if not text.strip():
                continue
            answer = matcher.answer(item, text)
            if answer is None:
                faults.append(_unmatched(file, names[at], row, text, matcher.ids[item]))
            else:
                rows.append((row, [*who, item, answer]))
    return [*_KEY, "item", "value", *others], rows


def _unmatched(file: str, name: str, row: int, text: str, ids: tuple[str, ...]) -> Fault:
    near = nearest(text, ids)
    return Fault("label_of_nothing", file, name, row, text, ids, nearest=near)
