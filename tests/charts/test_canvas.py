from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from engagement_kit.charts import caption_canvas, data_canvas, describe_canvas, draw_canvas
from engagement_kit.charts.paper.theme import DEFAULT, points
from engagement_kit.charts.press.fit import misfits
from engagement_kit.errors import UnknownId

NOTE = "Social channels met 58.5 million people in 2024, down from 77 million a year earlier."
REACH = "def.canvas.reach"


def words(ax):
    """All texts of a chart in one."""
    return " ".join(t.get_text() for t in ax.texts)


def test_boxes_lie_on_their_grid(make_notes, find_named):
    """Boxes of one row share their top, a band is as wide as the canvas, rows go downwards."""
    boxes = find_named(draw_canvas(make_notes()), "box:")
    assert len(boxes) == 10
    row = ["assets", "information", "technology", "processes", "audience"]
    tops = {boxes[f"def.canvas.{name}"].get_y() for name in row}
    assert len(tops) == 1
    starts = [boxes[f"def.canvas.{name}"].get_x() for name in row]
    assert starts == sorted(starts)
    assert boxes[REACH].get_width() > 5 * boxes["def.canvas.assets"].get_width()
    assert boxes[REACH].get_y() < tops.pop() < boxes["def.canvas.engage"].get_y()


def test_columns_run_from_the_right_in_arabic(make_notes, find_named):
    """Assets, the first column, is left in English and right in Arabic."""
    english = find_named(draw_canvas(make_notes(lang="en")), "box:")
    arabic = find_named(draw_canvas(make_notes(lang="ar")), "box:")
    for boxes, is_left in ((english, True), (arabic, False)):
        first, last = (boxes[f"def.canvas.{name}"].get_x() for name in ("assets", "audience"))
        assert (first < last) == is_left


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_every_note_stands_whole_in_its_box(make_notes, lang, find_named):
    """All words of all notes are drawn, each line inside the box it belongs to."""
    notes = make_notes(lang=lang)
    ax = draw_canvas(notes)
    ax.get_figure().set_dpi(300)
    shown = words(ax).replace("\u200f", "")
    for text in set(notes.table["text"]):
        assert all(word in shown for word in text.split())
    assert find_named(ax, "more:") == {}
    boxes = [box.get_window_extent() for box in find_named(ax, "box:").values()]
    grid = [t for t in ax.texts if t.get_fontsize() == 7.0]
    for text in grid:
        box = text.get_window_extent()
        assert any(
            b.x0 <= box.x0 and box.x1 <= b.x1 and b.y0 <= box.y0 and box.y1 <= b.y1 for b in boxes
        )


def test_each_note_says_how_much_evidence_is_behind_it(make_notes):
    """Two pieces of evidence are a two in brackets after the note."""
    assert "(2)" in words(draw_canvas(make_notes({REACH: ["A note."]})))


def test_what_finds_no_room_is_counted(make_notes, find_named):
    """In small axes letters shrink to the least, then boxes say how many notes are left out."""
    boxes = [box.id for box in make_notes().framework.boxes if box.id.startswith("def.canvas")]
    notes = make_notes({box: [NOTE] * 4 for box in boxes})
    ax = Figure(figsize=(7.5, 5)).add_axes((0, 0, 1, 1))
    draw_canvas(notes, ax=ax)
    more = find_named(ax, "more:")
    assert more
    assert min(t.get_fontsize() for t in ax.texts) >= 6.0
    assert all(int(text.get_text().split()[1]) < 4 for text in more.values())
    left_out = sum(int(t.get_text().split()[1]) for t in more.values())
    drawn = words(ax).count("earlier.")
    assert drawn + left_out == len(notes.table)


def test_an_empty_box_says_so(make_notes):
    """Nine boxes without a note have the words for it."""
    assert words(draw_canvas(make_notes({REACH: ["A note."]}))).count("no note") == 9


def test_notes_in_another_direction_run_from_the_other_side(make_notes):
    """English notes in an Arabic canvas are set from the left, and are counted below it."""
    ax = draw_canvas(make_notes({REACH: [NOTE]}, lang="ar", language="en"))
    line = next(t for t in ax.texts if t.get_text().startswith("Social"))
    assert line.get_ha() == "left"
    assert "ملاحظات بلغة أخرى: 1" in words(ax)


