import json
from dataclasses import asdict

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_kit.assess import (
    CODER_RULES,
    STAGE_RULES,
    count_evidence,
    fill_canvas,
    map_evidence,
    place_quadrants,
    place_stages,
    rate_levels,
    rate_targets,
)
from engagement_kit.assess.remaking import Making, cases_of, making_of, remake
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework

share = st.floats(0, 1)
common = {
    "wave": st.sampled_from([None, "first", "last"]),
    "coder_rule": st.sampled_from(sorted(CODER_RULES)),
    "drafts": st.booleans(),
}
ways = {
    place_quadrants: (
        "smi",
        {
            "threshold": st.none() | share | st.tuples(share, share),
            "threshold_rule": st.sampled_from(["fixed", "sample_median"]),
            "min_known": st.none() | share,
            **common,
        },
    ),
    place_stages: (
        "maturity",
        {"rule": st.sampled_from(sorted(STAGE_RULES)), "min_known": share, **common},
    ),
    rate_levels: ("capability", common),
    count_evidence: ("smi", common),
    rate_targets: ("maturity", {"now": st.sampled_from(["coders", "respondents"])}),
}


def kept(making):
    """A making after it has been written to a file and read again."""
    fields = json.loads(json.dumps(asdict(making)))
    return Making(**{**fields, "cases": tuple(fields["cases"])})


def tables(result):
    """Every table of a result, by its name."""
    return {name: value for name, value in vars(result).items() if isinstance(value, pd.DataFrame)}


def assert_same(one, other):
    """Both results hold the same tables and were made with the same choices."""
    assert type(one) is type(other)
    assert one.part == other.part
    assert vars(one).get("parameters") == vars(other).get("parameters")
    for name, table in tables(one).items():
        pd.testing.assert_frame_equal(table, tables(other)[name])


def aimed(case):
    """The case with targets of one respondent for two horizons."""
    framework = load_framework("maturity")
    item = framework.items[0]
    for horizon in (0, 2):
        value = framework.scale(item.scale).ids[horizon]
        case = case.aim(item.id, value, coder="a", respondent="head", horizon=horizon)
    return case


@pytest.mark.parametrize("make", ways, ids=lambda make: make.__name__)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_a_result_can_be_made_again_from_what_it_says(make, data, library):
    """Whatever was chosen, what a result says of its making gives the same result again."""
    name, choices = ways[make]
    chosen = {key: data.draw(strategy) for key, strategy in choices.items()}
    places = data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=6, unique=True))
    some = library[:10]
    everybody = [aimed(case) for case in some] if make is rate_targets else some
    cases = [everybody[place] for place in places]
    framework = load_framework(name, lang=data.draw(st.sampled_from(["en", "ko"])))
    result = make(cases, framework, **chosen)
    again = remake(kept(making_of(result)), everybody, load_framework(name))
    assert_same(result, again)
    assert [case.id for case in cases_of(again)] == [case.id for case in cases]


@pytest.mark.parametrize("rule", ["first", "last"])
def test_a_map_of_evidence_can_be_made_again(library, rule):
    """A result that rests on no framework is made again from its cases alone."""
    found = map_evidence(library[:4], year_rule=rule, lang="ko")
    again = remake(kept(making_of(found)), library)
    assert vars(again)["parameters"] == {"year_rule": rule}
    pd.testing.assert_frame_equal(found.table, again.table)
    pd.testing.assert_frame_equal(found.totals, again.totals)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_notes_can_be_filled_in_again(library, lang):
    """A canvas is filled again with the notes of the same case, wave, language and coder."""
    case = next(case for case in library if case.notes)
    coder = case.notes[0].coder
    notes = fill_canvas(case, load_framework("def"), lang=lang, coder=coder)
    again = remake(kept(making_of(notes)), library, load_framework("def"))
    assert_same(notes, again)
    assert (again.lang, again.coder, again.wave) == (lang, coder, notes.wave)


def test_cases_that_are_gone_are_left_out(library, smi):
    """What is made again of fewer cases has fewer rows; a canvas without its case is an error."""
    making = making_of(place_quadrants(library, smi, wave="last"))
    assert len(remake(making, library[:5], smi)) == 5
    noted = making_of(fill_canvas(library["tate"], load_framework("def")))
    with pytest.raises(UnknownId, match="tate"):
        remake(noted, library[:0], load_framework("def"))


def test_what_is_no_result_is_told():
    """Something else than a result, or a function that is not there, is named."""
    with pytest.raises(WrongKind, match="DataFrame"):
        making_of(pd.DataFrame())
    with pytest.raises(UnknownId, match="Did you mean 'place_stages'"):
        remake(Making("place_stage", None, None, (), {}), ())


def test_a_case_knows_its_files_until_it_is_changed(library, repository):
    """Each case carries the hashes of the files that were read; a changed one has none."""
    tate = library["tate"]
    folder = repository / "case_studies" / "museums" / "tate"
    assert set(tate.fingerprints) == {file.name for file in folder.glob("*.yaml")}
    assert not tate.add_wave(2030).fingerprints
    assert tate == tate.read_as({})
