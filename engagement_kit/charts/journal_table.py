"""The table of journals: what each asks of a figure, read from ``journals.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from engagement_kit.frameworks.fields import Entry, Id, Status
from engagement_kit.schema_faults import read_model

__all__ = ["Journal", "Resolution", "known_journals", "read_journals"]

_TABLE = Path(__file__).with_name("journals.yaml")


def _check_source(text: str) -> str:
    if text != "authored" and not re.fullmatch(r"https?://[^\s<>\"|]+", text):
        raise PydanticCustomError("source", "a source is the address of a page, or 'authored'")
    return text


def _check_date(text: str) -> str:
    if not re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", text):
        raise PydanticCustomError("date", "a date is written as in 2026-11-22")
    return text


Size = Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]
Source = Annotated[str, AfterValidator(_check_source)]
Date = Annotated[str, AfterValidator(_check_date)]
Colour = Literal["rgb", "grey"]
Format = Literal["pdf", "svg", "png", "tiff", "eps"]


class Resolution(Entry):
    """Dots per inch of drawings in black and white, of drawings with tints, and of photographs."""

    line: Size | None = None
    combination: Size | None = None
    halftone: Size | None = None


class _Area(Entry):
    """One size that an outlet has room for."""

    width: Size
    height: Size | None = None
    status: Status
    rule: str = ""


class _Outlet(Entry):
    """What holds for all sizes of an outlet."""

    publisher: str
    source: Source
    also: tuple[Source, ...] = ()
    read: Date
    seen: Literal["page", "quoted", "own"]
    least: Size | None = None
    most: Size | None = None
    text: Size | None = None
    typefaces: tuple[str, ...] = ()
    line: Size | None = None
    resolution: Resolution = Resolution()
    colour: tuple[Colour, ...] = ()
    formats: tuple[Format, ...] = ()
    note: str = ""
    sizes: Annotated[dict[Id, _Area], Field(min_length=1)]

    @field_validator("most", "text")
    @classmethod
    def _in_order(cls, size: float | None, info: ValidationInfo) -> float | None:
        """Sizes of letters must not contradict each other, or no figure could be right."""
        least, most = info.data.get("least"), info.data.get("most")
        if size is not None and size < (least or size):
            raise PydanticCustomError("size", "it is below the least size of letters")
        if size is not None and size > (most or size):
            raise PydanticCustomError("size", "it is above the largest size of letters")
        return size


class _Table(Entry):
    """The whole file."""

    format: Literal[1]
    outlets: dict[Id, _Outlet]


@dataclass(frozen=True, slots=True)
class Journal:
    """What one outlet asks of a figure of one size; None and empty: its page does not say.

    Attributes
    ----------
    name : str
        Outlet and size, such as ``elsevier-1.5``.
    publisher : str
    width, height : float
        Millimetres; ``height`` is the most that a figure may be high.
    text, least, most : float or None
        Points: recommended size of letters, smallest and largest one allowed.
    typefaces : tuple of str
        Typefaces that the page names.
    line : float or None
        Points of the thinnest line allowed.
    resolution : Resolution
        Dots per inch for images.
    colour, formats : tuple of str
        Colour modes and file formats that the page names, of those that we write.
    status : str
        Of width and height: attested, inferred (by ``rule``) or authored.
    rule : str
        How an inferred width or height was worked out.
    source : str
        Address of the page that says the width, or ``authored``.
    read : str
        Day on which it was read, as in 2026-11-22.
    seen : str
        ``page``: the page itself was read; ``quoted``: a dated note that quotes it; ``own``: ours.
    also : tuple of str
        Addresses of further pages that figures here stand on.
    note : str
    """

    name: str
    publisher: str
    width: float
    height: float | None
    text: float | None
    least: float | None
    most: float | None
    typefaces: tuple[str, ...]
    line: float | None
    resolution: Resolution
    colour: tuple[str, ...]
    formats: tuple[str, ...]
    status: str
    rule: str
    source: str
    read: str
    seen: str
    also: tuple[str, ...]
    note: str


def read_journals(data: bytes, file: str) -> Mapping[str, Journal]:
    """Journals of a table by name, in its order; raises Faults with everything wrong in it."""
    table = read_model(data, file, _Table)
    made = (
        _journal(f"{outlet_id}-{size_id}", outlet, area)
        for outlet_id, outlet in table.outlets.items()
        for size_id, area in outlet.sizes.items()
    )
    return MappingProxyType({journal.name: journal for journal in made})


@cache
def known_journals() -> Mapping[str, Journal]:
    """The journals that the package knows, by name; the table is read once."""
    return read_journals(_TABLE.read_bytes(), _TABLE.name)


def _journal(name: str, outlet: _Outlet, area: _Area) -> Journal:
    common = {key: getattr(outlet, key) for key in _Outlet.model_fields if key != "sizes"}
    own = {key: getattr(area, key) for key in _Area.model_fields}
    return Journal(name=name, **common, **own)
