"""The page for authors keeps its promises: its code runs, and does what the page says it does."""

import re
import shutil

import pytest
from matplotlib.figure import Figure

import engagement_kit


@pytest.fixture(scope="module")
def page(repository):
    """Text of the page."""
    return (repository / "docs" / "figures.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(page, repository, tmp_path_factory):
    """Names after all blocks have run from top to bottom in a folder with the case library."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(repository / "case_studies", folder / "case_studies")
    names = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for block in re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
            exec(block, names)  # noqa: S102 - the code of our own page
        yield names | {"folder": folder / "build" / "paper"}


def test_a_figure_has_the_files_that_the_page_lists(page, made):
    """Each file of the table is there, and no other."""
    listed = re.findall(r"`(fig1\.[a-z.]+)`", page.partition("| file |")[2].partition("\n\n")[0])
    assert sorted(path.name for path in made["saved"].files) == sorted(listed)


def test_the_figures_of_a_paper_are_named_after_their_language(made):
    """Three figures in two languages, as the page says."""
    names = {path.stem for path in made["folder"].glob("fig?-??.pdf")}
    assert names == {f"fig{n}-{lang}" for n in (1, 2, 3) for lang in ("en", "ko")}


def test_the_figure_is_proved_the_same(made):
    """What was just saved is what its study gives."""
    assert made["check"].is_same, str(made["check"])


def test_what_the_page_offers_is_there(page, made):
    """Every name in the page that looks like ours exists, as do the presets it names."""
    ours = set(re.findall(r"\bek\.(\w+)", page)) | set(re.findall(r"`(\w+)\(\)`", page))
    assert [name for name in sorted(ours) if not hasattr(engagement_kit, name)] == []
    presets = set(engagement_kit.list_journals()["name"])
    named = set(re.findall(r'journal="([^"]+)"', page)) | {"thesis-a4", "slides-16x9"}
    assert named <= presets
    assert isinstance(made["own"], Figure)
    assert (made["folder"] / "table1.docx").is_file()
