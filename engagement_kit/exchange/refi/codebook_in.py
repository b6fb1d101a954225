"""A codebook of another program as a framework of the study."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engagement_kit.cases.together import Change, write_together
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.refi.project import Code, Dropped, Project
from engagement_kit.exchange.refi.reading import read_qdc
from engagement_kit.frameworks import Framework
from engagement_kit.strict_yaml import dump_yaml

__all__ = ["CodebookReport", "import_qdc"]

_FRAMEWORKS = "frameworks"
_FLAT = "codes"  # the part of codes that stand under no other


@dataclass(frozen=True, slots=True)
class CodebookReport:
    """What the import of a codebook did.

    Attributes
    ----------
    framework : str
        Id of the framework that was made.
    codes : int
        Codes that became its items.
    dropped : tuple of Dropped
        What the codebook held and the framework does not.
    written : tuple of str
    """

    framework: str
    codes: int
    dropped: tuple[Dropped, ...]
    written: tuple[str, ...]

    def __str__(self) -> str:
        head = f"framework {self.framework!r} with {self.codes} items, which take no ratings yet:"
        advice = "give a part a scale in framework.yaml to rate them"
        lines = (f"not kept: {one}" for one in self.dropped)
        return "\n".join((f"{head} {advice}", *lines, f"{len(self.written)} files written"))


def import_qdc(
    file: str | Path,
    study: str | Path,
    *,
    frameworks: Mapping[str, Framework] | None = None,
) -> CodebookReport:
    """Read a codebook into a study as a framework of its own.

    Each code at the top with codes below it becomes a part, and what can be coded below it becomes
    its items; other codes share a part. Nothing says on which scale they could be rated, so the
    items take no ratings until somebody gives their part a scale.

    Parameters
    ----------
    file : str or Path
        Ends in ``.qdc``.
    study : str or Path
        The framework goes to its folder ``frameworks``, named like the file.
    frameworks : mapping of Framework, optional
        Frameworks that are there; the new one gets an id that none of them has.

    Raises
    ------
    Faults
        The file cannot be read or has no codes, or the framework is there already.
    NotWritten
        The disk refused.
    """
    project = read_qdc(file)
    if not project.codes:
        raise Faults([Fault("no_codes", str(file))])
    framework_id = _word(Path(file).stem) or "codebook"
    folder = Path(study) / _FRAMEWORKS / framework_id
    if folder.exists() or framework_id in (frameworks or {}):
        raise Faults([Fault("framework_there", str(file), value=framework_id)])
    making = _Making(framework_id)
    texts = making.files(project, Path(file).name)
    write_together([Change(folder / n, t.encode(), None) for n, t in texts.items()], Path(study))
    dropped = (*project.dropped, *making.dropped())
    written = tuple(str(folder / name) for name in texts)
    return CodebookReport(framework_id, making.items, dropped, written)


class _Making:
    """Makes the files of a framework of codes."""

    def __init__(self, framework_id: str) -> None:
        self.id, self.items, self.deep, self.plain = framework_id, 0, 0, 0
        self.strings: dict[str, dict[str, str]] = {}
        self.taken: set[str] = set()

    def files(self, project: Project, source: str) -> dict[str, str]:
        """Text of each file by name."""
        self._say("framework", "name", project.name or self.id)
        parts = list(self._parts(project))
        definition = {
            "format": 1,
            "id": self.id,
            "version": "1",
            "languages": ["en"],
            "licence": {"id": "unknown", "holder": "unknown", "terms": "permission"},
            "sources": [{"key": "codebook", "title": source}],
            "parts": parts,
        }
        texts = {"format": 1, "framework": self.id, "language": "en", "strings": self.strings}
        notice = (
            f"The codes of {source} ({project.origin or 'REFI-QDA'}). Say here who may use them.\n"
        )
        return {
            "framework.yaml": dump_yaml(definition),
            "text.en.yaml": dump_yaml(texts),
            "NOTICE.md": notice,
        }

    def dropped(self) -> Iterator[Dropped]:
        """What of the codes a framework does not hold."""
        if self.deep:
            yield Dropped("levels of codes below the second", "items have none", self.deep)
        yield Dropped("colours of codes", "a framework has none")

    def _parts(self, project: Project) -> Iterator[dict[str, Any]]:
        flat = [code for code in project.codes if not code.codes]
        for code in project.codes:
            if code.codes:
                below = [inner for inner in code.walk() if inner is not code or code.codable]
                self.deep += sum(len(inner.codes) for inner in below if inner is not code)
                yield self._part(code.name, code.description, below)
        if flat:
            yield self._part(_FLAT, "", flat)

    def _part(self, name: str, description: str, codes: list[Code]) -> dict[str, Any]:
        part = self._id(name)
        self._say(part, "label", name)
        self._say(part, "description", description)
        items = []
        for code in codes:
            item = self._id(f"{part}.{_word(code.name) or 'code'}")
            self._say(item, "label", code.name)
            self._say(item, "description", code.description)
            items.append({"id": item, "status": "attested", "source": "codebook"})
        self.items += len(items)
        return {"id": part, "kind": "options", "items": items}

    def _id(self, name: str) -> str:
        base = ".".join(_word(part) or "code" for part in name.split("."))
        found, number = base, 1
        while found in self.taken or found == "framework":
            number += 1
            found = f"{base}_{number}"
        self.taken.add(found)
        return found

    def _say(self, element: str, attribute: str, text: str) -> None:
        if text.strip():
            said = {"text": text.strip(), "provenance": "source", "source": "codebook"}
            self.strings[f"{element}.{attribute}"] = said


def _word(name: str) -> str:
    """A name as an id: small letters, digits and underscores."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    word = "_".join("".join(c if c.isalnum() else " " for c in plain).split())
    return word if not word[:1].isdigit() else f"c_{word}"
