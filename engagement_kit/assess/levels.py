"""How far each item is carried out: capabilities, formats, steps, phases, any rated part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engagement_kit.assess.answers import gather_answers
from engagement_kit.assess.columns import make_table
from engagement_kit.assess.scores import full_grid, with_bounds
from engagement_kit.assess.waves import Wave
from engagement_kit.cases import Cases
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import Framework

__all__ = ["Levels", "rate_levels", "rated_part"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Levels:
    """The answer to every item of a part, for every case and wave, known or not.

    Attributes
    ----------
    table : DataFrame
        Columns as declared in ``columns.TABLES["levels"]``; ranks count from 0.
    framework : Framework
    part : str
        Id of the part.
    cases : Cases
        The cases themselves: their names in other languages, the way back to evidence.
    parameters : mapping
        What was decided: coder_rule, wave.
    """

    table: pd.DataFrame
    framework: Framework
    part: str
    cases: Cases
    parameters: Mapping[str, Any]

    @property
    def scale(self) -> str:
        """Id of the scale of the part's items."""
        return str(self.framework.part(self.part).scale)  # type: ignore[union-attr]

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        known = int(self.table["value"].notna().sum())
        return f"<Levels of {self.framework.id}, {self.part}: {known} of {len(self)} known>"

    def _repr_html_(self) -> str:
        from engagement_kit.assess.view import levels_html

        return levels_html(self)


def rate_levels(
    cases: Cases | Any,
    framework: Framework,
    *,
    part: str | None = None,
    wave: Wave = None,
    coder_rule: str = "lower_median",
    drafts: bool = False,
) -> Levels:
    """The level of every item of a part: coders together, unknown kept as unknown.

    Parameters
    ----------
    cases : Cases, or a table of answers
        A table as :func:`place_quadrants` takes it.
    framework : Framework
    part : str, optional
        Id of a part whose items are rated; the first one if left out.
    wave : int, "first", "last" or None
        Which waves; None takes all.
    coder_rule : str
        See :func:`combine_ratings`.
    drafts : bool
        Whether answers without evidence count. Those of a table always do: it names no evidence.

    Raises
    ------
    Faults
        A table lacks a column, or holds values that mean nothing.
    WrongKind
        The part, or every part, takes no ratings; what was given are no cases.
    UnknownId
        No such part, wave, rule or coder.
    """
    chosen = rated_part(framework, part)
    answers = gather_answers(
        cases,
        framework,
        wave=wave,
        coder_rule=coder_rule,
        drafts=drafts,
        items=framework.items_of(chosen),
    )
    grid = full_grid(answers.waves, answers.combined, framework.items_of(chosen))
    grid = with_bounds(grid, framework).merge(answers.waves, on=["case", "wave"], how="left")
    parameters = {"coder_rule": coder_rule, "wave": wave, "drafts": drafts or answers.is_of_table}
    return Levels(
        table=answers.undated(make_table("levels", grid)),
        framework=framework,
        part=chosen,
        cases=answers.cases,
        parameters=parameters,
    )


def rated_part(framework: Framework, part: str | None) -> str:
    """The named part, or the first one whose items are rated.

    Raises
    ------
    WrongKind
        The part, or every part, takes no ratings.
    """
    if part is not None and framework.items_of(part):
        return part
    if part is None and framework.items:
        return framework.items[0].part
    name = f"part {part!r} of {framework.id!r}" if part else f"framework {framework.id!r}"
    rated = ", ".join(dict.fromkeys(item.part for item in framework.items)) or "none"
    raise WrongKind(
        name, "one without a scale", "a part that takes ratings", f"Rated parts: {rated}."
    )
