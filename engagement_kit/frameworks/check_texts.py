"""Whether the words of a framework are complete in a language, and belong to something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engagement_kit.errors import Fault, nearest
from engagement_kit.frameworks.check import Finding
from engagement_kit.frameworks.elements import Element, elements_of
from engagement_kit.frameworks.schema import Definition, TextFile
from engagement_kit.schema_faults import field_name
from engagement_kit.strict_yaml import Positions

__all__ = ["text_faults"]


def text_faults(
    text: TextFile,
    lang: str,
    definition: Definition,
    reference: TextFile | None,
    file: str,
    positions: Positions,
) -> Iterator[Fault]:
    """Faults of one language: keys that belong to nothing, keys and words that lack.

    Parameters
    ----------
    text : TextFile
    lang : str
        The language that the file should be of, by its name.
    definition : Definition
    reference : TextFile or None
        The first language of the framework, whose keys the others must have; None where it could
        not be read.
    file : str
    positions : Positions
        Of the file, for line numbers.
    """
    elements = {element.id: element for element in elements_of(definition)}
    required = {f"{e.id}.{e.required}" for e in elements.values() if e.required}
    keys = {} if reference is None or reference is text else reference.strings
    for path, code, value, details in (
        *_of_another(text, lang, definition),
        *_strange_keys(text, elements, keys),
        *_empty(text, required),
        *_dangling_sources(text, definition),
    ):
        yield Fault(code, file, field_name(path), positions.line(path), value, **details)
    for key in keys or sorted(required):
        if key not in text.strings:
            yield Fault("missing_text", file, "strings", None, key, (), None, text.language)


def _of_another(text: TextFile, lang: str, definition: Definition) -> Iterator[Finding]:
    """A file that says of itself that it is of another framework or language."""
    for name, found, right in (
        ("framework", text.framework, definition.id),
        ("language", text.language, lang),
    ):
        if found != right:
            other = f"{right} expected"
            yield (
                (name,),
                "wrong_type",
                found,
                {"expected": (right,), "nearest": right, "other": other},
            )


def _strange_keys(
    text: TextFile, elements: dict[str, Element], reference: Iterable[str]
) -> Iterator[Finding]:
    """Keys that belong to nothing, and numbered ones that nobody would read."""
    for key in text.strings:
        if not _belongs(key, elements):
            known = sorted({*_possible(elements), *reference})
            yield ("strings", key), "unknown_text", key, {"nearest": nearest(key, known)}
        elif before := _predecessor_that_lacks(key, text):
            yield ("strings", key), "text_gap", key, {"other": before}


def _empty(text: TextFile, required: set[str]) -> Iterator[Finding]:
    """Texts that say nothing although they should: only what is unknown may be null."""
    for key, string in text.strings.items():
        silent = string.text is None and string.provenance == "unknown" and key not in required
        if not silent and not (string.text or "").strip():
            yield ("strings", key), "empty_text", key, {}


def _dangling_sources(text: TextFile, definition: Definition) -> Iterator[Finding]:
    sources = tuple(sorted({source.key for source in definition.sources}))
    for key, string in text.strings.items():
        if string.source and string.source not in sources:
            hint = nearest(string.source, sources)
            details = {"expected": sources, "nearest": hint, "other": key}
            yield ("strings", key, "source"), "unknown_reference", string.source, details


def _belongs(key: str, elements: dict[str, Element]) -> bool:
    """Whether some split of the key is an element and an attribute that it may have."""
    steps = key.split(".")
    splits = ((".".join(steps[:cut]), ".".join(steps[cut:])) for cut in range(1, len(steps)))
    return any(
        element in elements and elements[element].allows(attribute) for element, attribute in splits
    )


def _possible(elements: dict[str, Element]) -> Iterator[str]:
    """Every key that a text may have, the first one where texts are numbered."""
    for element in elements.values():
        yield from (f"{element.id}.{attribute}" for attribute in element.attributes)


def _predecessor_that_lacks(key: str, text: TextFile) -> str | None:
    """Of numbered texts the one before, if it is not there: only an unbroken row is read."""
    name, _, number = key.rpartition(".")
    before = f"{name}.{int(number) - 1}" if number.isdecimal() else ""
    return before if number.isdecimal() and int(number) > 1 and before not in text.strings else None
