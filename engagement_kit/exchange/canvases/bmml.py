"""Reading BMML, the Business Model Markup Language: a business model canvas in YAML.

Versions 1 and 2 and the drafts before them are read alike: whatever stands in one of the nine boxes
and has a name or a description is a note. What a canvas has no box for is listed, with its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.cells import number_text
from engagement_kit.exchange.package.about import is_day
from engagement_kit.schema_faults import field_name
from engagement_kit.strict_yaml import Positions, read_yaml

__all__ = ["Canvas", "read_bmml"]

# Block of the file -> box of the framework; costs are told in one way in version 1 and in another
# in version 2.
_BOXES = {
    "key_partnerships": "bmc.partners",
    "key_activities": "bmc.activities",
    "key_resources": "bmc.resources",
    "value_propositions": "bmc.propositions",
    "customer_relationships": "bmc.relationships",
    "channels": "bmc.channels",
    "customer_segments": "bmc.segments",
    "cost_structure": "bmc.costs",
    "costs": "bmc.costs",
    "revenue_streams": "bmc.revenues",
}
_VERSIONS = ("1.0", "2.0")
_WRITTEN = (*_VERSIONS, "1", "2", 1, 2)  # 2.0 without quotes is a number
_TOLD = ("portfolio", "stage", "derived_from", "created")  # kept in the note of the source
_META = ("name", "tagline", "updated", *_TOLD)
_SAID = ("id", "name", "description")

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Canvas:
    """A business model canvas as a file tells it.

    Attributes
    ----------
    name, tagline : str
    day : str or None
        When it was last changed, as far as the file says.
    told : str
        What else it says of itself.
    boxes : mapping of str to tuple of str
        Texts in each box, in the order of the file.
    dropped : tuple of str
        What has no box, each with its line.
    """

    name: str
    tagline: str
    day: str | None
    told: str
    boxes: Mapping[str, tuple[str, ...]]
    dropped: tuple[str, ...]


def read_bmml(data: bytes, file: str) -> Canvas:
    """The canvas that a BMML file holds.

    Raises
    ------
    Faults
        With everything that is wrong: no YAML by the strict rules, another version, no name, an
        entry without a text, text that is none. Each has its line.
    """
    reading = _Reading(read_yaml(data, file), file, Positions(data))
    canvas = reading.canvas()
    if reading.faults:
        raise Faults(sorted(reading.faults, key=lambda fault: fault.line or 0))
    return canvas


@dataclass
class _Reading:
    """One file being read; gathers what is wrong and what is dropped."""

    content: Mapping[str, Any]
    file: str
    positions: Positions
    faults: list[Fault] = field(default_factory=list)
    dropped: list[tuple[int, str]] = field(default_factory=list)

    def canvas(self) -> Canvas:
        """The canvas, as far as it is sound."""
        self._check_version()
        meta = self._meta()
        found = {key: self._text(("meta", key), meta.get(key)) for key in _META}
        if not found["name"]:
            self.fault(("meta", "name"), "missing_key", "meta.name")
        for key in meta:
            if key not in _META:
                self.drop(("meta", key), meta[key])
        boxes: dict[str, list[str]] = {box: [] for box in _BOXES.values()}
        for key, block in self.content.items():
            if key in _BOXES:
                boxes[_BOXES[key]] += self._block(key, block)
            elif key not in ("version", "meta"):
                self.drop((key,), block)
        return Canvas(
            name=found["name"],
            tagline=found["tagline"],
            day=self._day(found),
            told="; ".join(f"{key}: {found[key]}" for key in _TOLD if found[key]),
            boxes={box: tuple(texts) for box, texts in boxes.items() if texts},
            dropped=tuple(text for _, text in sorted(self.dropped)),
        )

    def fault(self, path: Path, code: str, value: Any, **details: Any) -> None:
        """Note one fault at its line."""
        line = self.positions.line(path)
        self.faults.append(Fault(code, self.file, field_name(path), line, value, **details))

    def drop(self, path: Path, value: object) -> None:
        """Note something that has no place; nothing is lost where there is nothing."""
        if value in (None, "", [], {}):
            return
        line = self.positions.line(path) or 1
        number = len(value) if isinstance(value, list) else 1
        many = f" ({number} entries)" if number > 1 else ""
        self.dropped.append((line, f"line {line}: {field_name(path)}{many}"))

    def _check_version(self) -> None:
        """Refuse a version that may mean something else; a file need not name one."""
        version = self.content.get("version")
        if version is not None and (version is True or version not in _WRITTEN):
            self.fault(("version",), "unknown_bmml", version, expected=_VERSIONS)
        known = {"version", "meta", *_BOXES}
        if not known & self.content.keys():
            self.fault((), "not_bmml", ", ".join(list(self.content)[:3]))

    def _meta(self) -> Mapping[str, Any]:
        meta = self.content.get("meta")
        if isinstance(meta, dict):
            return meta
        if meta is not None:
            self.fault(("meta",), "wrong_type", meta, other="a mapping (key: value) is expected")
        return {}

    def _day(self, found: Mapping[str, str]) -> str | None:
        for key in ("updated", "created"):
            if found[key] and not is_day(found[key]):
                self.fault(("meta", key), "no_day", found[key])
        return found["updated"] or found["created"] or None

    def _block(self, key: str, block: Any) -> Iterator[str]:
        """The texts of one box."""
        path: Path = (key,)
        if key == "cost_structure" and isinstance(block, dict):
            for name, value in block.items():
                if name != "major_costs":
                    self.drop((*path, name), value)
            path, block = (*path, "major_costs"), block.get("major_costs")
        if block is not None and not isinstance(block, list):
            self.fault(path, "wrong_type", block, other="a list is expected here")
            return
        for number, entry in enumerate(block or ()):
            text = self._entry((*path, number), entry)
            if text:
                yield text

    def _entry(self, path: Path, entry: Any) -> str:
        """The text of an entry: its name, and its description if that says more."""
        if not isinstance(entry, dict):
            return self._text(path, entry) or self._silent(path)
        name, description = (self._text((*path, k), entry.get(k)) for k in ("name", "description"))
        for key, value in entry.items():
            if key not in _SAID:
                self.drop((*path, key), value)
        if name and description and name != description:
            return f"{name}: {description}"
        return name or description or self._silent(path)

    def _silent(self, path: Path) -> str:
        if not any(fault.field.startswith(field_name(path)) for fault in self.faults):
            self.fault(path, "silent_entry", "")
        return ""

    def _text(self, path: Path, value: Any) -> str:
        """A text on one line; a number is one, too."""
        if isinstance(value, str):
            return " ".join(value.split())
        if isinstance(value, bool) or not isinstance(value, int | float | None):
            self.fault(path, "wrong_type", value, other="text is expected here")
            return ""
        return "" if value is None else number_text(value)
