"""Method paragraphs: what was used is said, in three languages, and nothing else."""

import dataclasses
import functools
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from engagement_kit import compare
from engagement_kit.assess import (
    place_quadrants,
    place_stages,
    rate_levels,
    rate_targets,
)
from engagement_kit.cases import Case, Cases, load_cases
from engagement_kit.compare.agreement.measures import MEASURES
from engagement_kit.compare.paragraph.literature import WORKS
from engagement_kit.compare.paragraph.method import DESCRIBED, describe_method
from engagement_kit.compare.paragraph.telling import Teller, number
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework, load_framework

LANGUAGES = ("en", "ko", "ar")
SEED = {"en": "seed", "ko": "시드", "ar": "البذرة"}
END = {"en": "Computed with", "ko": "계산 소프트웨어", "ar": "أُجري الحساب"}
RATINGS = pd.DataFrame(
    {"a": [1, 2, 3, 3, 2, 1, 4], "b": [1, 2, 3, 3, 2, 2, 4], "c": [None, 3, 3, 3, 2, 3, 4]}
)
SETS = pd.DataFrame(
    {
        "DEV": [1, 1, 1, 0, 0, 0, 1, 0],
        "URB": [1, 0, 1, 0, 1, 0, 0, 1],
        "SURV": [1, 0, 1, 0, 0, 0, 0, 1],
    },
    index=[f"c{i}" for i in range(8)],
)
ITEM = "maturity.leadership"


def aimed():
    """Two respondents about one item, now and in two years."""
    case = Case(id="one", kind="museum", name={"en": "One"}, waves=(2025,))
    for who, years, stage in (("head", 0, "basic"), ("head", 2, "integrated"), ("b", 2, "basic")):
        case = case.aim(ITEM, stage, coder="a", respondent=who, horizon=years)
    return rate_targets(Cases((case,)), load_framework("maturity"))


@pytest.fixture(scope="module")
def results(repository: Path):
    """One result of every kind, by the name of the kind."""
    cases = load_cases(repository / "case_studies")
    museums, companies = cases.where(kind="museum"), cases.where(kind="company")
    cases = cases.where(ids=[c.id for kind in (museums, companies) for c in list(kind)[:7]])
    maturity, smi = load_framework("maturity"), load_framework("smi")
    levels = rate_levels(cases, maturity, part="stages", wave="last")
    table = compare.truth_table(SETS, "SURV", inclusion_cut=0.75)
    gaps = SETS.astype(float)
    gaps.iloc[0, 0] = np.nan
    return {
        "Agreement": compare.krippendorff_alpha(RATINGS, draws=200, seed=3),
        "AgreementTable": compare.rate_agreement(cases, smi, draws=50, seed=7),
        "Alignment": compare.align_targets(aimed()),
        "Changes": compare.compare_waves(rate_levels(cases, maturity, part="stages")),
        "CompletedTruthTables": compare.complete_truth_table(gaps, "SURV"),
        "Delta": compare.cliffs_delta([1, 2, 3, 3], [2, 3, 4]),
        "Differences": compare.compare_groups(place_quadrants(cases, smi, wave="last")),
        "Disagreements": compare.disagreements(cases),
        "Levels": levels,
        "Memberships": compare.memberships_from(cases, columns={"TEAM": "smi.investment.team"}),
        "Necessity": compare.necessity(SETS, "SURV"),
        "PatternMatch": compare.match_pattern(levels, {"top": {ITEM: ">= integrated"}}),
        "QuadrantPlacements": place_quadrants(cases, smi, wave="last", min_known=0.25),
        "RankSum": compare.rank_sum_test([1, 2, 3, 3], [2, 3, 4]),
        "Relation": compare.relation(SETS, "DEV*~URB", "SURV"),
        "Robustness": compare.qca_robustness(SETS, "SURV", inclusion_cut=0.75),
        "Solution": compare.minimize(table),
        "SolutionsUnderMissing": compare.solutions_under_missing(gaps, "SURV"),
        "Specifications": compare.specify(cases, maturity),
        "StagePlacements": place_stages(cases, maturity),
        "Targets": aimed(),
        "TruthTable": table,
    }


def body(text, lang):
    """A paragraph without software and literature, whose numbers are not the result's."""
    return re.sub("[\u2066-\u2069]", "", text.partition(END[lang])[0])


def numbers_of(text):
    """Every number of a text."""
    found = re.findall(r"\d{1,3}(?:,\d{3})+|\d*\.\d+|\d+", text)
    return sorted(float(one.replace(",", "")) for one in found)