def test_another_layout_can_be_chosen(make_notes, find_named):
    """In the second layout assets is a tall column; an unknown one is named."""
    notes = make_notes()
    boxes = find_named(draw_canvas(notes, layout="columns"), "box:")
    assert boxes["def.canvas.assets"].get_height() > 2 * boxes[REACH].get_height()
    with pytest.raises(UnknownId, match="bands, columns"):
        draw_canvas(notes, layout="wheel")
    assert "inferred" in caption_canvas(notes, layout="columns")


def test_any_canvas_can_be_drawn(make_notes, find_named, find_quarrels):
    """The value creation model, another grid of the same framework, is drawn by the same code."""
    ax = draw_canvas(make_notes(part="value"))
    assert len(find_named(ax, "box:")) == 4
    assert find_quarrels(ax) == []


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_the_numbers_that_are_drawn(make_notes, lang):
    """Notes by box are counted, empty boxes are named."""
    notes = make_notes({REACH: ["One."] * 3, "def.canvas.trends": ["Two."]}, lang=lang)
    told, framework = describe_canvas(notes), notes.framework
    assert f"{framework.label(REACH)} 3" in told
    assert f"{framework.label('def.canvas.trends')} 1" in told
    assert f"{framework.label('def.canvas.assets')} 0" in told


def narrow(width, **settings):
    """A theme for a column of this width, in millimetres."""
    return replace(DEFAULT, width=width, **settings)


@pytest.mark.parametrize("layout", ["bands", "columns"])
@pytest.mark.parametrize("width", [62, 90])
def test_narrow_canvases_have_fewer_boxes_in_a_row(make_notes, width, layout, find_named):
    """Boxes are wide enough for words, fill their rows, and keep the order of the grid."""
    notes = make_notes()
    wide, slim = (
        find_named(draw_canvas(notes, layout=layout, theme=narrow(w)), "box:") for w in (190, width)
    )
    assert min(box.get_width() for box in slim.values()) >= 76
    assert in_reading_order(slim) == in_reading_order(wide)
    rows = {}
    for box in slim.values():
        rows.setdefault(round(box.get_y(), 3), []).append(box.get_width() + 2)
    assert {round(sum(row), 3) for row in rows.values()} == {round(points(width) - 8, 3)}


def in_reading_order(boxes):
    """Names of boxes, row by row."""
    return sorted(boxes, key=lambda box: (round(boxes[box].get_y(), 3), boxes[box].get_x()))


def test_a_canvas_keeps_to_the_height_of_a_page(make_notes, find_named):
    """Letters shrink, then notes go and are counted, but every box keeps its title and a line."""
    ax = draw_canvas(make_notes(), theme=narrow(90, height=120))
    assert ax.get_figure().get_size_inches()[1] * 25.4 <= 120 + 1e-6
    assert find_named(ax, "more:")
    lowest = draw_canvas(make_notes(), theme=narrow(90, height=40))
    assert lowest.get_figure().get_size_inches()[1] * 25.4 > 40
    assert min(box.get_height() for box in find_named(lowest, "box:").values()) > 26


def test_the_title_runs_from_the_right_in_arabic(make_notes):
    """A Latin name stands right of its year, as the rest of the chart runs."""
    notes = make_notes(lang="ar")
    notes.case.label = lambda _: "Tate"
    title = next(t for t in draw_canvas(notes).texts if "Tate" in t.get_text())
    assert title.get_text() == "\u200f\u2068Tate\u2069، 2024"


def test_the_data_drawn_has_every_note_and_every_empty_box(make_notes):
    """One row a note with its box and its evidence counted, and a row for a box without notes."""
    data = data_canvas(make_notes({REACH: [NOTE, "Two."]}), lang="ko")
    assert data["text"].dropna().tolist() == [NOTE, "Two."]
    assert data["text"].isna().sum() == 9
    assert data.loc[data["box"] == REACH, "n_evidence"].tolist() == [2, 2]
    assert data.loc[data["box"] == REACH, "box_label"].unique().tolist() == ["도달"]


def test_arabic_vowel_signs_have_room_between_lines(make_notes):
    """Signs that stand above tall letters do not reach into the line before."""
    text = "خُطّط لتطبيق خاص بكل زيارة، وعُدّ كلّ متحف مملّةً أوقاتُه " * 4
    notes = make_notes({REACH: [text], "def.canvas.assets": [text]}, lang="ar")
    figure = draw_canvas(notes, theme=narrow(90)).get_figure()
    assert misfits(figure, DEFAULT.least) == []
