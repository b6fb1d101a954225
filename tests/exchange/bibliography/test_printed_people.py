"""People and dates that libraries hold and citeproc-py prints wrongly by itself."""

import json

import pytest

from engagement_kit.exchange import format_references, read_bibliography

pytest.importorskip("citeproc", reason="the extra `references` is not installed")

DOE = [{"family": "Doe", "given": "Jane"}]


def printed(tmp_path, style="apa", **item):
    """How one item of a library is printed."""
    path = tmp_path / "library.json"
    item = {"id": "a", "type": "book", "title": "T", "publisher": "P", **item}
    path.write_text(json.dumps([item]), encoding="utf-8")
    return str(format_references(read_bibliography(path), style)[0])


@pytest.mark.parametrize(
    ("given", "apa", "vancouver"),
    [
        ("Ji-eun", "Lee, J.-E.", "Lee JE."),
        ("Min-su A.", "Lee, M.-S. A.", "Lee MSA."),
        ("J.-E.", "Lee, J.-E.", "Lee JE."),
        ("Abd al-Rahman", "Lee, A. al-R.", "Lee A al-R."),
    ],
)
def test_each_part_of_a_given_name_has_an_initial(tmp_path, given, apa, vancouver):
    """A small letter behind a hyphen begins a part of a name, and a small word stays."""
    author = [{"family": "Lee", "given": given}]
    assert printed(tmp_path, author=author).startswith(f"{apa} (n.d.)")
    assert printed(tmp_path, "vancouver", author=author).startswith(f"1. {vancouver}")


@pytest.mark.parametrize("style", ["apa", "vancouver", "harvard"])
def test_an_editor_in_place_of_an_author_is_named_once(tmp_path, style):
    """Who edited a whole book without authors stands at its beginning and nowhere else."""
    assert printed(tmp_path, style, editor=DOE).count("Doe") == 1


@pytest.mark.parametrize("style", ["apa", "chicago", "harvard"])
def test_the_year_of_a_span_of_months_is_printed(tmp_path, style):
    """A book of May to June 2020 is one of 2020, and no undated one."""
    issued = {"date-parts": [[2020, 5], [2020, 6]]}
    assert printed(tmp_path, style, author=DOE, issued=issued).count("2020") == 1


@pytest.mark.parametrize(
    "issued", [{"date-parts": [[2019]], "season": "2"}, {"literal": "Summer 2019"}]
)
def test_a_season_keeps_its_year_and_stands_once(tmp_path, issued):
    """A date with a season is a date, however a library writes it."""
    told = printed(tmp_path, type="article-magazine", author=DOE, issued=issued)
    assert told.count("Summer 2019") == 1
    assert "n.d." not in told


@pytest.mark.parametrize("style", ["apa", "chicago", "harvard", "vancouver"])
def test_others_are_no_author_of_that_name(tmp_path, style):
    """What BibTeX calls "and others" is joined to the authors without an "and"."""
    told = printed(tmp_path, style, author=[*DOE, {"literal": "et al."}])
    assert "et al." in told
    assert "and et al." not in told
    assert "& et al." not in told
