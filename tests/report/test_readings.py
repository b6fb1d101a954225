import dataclasses

import pytest

from engagement_kit.report import read_study
from engagement_kit.report.readings import read_result


@pytest.fixture(scope="module")
def library(repository):
    """The library, read and computed."""
    if not (repository / "case_studies").is_dir():
        pytest.skip("the case library is not there")
    return read_study(repository / "case_studies", "en")


def result_named(study, name):
    """One result of a study."""
    return next(result for result in study.results if result.name == name)


def test_sureness_is_counted(samples):
    """The first sentence counts settled, open and not placed as the placements do."""
    study = read_study(samples / "small", "en")
    (result,) = study.results
    first = read_result(study, result)[0]
    counts = result.latest.counts
    assert first == (
        f"At their last wave {counts['settled']} of 2 cases are settled, {counts['open']} are open "
        f"and {counts['not_placed']} are not placed."
    )


def test_a_move_between_waves_is_told(samples):
    """A case that stands elsewhere at its last wave is named with both places."""
    study = read_study(samples / "small", "en")
    told = " ".join(read_result(study, study.results[0]))
    assert "1 stand elsewhere" in told
    assert "Hill Gallery from “Deep” to “Both”." in told


def test_few_lowest_answers_are_pointed_out(library):
    """That sources rarely say no is said where it holds, with the numbers that show it."""
    result = result_named(library, "smi-index")
    ranks = result.levels.table["rank"].dropna()
    told = " ".join(read_result(library, result))
    assert f"Only {int((ranks == 0).sum())} of {len(ranks)} known answers are “No”." in told


def test_sentences_follow_the_numbers(library):
    """Other numbers give other sentences: nothing about the library is written into the code."""
    result = result_named(library, "smi-index")
    table = result.levels.table.assign(rank=0.0)
    other = dataclasses.replace(result, levels=dataclasses.replace(result.levels, table=table))
    assert not any("Only" in sentence for sentence in read_result(library, other))


def test_every_result_has_a_reading_in_every_language(repository, library):
    """No sentence lacks a word that it needs, whatever the result."""
    for lang in ("en", "ko", "ar"):
        study = library if lang == "en" else read_study(repository / "case_studies", lang)
        for result in study.results:
            assert all(len(sentence) > 10 for sentence in read_result(study, result))
