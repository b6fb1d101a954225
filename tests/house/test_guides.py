import ast
import re

import pytest

import engagement_kit


@pytest.fixture(scope="module")
def guide(repository):
    """Text of the guide for contributors."""
    return (repository / "CONTRIBUTING.md").read_text(encoding="utf-8")


def blocks(text, language):
    """Code blocks of a page in one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def test_the_framework_in_the_guide_is_whole(guide, tmp_path):
    """Whoever copies the example of a framework gets one that loads without a fault."""
    for block in blocks(guide, "yaml"):
        name = block.splitlines()[0].removeprefix("# ")
        (tmp_path / name).write_text(block, encoding="utf-8")
    assert engagement_kit.check_frameworks(tmp_path) == ()
    framework = engagement_kit.load_framework(tmp_path)
    assert framework.label("loved") == "Loved"


def test_the_chart_in_the_guide_has_the_form_of_ours(guide):
    """The template takes the arguments that every chart of the package takes."""
    (template,) = blocks(guide, "python")
    draw, describe = ast.parse(template).body
    assert draw.name.removeprefix("draw_") == describe.name.removeprefix("describe_")
    assert {"ax", "lang"} <= {argument.arg for argument in draw.args.kwonlyargs}
    assert {"lang"} <= {argument.arg for argument in describe.args.kwonlyargs}


def test_links_between_pages_lead_somewhere(repository):
    """Every link from one page of the project to another file finds it."""
    pages = [*repository.glob("*.md"), *(repository / "docs").glob("**/*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert len(pages) >= 5
    assert broken == []
