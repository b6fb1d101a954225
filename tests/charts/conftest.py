"""Results as the assessing room makes them, invented from a seed, with any pattern of gaps."""

from functools import cache
from types import SimpleNamespace

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from engagement_kit.assess import CanvasNotes, Levels, QuadrantPlacements, StagePlacements
from engagement_kit.assess.columns import make_table
from engagement_kit.assess.stage_rules import STAGE_RULES, apply_rule, rule_bounds
from engagement_kit.frameworks import load_framework

NAMES = [
    "Rijksmuseum",
    "Tate",
    "Brooklyn Museum",
    "Cooper Hewitt, Smithsonian Design Museum",
    "Cleveland Museum of Art",
    "Museum of Old and New Art (Mona)",
    "Museum of New Zealand Te Papa Tongarewa",
    "SMK – Statens Museum for Kunst (National Gallery of Denmark)",
    "Derby Museums",
    "The Metropolitan Museum of Art",
    "Walker Art Center",
    "Indianapolis Museum of Art at Newfields",
    "Dallas Museum of Art",
    "국립중앙박물관",
    "국립현대미술관",
    "متحف اللوفر أبوظبي",
    "Museum of London (now London Museum)",
    "Black Country Living Museum",
    "The Museum of English Rural Life (The MERL)",
    "Tāmaki Paenga Hira",
    "San Francisco Museum of Modern Art (SFMOMA)",
    "리움미술관",
    "متحف الفن الإسلامي",
    "국립진주박물관",
    "Alaska Airlines",
    "Best Buy",
    "كريم",
    "Comcast (Xfinity)",
    "Dell",
    "giffgaff",
    "Hyatt Hotels",
    "현대자동차",
    "Kakao (with KakaoBank service evidence)",
    "KLM Royal Dutch Airlines",
    "The LEGO Group",
    "L'Oréal",
    "Microsoft",
    "Monzo",
    "네이버",
    "Procter & Gamble",
    "삼성전자",
    "Sephora",
    "Starbucks",
    "Saudi Telecom Company (stc)",
    "Tesco (with Tesco Mobile)",
    "T-Mobile US",
    "United Airlines",
    "Wells Fargo",
    "小米",
    "Zappos",
]


@cache
def load(name):
    """A built-in framework, read once for all tests."""
    return load_framework(name)


def who(n, waves=1):
    """One row a case and wave: the first 24 of every 50 cases are museums."""
    rows = []
    for i in range(n):
        name = NAMES[i % 50] + (f" {i // 50 + 1}" if i >= 50 else "")
        kind = "museum" if i % 50 < 24 else "company"
        country = ("Netherlands", "United Kingdom", "South Korea")[i % 3]
        rows += [(f"case-{i:04d}", name, kind, country, 2014 + 5 * w) for w in range(waves)]
    return pd.DataFrame(rows, columns=["case", "name", "kind", "country", "wave"])


def answers(rng, n, items, values, known):
    """Answers with gaps: NaN where unknown; ``known`` is the mean share of known answers."""
    shares = np.clip(rng.normal(known, 0.2, n), 0, 1) if 0 < known < 1 else np.full(n, known)
    given = rng.choice(values, (n, items), p=_lopsided(len(values)))
    return np.where(rng.random((n, items)) < shares[:, None], given, np.nan)


def _lopsided(count):
    weights = np.arange(1, count + 1.0)
    return weights / weights.sum()


def texts_of(ax):
    """Every text of a figure as (words, box in pixels at 300 dpi, size in points)."""
    figure = ax.get_figure()
    figure.set_dpi(300)
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    shown = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    # Text's own extent: annotations would count their arrows.
    return [(t.get_text(), Text.get_window_extent(t, renderer), t.get_fontsize()) for t in shown]


def quarrels(ax):
    """What is wrong with the texts of a figure: overlapping, outside, or smaller than 6 pt."""
    found, texts = [], texts_of(ax)
    page = ax.get_figure().bbox
    for place, (words, box, size) in enumerate(texts):
        if box.x0 < -1 or box.y0 < -1 or box.x1 > page.x1 + 1 or box.y1 > page.y1 + 1:
            found.append(("outside", words))
        if size < 6:
            found.append(("small", words, size))
        for other, rest, _ in texts[:place]:
            wide = min(box.x1, rest.x1) - max(box.x0, rest.x0)
            high = min(box.y1, rest.y1) - max(box.y0, rest.y0)
            # Boxes include the leading: a third of a point over another is white on white.
            if wide > 1.5 and high > 2.5:
                found.append(("overlap", words, other))
    return found


def named(ax, prefix):
    """Artists of a figure whose id begins so, by the rest of the id."""
    everything = ax.get_figure().findobj(lambda artist: str(artist.get_gid()).startswith(prefix))
    return {artist.get_gid()[len(prefix) :]: artist for artist in everything}


@pytest.fixture
def find_quarrels():
    """What is wrong with the texts of a chart; see :func:`quarrels`."""
    return quarrels


