import json
import shutil

import pytest

from engagement_kit import charts, cli
from engagement_kit.assess import (
    count_evidence,
    fill_canvas,
    map_evidence,
    place_quadrants,
    place_stages,
    rate_levels,
)
from engagement_kit.cases import load_cases
from engagement_kit.charts.facet.draw import facet
from engagement_kit.charts.press.saving import save_figure
from engagement_kit.exchange import new_study
from engagement_kit.frameworks import load_framework
from engagement_kit.report import verify_figure

FIVE = ("pdf", "svg", "png", "tiff", "eps")


@pytest.fixture
def study(tmp_path):
    """A new study with one case."""
    return new_study(tmp_path / "study")


@pytest.fixture
def figure(study, tmp_path):
    """The PDF of a figure of the study."""
    placed = place_quadrants(load_cases(study), load_framework("smi"))
    save_figure(charts.draw_quadrant(placed), tmp_path / "figures" / "fig", formats=("pdf", "svg"))
    return tmp_path / "figures" / "fig.pdf"


@pytest.fixture
def run(capsys):
    """Run the command: its exit code and what it printed."""

    def call(*words):
        code = cli.main(["figure", "verify", *map(str, words)])
        return code, capsys.readouterr().out

    return call


def edit(study, old, new, name="me.yaml", count=1):
    """Change the text of a file of the case."""
    path = study / "case_studies" / "example" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


RESULTS = {
    "quadrant": lambda c: place_quadrants(
        c, load_framework("smi"), threshold=(0.3, 0.6), wave="last", coder_rule="higher"
    ),
    "staircase": lambda c: place_stages(c, load_framework("maturity"), rule="weakest"),
    "slope": lambda c: place_stages(c, load_framework("maturity")),
    "capabilities": lambda c: rate_levels(c, load_framework("capability"), wave="last"),
    "profile": lambda c: rate_levels(c, load_framework("capability"), wave="last"),
    "matrix": lambda c: count_evidence(c, load_framework("smi")),
    "evidence": map_evidence,
    "canvas": lambda c: fill_canvas(c[0], load_framework("def")),
}


@pytest.mark.parametrize("chart", RESULTS)
def test_every_chart_can_be_proved(chart, repository, tmp_path):
    """Saved in Korean and drawn again from the study, the file is the same byte for byte."""
    cases = load_cases(repository / "case_studies").where(kind="museum")[:4]
    ax = getattr(charts, f"draw_{chart}")(RESULTS[chart](cases))
    save_figure(ax, tmp_path / "fig", formats="svg", lang="ko", journal="elsevier-double")
    found = verify_figure(tmp_path / "fig.svg", repository / "case_studies")
    assert (found.verdict, found.reasons, found.remarks) == ("same", (), ())


def test_small_multiples_can_be_proved(repository, tmp_path):
    """So can a figure of several panels, and one of several results by name."""
    cases = load_cases(repository / "case_studies")
    some = [*cases.where(kind="museum")[:2], *cases.where(kind="company")[:2]]
    framework = load_framework("smi")
    whole = facet("quadrant", place_quadrants(some, framework, wave="last"))
    waves = {wave: place_quadrants(some, framework, wave=wave) for wave in ("last", "first")}
    for name, panels in (("a", whole), ("b", facet("quadrant", waves, by=None))):
        save_figure(panels, tmp_path / name, formats="svg", journal="elsevier-double")
        assert verify_figure(tmp_path / f"{name}.svg", repository / "case_studies").is_same


def test_every_format_can_be_proved(study, tmp_path):
    """Also EPS, whose record stands beside it."""
    placed = place_quadrants(load_cases(study), load_framework("smi"))
    ax = charts.draw_quadrant(placed)
    save_figure(ax, tmp_path / "fig", formats=FIVE, title="T", caption="C", source="S", alt="A")
    for ending in FIVE:
        assert verify_figure(tmp_path / f"fig.{ending}").is_same, ending


def test_the_same_is_told_and_returns_0(figure, run):
    """The command says same, for one file or several."""
    assert run(figure) == (0, f"{figure}: same\n")
    assert run(figure, figure.with_suffix(".svg"))[0] == 0


def test_a_change_without_effect_is_told_apart(study, figure, run):
    """A comment in a file changes its hash and not the figure: it is the same, and told."""
    edit(study, "format: 1\n", "format: 1\n# a comment\n")
    code, out = run(figure)
    assert code == 0
    assert "without a difference to this figure" in out
    assert "case_studies/example/me.yaml has changed" in out


def test_changed_data_is_told_by_file_and_row(study, figure, run):
    """Another answer changes the figure: which file and which cells of the table is told."""
    edit(study, "value: partly", 'value: "no"')
    code, out = run(figure)
    assert code == 1
    assert f"{figure}: changed" in out
    assert "data: case_studies/example/me.yaml has changed" in out
    assert "data: the row example, " in out
    assert " -> " in out


def test_a_case_that_is_gone_or_broken_is_told(study, figure, run):
    """A case with a fault is left out of the study; which one and why is told."""
    edit(study, "format: 1", "format: 1\nnonsense: 1", name="case.yaml")
    code, out = run(figure)
    assert code != 0
    assert "example" in out


def test_a_new_file_of_a_coder_is_told(study, figure):
    """A second coder's file is an input that was not there."""
    folder = study / "case_studies" / "example"
    text = (folder / "me.yaml").read_text(encoding="utf-8")
    (folder / "you.yaml").write_text(text.replace("coder: me", "coder: you"), encoding="utf-8")
    found = verify_figure(figure)
    assert "data: case_studies/example/you.yaml is new" in (*found.reasons, *found.remarks)


