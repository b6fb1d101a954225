"""The matrix of cases and constructs: every number is drawn and can be read, in any width."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure

from engagement_kit.assess import EvidenceCounts, count_evidence
from engagement_kit.assess.columns import make_table
from engagement_kit.cases import load_cases
from engagement_kit.charts import (
    caption_matrix,
    data_matrix,
    describe_matrix,
    draw_matrix,
    draw_quadrant,
    family,
)
from engagement_kit.charts.paper.theme import DEFAULT
from engagement_kit.charts.press.fit import misfits
from engagement_kit.charts.recipe import figure_recipe
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import load_framework

HOSTILE = ("$x_1$ \\alpha %_{}", "<b>bold</b> & 'co'", "a\u202eb\u200fc", "متحف 국립 T", "x" * 300)


def numbered(levels, *, bare=0.0, hinted=0.3, seed=3):
    """Counts of evidence over invented levels; ``bare`` is the share of answers without any."""
    rng, table = np.random.default_rng(seed), levels.table
    known = table["rank"].notna().to_numpy()
    pieces = np.where(known, rng.integers(1, 6, len(table)), 0)
    pieces[rng.random(len(table)) < bare] = 0
    ids = [
        ";".join(f"{case}-{(place * 3 + n) % 23}" for n in range(count)) or None
        for place, (case, count) in enumerate(zip(table["case"], pieces, strict=True))
    ]
    counts = table.rename(columns={"item": "construct"}).assign(
        n_notes=None,
        coders=None,
        evidence=ids,
        n_evidence=pieces,
        n_sources=pieces,
        n_hinted=np.where(known, 0, rng.random(len(table)) < hinted).astype(int),
    )
    return EvidenceCounts(
        table=make_table("constructs", counts),
        framework=levels.framework,
        part=levels.part,
        cases=None,
        parameters={"coder_rule": "lower_median", "wave": "last", "drafts": False},
    )


@pytest.fixture
def make_counts(make_levels):
    """Counts of evidence of so many invented cases; see :func:`numbered`."""

    def make(n=25, *, bare=0.0, hinted=0.3, **settings):
        settings = {"framework": load_framework("smi"), **settings}
        return numbered(make_levels(n, **settings), bare=bare, hinted=hinted)

    return make


@pytest.fixture
def counts(make_counts):
    """Sixteen constructs of 25 cases."""
    return make_counts(25)


@pytest.fixture(scope="module")
def real(repository):
    """The built-in library: answers, and notes of a canvas."""
    cases = load_cases(repository / "case_studies")
    return {
        "smi": count_evidence(cases, load_framework("smi")),
        "def": count_evidence(cases, load_framework("def")),
    }


def numbers(ax, find_named):
    """Number in every cell, by ``case:construct``."""
    return {key: int(text.get_text()) for key, text in find_named(ax, "pieces:").items()}


def wrong(ax, width=None, height=None):
    """What does not fit in a figure, as sentences."""
    return [str(one) for one in misfits(ax.get_figure(), 6.0, width=width, height=height)]


def test_every_number_of_the_table_is_drawn(counts, find_named):
    """Each answered cell has its number of pieces, and no other cell has one."""
    table = counts.table[counts.table["rank"].notna()]
    wanted = {f"{r.case}:{r.construct}": r.n_evidence for r in table.itertuples()}
    assert numbers(draw_matrix(counts), find_named) == wanted


def test_shades_are_answers_and_unknown_is_white(counts, find_named):
    """As many cells of a shade as answers; unknown cells are white, whatever evidence there is."""
    cells = find_named(draw_matrix(counts), "level:")
    for answer in ("no", "partly", "yes"):
        assert len(cells[answer].get_paths()) == (counts.table["value"] == answer).sum()
    unknown = cells["unknown"]
    assert len(unknown.get_paths()) == (counts.table["missing"] == "unknown").sum()
    assert tuple(unknown.get_facecolor()[0][:3]) == (1, 1, 1)
    shades = [cells[answer].get_facecolor()[0][:3].sum() for answer in ("no", "partly", "yes")]
    assert shades == sorted(shades, reverse=True)


def test_answers_without_evidence_are_framed_and_say_nought(make_counts, find_named):
    """Nothing is bare unseen: a frame, a nought and a line in the key."""
    counts = make_counts(20, bare=0.2)
    table = counts.table
    bare = table[table["rank"].notna() & (table["n_evidence"] == 0)]
    ax = draw_matrix(counts)
    assert len(find_named(ax, "bare")[""].get_paths()) == len(bare) > 0
    drawn = numbers(ax, find_named)
    assert all(drawn[f"{r.case}:{r.construct}"] == 0 for r in bare.itertuples())
    assert any(text.get_text() == "without any evidence" for text in ax.texts)
    assert f"without any evidence: {len(bare)}." in describe_matrix(counts).lower()
    assert f"({len(bare)})" in caption_matrix(counts)


def test_unknown_cells_with_hints_have_a_ring(counts, find_named):
    """As many rings as unknown cells to which a first reading connects evidence."""
    table = counts.table
    hinted = (table["missing"].notna() & (table["n_hinted"] > 0)).sum()
    rings = find_named(draw_matrix(counts), "hinted")[""]
    assert len(rings.get_xdata()) == hinted > 0
    assert f"points to evidence: {hinted}." in describe_matrix(counts)


def test_totals_are_those_of_the_counts(counts, find_named):
    """Sums stand at rows, columns and in the corner, each counting a piece once."""
    totals = {k: int(t.get_text()) for k, t in find_named(draw_matrix(counts), "total").items()}
    by_case = counts.by_case.set_index("case")["n_evidence"]
    by_construct = counts.by_construct.set_index("construct")["n_evidence"]
    assert totals.pop("") == counts.n_evidence
    assert totals == {f":{key}": n for key, n in {**by_case, **by_construct}.items()}


def test_a_canvas_is_drawn_by_its_notes(real, find_named):
    """Shades are one, two, three and more notes; a box without a note is white."""
    counts = real["def"]
    cells = find_named(draw_matrix(counts), "level:")
    notes = counts.table["n_notes"]
    for number, chosen in ((1, notes == 1), (2, notes == 2), (3, notes >= 3)):
        assert len(cells[f"notes_{number}"].get_paths()) == chosen.sum()
    assert len(cells["unknown"].get_paths()) == (notes == 0).sum()
    assert "3 notes or more" in describe_matrix(counts)


@pytest.mark.parametrize(
    ("width", "lang", "name"),
    [(62, "ar", "smi"), (90, "ko", "def"), (140, "en", "smi"), (190, "ar", "def")],
)
def test_the_library_fits_in_every_width_and_language(width, lang, name, real):
    """Fifty real cases: no text overlaps, leaves the figure or is too small."""
    ax = draw_matrix(real[name], lang=lang, theme=replace(DEFAULT, width=width))
    assert wrong(ax, width=width) == []


@pytest.mark.parametrize("unit", [1.0, 1.35])
def test_a_page_is_kept_by_naming_fewer_rows(unit, real, find_named):
    """On 90 by 230 mm fewer rows have names, each group its share; the others are summed up."""
    theme = replace(DEFAULT, width=90, height=230, unit=unit)
    counts = real["smi"]
    ax = draw_matrix(counts, theme=theme)
    assert wrong(ax, width=90, height=230) == []
    names = {key.partition(":")[0] for key in find_named(ax, "label:")}
    kinds = counts.table.drop_duplicates("case").set_index("case")["kind"]
    museums = sum(kinds[case] == "museum" for case in names)
    assert 6 < len(names) < 50
    assert abs(museums / len(names) - 24 / 50) < 0.1
    assert any(f"{len(names)} of 50 rows" in text.get_text() for text in ax.texts)
    rests = find_named(ax, "rest:")
    assert set(rests) == {"museum", "company"}


def test_of_many_cases_those_with_most_evidence_are_named(make_counts, find_named):
    """A thousand cases: about sixty rows, in each group those with the most evidence."""
    counts = make_counts(1000)
    ax = draw_matrix(counts)
    names = {key.partition(":")[0] for key in find_named(ax, "label:")}
    assert 50 <= len(names) <= 60
    by_case = counts.by_case.set_index("case")["n_evidence"]
    museums = {case for case in by_case.index if int(case[5:]) % 50 < 24}
    for group in (museums, set(by_case.index) - museums):
        assert by_case[list(names & group)].min() >= by_case[list(group - names)].max()
    by_construct = counts.by_construct.set_index("construct")["n_evidence"]
    totals = find_named(ax, "total:")
    assert int(totals["smi.investment.budget"].get_text()) == by_construct["smi.investment.budget"]


@pytest.mark.parametrize(("size", "known"), [(0, 1), (1, 0), (1, 1), (25, 0), (60, 1)])
def test_any_number_of_cases_known_or_not(size, known, make_counts):
    """Nothing, one, many; nothing known, everything known: each draws and tells itself."""
    counts = make_counts(size, known=known)
    ax = draw_matrix(counts)
    assert wrong(ax) == []
    assert ax.alt_text == describe_matrix(counts)
    assert "{" not in caption_matrix(counts) + ax.alt_text
    if not size:
        assert any(text.get_text() == "No cases" for text in ax.texts)


@pytest.mark.parametrize("width", [62, 190])
def test_hostile_and_long_names_stay_text(width, make_counts, find_named):
    """Money, markup, overrides and 300 letters are cut to their column and never interpreted."""
    counts = make_counts(25)
    names = {f"case-{i:04d}": HOSTILE[i % 5] * (1 + i // 5) for i in range(25)}
    ax = draw_matrix(counts, names=names, theme=replace(DEFAULT, width=width))
    assert wrong(ax, width=width) == []
    labels = find_named(ax, "label:").values()
    assert len(labels) == 25
    assert not any(c in t.get_text() for t in labels for c in "\u202e\u202d")
    assert not any(text.get_parse_math() for text in ax.texts)


def test_several_waves_have_a_row_each(make_counts, find_named):
    """A case with two waves has two rows, each named with its year."""
    labels = find_named(draw_matrix(make_counts(6, waves=2)), "label:")
    assert len(labels) == 12
    assert all(label.get_text()[-4:] in {"2014", "2019"} for label in labels.values())


def test_columns_run_from_the_right_in_arabic(counts, find_named):
    """In Arabic the first construct is the rightmost and totals stand at the left."""
    ax = draw_matrix(counts, lang="ar")
    x = [head.get_position()[0] for head in find_named(ax, "item:").values()]
    assert x == sorted(x, reverse=True)
    assert find_named(ax, "total:")["case-0000"].get_position()[0] < min(x)


def test_few_artists_draw_many_cells(make_counts):
    """Sixty cases need one artist a shade, not one a cell; only numbers are texts of their own."""
    ax = draw_matrix(make_counts(60))
    assert len(ax.collections) < 20
    assert len(ax.patches) < 25


def test_rows_can_be_sorted_by_name_and_drawn_in_one_group(counts, find_named):
    """By name within one group the rows run through the alphabet; another word is an error."""
    labels = find_named(draw_matrix(counts, by=None, sort="name"), "label:")
    names = counts.table.drop_duplicates("case").set_index("case")["name"]
    shown = [names[key.partition(":")[0]] for key in labels]
    assert [one.partition(" (")[0] for one in shown] == sorted(
        one.partition(" (")[0] for one in shown
    )
    with pytest.raises(UnknownId, match="evidence, name"):
        draw_matrix(counts, sort="level")


def test_a_chart_can_be_drawn_into_given_axes(counts):
    """Given axes come back with the chart in them, however small."""
    figure = Figure(figsize=(6, 4))
    ax = figure.add_axes((0.05, 0.05, 0.9, 0.9))
    assert draw_matrix(counts, ax=ax) is ax
    assert wrong(ax) == []


def test_the_figure_can_be_drawn_again(counts):
    """The axes remember counts, framework and options; drawn again every text is the same."""
    ax = draw_matrix(counts, lang="ko", sort="name", most=10)
    recipe = figure_recipe(ax.get_figure())
    again = family.draw(recipe)
    assert [t.get_text() for t in again.texts] == [t.get_text() for t in ax.texts]
    assert recipe.chart == "matrix"
    assert family.describe(recipe) == ax.alt_text
    assert len(family.data(recipe)) == len(counts)


def test_the_data_is_one_row_a_cell_with_labels(counts, real):
    """Ids and labels, bounds and unknowns are in the data of the chart."""
    data = data_matrix(counts, lang="ko")
    assert len(data) == 25 * 16
    wanted = {"case", "construct", "construct_label", "value_label", "low", "high", "n_evidence"}
    assert wanted <= set(data.columns)
    yes = data[data["value"] == "yes"]
    assert set(yes["value_label"]) == {"예"}
    assert data.loc[data["missing"].notna(), "value_label"].isna().all()
    canvas = data_matrix(real["def"])
    assert set(canvas["value_label"].dropna()) == {"1 note", "2 notes", "3 notes or more"}


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_the_numbers_that_are_drawn(counts, lang):
    """Cells by shade, pieces in all and unknown cells are those of the table."""
    told, framework = describe_matrix(counts, lang=lang), counts.framework.in_language(lang)
    for answer in ("no", "partly", "yes"):
        n = int((counts.table["value"] == answer).sum())
        assert f"{framework.value_label('answer', answer)} {n}" in told
    assert str(counts.n_evidence) in told
    assert str((counts.table["missing"] == "unknown").sum()) in told
    caption = caption_matrix(counts, lang=lang, source="library")
    assert framework.name in caption
    assert str(counts.n_evidence) in caption


def test_another_result_is_refused(make_quadrants, counts):
    """The chart says what it was given and which function makes what it needs."""
    with pytest.raises(WrongKind, match=r"QuadrantPlacements.*count_evidence"):
        draw_matrix(make_quadrants(3))
    with pytest.raises(WrongKind, match="EvidenceCounts"):
        draw_quadrant(counts)


def test_names_get_the_room_that_columns_leave(make_levels):
    """On a wide sheet with few columns no name is cut."""
    levels = make_levels(6, framework=load_framework("maturity"))
    name = "Museum of Something and Something Else Again in a Town"
    names = dict.fromkeys(levels.table["case"], name)
    ax = draw_matrix(numbered(levels), names=names, theme=replace(DEFAULT, width=190))
    assert sum(text.get_text() == name for text in ax.texts) == 6
