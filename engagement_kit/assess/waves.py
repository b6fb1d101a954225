"""Which waves of which cases are looked at, and who the cases are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import pandas as pd

from engagement_kit.cases import Case
from engagement_kit.errors import UnknownId

__all__ = ["Wave", "case_waves"]

Wave = int | Literal["first", "last"] | None


def case_waves(cases: Iterable[Case], wave: Wave = None, lang: str = "en") -> pd.DataFrame:
    """One row a case and wave: case, name, kind, country, wave, in the order of the cases.

    Parameters
    ----------
    cases : iterable of Case
    wave : int, "first", "last" or None
        A year (cases without this wave are left out; a text of digits is read as one), each case's
        first or last wave, or all.
    lang : str
        Language of the names, as far as the cases have it.

    Raises
    ------
    UnknownId
        ``wave`` is another word, or a year that no case has.
    """
    cases = list(cases)
    wave = int(wave) if isinstance(wave, str) and wave.isdecimal() else wave
    rows = [
        (case.id, case.label(lang), case.kind, case.country, year)
        for case in cases
        for year in _chosen(case, wave)
    ]
    if wave is not None and not rows and cases:
        years = sorted({year for case in cases for year in case.waves})
        raise UnknownId("wave", str(wave), ("first", "last", *map(str, years)))
    return pd.DataFrame(rows, columns=["case", "name", "kind", "country", "wave"])


def _chosen(case: Case, wave: Wave) -> list[int]:
    waves = sorted(case.waves)
    if wave is None:
        return waves
    if wave == "first":
        return waves[:1]
    return waves[-1:] if wave == "last" else [year for year in waves if year == wave]