def facts(thing, depth=0):
    """Every number that a result holds, or that counts something it holds."""
    if isinstance(thing, bool) or thing is None or depth > 6:
        return ()
    if isinstance(thing, int | float | np.number):
        return (abs(float(thing)), 100 * abs(float(thing)))
    for kinds, found in (
        (str, numbers_of),
        (pd.DataFrame, _of_frame),
        (Framework, lambda one: numbers_of(f"{one.name} {one.version}")),
        (Cases, lambda several: (len(several),)),
    ):
        if isinstance(thing, kinds):
            return found(thing)
    return _of_many(thing, depth + 1)


def _of_many(thing, depth):
    """What a mapping, a sequence or a result is made of."""
    if isinstance(thing, Mapping):
        parts = [one for pair in thing.items() for one in pair]
    elif isinstance(thing, list | tuple | set):
        parts = list(thing)
    elif dataclasses.is_dataclass(thing):
        names = [field.name for field in dataclasses.fields(thing) if field.name != "making"]
        computed = (property, functools.cached_property)
        names += [k for k, v in vars(type(thing)).items() if isinstance(v, computed)]
        parts = [getattr(thing, name) for name in names]
    else:
        return
    yield len(thing) if hasattr(thing, "__len__") else len(parts)
    for part in parts:
        yield from facts(part, depth)


def _of_frame(frame):
    """Sizes, counts of every column, and every number in a table."""
    yield len(frame)
    yield len(frame.dropna())
    for column in (frame[name] for name in frame):
        yield from (column.notna().sum(), column.isna().sum(), column.nunique())
        yield from column.value_counts().to_list()
        if pd.api.types.is_numeric_dtype(column):
            yield from column.dropna().astype(float).abs().to_list()
    for pair in (["case", "wave"], ["case", "respondent"]):
        if set(pair) <= set(frame.columns):
            yield len(frame[pair].drop_duplicates())
    if "n_respondents" in frame:
        yield from ((frame["n_respondents"] > least).sum() for least in (0, 1))
    if {"group", "case"} <= set(frame.columns):
        yield from frame.groupby("group")["case"].nunique().to_list()
    if "state" in frame:
        yield from (frame["state"] != "one_wave").to_frame().sum().to_list()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", DESCRIBED)
def test_every_number_is_found_in_the_result(results, kind, lang):
    """A number in a paragraph is one that the result holds, or counts something in it."""
    held = {round(float(fact), 3) for fact in facts(results[kind])} | {float(len(SETS))}
    said = set(numbers_of(body(describe_method(results[kind], lang), lang)))
    if kind == "Differences":  # of the ordered outcomes, the two axes
        table = results[kind].table
        ordered = table[table["ordered"].astype(bool)]
        held |= {float(len(ordered)), float(ordered["settled"].sum())}
    assert said <= held
    assert said


@pytest.mark.parametrize("kind", DESCRIBED)
def test_the_three_languages_carry_the_same_numbers(results, kind):
    """Whatever the language, the numbers are the same, as often as they are said."""
    told = [numbers_of(body(describe_method(results[kind], lang), lang)) for lang in LANGUAGES]
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize("kind", DESCRIBED)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_paragraphs_are_whole_sentences(results, kind, lang):
    """No hole is left, no word of the code, and it ends as a sentence does."""
    told = describe_method(results[kind], lang)
    assert not re.search(r"[{}]|None|nan\b|True|False|\n|  ", told)
    assert told.endswith(".")


def test_every_kind_of_result_is_described(results):
    """Whoever adds a kind of result to comparisons adds its paragraph."""
    assert set(results) == set(DESCRIBED)
    kinds = {name: getattr(compare, name) for name in compare.__all__ if name[0].isupper()}
    with_record = {
        name
        for name, kind in kinds.items()
        if dataclasses.is_dataclass(kind)
        and {"parameters", "making"} <= {field.name for field in dataclasses.fields(kind)}
    }
    assert with_record <= set(DESCRIBED)


def test_agreement_is_told_as_it_was_computed():
    """Measure, level, units, ratings, coders, estimate, interval, draws and seed."""
    found = compare.krippendorff_alpha(RATINGS, "nominal", draws=300, seed=11)
    told = describe_method(found)
    assert "coders (3) was measured by Krippendorff’s alpha; units: 7, ratings: 20" in told
    assert "Level of measurement: nominal." in told
    assert f"The estimate is {found.estimate:.3f}" in told
    assert "percentile interval of 300 bootstrap resamples of the units (seed 11)" in told
    assert "Krippendorff (2004)" in told
    assert "Krippendorff의 알파" in describe_method(found, "ko")
    assert "ألفا كريبندورف" in describe_method(found, "ar")


