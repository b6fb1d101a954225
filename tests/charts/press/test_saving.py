import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from engagement_kit import charts
from engagement_kit.assess import place_quadrants
from engagement_kit.cases import load_cases
from engagement_kit.charts.facet.draw import facet
from engagement_kit.charts.press.formats import read_alt, read_provenance
from engagement_kit.charts.press.saving import save_figure, save_figures
from engagement_kit.errors import (
    DoesNotFit,
    MissingGlyph,
    NotWritten,
    UnfitFont,
    UnknownId,
    WrongKind,
)
from engagement_kit.frameworks import load_framework

FIVE = ("pdf", "svg", "png", "tiff", "eps")
BESIDE = ("alt.txt", "caption.md", "csv", "provenance.json")
HOSTILE = [
    "$x_1$ costs 5 % \\alpha {x} ^2 # & ~",
    "<script>alert(1)</script> & <b>",
    "=HYPERLINK(1) 'quoted' \"twice\"",
    "abc \u202egnp.exe \u2066isolated",
    "line\nbreak\ttab\x07bell",
    "x" * 300,
    "متحف " * 60,
]


@pytest.fixture(scope="module")
def placed(repository):
    """Six museums of the library in quadrants: a result that knows its files."""
    cases = load_cases(repository / "case_studies").where(kind="museum")[:6]
    return place_quadrants(cases, load_framework("smi"), wave="last")


@pytest.fixture(scope="module")
def ax(placed):
    """A small chart that is saved in many ways."""
    return charts.draw_quadrant(placed)


@pytest.fixture
def own():
    """A reader's own figure, with what it needs to be saved."""
    figure, ax = plt.subplots(figsize=(5, 3), layout="constrained")
    ax.plot([1, 2], [3, 4])
    ax.set(xlabel="Years", ylabel="Visits")
    said = {"alt": "A rising line.", "caption": "Visits by year.", "data": {"x": [1, 2]}}
    yield figure, said
    plt.close(figure)


def names(folder):
    """Names of all files in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def test_every_format_and_all_that_stands_beside_it(ax, tmp_path):
    """One call writes five formats, alternative text, caption, data and provenance."""
    saved = save_figure(ax, tmp_path / "fig2", journal="elsevier-1.5", formats=FIVE, lang="ko")
    assert names(tmp_path) == sorted(f"fig2.{ending}" for ending in (*FIVE, *BESIDE))
    assert [file.name for file in saved.files] == [f"fig2.{e}" for e in (*FIVE, *BESIDE)]
    alt = (tmp_path / "fig2.alt.txt").read_text(encoding="utf-8").strip()
    assert alt == saved.alt == charts.describe_quadrant(ax.engagement_kit_recipe.result, lang="ko")
    for ending in ("pdf", "svg", "png", "tiff"):
        assert read_alt(tmp_path / f"fig2.{ending}") == alt
        assert read_provenance(tmp_path / f"fig2.{ending}")["figure"] == "fig2"
    table = (tmp_path / "fig2.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    assert {row["case"] for row in rows} == set(ax.engagement_kit_recipe.result.cases.ids)


def test_the_figure_is_drawn_at_the_width_of_the_journal(ax, tmp_path):
    """The same axes make figures of 140 and of 170 mm: drawn anew, never stretched."""
    for journal, millimetres in (("elsevier-1.5", 140), ("sage-double", 174)):
        save_figure(ax, tmp_path / journal, journal=journal, formats="svg")
        svg = (tmp_path / f"{journal}.svg").read_text(encoding="utf-8")
        width = float(svg.split('width="', 1)[1].split("pt", 1)[0])
        assert width == pytest.approx(millimetres / 25.4 * 72, abs=0.01)


def test_the_caption_has_numbers_rules_and_sources(ax, tmp_path):
    """n, thresholds, the rule for coders, unknowns and the source of the data are told."""
    saved = save_figure(ax, tmp_path / "fig2", formats="svg")
    text = (tmp_path / "fig2.caption.md").read_text(encoding="utf-8")
    for told in ("6", "threshold", "0.50", "coders", "unknown", "Data:"):
        assert told in text
    assert saved.caption in text.replace("\\", "")


def test_what_an_author_says_goes_before_what_the_chart_says(ax, tmp_path):
    """Title, alternative text, caption, source and data may be given."""
    save_figure(
        ax,
        tmp_path / "fig2",
        formats="svg",
        title="Mine",
        alt="My words.",
        caption="A *caption* of <b>mine</b>.",
        data=pd.DataFrame({"a": ["=1+1"]}),
    )
    assert "<title" in (svg := (tmp_path / "fig2.svg").read_text(encoding="utf-8"))
    assert ">Mine</title>" in svg
    assert ">My words.</desc>" in svg
    caption = (tmp_path / "fig2.caption.md").read_text(encoding="utf-8")
    assert caption == "A \\*caption\\* of \\<b\\>mine\\</b\\>.\n"
    assert (tmp_path / "fig2.csv").read_text(encoding="utf-8") == "a\n'=1+1\n"


def test_a_name_may_end_as_one_of_the_formats(ax, tmp_path):
    """The ending of a path is taken off; one that was not asked for is an error."""
    save_figure(ax, tmp_path / "fig2.svg", formats="svg")
    assert "fig2.svg" in names(tmp_path)
    with pytest.raises(UnknownId, match="format asked for 'tiff'"):
        save_figure(ax, tmp_path / "fig3.tif")


def test_own_figures_get_the_width_and_keep_their_size(own, tmp_path):
    """A figure without a recipe is saved at the journal's width and is afterwards as it was."""
    figure, said = own
    saved = save_figure(figure, tmp_path / "own", journal="elsevier-single", formats=FIVE, **said)
    assert tuple(figure.get_size_inches()) == (5, 3)
    svg = (tmp_path / "own.svg").read_text(encoding="utf-8")
    assert 'width="255.1' in svg
    assert "It is a figure of your own" in repr(saved)
    assert read_provenance(tmp_path / "own.pdf")["chart"] is None


