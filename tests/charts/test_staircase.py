import pytest

from engagement_kit.charts import caption_staircase, describe_staircase, draw_staircase
from engagement_kit.charts.rows.groups import split_waves
from engagement_kit.errors import UnknownId


def test_steps_rise_in_the_order_of_the_stages(make_stages, find_named):
    """Each step begins after the one before and is higher, whoever stands on it."""
    result = make_stages(50)
    steps = find_named(draw_staircase(result), "step:")
    stages = result.framework.scale("stage").ids
    assert tuple(steps) == stages
    starts = [steps[stage].get_x() for stage in stages]
    treads = [steps[stage].get_y() for stage in stages]
    assert starts == sorted(starts)
    assert treads == sorted(treads, reverse=True)


def test_arabic_stairs_rise_to_the_left(make_stages, find_named):
    """In Arabic the first stage is the rightmost."""
    result = make_stages(20)
    steps = find_named(draw_staircase(result, lang="ar"), "step:")
    starts = [steps[stage].get_x() for stage in result.framework.scale("stage").ids]
    assert starts == sorted(starts, reverse=True)


def test_every_placed_case_stands_on_its_step_with_its_name(make_stages, find_named):
    """Names begin within their step and above its tread; those not placed have none."""
    result = make_stages(50)
    ax = draw_staircase(result)
    labels, steps = find_named(ax, "label:"), find_named(ax, "step:")
    placed = result.table[result.table["status"] != "not_placed"]
    assert set(labels) == set(placed["case"])
    for row in placed.itertuples():
        x, y = labels[row.case].get_position()
        step = steps[row.stage]
        assert step.get_x() < x < step.get_x() + step.get_width()
        assert y < step.get_y()


def test_settled_and_open_are_told_apart_and_counted(make_stages, find_named):
    """As many filled and hollow marks as the table has settled and open cases."""
    result = make_stages(50)
    points = find_named(draw_staircase(result), "points:")
    for status in ("settled", "open"):
        count = sum(len(points[f"{kind}:{status}"].get_xdata()) for kind in ("museum", "company"))
        assert count == result.counts[status]


def test_the_spread_runs_over_the_rated_dimensions(make_stages, find_named):
    """A case's line reaches from its lowest to its highest rated dimension, not to unknown ones."""
    result = make_stages(1, known=1)
    ax = draw_staircase(result)
    steps = [s.get_x() for s in find_named(ax, "step:").values()]
    segments = find_named(ax, "spread:")["museum"].get_segments()
    reach = [x for segment in segments for x, _ in segment]
    ranks = result.dimensions["rank"]
    anchors = [x + 9 for x in steps]
    assert min(reach) == pytest.approx(anchors[int(ranks.min()) - 1])
    assert max(reach) == pytest.approx(anchors[int(ranks.max()) - 1])


def test_bounds_are_drawn_as_given(make_stages, find_named):
    """The pale lines reach from the lowest to the highest possible stage, case by case."""
    result = make_stages(20, known=0.6, seed=3)
    rows = result.table[result.table["status"] == "open"]
    ax = draw_staircase(result)
    anchors = [step.get_x() + 9 for step in find_named(ax, "step:").values()]
    lines = find_named(ax, "bounds:")["museum"].get_segments()
    heights = {round(float(y), 3) for line in lines for _, y in line}
    reach = []
    for height in heights:
        ends = [x for line in lines for x, y in line if round(float(y), 3) == height]
        reach.append((min(ends), max(ends)))
    # A line that begins beneath the name of its case begins where the name ends.
    wanted = [
        (anchors[int(r.rank_low) - 1], anchors[int(r.rank_high) - 1]) for r in rows.itertuples()
    ]
    assert sorted(high for _, high in reach) == pytest.approx(sorted(high for _, high in wanted))
    starts = [low for low, _ in reach if any(abs(low - x) < 1e-6 for x in anchors)]
    lower = [
        low for (low, _), r in zip(wanted, rows.itertuples(), strict=True) if r.rank_low < r.rank
    ]
    assert sorted(starts) == pytest.approx(sorted(lower))


def test_the_gap_lies_between_its_stages_with_its_requirements(make_stages, find_named):
    """No step covers the gap; below it every requirement has its counts, unknown ones too."""
    result = make_stages(50)
    ax = draw_staircase(result)
    steps, gap = find_named(ax, "step:"), find_named(ax, "gap:")["chasm"]
    left = steps["functional"].get_x() + steps["functional"].get_width()
    assert left + 20 < steps["integrated"].get_x()
    assert left < gap.get_position()[0] < steps["integrated"].get_x()
    table = result.requirements
    bars = [str(artist.get_gid()).split(":") for artist in ax.get_children()]
    bars = [bar[1:] for bar in bars if bar[0] == "requirement"]
    told = describe_staircase(result)
    for place, item in enumerate(table["item"].unique()):
        states = table.loc[table["item"] == item, "state"].value_counts()
        drawn = {state: int(n) for state, n in bars[4 * place : 4 * place + 4]}
        assert drawn == {state: states.get(state, 0) for state in drawn}
        assert f"{result.framework.label(item)}: met {drawn['met']}," in told


def test_banners_span_their_stages(make_stages, find_named):
    """A banner begins with its first and ends with its last stage."""
    ax = draw_staircase(make_stages(10))
    steps, banners = find_named(ax, "step:"), find_named(ax, "banner:")
    banner = banners["brand_centric"]
    assert banner.get_x() == pytest.approx(steps["basic"].get_x())
    end = steps["functional"].get_x() + steps["functional"].get_width()
    assert banner.get_x() + banner.get_width() == pytest.approx(end)


def test_moves_between_waves_have_an_arrow(make_stages, find_named):
    """Cases whose stage changed have one, cases that stayed have none."""
    result = make_stages(40, waves=2, known=0.9)
    latest, earlier, _ = split_waves(result.table)
    now = latest.set_index("case")["rank"]
    before = earlier.drop_duplicates("case", keep="last").set_index("case")["rank"]
    moved = {case for case in before.index if before[case] != now[case]}
    assert moved
    assert set(find_named(draw_staircase(result), "path:")) == moved
    assert find_named(draw_staircase(result, paths=False), "path:") == {}


def test_an_unknown_spread_names_those_there_are(make_stages):
    """A spread by another name is an error that lists the three."""
    with pytest.raises(UnknownId, match="dimensions"):
        draw_staircase(make_stages(3), spread="dimension")


def test_any_ladder_can_be_drawn(make_stages, ladder, find_named, find_quarrels):
    """Five stages without banners or gaps, as many as a person's own framework has."""
    result = make_stages(30, framework=ladder)
    ax = draw_staircase(result)
    assert len(find_named(ax, "step:")) == len(
        ladder.scale(result.framework.part(result.part).scale).ids
    )
    assert find_named(ax, "gap:") == {}
    assert find_quarrels(ax) == []


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_alternative_text_says_the_numbers_that_are_drawn(make_stages, lang):
    """Cases by stage and status are those of the table."""
    result = make_stages(50)
    told, framework = describe_staircase(result, lang=lang), result.framework.in_language(lang)
    for stage in framework.scale("stage").ids:
        count = int((result.table["stage"] == stage).sum())
        assert f"{framework.value_label('stage', stage)} {count}" in told
    assert all(f": {n}" in told for n in result.counts.values())


def test_the_caption_names_the_rule(make_stages):
    """Another rule, another caption."""
    assert "lower median" in caption_staircase(make_stages(5))
    assert "at least there" in caption_staircase(make_stages(5, rule="weakest"))
