"""What holds for every chart: it disturbs nothing, is the same every time, and can be read."""

import io
import subprocess
import sys

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from engagement_kit import charts
from engagement_kit.assess import fill_canvas, place_quadrants, place_stages, rate_levels
from engagement_kit.cases import load_cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework

CHARTS = ("quadrant", "staircase", "capabilities", "canvas", "profile")


def draw(name, result, **settings):
    """A chart by its name."""
    return getattr(charts, f"draw_{name}")(result, **settings)


@pytest.fixture(params=CHARTS)
def chart(request):
    """Each of the five charts."""
    return request.param


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_names_in_four_scripts_can_be_read(
    chart, lang, library, find_quarrels, no_warning_of_glyphs
):
    """Of fifty cases no text overlaps, leaves the page or gets too small; no glyph is missing."""
    assert find_quarrels(draw(chart, library[chart], lang=lang)) == []


def test_settings_and_current_figure_stay_the_readers(chart, library):
    """No setting changes, no figure is opened in pyplot, and the reader's own is not drawn into."""
    figure, mine = plt.subplots()
    before, children = dict(mpl.rcParams), len(mine.get_children())
    ax = draw(chart, library[chart])
    assert dict(mpl.rcParams) == before
    assert plt.get_fignums() == [figure.number]
    assert plt.gcf() is figure
    assert len(mine.get_children()) == children
    assert ax.get_figure() is not figure


def test_the_readers_style_does_not_leak_in(chart, library, settings):
    """A dark style with Greek capitals for text changes nothing in the picture."""
    plain = picture(draw(chart, library[chart]))
    settings.update({"axes.facecolor": "black", "text.color": "white", "lines.linewidth": 9})
    settings.update(
        {"font.size": 30, "axes.grid": True, "figure.dpi": 40, "patch.facecolor": "red"}
    )
    assert picture(draw(chart, library[chart])) == plain


def picture(ax):
    """The pixels of a chart, as the bytes of a small PNG."""
    buffer = io.BytesIO()
    ax.get_figure().savefig(buffer, format="png", dpi=60)
    return buffer.getvalue()


def test_tables_are_left_as_they_were(chart, library):
    """Neither values nor columns nor order of the reader's tables change."""
    tables = [t for t in vars(library[chart]).values() if hasattr(t, "columns")]
    before = [table.copy(deep=True) for table in tables]
    draw(chart, library[chart])
    assert len(tables) >= 1
    assert all(table.equals(old) for table, old in zip(tables, before, strict=True))


def test_the_same_result_gives_the_same_picture(chart, library):
    """Drawn twice, every pixel is the same."""
    assert picture(draw(chart, library[chart])) == picture(draw(chart, library[chart]))


def test_a_chart_draws_into_the_axes_it_is_given(chart, library):
    """Given axes come back, in the figure that they were in."""
    figure = Figure(figsize=(10, 8))
    ax = figure.add_axes((0.1, 0.1, 0.6, 0.8))
    assert draw(chart, library[chart], ax=ax) is ax
    assert figure.axes == [ax]
    assert len(ax.findobj(Text)) > 10


def test_a_notebook_shows_the_chart_with_its_alternative_text(chart, library):
    """Axes that end a cell show the figure once, with the words of describe_..."""
    ax = draw(chart, library[chart])
    shown, told = ax._repr_png_()
    assert shown.startswith(b"\x89PNG")
    assert told["alt"] == getattr(charts, f"describe_{chart}")(library[chart])


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_captions_and_descriptions_are_in_the_language_asked_for(chart, lang, library):
    """Alternative text and caption fill every gap and say the framework's name in the language."""
    result = library[chart]
    name = load_framework(result.framework.id, lang=lang).name
    for verb in ("describe", "caption"):
        told = getattr(charts, f"{verb}_{chart}")(result, lang=lang)
        assert name in told
        assert "{" not in told
    caption = getattr(charts, f"caption_{chart}")(result, lang=lang, source="library")
    assert len(caption) > len(getattr(charts, f"caption_{chart}")(result, lang=lang))