@pytest.mark.parametrize("missing", ["alt", "caption", "data"])
def test_own_figures_need_words_and_data(own, missing, tmp_path):
    """What a figure of one's own cannot say must be given; else nothing is written."""
    figure, said = own
    said.pop(missing)
    with pytest.raises(WrongKind, match="alt=, caption= and data="):
        save_figure(figure, tmp_path / "own", **said)
    assert names(tmp_path) == []


def test_own_figures_that_do_not_fit_are_refused(own, tmp_path):
    """Texts on one another or below the least size are told, and nothing is written."""
    figure, said = own
    figure.axes[0].text(1.5, 3.5, "one")
    figure.axes[0].text(1.5, 3.5, "other", fontsize=5)
    with pytest.raises(DoesNotFit, match="lie on one another") as error:
        save_figure(figure, tmp_path / "own", journal="elsevier-single", **said)
    assert "5.0 points; the least is 6.0" in str(error.value)
    assert "plt.subplots(figsize=(3.54, 2.13), layout='constrained')" in str(error.value)
    assert names(tmp_path) == []


def test_a_letter_without_a_font_is_an_error_in_own_figures_too(own, tmp_path):
    """The character is named, where matplotlib would warn and draw a box."""
    figure, said = own
    figure.axes[0].set_title("국립")
    with pytest.raises(MissingGlyph, match="U\\+AD6D"):
        save_figure(figure, tmp_path / "own", **said)
    assert names(tmp_path) == []


def test_axes_that_were_cleared_are_the_readers_own(placed, tmp_path):
    """What was drawn once and is no longer there is not saved in place of what is."""
    ours = charts.draw_quadrant(placed)
    theirs = charts.draw_quadrant(placed, ax=plt.figure().subplots())
    small = facet("quadrant", placed, by="country")
    for ax in (ours, theirs):
        ax.clear()
        ax.plot([1, 2])
    small.figure.clear()
    for given in (ours, theirs, small, small.figure):
        with pytest.raises(WrongKind, match="figure of your own"):
            save_figure(given, tmp_path / "fig")
    plt.close("all")


@pytest.mark.parametrize(
    "change",
    [
        lambda ax: ax.annotate("here", (0.5, 0.5)),
        lambda ax: ax.set_title("Mine"),
        lambda ax: ax.figure.suptitle("Mine"),
        lambda ax: ax.texts[0].remove(),
        lambda ax: ax.set_xlim(0, 2),
    ],
)
def test_what_was_added_to_a_chart_by_hand_is_told(placed, tmp_path, change):
    """It is drawn anew, so the reader is told that the change is not in the file."""
    ax = charts.draw_quadrant(placed)
    saved = save_figure(ax, tmp_path / "fig", formats="svg")
    assert not any("was changed" in remark for remark in saved.remarks)
    change(ax)
    for given in (ax, ax.figure):
        saved = save_figure(given, tmp_path / "fig", formats="svg", overwrite=True)
        assert "was changed after it was drawn" in saved.remarks[0]


