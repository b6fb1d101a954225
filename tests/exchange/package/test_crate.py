import json
import shutil
import zipfile

import frictionless
import pytest
from rocrate import vocabs
from rocrate.model.file import File
from rocrate.rocrate import ROCrate

from engagement_kit.cases import load_cases
from engagement_kit.cases.write import case_files
from engagement_kit.cli import main
from engagement_kit.errors import Faults, NotWritten
from engagement_kit.exchange import write_crate
from engagement_kit.exchange.package.graph import file_id
from engagement_kit.exchange.package.holdings import held_files
from engagement_kit.frameworks import load_frameworks
from engagement_kit.report import run_study, verify_figure

ABOUT = """\
format: 1
title: 디지털 참여
description: 사례 하나.
date: 2026-11-22
licences:
- {name: CC-BY-4.0, title: Attribution 4.0, path: "https://creativecommons.org/licenses/by/4.0/"}
contributors:
- {title: 김민수, family_name: 김, given_name: 민수, orcid: 0000-0002-1825-0097, roles: [author]}
- {title: coder-a, kind: software, roles: [coder]}
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A study whose case has a Korean id, with results and with a raw export beside them."""
    from engagement_kit.exchange.sheets.newstudy import STARTER

    study = tmp_path_factory.mktemp("whole") / "study"
    shutil.copytree(STARTER / "case_studies" / "example", study / "case_studies" / "미술관")
    for file in (study / "case_studies" / "미술관").iterdir():
        text = file.read_text(encoding="utf-8")
        text = text.replace("id: example\n", "id: 미술관\n").replace(
            "case: example", "case: 미술관"
        )
        file.write_text(text, encoding="utf-8")
    (study / "about.yaml").write_text(ABOUT, encoding="utf-8")
    (study / "raw survey with names.csv").write_text("e-mail\n", encoding="utf-8")
    run_study(study, study / "build" / "study", frameworks=["smi"], progress=False)
    return study


@pytest.fixture(scope="module")
def crate(whole, tmp_path_factory):
    """The folder of the research object and what was said of it."""
    out = tmp_path_factory.mktemp("out") / "crate"
    return out, write_crate(whole, out)


@pytest.fixture(scope="module")
def entities(crate):
    """What the metadata says, by the name of each entity."""
    return read_metadata(crate[0])


def read_metadata(folder):
    """Entities by name; none stands twice."""
    found = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert len({entity["@id"] for entity in found["@graph"]}) == len(found["@graph"])
    return {entity["@id"]: entity for entity in found["@graph"]}


def named(entity):
    """Every entity that another one refers to."""
    for value in entity.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield one["@id"]


def test_nothing_is_lacking(crate):
    """With licence, date, people and results there is nothing to remark."""
    assert crate[1].remarks == ()
    assert str(crate[1]) == f"{len(crate[1].files)} files in {crate[0]}"


def test_another_program_reads_it(crate):
    """The library rocrate finds title, author, licence and every file where it is said to be."""
    read = ROCrate(crate[0])
    assert read.name == "디지털 참여"
    assert read.root_dataset["datePublished"] == "2026-11-22"
    assert [author["name"] for author in read.root_dataset["author"]] == ["김민수"]
    assert read.root_dataset["license"][0].id == "https://creativecommons.org/licenses/by/4.0/"
    files = [one for one in read.data_entities if isinstance(one, File)]
    assert len(files) == len(crate[1].files) - 1
    assert all((crate[0] / one.source).is_file() for one in files)


def test_every_file_is_described_and_reached_from_the_root(crate, entities):
    """No file stands beside the description, and none is named that is not there."""
    there = {
        path.relative_to(crate[0]).as_posix() for path in crate[0].rglob("*") if path.is_file()
    }
    assert there == set(crate[1].files)
    ids = {file_id(place) for place in there} - {"ro-crate-metadata.json"}
    assert ids == {one["@id"] for one in entities.values() if one["@type"] == "File"}
    reached, waiting = set(), ["./"]
    while waiting:
        for part in entities[waiting.pop()].get("hasPart", ()):
            assert part["@id"] not in reached
            reached.add(part["@id"])
            waiting.append(part["@id"])
    assert ids <= reached


def test_what_is_referred_to_is_told(entities):
    """Each reference leads to an entity, but for the standards and pages outside."""
    outside = {
        "https://w3id.org/ro/crate/1.2",
        "https://datapackage.org/profiles/2.0/datapackage.json",
    }
    for entity in entities.values():
        assert set(named(entity)) <= set(entities) | outside, entity["@id"]


def test_every_word_is_one_of_the_standard(entities):
    """Keys and types are those that the standard's context explains."""
    known = vocabs.RO_CRATE["@context"]
    for entity in entities.values():
        assert {key for key in entity if not key.startswith("@")} <= set(known)
        assert entity["@type"] in known


