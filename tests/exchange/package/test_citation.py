from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.cases import load_cases
from engagement_kit.errors import Faults, NotWritten
from engagement_kit.exchange import About, find_about, write_citation
from engagement_kit.exchange.package.about import Contributor, Licence, read_about
from engagement_kit.exchange.package.citation import authors_of, citation_text, used_frameworks
from engagement_kit.strict_yaml import read_yaml
from tests.exchange.package.cff import CFF, check_form, fits


def read(text):
    """What a CITATION.cff says; the format's own rules hold for it."""
    found = read_yaml(text.encode(), "CITATION.cff")
    assert yaml.load(text, yaml.BaseLoader).keys() == found.keys()  # noqa: S506 - text only
    check_form(found, CFF)
    return found


def test_the_library_is_cited_with_its_frameworks(library, frameworks):
    """Title, authors without the automated coders, licence, and each publication once."""
    found = read(citation_text(find_about(library), used_frameworks(library, frameworks)))
    assert found["title"] == "Fifty organisations and their digital engagement"
    assert found["authors"] == [{"name": "the engagement_kit authors"}]
    assert found["license"] == "CC-BY-4.0"
    titles = [reference["title"] for reference in found["references"]]
    assert len(titles) == len(set(titles))
    assert "Digital engagement in culture, heritage and the arts" in titles
    assert found["references"][-1]["type"] == "software"


def test_our_own_citation_follows_the_format(repository):
    """The CITATION.cff of this project is read by what reads the format."""
    read((repository / "CITATION.cff").read_text(encoding="utf-8"))


def test_the_check_finds_what_is_wrong(library, frameworks):
    """A key that the format has not, a title that says nothing, an author twice."""
    found = read(citation_text(find_about(library), used_frameworks(library, frameworks)))
    wrongs = (
        {"titel": "x"},
        {"title": ""},
        {"authors": found["authors"] * 2},
        {"authors": []},
        {"license": "ours"},
        {"date-released": "2026-13-01"},
        {"references": [{"title": "x", "type": "website"}]},
    )
    assert not [wrong for wrong in wrongs if fits(found | wrong, CFF)]


def test_a_framework_of_nobody_is_cited_by_its_name(frameworks):
    """Without publications and without a holder its name stands for both."""
    smi = frameworks["smi"]
    nobody = smi.definition.licence.model_copy(update={"holder": " "})
    definition = smi.definition.model_copy(update={"licence": nobody, "sources": ()})
    found = read(citation_text(About(), {"smi": replace(smi, definition=definition)}))
    assert found["references"][0]["title"] == smi.name
    assert found["references"][0]["authors"] == [{"name": smi.name}]


def test_all_that_a_study_says_is_told(tmp_path):
    """Version, date, DOI, address, and a person's name as the person divides it."""
    file = tmp_path / "about.yaml"
    file.write_text(
        "format: 1\ntitle: 우리 연구\nversion: '1.0'\ndate: 2026-11-22\ndoi: 10.5281/zenodo.1\n"
        "url: https://example.org/study\ncontributors:\n- {title: 김민수, family_name: 김, "
        "given_name: 민수, orcid: 0000-0002-1825-0097, organization: 박물관, roles: [author]}\n"
        "- {title: The Museum, roles: [author]}\n- {title: me, roles: [coder]}\n",
        encoding="utf-8",
    )
    found = read(citation_text(read_about(file), {}))
    assert found["title"] == "우리 연구"
    assert (found["version"], found["date-released"]) == ("1.0", "2026-11-22")
    assert (found["doi"], found["url"]) == ("10.5281/zenodo.1", "https://example.org/study")
    person, museum = found["authors"]
    assert (person["family-names"], person["given-names"]) == ("김", "민수")
    assert person["orcid"] == "https://orcid.org/0000-0002-1825-0097"
    assert museum == {"name": "The Museum"}


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("date: 2026-02-30", "date"),
        ("date: yesterday", "date"),
        ("doi: https://doi.org/10.1/x", "doi"),
        ("url: 'javascript:alert(1)'", "url"),
        ("contributors: [{title: me, orcid: 1234}]", "orcid"),
        ("contributors: [{title: ''}]", "title"),
    ],
)
def test_what_no_archive_would_take_is_a_fault(tmp_path, line, field):
    """A day that is none, a DOI with an address around it, and the like are named by field."""
    file = tmp_path / "about.yaml"
    file.write_text(f"format: 1\n{line}\n", encoding="utf-8")
    with pytest.raises(Faults) as error:
        read_about(file)
    assert [fault.field.rpartition(".")[2] for fault in error.value.faults] == [field]


def test_who_is_an_author():
    """Those called so; else all who did more than code; else everybody."""
    me, you = Contributor(title="me", roles=("coder",)), Contributor(title="you", roles=("Author",))
    maker = Contributor(title="maker", roles=("compiler", "coder"))
    assert authors_of(About(contributors=(me, you, maker))) == (you,)
    assert authors_of(About(contributors=(me, maker))) == (maker,)
    assert authors_of(About(contributors=(me,))) == (me,)


def test_several_licences_are_not_made_one():
    """The format would read several as a choice; where none is in its list, the address stands."""
    one = Licence(name="CC-BY-4.0", title="Attribution")
    own = Licence(name="ours", title="Our terms", path="https://example.org/terms")
    both = read(citation_text(About(licences=(one, own)), {}))
    assert "license" not in both
    assert "license-url" not in both
    assert read(citation_text(About(licences=(own,)), {}))["license-url"] == own.path


names = st.text(max_size=30).filter(lambda text: text.isprintable())
abouts = st.builds(
    About,
    title=names,
    description=names,
    keywords=st.lists(names, max_size=3).map(tuple),
    version=st.none() | names,
    contributors=st.lists(
        st.builds(
            Contributor,
            title=names.filter(bool),
            family_name=st.none() | names,
            given_name=st.none() | names,
            roles=st.lists(names, max_size=2).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    licences=st.lists(st.builds(Licence, name=names, title=names, path=names), max_size=2).map(
        tuple
    ),
)


@given(abouts)
def test_whatever_a_study_says_the_file_follows_the_format(about):
    """Empty titles, names twice, odd licences: the file is one that the format allows."""
    read(citation_text(about, {}))


def test_a_file_that_is_there_stays(study, tmp_path, frameworks):
    """A second call does not replace what somebody may have edited, unless told to."""
    cases = load_cases(study)
    path = write_citation(cases, tmp_path, frameworks)
    assert path == tmp_path / "CITATION.cff"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(NotWritten):
        write_citation(cases, tmp_path, frameworks)
    assert path.read_text(encoding="utf-8") == "mine"
    write_citation(cases, path, frameworks, overwrite=True)
    assert "cff-version" in path.read_text(encoding="utf-8")
