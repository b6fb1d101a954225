"""A case's canvas: the notes of its boxes, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from engagement_kit.assess.tables import notes_table
from engagement_kit.cases import Case
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework

__all__ = ["CanvasNotes", "fill_canvas"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class CanvasNotes:
    """The notes of one case and wave on one canvas.

    Attributes
    ----------
    table : DataFrame
        One row a note, in the order of boxes and notes: box, order, coder, language, text,
        evidence (ids joined by ``;``).
    case : Case
    wave : int
    framework : Framework
    part : str
        Id of the canvas part.
    lang : str
        Language asked for; a note that lacks it stands in English or the first language there is.
    coder : str or None
        Whose notes these are, where one was asked for.
    """

    table: pd.DataFrame
    case: Case
    wave: int
    framework: Framework
    part: str
    lang: str
    coder: str | None = None

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        part = f"{self.framework.id}, {self.part}"
        return f"<CanvasNotes of {self.case.id} in {self.wave} ({part}): {len(self)} notes>"


def fill_canvas(
    case: Case,
    framework: Framework,
    *,
    part: str | None = None,
    wave: int | None = None,
    lang: str | None = None,
    coder: str | None = None,
) -> CanvasNotes:
    """The notes of a case on a canvas, each in one language; notes without text are left out.

    Parameters
    ----------
    case : Case
    framework : Framework
    part : str, optional
        Id of the canvas part; the first one if left out.
    wave : int, optional
        Year of the notes; the last one with notes on this canvas if left out.
    lang : str, optional
        Language of the notes; the framework's if left out.
    coder : str, optional
        Only the notes of this coder.

    Raises
    ------
    WrongKind
        The framework has no canvas.
    UnknownId
        No such part or coder, or the case has no such wave.
    """
    chosen = framework.only_part("canvas", part)
    boxes = [box.id for box in chosen.boxes]
    notes = notes_table([case], framework)
    notes = notes[notes["box"].isin(boxes)]
    if coder is not None:
        if coder not in case.coders:
            raise UnknownId(f"coder of {case.id!r}", coder, case.coders)
        notes = notes[notes["coder"] == coder]
    year = _wave_of_notes(case, notes, wave)
    lang = lang or framework.lang
    notes = notes[notes["wave"] == year]
    wanted = {lang: 0, "en": 0 if lang == "en" else 1}
    notes = notes.assign(
        _box=notes["box"].map(boxes.index),
        _miss=notes["language"].map(wanted).fillna(2),
        _given=range(len(notes)),  # of several languages, none of them wanted, the first
    ).sort_values(["_box", "coder", "order", "_miss", "_given"])
    table = notes.drop_duplicates(["box", "coder", "order"])
    table = table[["box", "order", "coder", "language", "text", "evidence"]].reset_index(drop=True)
    return CanvasNotes(
        table=table,
        case=case,
        wave=year,
        framework=framework,
        part=chosen.id,
        lang=lang,
        coder=coder,
    )


def _wave_of_notes(case: Case, notes: pd.DataFrame, wave: int | None) -> int:
    if wave is None:
        return int(notes["wave"].max()) if len(notes) else max(case.waves)
    if wave not in case.waves:
        raise UnknownId(f"wave of {case.id!r}", str(wave), [str(year) for year in case.waves])
    return wave