def test_a_figure_names_the_files_it_was_drawn_from(entities):
    """Its action leads from the case, what the study says, and the framework, to all its files."""
    action = entities["#figure-figures%2Fsmi-index-profile"]
    made_of = {one["@id"] for one in action["object"]}
    assert file_id("study/case_studies/미술관/case.yaml") in made_of
    assert {"study/about.yaml", "frameworks/smi/framework.yaml"} <= made_of
    assert not any(one.startswith("frameworks/def/") for one in made_of)
    made = {one["@id"] for one in action["result"]}
    assert {
        "results/figures/smi-index-profile.svg",
        "results/figures/smi-index-profile.csv",
    } <= made
    assert entities[action["instrument"]["@id"]]["softwareVersion"]
    alt = entities["results/figures/smi-index-profile.svg"]["description"]
    assert "미술관" not in alt
    assert len(alt) > 50


def test_each_result_has_one_action(entities):
    """What no figure made was made by running the study."""
    made = [one["@id"] for e in entities.values() for one in e.get("result", ())]
    assert len(made) == len(set(made))
    results = {one for one in entities if one.startswith("results/") and one != "results/"}
    assert results | {"data/"} == set(made)


def test_frameworks_come_with_their_terms(crate, entities):
    """Version, licence, holder and publications, and the notice in words."""
    found = entities["frameworks/def/"]
    assert found["creditText"].startswith("Jasper Visser & Jim Richardson; CC-BY-SA")
    assert entities[found["license"]["@id"]]["name"] == "CC-BY-SA"
    assert len(found["citation"]) > 10
    assert (crate[0] / "frameworks" / "def" / "NOTICE.md").is_file()
    assert "frameworks/capability/" not in entities


def test_people_and_programs_are_told_apart(entities):
    """A coder that is a program is none of the people; the author is named by number."""
    assert entities["https://orcid.org/0000-0002-1825-0097"]["@type"] == "Person"
    assert entities["#contributor-2"]["@type"] == "SoftwareApplication"


def test_what_is_no_part_of_the_study_stays_out(crate):
    """A raw export that lies in the study's folder is not given away."""
    assert not any("raw" in name for name in crate[1].files)


def test_the_study_inside_works(crate, tmp_path):
    """The cases load, the tables are a sound data package, and a figure is proved by it."""
    assert load_cases(crate[0] / "study").ids == ("미술관",)
    assert frictionless.validate(str(crate[0] / "data" / "datapackage.json")).valid
    figure = crate[0] / "results" / "figures" / "smi-index-profile.svg"
    assert verify_figure(figure, crate[0] / "study").verdict == "same"


