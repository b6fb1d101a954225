"""Reading frameworks: the built-in ones, people's own, and faulty ones."""

import shutil
from pathlib import Path

import pytest

from engagement_kit.errors import Faults, UnknownId
from engagement_kit.frameworks import (
    check_frameworks,
    list_frameworks,
    load_framework,
    load_frameworks,
)
from engagement_kit.frameworks.loader import LIBRARY, framework_folders

SAMPLES = Path(__file__).parent / "samples"
FAULTY = SAMPLES / "faulty"
OWN = SAMPLES / "own"

# folder -> what its one message must hold: file, line, the wrong word, the nearest right one
MESSAGES = {
    "unknown_key": ("framework.yaml:12", "'boxs'", "nearest: boxes"),
    "missing_key": ("framework.yaml:23", "parts[1].scale", "is missing"),
    "unknown_kind": ("framework.yaml:24: parts[1].kind", "'quadrent'", "nearest: quadrant"),
    "duplicate_id": ("framework.yaml:14: parts[0].boxes[1].id", "'mini.left' is used twice"),
    "dangling_scale": ("framework.yaml:25", "'anser'", "nearest: answer"),
    "dangling_box_in_layout": (
        "framework.yaml:22: parts[0].layouts[0].cells[1].box",
        "'mini.rigth'",
        "nearest: mini.right",
    ),
    "overlapping_boxes": ("framework.yaml:22", "overlaps mini.left"),
    "box_off_the_grid": ("framework.yaml:22", "leaves the grid"),
    "same_levels_twice": ("framework.yaml:34", "levels of another cell"),
    "label_missing": ("text.en.yaml", "'both.label'", "language en"),
    "language_lacks_a_key": ("text.ko.yaml", "'second.label'", "language ko"),
    "text_of_nothing": ("text.en.yaml:21", "'secnd.label'", "nearest: second.label"),
    "attribute_that_is_not_one": ("text.en.yaml:21", "'second.labell'", "nearest: second.label"),
    "language_file_missing": ("text.ko.yaml", "cannot be read"),
    "language_file_of_another_language": ("text.ko.yaml:3", "'ja'", "ko expected"),
    "unknown_source": ("text.en.yaml:5", "'s9'"),
    "newer_format": ("framework.yaml:1", "format 2 is newer"),
    "broken_yaml": ("framework.yaml:15", "not valid YAML"),
    "duplicate_key": ("framework.yaml:4", "'version' stands twice"),
    "version_as_number": ("framework.yaml:3", "version"),
}


def test_every_faulty_sample_is_tested() -> None:
    """Each sample folder has its message here, so that none is forgotten."""
    folders = {folder.name for folder in FAULTY.iterdir()}

    assert folders - {"nothing_wrong", "no_read_as_false"} == set(MESSAGES)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_fault_is_told_with_place_and_way_out(name: str) -> None:
    """A faulty framework is refused with file, line, the wrong word and what would be right."""
    with pytest.raises(Faults) as caught:
        load_framework(FAULTY / name)

    message = str(caught.value)
    assert all(words in message for words in MESSAGES[name]), message


@pytest.mark.parametrize("name", ["nothing_wrong", "no_read_as_false"])
def test_a_sound_framework_has_no_fault(name: str) -> None:
    """A sound framework loads, even where an older YAML would read ``no`` as false."""
    assert check_frameworks(FAULTY / name) == ()
    assert load_framework(FAULTY / name).scale("answer").ids == ("no", "yes")


def test_all_faults_come_at_once() -> None:
    """Checking a folder of frameworks reports the faults of every one of them in one go."""
    files = {Path(fault.file).parent.name for fault in check_frameworks(FAULTY)}

    assert files >= set(MESSAGES)


def test_the_library_has_no_fault() -> None:
    """The built-in frameworks pass the check that people's own go through."""
    assert check_frameworks(LIBRARY) == ()
    assert list_frameworks() == ("capability", "dcfts", "def", "guide", "maturity", "smi")


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
@pytest.mark.parametrize("name", list_frameworks())
def test_every_framework_speaks_three_languages(name: str, lang: str) -> None:
    """No English text is missing in Korean or Arabic, and none is left in English there."""
    framework, english = load_framework(name, lang=lang), load_framework(name)

    filled = {k: s.text for k, s in framework._texts[lang].strings.items()}
    reference = {k: s.text for k, s in english._texts["en"].strings.items()}
    assert {k for k, t in filled.items() if t is None} == {
        k for k, t in reference.items() if t is None
    }
    if lang != "en":
        long = [k for k, t in reference.items() if t and len(t) > 40 and filled[k] == t]
        assert long == []


