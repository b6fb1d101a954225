"""A mapping as people hold it: its text with their comments, and what it says."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import get_args

from engagement_kit.cases.entries import Missing
from engagement_kit.cases.tagged import read_tagged
from engagement_kit.errors import Fault, NotWritten, WrongKind
from engagement_kit.exchange.surveys.mapping_form import MappingForm
from engagement_kit.exchange.wholefile import write_whole
from engagement_kit.schema_faults import field_name, read_model
from engagement_kit.strict_yaml import Positions

__all__ = ["REASONS", "SurveyMapping", "as_mapping", "read_mapping"]

REASONS = get_args(Missing)
_UNCONFIRMED = re.compile(r"^confirmed:[ \t]*[^\s#]*", re.MULTILINE)

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class SurveyMapping:
    """From the columns and answers of an export to items and values, once a person confirmed it.

    Printed, it is the text of its file; :meth:`save` writes it.

    Attributes
    ----------
    text : str
        YAML, with comments.
    file : str
        Where it was read from, for messages.

    Raises
    ------
    Faults
        With everything that is wrong in the text, each with its line.
    """

    text: str
    file: str = "the mapping"

    def __post_init__(self) -> None:
        _ = self.form  # what cannot be read is told at once

    @cached_property
    def form(self) -> MappingForm:
        """What it says."""
        return read_model(self.text.encode(), self.file, MappingForm)

    @property
    def confirmed(self) -> bool:
        """Whether a person has looked at every line and said so."""
        return self.form.confirmed == "yes"

    def confirm(self) -> SurveyMapping:
        """The same mapping, confirmed: whoever calls this has looked at every line of it."""
        return SurveyMapping(_UNCONFIRMED.sub("confirmed: yes", self.text, count=1), self.file)

    def replace(self, old: str, new: str) -> SurveyMapping:
        """The mapping with one piece of its text replaced, as in an editor; unconfirmed as it was.

        Raises
        ------
        WrongKind
            ``old`` does not stand in the text just once.
        """
        if (count := self.text.count(old)) != 1:
            found = f"text that stands there {count} times"
            raise WrongKind("replace()", found, "text that stands in the mapping once")
        return SurveyMapping(self.text.replace(old, new), self.file)

    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the mapping to a file; its path comes back.

        Raises
        ------
        NotWritten
            The file is there already, or the disk refused.
        """
        path = Path(path)
        if path.exists() and not overwrite:
            raise NotWritten(str(path), "it is there already: remove or rename it (overwrite=True)")
        write_whole(path, self.text.encode())
        return path

    def fault(self, code: str, path: Path_, value: object = None, **details: object) -> Fault:
        """A fault at a place of the mapping."""
        line = Positions(self.text.encode()).line(path)
        return Fault(code, self.file, field_name(path), line, value, **details)  # type: ignore[arg-type]

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text)}</pre>"


def read_mapping(path: str | Path) -> SurveyMapping:
    """The mapping of a file that :func:`propose_mapping` wrote and a person has gone through.

    Raises
    ------
    Faults
        With everything that is wrong in it: strict YAML, unknown keys, wrong kinds of values.
    """
    data = read_tagged(path).data
    read_model(data, str(path), MappingForm)
    return SurveyMapping(data.decode("utf-8-sig"), str(path))


def as_mapping(mapping: SurveyMapping | str | Path) -> SurveyMapping:
    """A mapping, whether it or its file was given."""
    if isinstance(mapping, str | Path):
        return read_mapping(mapping)
    if not isinstance(mapping, SurveyMapping):
        raise WrongKind("mapping", type(mapping).__name__, "a mapping, or the path of its file")
    return mapping
