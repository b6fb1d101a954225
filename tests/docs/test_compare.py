"""The page about comparisons keeps its promises: its code runs, every call of the room is on it."""

import re

import pytest

import engagement_kit
from engagement_kit import compare


@pytest.fixture(scope="module")
def page(repository):
    """Text of the page."""
    return (repository / "docs" / "compare.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(page, repository):
    """Names after all blocks have run from top to bottom where the case library is."""
    names = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(repository)
        for block in re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
            exec(block, names)  # noqa: S102 - the code of our own page
        yield names


def test_every_call_of_the_room_answers_a_question(page):
    """A function that the room offers stands in the table, and all that stands there is offered."""
    table = page.partition("## From the question")[2].partition("\n\nAll of them")[0]
    named = set(re.findall(r"`(\w+)\(", table))
    offered = {name for name in compare.__all__ if name[0].islower()}
    assert sorted(offered - named) == []
    assert [name for name in sorted(named) if not hasattr(engagement_kit, name)] == []


def test_the_page_names_nothing_that_is_not_there(page, made):
    """Names that look like ours exist; tables name what the blocks have made."""
    ours = set(re.findall(r"\bek\.(\w+)", page)) | set(re.findall(r"`(\w+)\(\)`", page))
    assert [name for name in sorted(ours) if not hasattr(engagement_kit, name)] == []
    named = re.findall(r"^\| (`.*?`) \|", page, re.MULTILINE)
    names = {name for cell in named for name in re.findall(r"`(\w+)`", cell)}
    known = {*made, *made["match"].table.columns}
    assert sorted(names - known) == []
    assert len(names) >= 10


def test_what_is_read_out_of_specifications_is_what_the_page_says(made):
    """Counts are of the specifications with a result; the strongest decision leads the choices."""
    found = made["found"]
    same, signs, of = made["same"]
    assert 0 < same <= signs <= of == len(found.computed) <= len(found)
    assert made["most"] == made["means"]["decision"].iloc[0]
    assert 0 <= made["sure"] <= of
    assert len(made["stricter"]) == 3 * 3 * 2 * 3
    assert made["ax"].alt_text


def test_what_is_read_out_of_patterns_is_what_the_page_says(made):
    """The fit lies within its bounds; misfits name their evidence; rivals lead somewhere."""
    fit, low, high, breadth = made["fit"]
    assert 0 <= low <= fit <= high <= 1
    assert 0 < breadth < 1
    assert made["misses"]["evidence"].notna().all()
    assert set(made["leading"]["profile"]) == {"led from the top", "grown from below"}
    assert all(text.strip() for text in made["paragraphs"])
