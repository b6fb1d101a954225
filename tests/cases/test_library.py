"""The library of fifty cases, and collections of cases."""

from collections import Counter

import pytest

from engagement_kit.cases import Cases, check_cases, load_cases
from engagement_kit.errors import UnknownId


def test_counts(library):
    """The library holds what its description says."""
    assert not library.faults
    assert Counter(case.kind for case in library) == {"museum": 24, "company": 26}
    assert sum(len(case.evidence) for case in library) == 1146
    assert sum(len(case.sources) for case in library) == 772
    assert sum(len(case.waves) for case in library) == 97
    assert {case.id for case in library if len(case.waves) == 1} == {"dma", "best-buy", "zappos"}


def test_counts_of_ratings(library):
    """Two coders rated all 97 case-waves; where both answered, they differ in 288 of 2,396."""
    values = {
        coder: {
            (r.case, r.wave, r.item): r.value
            for c in library
            for r in c.ratings
            if r.coder == coder
        }
        for coder in ("coder-a", "coder-b")
    }
    first, second = values["coder-a"], values["coder-b"]
    assert (len(first), len(second)) == (2574, 2761)
    assert sum(len(case.ratings) for case in library) == 2574 + 2761
    both = first.keys() & second.keys()
    assert (len(both), sum(first[key] != second[key] for key in both)) == (2396, 288)
    assert all(len({key[:2] for key in of}) == 97 for of in (first, second))


def test_counts_of_notes(library):
    """979 notes by a third coder, 232 with a second language, all for the last wave of a case."""
    notes = [note for case in library for note in case.notes]
    assert len(notes) == 979
    assert {note.coder for note in notes} == {"coder-n"}
    assert sum(len(note.text) == 2 for note in notes) == 232
    assert all(note.wave == library[note.case].waves[-1] for note in notes)


def test_no_fault_no_draft(library, frameworks):
    """Nothing in the library is wrong or unfinished; what is worth knowing is counted."""
    found = Counter((fault.level, fault.code) for fault in check_cases(library, frameworks))
    assert found == {
        ("remark", "later_source"): 420,
        ("remark", "later_source_undated"): 121,
        ("remark", "low_without_against"): 47,
        ("remark", "only_undated"): 460,
        ("remark", "range_after_wave"): 57,
        ("remark", "undated_fact"): 169,
    }


def test_remark_in_the_country_is_split(library):
    """A country is only a country; what the compiler added stands in its own field."""
    sephora = library["sephora"]
    assert sephora.country == "France"
    assert sephora.country_note == "owner LVMH; programme evidence from the United States"
    assert not any("(" in (case.country or "") for case in library)


def test_where(library):
    """Cases are chosen by kind, country and id; what no case has is an error with the nearest."""
    korean = library.where(kind="museum", country="South Korea")
    assert korean.ids == ("jinju", "leeum", "mmca", "nmk")
    assert library.where(ids=["tate", "dell"]).ids == ("dell", "tate")
    with pytest.raises(UnknownId, match="museum"):
        library.where(kind="muesum")
    with pytest.raises(UnknownId, match="tate"):
        library.where(ids="tat")


def test_sequence(library):
    """A collection is reached by id, by place and in part."""
    assert library["tate"].id == library[library.ids.index("tate")].id == "tate"
    assert isinstance(library[:3], Cases)
    assert len(library[:3]) == 3
    assert "tate" in library
    assert "tat" not in library
    with pytest.raises(UnknownId, match="tate"):
        library["tat"]


def test_page_escapes(make_case):
    """Text of a case is data: in a notebook it shows as written."""
    case = make_case(name={"en": "<script>alert(1)</script>"})
    assert "<script>" not in Cases((case,))._repr_html_()
    assert "&lt;script&gt;" in Cases((case,))._repr_html_()


def test_one_case_folder(repository):
    """The folder of one case is a study of one."""
    assert load_cases(repository / "case_studies/museums/tate").ids == ("tate",)