def test_what_was_added_to_small_multiples_by_hand_is_told(placed, tmp_path):
    """Whether to the whole figure or to one of its panels."""
    panels = facet("quadrant", placed)
    one = panels.figure.axes[0]
    saved = save_figure(panels, tmp_path / "fig", formats="svg")
    assert not any("was changed" in remark for remark in saved.remarks)
    one.text(0.5, 0.5, "here")
    for given in (panels, one, panels.figure):
        saved = save_figure(given, tmp_path / "fig", formats="svg", overwrite=True)
        assert "was changed after it was drawn" in saved.remarks[0]


@pytest.mark.parametrize("folder", ["a\0b", "a\ud800b"])
def test_folders_that_no_disk_can_have_are_told(ax, tmp_path, folder):
    """Both calls say so, in letters that every screen can show."""
    for call in (
        lambda where: save_figure(ax, where / "fig", formats="svg"),
        lambda where: save_figures({"fig": ax}, where, formats="svg", progress=False),
    ):
        with pytest.raises(NotWritten, match="folder") as error:
            call(tmp_path / folder)
        assert str(error.value).isprintable()


def test_several_figures_are_a_mapping_of_names(ax, tmp_path):
    """A list, names that are no text, and names that some disks take for the same are refused."""
    for figures in ([ax], ax, {1: ax}):
        with pytest.raises(WrongKind, match="figures by their names"):
            save_figures(figures, tmp_path, progress=False)
    with pytest.raises(NotWritten, match="two of the figures"):
        save_figures({"Fig": ax, "fig": ax}, tmp_path, formats="svg", progress=False)
    with pytest.raises(UnknownId, match="language"):
        save_figures({"fig": ax}, tmp_path, lang=(), progress=False)
    assert names(tmp_path) == []


@pytest.mark.parametrize("blank", [" ", "\n", "\u200b\u200e", "\0"])
def test_words_that_say_nothing_are_none(own, ax, placed, tmp_path, blank):
    """Alternative text that nobody hears is refused for own figures, and not taken for charts."""
    figure, said = own
    for name in ("alt", "caption"):
        with pytest.raises(WrongKind, match="figure of your own"):
            save_figure(figure, tmp_path / "own", **{**said, name: blank})
    saved = save_figure(ax, tmp_path / "fig", formats="svg", alt=blank, caption=blank, title=blank)
    assert saved.alt == charts.describe_quadrant(placed)
    assert "<title" in (text := (tmp_path / "fig.svg").read_text(encoding="utf-8"))
    assert "></title>" not in text


@pytest.mark.parametrize("word", ["alt", "caption", "title", "source"])
def test_words_are_text(ax, tmp_path, word):
    """A number in place of words is told by its name."""
    with pytest.raises(WrongKind, match=f"{word}="):
        save_figure(ax, tmp_path / "fig", **{word: 5})


@pytest.mark.parametrize("lang", ['"><x', "not a language", "", "../.."])
def test_own_figures_have_a_language_that_can_be_one(own, tmp_path, lang):
    """Programs that read aloud look for a voice by it."""
    figure, said = own
    with pytest.raises(UnknownId, match="language"):
        save_figure(figure, tmp_path / "own", lang=lang, **said)


def test_a_table_whose_rows_are_named_like_a_column_is_written(ax, tmp_path):
    """As many group-bys give them: the names of the rows get a column beside the other."""
    table = pd.DataFrame({"case": [1, 2]}, index=pd.Index(["a", "b"], name="case"))
    save_figure(ax, tmp_path / "fig", formats="svg", data=table)
    text = (tmp_path / "fig.csv").read_text(encoding="utf-8")
    assert text == "case,case\na,1\nb,2\n"


def test_captions_say_what_was_written_also_as_markdown(ax, tmp_path):
    """What looks like a sign of HTML stays what it is."""
    save_figure(ax, tmp_path / "fig", formats="svg", caption="A &lt; B &copy; C")
    text = (tmp_path / "fig.caption.md").read_text(encoding="utf-8")
    assert text == "A \\&lt; B \\&copy; C\n"