def test_own_frameworks_load_beside_the_built_in_ones() -> None:
    """Four frameworks of a person's own, of other kinds and languages, join the library."""
    frameworks = load_frameworks(OWN)

    assert set(frameworks) == {*list_frameworks(), "bmc", "benchmark", "ladder", "digital_maturity"}
    assert frameworks["digital_maturity"].label("conservative") == "Conservatives"
    assert frameworks["smi"].label("conservative") == "Conservative"
    assert len(frameworks["bmc"].boxes) == 9
    assert frameworks["benchmark"].scale("level").ids[0] == "0"


def test_a_language_that_a_framework_lacks_falls_back_for_it_alone() -> None:
    """Loading all frameworks in Arabic gives an English-only one in English."""
    frameworks = load_frameworks(OWN, lang="ar")

    assert frameworks["smi"].lang == "ar"
    assert frameworks["digital_maturity"].lang == "en"


def test_items_of_two_frameworks_never_share_an_id(tmp_path: Path) -> None:
    """A copy of a framework beside the original is refused, and the clash is named."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in (FAULTY / "nothing_wrong").iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
        other = tmp_path / "other"
        other.mkdir(exist_ok=True)
        (other / file.name).write_text(file.read_text().replace("mini\n", "mini2\n"))

    faults = check_frameworks(tmp_path)

    assert {f.value for f in faults} == {
        "mini.across.one",
        "mini.up.one",
        "mini.left",
        "mini.right",
    }


def test_unknown_names_come_with_the_nearest() -> None:
    """A framework, language or element that does not exist is answered with the nearest one."""
    with pytest.raises(UnknownId, match="Did you mean 'maturity'"):
        load_framework("maturty")
    with pytest.raises(UnknownId, match="Known: en, ko, ar"):
        load_framework("smi", lang="fr")
    with pytest.raises(UnknownId, match="Did you mean 'observer'"):
        load_framework("smi").label("obsever")
    with pytest.raises(UnknownId, match=r"Did you mean 'smi\.investment\.budget'"):
        load_framework("smi").item("smi.investment.buget")


@pytest.mark.parametrize("alias", ["social-maturity-index", "dcfts-maturity"])
def test_an_alias_is_as_good_as_an_id(alias: str) -> None:
    """Every other name that a built-in framework lists loads it."""
    assert alias in load_framework(alias).definition.aliases


def test_a_folder_called_like_a_built_in_framework_is_meant_by_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bare name is the built-in framework; with a slash, or as a Path, it is the folder."""
    shutil.copytree(FAULTY / "nothing_wrong", tmp_path / "smi")
    monkeypatch.chdir(tmp_path)

    assert load_framework("smi").id == "smi"
    assert {load_framework(path).id for path in ("./smi", "smi/", Path("smi"))} == {"mini"}


@pytest.mark.parametrize("name", ["x" * 5000, "smi\0", "~"])
def test_a_name_that_no_file_can_have_is_unknown(name: str) -> None:
    """What the file system refuses to look for is answered like any unknown name."""
    with pytest.raises(UnknownId, match="Known: capability"):
        load_framework(name)


def test_a_mistyped_folder_of_frameworks_is_told(tmp_path: Path) -> None:
    """A folder that is not there is a fault; it does not silently give the built-in ones alone."""
    with pytest.raises(Faults, match="there is no folder"):
        load_frameworks(tmp_path / "nothere")
    assert tuple(load_frameworks(tmp_path)) == list_frameworks()


def test_the_library_below_a_study_is_not_read_twice() -> None:
    """A path at or above the built-in frameworks gives them once, without clashes."""
    assert tuple(load_frameworks(LIBRARY)) == list_frameworks()


def test_a_copy_of_a_framework_is_one_clash(tmp_path: Path) -> None:
    """Of two frameworks of one id the id is told, not every item that they share."""
    shutil.copytree(LIBRARY / "smi", tmp_path / "mine")

    with pytest.raises(Faults) as caught:
        load_frameworks(tmp_path)

    assert [(f.code, f.value) for f in caught.value.faults] == [("shared_id", "smi")]


def test_frameworks_in_hidden_folders_are_passed_over(tmp_path: Path) -> None:
    """What lies in an environment such as .venv is nobody's framework."""
    shutil.copytree(LIBRARY / "smi", tmp_path / ".venv" / "smi")

    assert list(framework_folders(tmp_path)) == []


def test_a_folder_without_framework_says_so(tmp_path: Path) -> None:
    """An empty folder is answered with what a framework's folder holds."""
    with pytest.raises(Faults, match=r"framework\.yaml and text\.<language>\.yaml"):
        load_framework(tmp_path)
    assert [fault.code for fault in check_frameworks(tmp_path)] == ["no_framework"]