def test_another_framework_is_told(figure, monkeypatch):
    """A framework of another version, with other files, is named with both versions."""
    real = load_framework("smi")
    definition = real.definition.model_copy(update={"version": "2031"})
    changed = real.fingerprints | {"framework.yaml": "0" * 64}
    other = type(real)(definition, real.lang, real._texts, real.folder, changed)
    monkeypatch.setattr("engagement_kit.report.redoing.load_framework", lambda _: other)
    found = verify_figure(figure)
    assert found.verdict == "changed"
    assert "framework: smi has version 2031, no longer 2016" in found.reasons
    assert "framework: smi: framework.yaml has changed" in found.reasons


def test_other_code_is_told(figure, monkeypatch):
    """Where another version draws otherwise, the versions are named."""
    monkeypatch.setattr(
        "engagement_kit.report.changes.versions",
        lambda: {"engagement_kit": "9.9", "matplotlib": "3.99"},
    )
    told = verify_figure(figure)
    assert told.verdict == "same"
    assert any("engagement_kit is 9.9" in remark for remark in told.remarks)
    real = charts.family.draw_figure

    def larger(recipe, **how):
        drawn = real(recipe, **how)
        drawn.text(0.5, 0.5, ".")
        return drawn

    monkeypatch.setattr("engagement_kit.charts.family.draw_figure", larger)
    told = verify_figure(figure)
    assert told.verdict == "changed"
    assert "code: matplotlib is 3.99, no longer " in "\n".join(told.reasons)


def test_other_fonts_are_told(figure, monkeypatch):
    """A font file with another content is named."""
    monkeypatch.setattr(
        "engagement_kit.report.changes.font_record", lambda _: {"DejaVuSans.ttf": "1" * 64}
    )
    told = verify_figure(figure)
    assert "font: DejaVuSans.ttf has changed" in told.remarks


def test_an_edited_file_is_told(figure, run):
    """A file that was changed by hand no longer has the hash that was recorded."""
    svg = figure.with_suffix(".svg")
    svg.write_text(svg.read_text(encoding="utf-8").replace("</svg>", "<!-- --></svg>"))
    code, out = run(svg)
    assert code == 1
    assert "file: it was changed after it was written" in out
    (figure.parent / "fig.provenance.json").unlink()
    code, out = run(svg)
    assert code == 1
    assert "nothing that is recorded has changed" in out


def test_what_cannot_be_verified_says_why_and_returns_2(study, figure, run, tmp_path):
    """No file, no record, no study, a record of a newer version: each is told, none is a crash."""
    code, out = run(tmp_path / "nothing.pdf")
    assert code == 2
    assert "not verified" in out
    (tmp_path / "other.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert run(tmp_path / "other.svg")[0] == 2
    shutil.move(study, tmp_path / "moved")
    code, out = run(figure)
    assert code == 2
    assert "name the folder" in out
    assert run(figure, "--study", tmp_path / "moved")[0] == 0


def test_a_damaged_record_is_told(study, tmp_path):
    """Whatever stands in the record of an EPS, reading it never ends in a crash."""
    placed = place_quadrants(load_cases(study), load_framework("smi"))
    save_figure(charts.draw_quadrant(placed), tmp_path / "fig", formats="eps")
    path = tmp_path / "fig.provenance.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    for broken in (
        {"format": 99},
        {"results": [{}]},
        {"inputs": None},
        {"chart": "nonsense"},
        {"options": {"by": "nonsense"}},
        {"printing": {}},
        {"lang": "xx"},
        {"study": 3},
    ):
        record = {**whole, "made_from": {**whole["made_from"], **broken}}
        path.write_text(json.dumps(record), encoding="utf-8")
        assert verify_figure(tmp_path / "fig.eps").verdict != "same"
    path.write_text("[]", encoding="utf-8")
    assert verify_figure(tmp_path / "fig.eps").verdict == "not verified"


def test_own_figures_are_not_verified_but_their_hash_is(tmp_path):
    """A figure of one's own cannot be drawn again; whether its file was edited can be told."""
    from matplotlib.figure import Figure

    own = Figure(layout="constrained")
    own.add_subplot().plot([1, 2])
    save_figure(own, tmp_path / "own", formats="svg", alt="a", caption="c", data={"x": [1]})
    found = verify_figure(tmp_path / "own.svg")
    assert found.verdict == "not verified"
    assert "author's own" in str(found)
    with (tmp_path / "own.svg").open("a") as file:
        file.write("<!-- edited -->")
    assert verify_figure(tmp_path / "own.svg").verdict == "changed"


@pytest.mark.parametrize("ending", ["alt.txt", "caption.md", "csv"])
def test_edited_words_and_data_beside_a_figure_are_told(figure, run, ending):
    """The figure is the same, but what stands beside it is not what was written with it."""
    path = figure.with_name(f"fig.{ending}")
    path.write_bytes(path.read_bytes() + b"more")
    code, said = run(figure)
    assert (code, f"file: fig.{ending} was changed after it was written" in said) == (0, True)
    path.unlink()
    assert verify_figure(figure).remarks == ()


def test_a_forged_record_is_told_by_the_hash_beside_it(figure, run):
    """A record that was changed inside the file draws the same figure, which is not all of it."""
    svg = figure.with_suffix(".svg")
    text = svg.read_text(encoding="utf-8")
    assert '"figure":"fig",' in text
    svg.write_text(text.replace('"figure":"fig",', '"figure":"fig","figured":1,'), encoding="utf-8")
    code, said = run(svg)
    assert code == 0
    assert "file: it was changed after it was written" in said
