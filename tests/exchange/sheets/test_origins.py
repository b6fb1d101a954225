import hashlib
import shutil

import pytest

from engagement_kit.cases import Case, Cases, load_cases
from engagement_kit.exchange import new_study
from engagement_kit.exchange.sheets.origins import origins_of


@pytest.fixture
def study(tmp_path):
    """A study of two cases and a file about it, with its folder for frameworks."""
    path = new_study(tmp_path / "study")
    shutil.copytree(path / "case_studies" / "example", path / "case_studies" / "second")
    for file in (path / "case_studies" / "second").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace("id: example\n", "id: second\n").replace("case: example", "case: second"),
            encoding="utf-8",
        )
    return path


def test_every_file_is_named_with_what_was_read(study):
    """Paths are those within the study, hashes those of the bytes that were read."""
    cases = load_cases(study)
    found = origins_of(cases)
    assert found.study == study.resolve()
    assert found.not_from_disk == ()
    files = list((study / "case_studies").rglob("*.yaml"))
    expected = {
        path.relative_to(study).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    assert {name: tag for name, tag in found.files.items() if name in expected} == expected
    assert set(found.files) - set(expected) <= {"about.yaml"}


def test_the_study_of_one_case_is_that_of_all(study):
    """A figure of one case knows the same study as a figure of all of them."""
    cases = load_cases(study)
    assert origins_of(cases[:1]).study == origins_of(cases).study


def test_what_was_read_counts_not_what_stands_there_now(study):
    """A file that changes after it was read keeps the hash that it had."""
    cases = load_cases(study)
    before = origins_of(cases)
    file = study / "case_studies" / "example" / "me.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# later\n", encoding="utf-8")
    assert origins_of(cases).files == before.files
    assert origins_of(load_cases(study)).files != before.files


def test_cases_that_are_in_no_file_are_named(study):
    """A case changed in memory, or made there, is told; one that only was copied is not."""
    cases = load_cases(study)
    changed = cases["example"].add_wave(2030)
    made = Case(id="made", kind="museum", name={"en": "Made"}, waves=(2020,))
    found = origins_of(Cases((changed, made, cases["second"].model_copy())))
    assert found.not_from_disk == ("example", "made")
    assert all("second" in name or name == "about.yaml" for name in found.files)
    assert origins_of([made]).study is None