@pytest.mark.parametrize("one", ["png", "svg", "tiff", "eps"])
def test_fonts_are_checked_whatever_the_format(own, tmp_path, one):
    """Also without a PDF: a formula without its letters, and fonts that no printer may be given."""
    figure, said = own
    title = figure.axes[0].set_title("참여 $x^2$")
    with pytest.raises(MissingGlyph):
        save_figure(figure, tmp_path / "own", formats=one, **said)
    odd = tmp_path / "Odd.otf"
    odd.write_bytes(b"OTTO" + bytes(100))
    title.set(text="Visits", font=odd)
    with pytest.raises(UnfitFont):
        save_figure(figure, tmp_path / "own", formats=one, **said)
    assert names(tmp_path) == ["Odd.otf"]


def test_own_figures_are_looked_at_as_they_are_written(tmp_path):
    """A font that only the reader's settings name is not in the files: its letters are missing."""
    said = {"alt": "A.", "caption": "C.", "data": {"x": [1]}}
    with mpl.rc_context({"font.sans-serif": ["STIXGeneral"]}):
        figure, ax = plt.subplots(figsize=(6.3, 3))
        ax.set_title("ᶁ")
        with pytest.raises(MissingGlyph):
            save_figure(figure, tmp_path / "own", formats="png", **said)
    plt.close(figure)


@pytest.mark.parametrize("thing", [None, "fig", 3, pd.DataFrame()])
def test_what_is_no_figure_is_told(thing, tmp_path):
    """Something else than a figure is an error that says where figures come from."""
    with pytest.raises(WrongKind, match="a figure or axes"):
        save_figure(thing, tmp_path / "fig2")


def test_unknown_names_are_answered_with_the_nearest(ax, tmp_path):
    """A wrong journal, format, colour, kind of text or language names the one most like it."""
    for wrong, meant in (
        ({"journal": "elsevier-2"}, "elsevier-1.5"),
        ({"formats": ("pfd",)}, "pdf"),
        ({"colour": "gray"}, "grey"),
        ({"text": "path"}, "paths"),
    ):
        with pytest.raises(UnknownId, match=f"Did you mean '{meant}'"):
            save_figure(ax, tmp_path / "fig2", **wrong)
    with pytest.raises(UnknownId, match="language"):
        save_figure(ax, tmp_path / "fig2", lang="fr")
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("..", "needs a name"),
        ("a\\b", "separator"),
        ("a:b", "not every system"),
        ("a\u202eb", "invisible"),
        ("a\nb", "invisible"),
        (".hidden", "begins with"),
        ("end.", "ends with"),
        ("con", "Windows"),
        ("ㄱ" * 80, "bytes"),
        ("a\0b", "no disk takes"),
    ],
)
def test_names_that_no_file_should_have_are_refused(ax, name, reason, tmp_path):
    """A name is data: separators, reserved names and invisible characters are told."""
    with pytest.raises(NotWritten, match=reason):
        save_figure(ax, f"{tmp_path}/{name}")
    with pytest.raises(NotWritten):
        save_figures({name: ax}, tmp_path)
    assert names(tmp_path) == []


def test_nothing_is_replaced_unless_asked(ax, tmp_path):
    """One file that is there stops all; with overwrite=True all are replaced."""
    (tmp_path / "fig2.csv").write_text("mine")
    with pytest.raises(NotWritten, match=r"fig2\.csv.*overwrite=True"):
        save_figure(ax, tmp_path / "fig2", formats="svg")
    assert names(tmp_path) == ["fig2.csv"]
    save_figure(ax, tmp_path / "fig2", formats="svg", overwrite=True)
    assert "mine" not in (tmp_path / "fig2.csv").read_text(encoding="utf-8")
    assert all(not name.startswith(".") for name in names(tmp_path))


def test_a_folder_that_may_not_be_written_is_told(ax, tmp_path, monkeypatch):
    """A read-only folder, or a full disk, is a clear message and leaves nothing behind."""

    def refuse(self, data):
        if self.name.startswith(".fig2.csv"):
            raise OSError(30, "Read-only file system")
        return write(self, data)

    write = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(NotWritten, match=r"fig2\.csv was not written: Read-only file system"):
        save_figure(ax, tmp_path / "new" / "fig2", formats="svg")
    assert names(tmp_path) == []


KILLED = """
import os
from pathlib import Path
import matplotlib.pyplot as plt
from engagement_kit import save_figure

write = Path.write_bytes
def killed(self, data):
    if self.name.startswith(".own.csv"):
        os._exit(9)
    return write(self, data)
Path.write_bytes = killed
figure, ax = plt.subplots()
save_figure(figure, "own", formats="svg", alt="a", caption="c", data={"x": [1]})
"""