@pytest.fixture
def find_named():
    """Artists of a chart by their id; see :func:`named`."""
    return named


class Library(dict):
    """One result for each chart, made when it is first asked for and then kept."""

    def __missing__(self, chart):
        makers = {
            "quadrant": lambda: quadrants(known=0.7),
            "staircase": stages,
            "capabilities": lambda: levels(framework=load("capability")),
            "canvas": canvas_notes,
            "profile": lambda: levels(framework=load("capability")),
        }
        self[chart] = makers[chart]()
        return self[chart]


@pytest.fixture(scope="session")
def library():
    """Results with fifty cases and gaps in what is known; nobody may change them."""
    return Library()


@pytest.fixture
def no_warning_of_glyphs(recwarn):
    """Fail if matplotlib warned of a glyph that it could not draw."""
    yield
    assert [str(w.message) for w in recwarn if "missing from font" in str(w.message)] == []


@pytest.fixture
def settings():
    """Matplotlib's settings, put back afterwards."""
    with mpl.rc_context():
        yield mpl.rcParams


@pytest.fixture
def ladder(tmp_path):
    """A person's own framework: five stages, three dimensions, no banners and no gaps."""
    stages_ = ("start", "try", "repeat", "manage", "improve")
    items = ("people", "tools", "rules")
    values = "".join(f"  - {{id: {name}, value: {i}}}\n" for i, name in enumerate(stages_, 1))
    listed = "".join(f"  - {{id: ladder.{item}, status: authored}}\n" for item in items)
    (tmp_path / "framework.yaml").write_text(
        "format: 1\nid: ladder\nversion: '1'\nlanguages: [en]\n"
        "licence: {id: MIT, holder: me, terms: open}\n"
        f"scales:\n- id: rung\n  values:\n{values}"
        f"parts:\n- id: rungs\n  kind: stages\n  scale: rung\n  items:\n{listed}"
    )
    keys = ["framework.name", "scale.rung.label", "rungs.label"]
    keys += [f"scale.rung.{name}.label" for name in stages_] + [f"ladder.{i}.label" for i in items]
    strings = "".join(
        f"  {key}: {{text: {key.split('.')[-2].title()}, provenance: authored}}\n" for key in keys
    )
    text = f"format: 1\nframework: ladder\nlanguage: en\nstrings:\n{strings}"
    (tmp_path / "text.en.yaml").write_text(text)
    return load_framework(tmp_path)


@pytest.fixture
def make_quadrants():
    """Placements in quadrants; see :func:`quadrants`."""
    return quadrants


@pytest.fixture
def make_stages():
    """Placements on stages; see :func:`stages`."""
    return stages


@pytest.fixture
def make_levels():
    """Levels of a rated part; see :func:`levels`."""
    return levels


@pytest.fixture
def make_notes():
    """Notes of a canvas; see :func:`canvas_notes`."""
    return canvas_notes


def quadrants(n=50, *, waves=1, known=0.5, seed=1, framework=None, values=(0, 0.5, 1)):
    """Placements in quadrants; ``values`` are the answers that cases may give."""
    framework = framework or load("smi")
    part = framework.parts_of("quadrant")[0]
    rng, table = np.random.default_rng(seed), who(n, waves)
    for side in "xy":
        given = answers(rng, len(table), 8, values, known)
        count = (~np.isnan(given)).sum(1)
        total = np.nansum(given, axis=1)
        table[side] = np.where(count > 0, total / np.maximum(count, 1), np.nan)
        table[f"{side}_low"], table[f"{side}_high"] = total / 8, (total + 8 - count) / 8
        table[f"{side}_known"], table[f"{side}_items"] = count, 8
    cells = {(c.levels[part.axes[0].id], c.levels[part.axes[1].id]): c.id for c in part.cells}
    enough = (table.x_known >= 4) & (table.y_known >= 4)

    def cell(x, y):
        return cells["high" if x >= 0.5 else "low", "high" if y >= 0.5 else "low"]

    corners = [
        {cell(x, y) for x in (r.x_low, r.x_high) for y in (r.y_low, r.y_high)}
        for r in table.itertuples()
    ]
    table["possible"] = [";".join(sorted(found)) for found in corners]
    table["quadrant"] = [
        cell(r.x, r.y) if ok else None for r, ok in zip(table.itertuples(), enough, strict=True)
    ]
    open_ = np.array([len(found) > 1 for found in corners], dtype=bool)
    table["status"] = np.where(~enough, "not_placed", np.where(open_, "open", "settled"))
    parameters = {
        "x_threshold": 0.5,
        "y_threshold": 0.5,
        "threshold_rule": "fixed",
        "threshold_status": "authored",
        "min_known": 0.5,
        "coder_rule": "lower_median",
        "wave": None,
    }
    return QuadrantPlacements(
        table=make_table("quadrants", table),
        framework=framework,
        part=part.id,
        cases=None,
        parameters=parameters,
    )


