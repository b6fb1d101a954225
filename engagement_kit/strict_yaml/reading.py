"""Reading YAML by strict rules: what a person sees is what is meant, and nothing does harm.

The files of a study are made by people, by tools and by strangers. So they are read by the rules
of YAML 1.2 (``no`` is text, ``012`` is 12, a date stays text), without anchors, aliases, tags,
repeated keys or keys that are not text, and within bounds of size and depth. Everything wrong in a
file is collected as :class:`~engagement_kit.errors.Fault` and raised once.

The data are built straight from the events of PyYAML's C parser: its composer recurses in C and
ends the whole process when lists are nested some ten thousand deep, its event parser does not.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from engagement_kit.errors import Fault, Faults
from engagement_kit.strict_yaml.scalars import plain_value

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]
except ImportError:  # PyYAML built without libyaml: slower, same answers
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

MAX_BYTES = 5_000_000
MAX_DEPTH = 40
_LONGEST_FIELD = 80
_MOST_FAULTS = 20  # of one file: an alias bomb has thousands, and twenty say enough

Path = tuple[str | int, ...]

_LINE_BREAK = re.compile(r"\r\n?")
# Control characters, the line breaks of other standards, byte order marks and non-characters.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)

_KINDS = {list: "list"}


def read_yaml(data: bytes, file: str) -> dict[str, Any]:
    """The mapping that a YAML file holds, read by the strict rules of this module.

    Parameters
    ----------
    data : bytes
        Content of the file: UTF-8, with or without byte order mark, any line ends.
    file : str
        Name of the file for messages.

    Raises
    ------
    Faults
        With file and line of everything that is wrong: not UTF-8, larger than 5 MB, nested more
        than 40 deep, tabs as indentation, invisible characters, anchors, aliases, tags, repeated
        keys, keys that are not text, several documents, no mapping, or no YAML at all.
    """
    found = Builder(decode(data, file), file).build()
    if not isinstance(found, dict):
        shown = "nothing" if found is None else f"a {_KINDS.get(type(found), 'single value')}"
        raise Faults([Fault("not_mapping", file, line=1, value=shown)])
    return found


def decode(data: bytes, file: str) -> str:
    """The text of a file, with line ends made equal; raises Faults where it is not clean UTF-8."""
    if len(data) > MAX_BYTES:
        expected = (f"{MAX_BYTES:,}",)
        raise Faults([Fault("too_large", file, value=len(data), expected=expected)])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Faults([Fault("not_utf8", file, line=1, other="it looks like UTF-16")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        other = f"byte 0x{data[error.start]:02x}"
        raise Faults([Fault("not_utf8", file, line=line, other=other)]) from None
    text = _LINE_BREAK.sub("\n", text) if "\r" in text else text
    if _INVISIBLE.search(text):
        raise Faults(_invisible_faults(text, file))
    return text


def _invisible_faults(text: str, file: str) -> Iterator[Fault]:
    for count, match in enumerate(_INVISIBLE.finditer(text)):
        if count == _MOST_FAULTS:
            return
        line = text.count("\n", 0, match.start()) + 1
        yield Fault("character", file, line=line, value=f"U+{ord(match[0]):04X}")


class _Stop(Exception):
    """Reading this file any further makes no sense."""


class Builder:
    """Builds data from the events of one document and notes what is wrong on the way."""

    def __init__(self, text: str, file: str, lines: dict[Path, int] | None = None) -> None:
        self.text, self.file, self.lines = text, file, lines
        self.faults: list[Fault] = []
        self.stack: list[_Open] = []
        self.root: Any = None
        self.documents = 0

    def build(self) -> Any:
        """The data of the document; raises Faults with all that was found."""
        parser = _Parser(self.text)
        try:
            with contextlib.suppress(_Stop):  # the reason is among the faults
                self._handle_all(parser)
        except yaml.YAMLError as error:
            self.faults.append(self._broken(error))
        finally:
            parser.dispose()
        if self.faults:
            raise Faults(self.faults)
        return self.root

    def _handle_all(self, parser: Any) -> None:
        while event := parser.get_event():
            handle = _HANDLERS.get(type(event))
            if handle:
                handle(self, event)

    def fault(self, code: str, event: Any, **details: Any) -> None:
        """Note one fault at the line of an event."""
        field = _dotted(self.stack[-1].path) if self.stack else ""
        line = event.start_mark.line + 1
        self.faults.append(Fault(code, self.file, field, line, **details))
        if len(self.faults) >= _MOST_FAULTS:
            raise _Stop

    def on_document(self, event: Any) -> None:
        """A document begins; there may be one."""
        self.documents += 1
        if self.documents > 1:
            self.fault("several_documents", event)
            raise _Stop

    def on_scalar(self, event: Any) -> None:
        """A piece of text, a number, a truth value or nothing."""
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event)
        value = event.value
        if event.implicit[0] and not event.style:
            value = self.resolve(value, event)
        if self.stack:
            self.stack[-1].add(self, event, value)
        else:
            self.root = value

    def on_alias(self, event: Any) -> None:
        """A reference to another value: never followed."""
        self.fault("alias", event, value=f"*{event.anchor}")
        if self.stack:
            self.stack[-1].add(self, event, None)

    def on_list(self, event: Any) -> None:
        """A list begins."""
        self.open(event, _OpenList)

    def on_mapping(self, event: Any) -> None:
        """A mapping begins."""
        self.open(event, _OpenMapping)

    def on_end(self, _event: Any) -> None:
        """The innermost list or mapping ends."""
        self.stack.pop()

    def open(self, event: Any, kind: type[_Open]) -> None:
        """Begin a list or mapping inside the present one."""
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event)
        if len(self.stack) >= MAX_DEPTH:
            self.fault("too_deep", event, expected=(str(MAX_DEPTH),))
            raise _Stop
        inner = kind()
        if self.stack:
            inner.path = self.stack[-1].add(self, event, inner.data)
        else:
            self.root = inner.data
        self.stack.append(inner)

    def refuse_properties(self, event: Any) -> None:
        """Note an anchor or a tag."""
        if event.anchor is not None:
            self.fault("alias", event, value=f"&{event.anchor}")
        if event.tag is not None:
            self.fault("tag", event, value=event.tag)

    def resolve(self, text: str, event: Any) -> Any:
        """The value of unquoted text."""
        try:
            return plain_value(text)
        except ValueError:
            self.fault("wrong_type", event, value=text, other="too many digits")
            return text

    def _broken(self, error: yaml.YAMLError) -> Fault:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark else None
        tab = _tab_line(self.text, line)
        if tab:
            return Fault("tab", self.file, line=tab)
        parts = (getattr(error, "context", None), getattr(error, "problem", None))
        other = ", ".join(part for part in parts if part) or str(error)
        return Fault("not_yaml", self.file, line=line, other=other)


class _Open:
    """A list or mapping that is being filled."""

    __slots__ = ("data", "path")
    data: Any
    path: Path

    def add(self, builder: Builder, event: Any, value: Any) -> Path:
        """Take one value; its path, where it is wanted, comes back."""
        raise NotImplementedError


class _OpenList(_Open):
    __slots__ = ()

    def __init__(self) -> None:
        self.data, self.path = [], ()

    def add(self, builder: Builder, event: Any, value: Any) -> Path:
        """Take the next entry."""
        path = (*self.path, len(self.data))
        if builder.lines is not None:
            builder.lines[path] = event.start_mark.line + 1
        self.data.append(value)
        return path


class _OpenMapping(_Open):
    __slots__ = ("key", "key_lines", "waits_for_value")

    def __init__(self) -> None:
        self.data, self.path = {}, ()
        self.key = ""
        self.key_lines: dict[str, int] = {}
        self.waits_for_value = False

    def add(self, builder: Builder, event: Any, value: Any) -> Path:
        """Take the next key, or the value of the key before."""
        self.waits_for_value = not self.waits_for_value
        if self.waits_for_value:
            self.key = self._take_key(builder, event, value)
            return (*self.path, self.key)
        self.data[self.key] = value
        return (*self.path, self.key)

    def _take_key(self, builder: Builder, event: Any, key: Any) -> str:
        line = event.start_mark.line + 1
        if not isinstance(key, str):
            shown = key if isinstance(key, (int, float)) else str(key)
            builder.fault("key_not_text", event, value=shown)
            return str(key)
        if key in self.key_lines:
            first = str(self.key_lines[key])
            builder.fault("duplicate_key", event, value=key, other=first)
        self.key_lines.setdefault(key, line)
        if builder.lines is not None:
            builder.lines[(*self.path, key)] = line
        return key


_HANDLERS: Mapping[type, Callable[[Builder, Any], None]] = {
    yaml.DocumentStartEvent: Builder.on_document,
    yaml.ScalarEvent: Builder.on_scalar,
    yaml.AliasEvent: Builder.on_alias,
    yaml.SequenceStartEvent: Builder.on_list,
    yaml.MappingStartEvent: Builder.on_mapping,
    yaml.SequenceEndEvent: Builder.on_end,
    yaml.MappingEndEvent: Builder.on_end,
}


def _tab_line(text: str, line: int | None) -> int | None:
    """The line where the parser stopped, or the one before it, if a tab indents it."""
    if line is None:
        return None
    lines = text.split("\n")[:line]
    for number in (line, line - 1):
        if 0 < number <= len(lines) and _TAB_INDENT.match(lines[number - 1]):
            return number
    return None


def _dotted(path: Path) -> str:
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in path]
    text = "".join(parts).removeprefix(".")
    return text if len(text) <= _LONGEST_FIELD else text[:_LONGEST_FIELD] + "…"
