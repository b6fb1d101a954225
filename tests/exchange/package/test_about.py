import pytest

from engagement_kit.cases import load_cases
from engagement_kit.errors import Faults
from engagement_kit.exchange import About, find_about


def test_the_nearest_one_above_the_cases_speaks(study):
    """An about.yaml beside the cases, or above their folder, is found."""
    cases = load_cases(study)
    assert find_about(cases) == About()
    (study / "about.yaml").write_text("format: 1\ntitle: Above\n", encoding="utf-8")
    assert find_about(cases).title == "Above"
    near = study / "case_studies" / "about.yaml"
    near.write_text("format: 1\ntitle: Near\n", encoding="utf-8")
    assert find_about(cases).title == "Near"


def test_one_that_is_not_sound_is_a_fault(study):
    """A wrong key is not passed over: caveats could be lost."""
    (study / "about.yaml").write_text("format: 1\ncaveat: x\n", encoding="utf-8")
    with pytest.raises(Faults, match="nearest: caveats"):
        find_about(load_cases(study))


def test_the_library_says_what_it_is(library):
    """Public sources, automated coders, claims, no endorsement, unchecked languages, licence."""
    about = find_about(library)
    said = " ".join(about.caveats)
    for words in ("Public sources", "claims", "automated", "No native speaker", "No endorsement"):
        assert words in said
    assert [licence.name for licence in about.licences] == ["CC-BY-4.0"]
