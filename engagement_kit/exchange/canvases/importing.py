"""Reading a business model canvas of another tool into a study."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from engagement_kit.cases import Case, Evidence, Note, Source, read_case
from engagement_kit.cases.catalogue import catalogue_of
from engagement_kit.cases.check import check_one
from engagement_kit.cases.fields import is_name
from engagement_kit.cases.rewriting import file_changes, read_files
from engagement_kit.cases.tagged import read_tagged
from engagement_kit.cases.together import Change, write_together
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.canvases.bmml import Canvas, read_bmml
from engagement_kit.exchange.case_places import folders_by_case, home_of_cases
from engagement_kit.frameworks import Framework, load_framework, load_frameworks
from engagement_kit.schema_faults import schema_faults
from engagement_kit.strict_yaml import Positions

__all__ = ["CODER", "FRAMEWORK", "SHIPPED", "CanvasReport", "import_canvas"]

Told = TypeVar("Told", Source, Evidence)

FRAMEWORK = "bmc"
CODER = "bmml"
SHIPPED = Path(__file__).parent / FRAMEWORK
_LONGEST = 80  # of an id made of a name
_HANGUL, _ARABIC = re.compile("[\uac00-\ud7a3]"), re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True)
class CanvasReport:
    """What became of a canvas.

    Attributes
    ----------
    file, case : str
        The file, and the id of the case.
    is_new : bool
        Whether the case was made.
    wave : int
    lang : str
        Language that the notes are taken to be in.
    counts : mapping of str to int
        Notes in each box.
    dropped : tuple of str
        What the nine boxes have no place for, each with its line.
    written : tuple of str
        Files that were made or changed.
    """

    file: str
    case: str
    is_new: bool
    wave: int
    lang: str
    counts: Mapping[str, int]
    dropped: tuple[str, ...]
    written: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        state = "new case" if self.is_new else "case"
        total = sum(self.counts.values())
        yield f"{state} {self.case}, {self.wave}: {total} notes in {len(self.counts)} boxes"
        yield f"the notes are taken to be in this language: {self.lang}"
        if self.dropped:
            yield "no box for:"
            yield from (f"  {one}" for one in self.dropped)
        yield f"{len(self.written)} files written"


def import_canvas(
    file: str | Path,
    study: str | Path,
    *,
    frameworks: Mapping[str, Framework] | None = None,
    case: str | None = None,
    kind: str = "company",
    wave: int | None = None,
    lang: str | None = None,
) -> CanvasReport:
    """Read a business model canvas in BMML into a study, as a case with notes in nine boxes.

    The study gets the framework ``bmc`` (nine boxes, in three languages) in its folder
    ``frameworks``, unless it has it. Each entry of a box becomes a note: its name, and its
    description. The file itself becomes a source and a piece of evidence, which every note names.
    Jobs, pains and gains of customers, products, fits, and who is served by what have no box: they
    are listed. Read again, the file replaces the notes that it made for the same year, and nothing
    else.

    Parameters
    ----------
    file : str or Path
        A ``.bmml`` or ``.bmc`` file of version 1 or 2.
    study : str or Path
        Folder of the study; it must exist and may be empty.
    frameworks : mapping of Framework, optional
        All frameworks that the study uses; by default the built-in ones with those of the study.
    case : str, optional
        Id of the case, there already or new; by default made of the name of the model.
    kind : str
        Kind of a new case.
    wave : int, optional
        The year at whose end the canvas holds; by default that in which it was last changed.
    lang : str, optional
        Language of the notes; by default Korean or Arabic where most texts have such letters, else
        English.

    Raises
    ------
    Faults
        With everything that is wrong in the file, or the study is not fit for it. Nothing has been
        written then.
    WriteConflict, NotWritten
        A file changed in the meantime, or the disk refused. What was written has been put back.
    """
    file, study = Path(file), Path(study)
    canvas = read_bmml(read_tagged(file).data, str(file))
    known = _known(study, frameworks)
    year = _wave(canvas, wave, file)
    spoken = lang or _language(canvas)
    case_id = _case_id(canvas, case, file)
    folder = folders_by_case(study).get(case_id)
    files = read_files(folder)  # before the case is read: a change in between is then a conflict
    before = read_case(folder) if folder else None
    blank = _new_case(case_id, canvas.name, kind, year, spoken, file)
    after = _laid_over(before or blank, canvas, file.name, year, spoken)
    faults = check_one(after, catalogue_of(known.values()), faults_only=True)
    if faults:
        raise Faults(faults)
    place = folder or home_of_cases(study) / case_id
    changes = [*_framework_changes(study, known), *file_changes(after, before, place, files)]
    write_together(changes, study)
    return CanvasReport(
        file=str(file),
        case=case_id,
        is_new=before is None,
        wave=year,
        lang=spoken,
        counts={box: len(texts) for box, texts in canvas.boxes.items()},
        dropped=canvas.dropped,
        written=tuple(str(change.path) for change in changes),
    )


def _known(study: Path, frameworks: Mapping[str, Framework] | None) -> dict[str, Framework]:
    """The frameworks in use with the nine boxes.

    Raises
    ------
    Faults
        Another framework is called so, or has such a box, but not all of them.
    """
    own = study / "frameworks"
    if frameworks is None:
        frameworks = load_frameworks(own if own.is_dir() else None)
    shipped = load_framework(SHIPPED)
    wanted = {box.id for box in shipped.boxes}
    found = frameworks.get(FRAMEWORK)
    if found is None and (own / FRAMEWORK / "framework.yaml").is_file():
        found = load_framework(own / FRAMEWORK)  # there, though not among those that were given
    if found is not None and wanted <= {box.id for box in found.boxes}:
        return {**frameworks, FRAMEWORK: found}
    clash = [fw.id for fw in frameworks.values() if wanted & {box.id for box in fw.boxes}]
    if found is not None or clash or (own / FRAMEWORK).exists():
        name = FRAMEWORK if found is not None or not clash else clash[0]
        raise Faults([Fault("other_bmc", str(own), value=name, other=FRAMEWORK)])
    return {**frameworks, FRAMEWORK: shipped}


def _wave(canvas: Canvas, wave: int | None, file: Path) -> int:
    """The year that the canvas is of; it is not guessed."""
    if wave is not None:
        return wave
    if canvas.day is None:
        raise Faults([Fault("no_canvas_day", str(file), "meta")])
    return int(canvas.day[:4])


def _language(canvas: Canvas) -> str:
    """Korean or Arabic where most texts are written so, else English."""
    texts = [text for box in canvas.boxes.values() for text in box] or [canvas.name]
    for lang, letters in (("ko", _HANGUL), ("ar", _ARABIC)):
        if 2 * sum(bool(letters.search(text)) for text in texts) > len(texts):
            return lang
    return "en"


def _case_id(canvas: Canvas, case: str | None, file: Path) -> str:
    """The id that is asked for, or the name in letters that an id may have."""
    if case is not None:
        if not is_name(case):
            raise Faults([Fault("bad_name", "case", value=case)])
        return unicodedata.normalize("NFC", case)
    letters = (c if is_name(c) or unicodedata.category(c)[0] == "M" else "-" for c in canvas.name)
    words = re.sub("-+", "-", "".join(letters).lower())[:_LONGEST].strip("-_")
    if not is_name(words):
        raise Faults([Fault("bad_name", str(file), "meta.name", value=canvas.name)])
    return unicodedata.normalize("NFC", words)


def _new_case(case_id: str, name: str, kind: str, year: int, lang: str, file: Path) -> Case:
    """A case without anything; Faults where it cannot be one, such as in the year 3500."""
    fields = {"id": case_id, "kind": kind, "name": {lang: name}, "waves": [year]}
    try:
        return Case.model_validate(fields)
    except ValidationError as error:
        faults = schema_faults(error, Case, fields, str(file), Positions(""))
        raise Faults(list(faults)) from None


def _laid_over(case: Case, canvas: Canvas, name: str, year: int, lang: str) -> Case:
    """The case with the canvas: a source, a piece of evidence and notes, for earlier ones."""
    key, piece = f"canvas-{year}", f"{case.id}-canvas-{year}"
    is_later = canvas.day is not None and int(canvas.day[:4]) > year
    source = Source(
        key=key,
        title=f"Business model canvas of {canvas.name}",
        date=canvas.day,
        url=f"the file {name}",
        note=canvas.told or None,
    )
    evidence = Evidence(
        id=piece,
        text=f"A canvas of the business model was filled in: {canvas.tagline or canvas.name}",
        year=None if canvas.day else year,
        as_of=None if is_later else canvas.day,  # whoever gives a year knows when it was so
        source=key,
    )
    notes = [
        Note(case=case.id, coder=CODER, box=box, wave=year, text={lang: text}, evidence=(piece,))
        for box, texts in canvas.boxes.items()
        for text in texts
    ]
    kept = [note for note in case.notes if (note.coder, note.wave) != (CODER, year)]
    return case.model_copy(
        update={
            "waves": tuple(sorted({*case.waves, year})),
            "sources": _with(case.sources, source, "key"),
            "evidence": _with(case.evidence, evidence, "id"),
            "notes": (*kept, *notes),
        }
    )


def _with(entries: tuple[Told, ...], new: Told, key: str) -> tuple[Told, ...]:
    """Entries with a new one, in the place of the one that had its name."""
    wanted = getattr(new, key)
    found: list[Told] = [new if getattr(entry, key) == wanted else entry for entry in entries]
    if new not in found:
        found.append(new)
    return tuple(found)


def _framework_changes(study: Path, known: Mapping[str, Framework]) -> Iterator[Change]:
    """The files of the nine boxes, where the study has none."""
    if known[FRAMEWORK].folder == SHIPPED:
        for path in sorted(SHIPPED.iterdir()):
            if path.is_file():
                yield Change(study / "frameworks" / FRAMEWORK / path.name, path.read_bytes(), None)