def test_a_result_of_the_wrong_kind_is_named(chart, library):
    """A chart says what it was given and which function makes what it needs."""
    wrong = "canvas" if chart != "canvas" else "quadrant"
    with pytest.raises(WrongKind, match=type(library[wrong]).__name__):
        draw(chart, library[wrong])


def test_a_language_that_the_framework_lacks_is_named(chart, library):
    """Asking for French names the languages there are."""
    with pytest.raises(UnknownId, match="ko"):
        draw(chart, library[chart], lang="fr")


@pytest.mark.parametrize(("size", "known"), [(0, 1), (1, 1), (1, 0), (50, 0), (50, 1), (200, 0.6)])
def test_charts_take_any_number_of_cases(
    size, known, make_quadrants, make_stages, make_levels, find_quarrels
):
    """Nothing, one, many; nothing known, everything known: each draws and tells itself."""
    results = {
        "quadrant": make_quadrants(size, known=known),
        "staircase": make_stages(size, known=known),
        "capabilities": make_levels(size, known=known),
        "profile": make_levels(size, known=known),
    }
    for name, result in results.items():
        assert find_quarrels(draw(name, result)) == [], name
        assert getattr(charts, f"describe_{name}")(result)
        assert getattr(charts, f"caption_{name}")(result)


def test_an_empty_chart_says_so(make_quadrants, make_stages, make_levels):
    """Without cases each chart has a remark in its middle."""
    for name, make in (
        ("quadrant", make_quadrants),
        ("staircase", make_stages),
        ("capabilities", make_levels),
        ("profile", make_levels),
    ):
        texts = [t.get_text() for t in draw(name, make(0)).get_figure().findobj(Text)]
        assert "No cases" in texts, name


def test_long_names_and_dollars_are_drawn_as_they_are(make_quadrants, make_stages, find_quarrels):
    """Names of sixty letters are cut with an ellipsis; money is no mathematics."""
    for name, make in (("quadrant", make_quadrants), ("staircase", make_stages)):
        result = make(30, known=0.9)
        result.table["name"] = [
            f"The $1 and %_ Museum of very long Names, Halls, etc {i}" for i in range(30)
        ]
        ax = draw(name, result)
        labels = [t for t in ax.texts if str(t.get_gid()).startswith("label:")]
        assert labels
        assert all(t.get_text().endswith("…") and not t.get_parse_math() for t in labels)
        assert find_quarrels(ax) == []


def test_the_room_is_light_until_a_chart_is_asked_for():
    """Importing the room imports no drawing library; its names are all there."""
    code = (
        "import sys, engagement_kit.charts as c; assert 'matplotlib' not in sys.modules;"
        "assert len(c.__all__) == 4 * len(c.CHARTS); [getattr(c, n) for n in c.__all__];"
        "assert 'matplotlib.pyplot' not in sys.modules and 'seaborn' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(AttributeError, match="draw_pie"):
        charts.draw_pie  # noqa: B018


@pytest.fixture(scope="module")
def real(repository):
    """The fifty cases of the built-in library, as every chart takes them."""
    cases = load_cases(repository / "case_studies")
    maturity = load_framework("maturity")
    return {
        "quadrant": place_quadrants(cases, load_framework("smi"), min_known=0.25),
        "staircase": place_stages(cases, maturity),
        "capabilities": rate_levels(cases, load_framework("capability"), wave="last"),
        "profile": rate_levels(cases, maturity, part="stages", wave="last"),
        "canvas": fill_canvas(cases["loreal"], load_framework("def")),
    }


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_the_library_can_be_read_in_every_chart(chart, lang, real, find_quarrels):
    """All fifty real cases, with their waves and names, in three languages."""
    assert find_quarrels(draw(chart, real[chart], lang=lang)) == []
