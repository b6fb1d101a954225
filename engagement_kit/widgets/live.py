"""Where a case stands by what has been filled in so far, as plain values for a page.

Drafts count here: whoever fills a form wants to see what an answer does, evidence or not.
"""

from __future__ import annotations

from typing import Any

from engagement_kit.assess import place_quadrants, place_stages
from engagement_kit.assess.plain_rows import plain_rows
from engagement_kit.cases import Case, Cases
from engagement_kit.frameworks import Framework

__all__ = ["live_places"]


def live_places(case: Case, framework: Framework, coder: str) -> dict[str, Any]:
    """The placements of a case by one coder's answers, drafts included.

    Returns
    -------
    dict
        ``quadrants`` and ``stages``: for each part, for each wave, a row of the table of
        placements; for stages with ``requirements``, the item and state of each.
    """
    rated = {item.id for item in framework.items}
    own = tuple(one for one in case.ratings if one.coder == coder and one.item in rated)
    if not own:
        return {"quadrants": {}, "stages": {}}
    # The others go first: a coder may be called like a rule that would bring them in.
    cases = Cases((case.model_copy(update={"ratings": own}),))
    quadrants = (part.id for part in framework.parts_of("quadrant"))
    stages = (part.id for part in framework.parts_of("stages"))
    return {
        "quadrants": {part: _quadrants(cases, framework, part, coder) for part in quadrants},
        "stages": {part: _stages(cases, framework, part, coder) for part in stages},
    }


def _quadrants(cases: Cases, framework: Framework, part: str, coder: str) -> dict[str, Any]:
    found = place_quadrants(cases, framework, part=part, coder_rule=coder, drafts=True)
    thresholds = {"x_threshold": found.x_threshold, "y_threshold": found.y_threshold}
    return {
        str(row["wave"]): {**row, **thresholds, "possible": _ids(row["possible"])}
        for row in plain_rows(found.table)
    }


def _ids(joined: str | None) -> list[str]:
    """Ids that a table joins in one cell."""
    return joined.split(";") if joined else []


def _stages(cases: Cases, framework: Framework, part: str, coder: str) -> dict[str, Any]:
    found = place_stages(cases, framework, part=part, coder_rule=coder, drafts=True)
    requirements = plain_rows(found.requirements)
    rule = found.parameters["rule"]
    return {
        str(row["wave"]): {
            **row,
            "rule": rule,
            "requirements": [one for one in requirements if one["wave"] == row["wave"]],
        }
        for row in plain_rows(found.table)
    }