def test_a_killed_run_leaves_no_figure(tmp_path, repository):
    """Whoever is killed in the middle leaves no file that looks finished."""
    environment = {**os.environ, "PYTHONPATH": str(repository), "MPLBACKEND": "agg"}
    command = [sys.executable, "-c", KILLED]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, check=False)
    assert ended.returncode == 9
    assert names(tmp_path)
    assert all(name.startswith(".") for name in names(tmp_path))


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_names_of_cases_are_data_in_every_file(name, placed, tmp_path):
    """What a case is called cannot break or disguise a file, nor run in a spreadsheet."""
    ax = charts.draw_quadrant(placed, names={placed.cases.ids[0]: name})
    save_figure(ax, tmp_path / "fig2", journal="acm-double", formats=FIVE)
    for ending in ("pdf", "svg", "png", "tiff"):
        assert read_provenance(tmp_path / f"fig2.{ending}")["chart"] == "quadrant"
    for path in tmp_path.glob("*.*"):
        if path.suffix in {".svg", ".csv", ".md", ".txt"}:
            text = path.read_text(encoding="utf-8")
            assert "\u202e" not in text
            assert "\x07" not in text
            assert path.suffix == ".csv" or "<script" not in text
            assert ",=" not in text


def test_what_to_know_before_sending_is_said(ax, tmp_path):
    """Formats that the journal does not name or that hold no words, and its typefaces, are told."""
    saved = save_figure(ax, tmp_path / "fig2", journal="elsevier-1.5", formats=("svg", "eps"))
    told = " ".join(saved.remarks)
    assert "not svg" in told
    assert "EPS has no place for alternative text" in told
    assert "Arial" in told
    assert all(remark in repr(saved) for remark in saved.remarks)
    assert "EPS has no place" in saved._repr_html_()
    quiet = save_figure(ax, tmp_path / "fig3", formats="svg")
    assert not any("alternative text" in remark for remark in quiet.remarks)


def test_all_figures_of_a_paper_in_one_call(ax, placed, repository, tmp_path):
    """Each figure in each language, with the language in the name; all in one folder."""
    cases = [*placed.cases[:2], *load_cases(repository / "case_studies").where(kind="company")[:2]]
    panels = charts.draw_facet(place_quadrants(cases, placed.framework), chart="quadrant")
    figures = {"fig1": ax, "fig2": panels}
    saved = save_figures(
        figures, tmp_path / "figures", journal="elsevier-double", formats="svg", lang=("en", "ar")
    )
    assert [one.name for one in saved] == ["fig1-en", "fig1-ar", "fig2-en", "fig2-ar"]
    assert len(names(tmp_path / "figures")) == 4 * (1 + len(BESIDE))


def test_if_one_figure_of_a_paper_fails_none_is_written(ax, own, tmp_path):
    """A figure that cannot be saved stops all, before anything is written."""
    with pytest.raises(WrongKind, match="'fig2'"):
        save_figures({"fig1": ax, "fig2": own[0]}, tmp_path / "figures", formats="svg")
    assert names(tmp_path) == []


def test_saving_changes_no_setting_and_no_figure(ax, tmp_path):
    """Matplotlib's settings, pyplot's figures and the axes are afterwards as they were."""
    before = dict(mpl.rcParams), plt.get_fignums(), ax.figure.dpi, list(ax.figure.get_size_inches())
    save_figure(ax, tmp_path / "fig2", journal="ieee-double", formats=("png", "svg"))
    after = dict(mpl.rcParams), plt.get_fignums(), ax.figure.dpi, list(ax.figure.get_size_inches())
    assert before == after


def test_the_same_figure_gives_the_same_bytes(ax, placed, tmp_path):
    """Saved twice, drawn twice: every file is the same, that of provenance too."""
    for folder, figure in (("a", ax), ("b", charts.draw_quadrant(placed))):
        save_figure(figure, tmp_path / folder / "fig2", formats=FIVE, lang="ar", colour="grey")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_the_record_beside_a_figure_has_the_hash_of_every_file(ax, tmp_path):
    """A changed file is found by its hash alone."""
    from hashlib import sha256

    save_figure(ax, tmp_path / "fig2", formats=("pdf", "png"))
    record = json.loads((tmp_path / "fig2.provenance.json").read_text(encoding="utf-8"))
    for name in ("fig2.pdf", "fig2.png", "fig2.csv", "fig2.alt.txt", "fig2.caption.md"):
        assert record["files"][name] == sha256((tmp_path / name).read_bytes()).hexdigest()
    assert set(record["machine"]) >= {"python", "numpy", "pandas"}
