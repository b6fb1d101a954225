import doctest


def test_the_examples_of_the_guide_run(repository, monkeypatch):
    """What the page about tables shows is what comes out."""
    monkeypatch.chdir(repository)
    page = str(repository / "docs" / "tables.md")
    result = doctest.testfile(page, module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0
