from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import engagement_kit as ek
from engagement_kit.assess import CODER_RULES, STAGE_RULES
from engagement_kit.assess.quadrants import THRESHOLD_RULES
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.widgets.exploring import (
    Settings,
    code_of,
    default_settings,
    place,
    read_settings,
)
from engagement_kit.widgets.quick_places import place_quickly, read_answers
from tests.assess.small_cases import rated

SHARES = st.integers(0, 20).map(lambda n: n / 20) | st.floats(0, 1)
CODERS = st.sampled_from([*CODER_RULES, "coder-a", "coder-b"])
# Each example places fifty cases in the slow way as well; to shrink one would take minutes.
ONCE = settings(
    max_examples=12,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def library(repository: Path) -> Cases:
    """The fifty cases of the repository."""
    return ek.load_cases(repository / "case_studies")


def drawn(part: str) -> st.SearchStrategy[Settings]:
    """Settings of all sorts that cases of the library can be placed by."""
    return st.builds(
        Settings,
        part=st.just(part),
        wave=st.sampled_from([None, "first", "last", 2014, 2025]),
        kinds=st.sampled_from([(), ("museum",), ("company",)]),
        countries=st.sampled_from([(), ("United States",), ("South Korea", "United Kingdom")]),
        x_threshold=SHARES,
        y_threshold=SHARES,
        threshold_rule=st.sampled_from(THRESHOLD_RULES),
        min_known=SHARES,
        stage_rule=st.sampled_from(list(STAGE_RULES)),
        coder_rule=CODERS,
        drafts=st.booleans(),
    )


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


@ONCE
@given(chosen=st.one_of(drawn("index"), drawn("stages")))
def test_the_code_gives_the_same_placements(
    library: Cases, smi: Framework, maturity: Framework, chosen: Settings
) -> None:
    """What the view shows as Python code makes the placements that the view shows."""
    framework = smi if chosen.part == "index" else maturity
    names = {"ek": ek, "cases": library, "framework": framework}
    try:
        placements = place(library, framework, chosen)
    except UnknownId:
        return

    again = eval(code_of(library, framework, chosen), names)  # noqa: S307 - our own code

    pd.testing.assert_frame_equal(again.table, placements.table)
    assert again.parameters == placements.parameters


def test_the_code_leaves_out_what_goes_without_saying(library: Cases, smi: Framework) -> None:
    """By the framework's own rules the code names no rule, so that they stay its own."""
    chosen = default_settings(smi)

    assert "\n".join(code_of(library, smi, chosen).split()) == (
        'ek.place_quadrants(\ncases,\nframework,\nwave="last",\n)'
    )
    assert place(library, smi, chosen).parameters["threshold_status"] == "authored"


def test_cases_without_a_country_can_be_asked_for(smi: Framework) -> None:
    """An empty text finds cases without a country, in the code by their ids."""
    cases = Cases((rated("oak", {}), rated("elm", {}, country="France")))
    chosen = replace(default_settings(smi), countries=("",))

    code = code_of(cases, smi, chosen)

    assert 'cases.where(ids=["oak"])' in code
    assert list(place(cases, smi, chosen).table["case"]) == ["oak"]


def test_settings_begin_with_the_rules_of_the_framework(
    smi: Framework, maturity: Framework
) -> None:
    """Thresholds and the share that must be known are the framework's, the part its first."""
    (index,) = smi.parts_of("quadrant")

    assert default_settings(smi).part == "index"
    assert default_settings(smi).x_threshold == index.threshold.value
    assert default_settings(smi).min_known == index.min_known.value
    assert default_settings(maturity).part == "stages"


def test_a_framework_without_places_is_refused(canvas: Framework, maturity: Framework) -> None:
    """Canvases and checklists place no cases: the error says what would."""
    with pytest.raises(WrongKind, match="a part of kind quadrant or stages, not canvas, steps"):
        default_settings(canvas)
    with pytest.raises(WrongKind, match="part 'chasm_requirements' needs a part of kind"):
        default_settings(maturity, "chasm_requirements")
    with pytest.raises(UnknownId, match="Did you mean 'stages'"):
        default_settings(maturity, "stage")


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"x_threshold": 1.5}, WrongKind),
        ({"min_known": "half"}, WrongKind),
        ({"threshold_rule": "mean"}, UnknownId),
        ({"stage_rule": "best"}, UnknownId),
        ({"coder_rule": "nobody"}, UnknownId),
        ({"kinds": ["school"]}, UnknownId),
        ({"countries": ["Atlantis"]}, UnknownId),
        ({"wave": "middle"}, UnknownId),
        ({"part": "nowhere"}, UnknownId),
    ],
)
def test_settings_that_cannot_be_are_refused(
    values: dict[str, Any], error: type[Exception], library: Cases, smi: Framework
) -> None:
    """What a browser sends is checked like everything else that comes from outside."""
    with pytest.raises(error):
        read_settings(values, smi, library)


def test_settings_go_to_the_browser_and_back(library: Cases, smi: Framework) -> None:
    """Settings as plain values are read as the same settings."""
    chosen = replace(default_settings(smi), kinds=("museum",), wave=2014, y_threshold=0.7)

    assert read_settings(chosen.as_dict(), smi, library) == chosen