def test_a_result_without_seed_says_nothing_of_one(results):
    """No interval by resampling: no seed, no draws; all completions looked at: none either."""
    silent = [compare.krippendorff_alpha(RATINGS, draws=0), results["Differences"]]
    silent += [results[kind] for kind in ("CompletedTruthTables", "TruthTable", "Levels")]
    for result in silent:
        assert all(SEED[lang] not in describe_method(result, lang) for lang in LANGUAGES)
    drawn = compare.compare_groups(
        rate_levels(results["Levels"].cases, load_framework("maturity"), wave="last"),
        interval="bootstrap",
        draws=60,
        seed=5,
    )
    assert all(SEED[lang] in describe_method(drawn, lang) for lang in LANGUAGES)
    assert "60 bootstrap resamples (seed 5)" in describe_method(drawn)


def test_what_was_decided_is_what_is_said(results):
    """Other choices, other sentences: cuts, rules, waves, thresholds, adjustment, coder."""
    cases, smi = results["Levels"].cases, load_framework("smi")
    table = compare.truth_table(SETS, "~SURV", inclusion_cut=0.9, n_cut=2, pri_cut=0.6)
    told = describe_method(table)
    assert "number of cases is at least 2 and its inclusion at least 0.9." in told
    assert "PRI had to be at least 0.6" in told
    assert "outcome: ~SURV" in told
    placed = place_quadrants(cases, smi, threshold=(0.4, 0.6), wave="first", coder_rule="coder-a")
    told = describe_method(placed)
    assert "from 0.4 (horizontal) and 0.6 (vertical). The thresholds were chosen" in told
    assert "Of each case the first wave was used. Only the ratings of one coder (coder-a)" in told
    assert "No threshold is published" in describe_method(results["QuadrantPlacements"])
    loose = compare.compare_groups(results["Levels"], adjust="none")
    assert "not adjusted for the number of tests (7)" in describe_method(loose)
    assert "Holm" not in describe_method(loose)
    stages = place_stages(cases, load_framework("maturity"), rule="weakest", drafts=True)
    told = describe_method(stages)
    assert "that of its weakest rated dimension" in told
    assert "Ratings without evidence counted too." in told


def test_software_is_cited_with_its_versions(results):
    """The package with its version, numpy, and scipy where it had a part."""
    import scipy

    import engagement_kit

    told = describe_method(results["Differences"])
    assert f"engagement_kit {engagement_kit.__version__}" in told
    assert f"numpy {np.__version__} and scipy {scipy.__version__}" in told
    assert "scipy" not in describe_method(results["Levels"])


def test_every_work_is_named_somewhere(results):
    """The list of literature holds nothing that no paragraph can name."""
    sources = Path(compare.__file__).parent.glob("paragraph/told_*.py")
    written = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert [work for work in WORKS if f'"{work}"' not in written] == []


def test_arabic_runs_right(results):
    """Latin names and formulas stand between marks that keep them together; all are closed."""
    for kind in DESCRIBED:
        told = describe_method(results[kind], "ar")
        opened = told.count("\u2068") + told.count("\u2066")
        assert opened == told.count("\u2069")
    told = describe_method(results["Relation"], "ar")
    assert "\u2068DEV*~URB\u2069" in told
    assert Teller("ar").shown(-0.25) == "\u2066\u22120.25\u2069"
    assert "\u2068" not in describe_method(results["Relation"], "ko")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1234, "1,234"), (0.5, "0.5"), (-0.0001, "0"), (-0.25, "\u22120.25"), (50.0, "50")],
)
def test_numbers_are_written_for_readers(value, shown):
    """Separators in whole ones, at most three decimals, a true minus and none before zero."""
    assert number(value) == shown


def test_what_cannot_be_told_is_named(results):
    """A table, a language that there is not."""
    with pytest.raises(WrongKind, match="not a table of it"):
        describe_method(results["TruthTable"].table)
    with pytest.raises(UnknownId, match="Known: ar, en, ko"):
        describe_method(results["TruthTable"], "fr")
    assert describe_method(results["TruthTable"], "ko-KR").startswith("사례 8건 중")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_of_agreement_has_its_words(measure, lang):
    """Each is called by a name in the reader's language, with its literature."""
    told = describe_method(getattr(compare, measure)(RATINGS[["a", "b"]], draws=0), lang)
    assert measure not in told
    assert sum(work in told for work in WORKS.values()) == 1