def test_the_same_study_gives_the_same_bytes(whole, crate, tmp_path):
    """Twice the same archive; and it holds what the folder holds."""
    for name in ("one.zip", "two.zip"):
        write_crate(whole, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        for name in archive.namelist():
            assert archive.read(name) == (crate[0] / name).read_bytes()
        assert tuple(sorted(archive.namelist())) == crate[1].files


def test_a_figure_of_an_earlier_state_is_remarked(whole, tmp_path):
    """Evidence that changed after the figure was drawn: it no longer shows what is said."""
    study = tmp_path / "study"
    shutil.copytree(whole, study)
    case = study / "case_studies" / "미술관" / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8") + "# read again\n", encoding="utf-8")
    remarks = write_crate(study, tmp_path / "out").remarks
    assert any("smi-index-profile was drawn from other states" in one for one in remarks)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"[",
        b"[]",
        b'{"made_from": 1}',
        b"\xff",
        b'{"made_from": {"inputs": 3, "framework": [], "versions": 1}}',
        b'{"made_from": {"inputs": {"a": {}, "b": "\\u0000"}}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_record_of_a_figure_harms_nothing(study, tmp_path, damage):
    """The figure is then a result like any other."""
    results = tmp_path / "results"
    results.mkdir()
    (results / "x.provenance.json").write_bytes(damage)
    (results / "x.svg").write_bytes(b"<svg/>")
    report = write_crate(study, tmp_path / "out", results=results)
    assert {"results/x.svg", "results/x.provenance.json"} <= set(report.files)


def test_what_is_lacking_is_said(study, tmp_path):
    """No licence, no date, nobody, no results: written all the same, with what to do."""
    report = write_crate(study, tmp_path / "out")
    assert [remark.split(":")[0] for remark in report.remarks] == [
        "No licence",
        "No day of publication, which archives ask for",
        "Nobody is named",
        "No figures and no report",
    ]
    assert ROCrate(tmp_path / "out").name


def test_a_place_that_is_taken_is_refused(study, tmp_path):
    """Nothing that is there is written over, and the study does not swallow its own copy."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("x", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "taken.zip").write_text("x", encoding="utf-8")
    codes = {"full": "folder_in_use", "file": "is_a_file", "study/out": "crate_inside"}
    for name, code in codes.items():
        with pytest.raises(Faults) as error:
            write_crate(study, tmp_path / name)
        assert [fault.code for fault in error.value.faults] == [code]
    with pytest.raises(NotWritten):
        write_crate(study, tmp_path / "taken.zip")
    with pytest.raises(Faults, match="would become a part"):
        write_crate(study, tmp_path / "full" / "out.zip", results=tmp_path / "full")
    with pytest.raises(Faults, match="no day"):
        write_crate(study, tmp_path / "out", date="soon")
    with pytest.raises(Faults, match="no folder"):
        write_crate(study, tmp_path / "out", results=tmp_path / "none")
    assert not (tmp_path / "out").exists()
    assert sorted(path.name for path in study.iterdir()) == ["case_studies"]


def test_a_change_while_it_is_read_is_a_fault(study, frameworks):
    """Tables and files would otherwise say different things."""
    cases = load_cases(study)
    path = study / "case_studies" / "example" / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    with pytest.raises(Faults, match="changed while the study was read"):
        held_files(study, cases, {}, None)


def test_links_and_odd_names_among_results(study, tmp_path):
    """What a link leads to outside is not taken; a name that other systems cannot read is told."""
    results = tmp_path / "results"
    results.mkdir()
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    (results / "link.txt").symlink_to(tmp_path / "secret.txt")
    (results / ".hidden").write_text("x", encoding="utf-8")
    (results / "50% of #1 <&>.txt").write_text("x", encoding="utf-8")
    report = write_crate(study, tmp_path / "out", results=results)
    assert [name for name in report.files if name.startswith("results/")] == [
        "results/50% of #1 <&>.txt"
    ]
    assert all(
        (tmp_path / "out" / one.source).is_file()
        for one in ROCrate(tmp_path / "out").data_entities
        if isinstance(one, File)
    )
    (results / "a\nb.txt").write_text("x", encoding="utf-8")
    with pytest.raises(Faults, match="cannot be read on other systems"):
        write_crate(study, tmp_path / "again", results=results)


def test_an_own_framework_lies_in_the_study(study, repository, tmp_path):
    """The study inside finds it again; built-in ones lie beside it, where they clash with none."""
    own = study / "frameworks" / "benchmark"
    shutil.copytree(repository / "tests/frameworks/samples/own/benchmark", own)
    frameworks = load_frameworks(study / "frameworks")
    case = load_cases(study, frameworks=frameworks)["example"]
    item = frameworks["benchmark"].items[0]
    answer = frameworks["benchmark"].scale(item.scale).ids[0]
    facts = [case.evidence[0].id]
    rated = case.rate(item.id, answer, coder="you", evidence=facts, frameworks=frameworks)
    text = case_files(rated)["you.yaml"]
    (study / "case_studies" / "example" / "you.yaml").write_text(text, encoding="utf-8")
    report = write_crate(study, tmp_path / "out")
    assert "study/frameworks/benchmark/framework.yaml" in report.files
    assert "frameworks/smi/framework.yaml" in report.files
    assert read_metadata(tmp_path / "out")["study/frameworks/benchmark/"]["version"]
    inside = tmp_path / "out" / "study"
    known = load_frameworks(inside / "frameworks")
    assert load_cases(inside, frameworks=known)["example"].ratings == rated.ratings
    assert not load_cases(inside, frameworks=known).faults


def test_answers_of_a_survey_go_with_their_case(study, tmp_path):
    """The file of all respondents is one of the case's files, in the study and in the tables."""
    path = study / "case_studies" / "example" / "answers-visitors.csv"
    path.write_text(
        "case,wave,respondent,evidence,smi.investment.team\n"
        "example,2024,r0001,,unknown\nexample,2024,r0002,,not_asked\n",
        encoding="utf-8",
    )
    write_crate(study, tmp_path / "out")
    copied = tmp_path / "out" / "study" / "case_studies" / "example" / path.name
    assert copied.read_bytes() == path.read_bytes()
    ratings = (tmp_path / "out" / "data" / "ratings.csv").read_text(encoding="utf-8")
    assert "visitors:r0002,smi,smi.investment.team,not_asked,not_asked" in ratings


def test_the_command_writes_it_and_says_what_lacks(study, tmp_path, capsys):
    """`engagement-kit crate` gives an archive, and 0."""
    assert main(["crate", str(study), str(tmp_path / "a.zip"), "--date", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert "files in" in said
    assert "No licence" in said
    assert "No day" not in said
    assert ROCrate(tmp_path / "a.zip").root_dataset["datePublished"] == "2026-11-22"


def test_a_broken_case_is_left_out_and_named(study, tmp_path, capsys):
    """The rest is written; the command returns 1."""
    shutil.copytree(study / "case_studies" / "example", study / "case_studies" / "broken")
    assert main(["crate", str(study), str(tmp_path / "out")]) == 1
    assert "broken" in capsys.readouterr().err
    assert not (tmp_path / "out" / "study" / "case_studies" / "broken").exists()
