import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from engagement_kit import charts
from engagement_kit.assess import fill_canvas, place_quadrants
from engagement_kit.cases import Cases, load_cases
from engagement_kit.charts.press.formats import read_provenance
from engagement_kit.charts.press.saving import save_figure
from engagement_kit.exchange import new_study
from engagement_kit.frameworks import load_framework


@pytest.fixture
def study(tmp_path):
    """A new study with the case that it begins with."""
    return new_study(tmp_path / "study")


def record_of(figure, folder, **how):
    """What lies inside the file of a figure, once it is saved."""
    save_figure(figure, folder / "fig", formats="svg", **how)
    return read_provenance(folder / "fig.svg")


def placed(path, **choices):
    """The cases of a study in quadrants, drawn."""
    return charts.draw_quadrant(place_quadrants(load_cases(path), load_framework("smi"), **choices))


def test_the_record_says_what_was_drawn_and_how(study, tmp_path):
    """Chart, options, function, choices, cases, preset, language and versions are there."""
    result = place_quadrants(load_cases(study), load_framework("smi"), threshold=0.3, wave="last")
    ax = charts.draw_quadrant(result, label="none", names={"example": "Mine"})
    record = record_of(ax, tmp_path / "figures", lang="ko", colour="grey", journal="sage-double")
    assert record["chart"] == "quadrant"
    assert record["options"]["label"] == "none"
    assert record["options"]["names"] == {"example": "Mine"}
    (made,) = record["results"]
    assert (made["function"], made["cases"]) == ("place_quadrants", ["example"])
    assert made["choices"]["threshold"] == [0.3, 0.3]
    assert made["choices"]["wave"] == "last"
    printing = record["printing"]
    assert (printing["journal"]["name"], printing["journal"]["width"]) == ("sage-double", 174)
    assert (printing["colour"], record["lang"]) == ("grey", "ko")
    assert set(record["versions"]) == {"engagement_kit", "matplotlib"}
    assert record["data"] == sha256((tmp_path / "figures" / "fig.csv").read_bytes()).hexdigest()


def test_every_input_stands_there_with_its_hash(study, tmp_path):
    """Files of cases, of the study and of the framework, fonts too: each by name, none by place."""
    record = record_of(placed(study), tmp_path / "figures")
    assert record["study"] == "../study"
    for name, tag in record["inputs"].items():
        assert sha256((study / name).read_bytes()).hexdigest() == tag
    assert "case_studies/example/case.yaml" in record["inputs"]
    framework = record["framework"]
    assert (framework["id"], framework["within"]) == ("smi", "library")
    assert set(framework["files"]) >= {"framework.yaml", "text.en.yaml", "text.ko.yaml"}
    assert framework["licence"]["terms"] == "own-words"
    assert "DejaVuSans.ttf" in record["fonts"]


def test_no_way_of_one_machine_stands_in_a_figure(study, tmp_path):
    """Neither absolute paths nor ways over the root of a disk are recorded."""
    record_of(placed(study), tmp_path / "figures")
    for path in (tmp_path / "figures").iterdir():
        assert str(tmp_path) not in path.read_text(encoding="utf-8")
        assert tmp_path.name not in path.read_text(encoding="utf-8")
    far = Path("/") / "nowhere" / "at" / "all"
    from engagement_kit.charts.press.provenance import _way

    assert _way(study, far) is None


def test_a_study_too_far_away_is_not_named(study, tmp_path, monkeypatch):
    """Where only a way over the root would lead to the study, that is said and --study needed."""
    monkeypatch.setattr("engagement_kit.charts.press.provenance._way", lambda *_: None)
    saved = save_figure(placed(study), tmp_path / "figures" / "fig", formats="svg")
    assert "needs --study" in repr(saved)


def test_cases_that_are_in_no_file_are_told(study, tmp_path):
    """A case changed in memory is named in the record and in what is said of the figure."""
    case = load_cases(study)["example"].add_wave(2030)
    ax = charts.draw_quadrant(place_quadrants(Cases((case,)), load_framework("smi")))
    saved = save_figure(ax, tmp_path / "figures" / "fig", formats="svg")
    record = read_provenance(tmp_path / "figures" / "fig.svg")
    assert record["not_from_disk"] == ["example"]
    assert "cases that are in no file (example)" in repr(saved)


def test_invented_results_are_told_as_such(make_quadrants, tmp_path):
    """A result without cases names those of its table, none of which is on a disk."""
    record = record_of(charts.draw_quadrant(make_quadrants(3)), tmp_path)
    assert record["not_from_disk"] == ["case-0000", "case-0001", "case-0002"]
    assert record["study"] is None


def test_a_framework_of_ones_own_is_found_from_the_study(study, tmp_path, ladder):
    """Its path counts from the study where it lies there, else from the figure."""
    from engagement_kit.charts.press.provenance import framework_record
    from engagement_kit.exchange.sheets.origins import Origins

    inside = Origins(study=tmp_path.resolve())
    assert framework_record(ladder, inside, tmp_path)["within"] == "study"
    outside = framework_record(ladder, Origins(study=study), tmp_path / "figures")
    assert (outside["within"], outside["path"]) == ("figure", "..")


def test_notes_are_told_in_the_language_of_the_figure(repository, tmp_path):
    """A canvas that is saved in Korean takes the Korean notes, where the case has them."""
    case = load_cases(repository / "case_studies" / "museums" / "tate")[0]
    ax = charts.draw_canvas(fill_canvas(case, load_framework("def")))
    record = record_of(ax, tmp_path, lang="ko", journal="elsevier-double")
    assert record["results"][0]["choices"]["lang"] == "ko"


SAVE = """
import sys
from engagement_kit import draw_quadrant, load_cases, load_framework, place_quadrants, save_figure
placed = place_quadrants(load_cases("study"), load_framework("smi", lang="ar"))
save_figure(draw_quadrant(placed), sys.argv[1], formats=("pdf", "svg", "png", "tiff", "eps"))
"""


def test_two_processes_write_the_same_bytes(study, tmp_path, repository):
    """Whatever the order of sets, the time or the settings: every file is the same."""
    for seed, folder in (("1", "a"), ("2", "b")):
        environment = {**os.environ, "PYTHONPATH": str(repository), "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", SAVE, f"{folder}/fig"]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_what_differs_from_machine_to_machine_stands_beside_the_figure_only(study, tmp_path):
    """Versions of Python, numpy and pandas are in the .json, in a part of their own."""
    inside = record_of(placed(study), tmp_path / "figures")
    beside = json.loads((tmp_path / "figures" / "fig.provenance.json").read_text(encoding="utf-8"))
    assert beside["made_from"] == inside
    assert set(beside) == {"files", "machine", "made_from"}
    assert not {"python", "numpy", "pandas"} & set(inside["versions"])