def stages(n=50, *, waves=1, known=0.7, seed=1, framework=None, rule="lower_median"):
    """Placements on stages with dimensions, rules and requirements."""
    framework = framework or load("maturity")
    part = framework.parts_of("stages")[0]
    names = framework.scale(part.scale).ids
    last, rng, table = len(names), np.random.default_rng(seed), who(n, waves)
    given = answers(rng, len(table), len(part.items), tuple(range(1, last + 1)), known)
    dimensions, rules, rows, requirements = [], [], [], []
    for row, ranks in zip(table.itertuples(index=False), given, strict=True):
        for item, rank in zip(part.items, ranks, strict=True):
            missing = np.isnan(rank)
            value = None if missing else names[int(rank) - 1]
            low, high = (1, last) if missing else (rank, rank)
            dimensions.append(
                (
                    row.case,
                    row.wave,
                    item.id,
                    value,
                    rank,
                    low,
                    high,
                    "unknown" if missing else None,
                )
            )
        there = [int(r) for r in ranks if not np.isnan(r)]
        spans = [(int(r), int(r)) if not np.isnan(r) else (1, last) for r in ranks]
        for one in STAGE_RULES:
            rank, (low, high) = apply_rule(one, there), rule_bounds(one, spans)
            rules.append(
                (row.case, row.wave, one, names[rank - 1] if rank else None, rank, low, high)
            )
            if one == rule:
                placed = len(there) * 2 >= len(ranks) and bool(there)
                status = "not_placed" if not placed else "settled" if low == high else "open"
                stage = names[rank - 1] if placed else None
                known_ = (len(there), len(ranks), status)
                shown = (
                    stage,
                    names[low - 1],
                    names[high - 1],
                    rank if placed else None,
                    low,
                    high,
                )
                rows.append((*row, *shown, *known_))
        for gap in part.gaps:
            if gap.requirements:
                for item in framework.part(gap.requirements).items:
                    state = rng.choice(
                        ["met", "partly", "not_met", "unknown"], p=[0.4, 0.2, 0.05, 0.35]
                    )
                    requirements.append((row.case, row.wave, gap.id, item.id, None, state))
    return StagePlacements(
        table=make_table("stages", rows),
        dimensions=make_table("dimensions", dimensions),
        rules=make_table("rules", rules),
        requirements=make_table("requirements", requirements),
        framework=framework,
        part=part.id,
        cases=None,
        parameters={"rule": rule, "min_known": 0.5, "coder_rule": "lower_median", "wave": None},
    )


def levels(n=50, *, waves=1, known=0.6, seed=1, framework=None, part=None):
    """Levels of every item of a rated part."""
    framework = framework or load("guide")
    part = part or framework.items[0].part
    items = framework.items_of(part)
    scale = framework.scale(items[0].scale)
    top, rng, table = len(scale.ids) - 1, np.random.default_rng(seed), who(n, waves)
    given = answers(rng, len(table), len(items), tuple(range(top + 1)), known)
    rows = []
    for row, ranks in zip(table.itertuples(index=False), given, strict=True):
        for item, rank in zip(items, ranks, strict=True):
            if np.isnan(rank):
                missing = "not_applicable" if rng.random() < 0.08 else "unknown"
                rows.append((*row, item.id, item.group, None, np.nan, 0, top, 0, missing))
            else:
                differ = rng.random() < 0.12 and rank < top
                value = scale.ids[int(rank)]
                rows.append((*row, item.id, item.group, value, rank, rank, rank + differ, 2, None))
    return Levels(
        table=make_table("levels", rows),
        framework=framework,
        part=part,
        cases=None,
        parameters={"coder_rule": "lower_median", "wave": None},
    )


def canvas_notes(texts=None, *, lang="en", language=None, framework=None, part=None):
    """Notes of one case; ``texts`` maps a box to its texts, each box gets two if left out."""
    framework = framework or load("def").in_language(lang)
    part = part or framework.parts_of("canvas")[0].id
    boxes = [box.id for box in framework.part(part).boxes]
    if texts is None:
        texts = {box: [SENTENCES[language or lang]] * 2 for box in boxes}
    rows = [
        (box, order, "coder-n", language or lang, text, "case-01;case-02")
        for box in boxes
        for order, text in enumerate(texts.get(box, ()), start=1)
    ]
    table = pd.DataFrame(rows, columns=["box", "order", "coder", "language", "text", "evidence"])
    case = SimpleNamespace(
        id="tate", kind="museum", label=lambda lang: {"ar": "تيت"}.get(lang, "Tate")
    )
    return CanvasNotes(table=table, case=case, wave=2024, framework=framework, part=part, lang=lang)


SENTENCES = {
    "en": "Social channels met 58.5 million people in 2024, down from 77 million a year earlier.",
    "ko": "소셜 채널은 2024년에 5,850만 명을 만났으며, 전년의 7,700만 명보다 줄었습니다.",
    "ar": "وصلت قنوات التواصل الاجتماعي إلى 58.5 مليون شخص في عام 2024 بعد 77 مليونًا قبل عام.",
}
