from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.assess.quick_places import place_quickly, read_answers
from engagement_kit.assess.settings import Settings, place
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId
from engagement_kit.frameworks import Framework
from tests.assess.drawn_settings import ONCE, drawn
from tests.assess.small_cases import rated


def assert_same_places(cases: Cases, framework: Framework, chosen: Settings) -> None:
    """The quick way tells of every case and wave what the package's placements tell."""
    standings, limits = place_quickly(
        read_answers(cases, framework, chosen), cases, framework, chosen
    )
    try:
        placements = place(cases, framework, chosen)
    except UnknownId:
        assert not any(one.place for one in standings)
        return
    rows = list(plain_rows(placements.table))
    assert [(one.case, one.wave) for one in standings] == [(r["case"], r["wave"]) for r in rows]
    for one, row in zip(standings, rows, strict=True):
        assert one.status == row["status"]
        assert one.place == row["quadrant" if limits else "stage"]
        assert {name: row[name] for name in one.numbers} == one.numbers
        assert one.possible == expected_places(row, framework)
    if limits:
        assert limits == {side: placements.parameters[f"{side}_threshold"] for side in "xy"}


def plain_rows(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows of a table, None where there is nothing."""
    yield from table.astype(object).where(table.notna(), None).to_dict("records")


def expected_places(row: dict[str, Any], framework: Framework) -> tuple[str, ...]:
    """Quadrants or stages that a row of the package's tables leaves possible."""
    if "possible" in row:
        return tuple((row["possible"] or "").split(";")) if row["possible"] else ()
    if row["stage_low"] is None:
        return ()
    (part,) = framework.parts_of("stages")
    ids = framework.scale(part.scale).ids
    return ids[ids.index(row["stage_low"]) : ids.index(row["stage_high"]) + 1]


@ONCE
@given(chosen=drawn("index"))
def test_quadrants_are_the_same_the_quick_way(
    library: Cases, smi: Framework, chosen: Settings
) -> None:
    """Whatever is filtered and moved, cases stand in the quadrants of place_quadrants()."""
    assert_same_places(library, smi, chosen)


@ONCE
@given(chosen=drawn("stages"))
def test_stages_are_the_same_the_quick_way(
    library: Cases, maturity: Framework, chosen: Settings
) -> None:
    """Whatever is filtered and moved, cases stand on the stages of place_stages()."""
    assert_same_places(library, maturity, chosen)


def answered_by_chance(chance: Random, framework: Framework, part: str) -> Cases:
    """Up to four cases whose items are known, unknown or do not apply, by up to two coders."""
    items = framework.items_of(part)
    answers = (*framework.scale(items[0].scale).ids, None)
    return Cases(
        tuple(
            rated(
                f"case-{n}",
                {
                    coder: {
                        item.id: chance.choice(answers)
                        for item in chance.sample(items, chance.randint(0, len(items)))
                    }
                    for coder in chance.sample(["coder-a", "coder-b"], chance.randint(0, 2))
                },
            )
            for n in range(chance.randint(1, 4))
        )
    )


@ONCE
@given(chance=st.integers(0, 9999).map(Random), quadrants=drawn("index"), stages=drawn("stages"))
def test_items_that_do_not_apply_are_left_out_the_same_way(
    chance: Random, quadrants: Settings, stages: Settings, smi: Framework, maturity: Framework
) -> None:
    """Items that do not apply, and cases without any that do, are read as the package does."""
    for framework, chosen in ((smi, quadrants), (maturity, stages)):
        cases = answered_by_chance(chance, framework, chosen.part)
        asked = replace(chosen, kinds=(), countries=(), wave="last")
        assert_same_places(cases, framework, asked)
