from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engagement_kit as ek
from engagement_kit.assess.settings import Settings, default_settings, place
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.widgets.exploring import code_of, read_settings
from tests.assess.drawn_settings import ONCE, drawn
from tests.assess.small_cases import rated


@pytest.fixture(scope="module")
def library(repository: Path) -> Cases:
    """The fifty cases of the repository."""
    return ek.load_cases(repository / "case_studies")


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
