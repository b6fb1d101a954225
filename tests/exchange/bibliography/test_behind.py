"""From a study or a result the way leads back to all its sources, and to no others."""

import pytest

from engagement_kit.assess import (
    fill_canvas,
    map_evidence,
    place_quadrants,
    place_stages,
    rate_levels,
)
from engagement_kit.errors import WrongKind
from engagement_kit.exchange.bibliography.behind import sources_behind


def _keys(bibliography):
    return {(case, entry.source.key) for entry in bibliography.entries for case in entry.cases}


def _by_hand(cases, ids, wave=None):
    """Sources of the evidence that ratings of these items name, found the long way."""
    return {
        (case.id, case.find_evidence(name).source)
        for case in cases
        for rating in case.ratings
        if rating.item in ids and wave in (None, rating.wave)
        for name in rating.evidence
    }


@pytest.mark.parametrize(
    ("make", "framework"),
    [(place_quadrants, "smi"), (place_stages, "maturity"), (rate_levels, "capability")],
)
def test_a_result_leads_to_the_sources_of_its_ratings(library, frameworks, make, framework):
    """The evidence that ratings of the part name, its sources, and those of the framework."""
    cases, chosen = library[:6], frameworks[framework]
    result = make(cases, chosen)
    found = sources_behind(result)
    items = {item.id for item in chosen.items_of(result.part)}
    assert _keys(found) == _by_hand(cases, items)
    theirs = {entry.source.title for entry in found.entries if entry.frameworks}
    assert theirs == {source.title for source in chosen.definition.sources}


def test_a_result_of_one_wave_leaves_out_the_others(library, frameworks):
    """Sources that only another wave rests on are not behind it."""
    cases = library.where(ids="rijksmuseum")
    result = place_quadrants(cases, frameworks["smi"], wave="first")
    items = {item.id for item in frameworks["smi"].items}
    assert _keys(sources_behind(result)) == _by_hand(cases, items, cases[0].waves[0])


def test_a_canvas_leads_to_the_sources_of_its_notes(library, frameworks):
    """The evidence that notes in its boxes name, of its wave alone."""
    case = library["rijksmuseum"]
    result = fill_canvas(case, frameworks["def"])
    named = {
        (case.id, case.find_evidence(name).source)
        for note in case.notes
        if note.wave == result.wave
        and note.box in {box.id for box in frameworks["def"].part(result.part).boxes}
        for name in note.evidence
    }
    assert _keys(sources_behind(result)) == named


def test_cases_lead_to_all_their_evidence(library):
    """Every source that some evidence rests on, and a remark of those that none rests on."""
    case = library["rijksmuseum"]
    cited = {evidence.source for evidence in case.evidence}
    found = sources_behind(case)
    assert cited <= {source.key for source in found}
    assert _keys(sources_behind(map_evidence(library[:3]))) == _keys(sources_behind(library[:3]))


def test_a_study_leads_to_its_frameworks_too(study, library):
    """Of a folder, the frameworks by which its cases were rated are part of the bibliography."""
    found = sources_behind(study)
    assert any(entry.frameworks for entry in found.entries)
    assert any(entry.cases for entry in found.entries)


def test_a_source_of_two_cases_is_one_entry(library):
    """Equal sources are listed once, with both cases."""
    case = library["rijksmuseum"]
    twin = case.model_copy(update={"id": "twin"})
    found = sources_behind([case, twin])
    assert {entry.cases for entry in found.entries} == {("rijksmuseum", "twin")}


def test_what_leads_nowhere_says_so():
    """A thing without cases is refused in a sentence."""
    with pytest.raises(WrongKind, match="bibliography_of"):
        sources_behind(object())
