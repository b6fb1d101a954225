import json

NOTEBOOKS = [
    "01_start_here",
    "02_explore_frameworks",
    "03_museums",
    "04_companies",
    "05_museums_and_companies",
    "06_capture_a_case",
    "07_do_the_coders_agree",
    "08_museums_or_companies",
    "09_what_changed",
    "10_which_combinations",
    "11_figures_for_a_paper",
    "12_bring_your_own_data",
    "13_a_million_answers",
]


def test_every_notebook_is_there(repository):
    """The folder holds the notebooks meant to be run, so that no run is green on nothing."""
    found = sorted(path.stem for path in (repository / "notebooks").glob("*.ipynb"))
    assert found == NOTEBOOKS


def test_the_test_command_runs_them(repository):
    """`make test` hands the notebooks to nbval, in the same run as the other tests."""
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    command = makefile.partition("\ntest:")[2].partition("\n\n")[0]
    assert command.count("pytest") == 1
    assert "--nbval " in command
    assert command.endswith("engagement_kit tests notebooks")


def test_cells_are_short(repository):
    """No code cell has more than ten lines, and each has been run in order."""
    for path in sorted((repository / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert code, path
        assert max(len("".join(cell["source"]).splitlines()) for cell in code) <= 10, path
        counts = [cell["execution_count"] for cell in code]
        assert counts == list(range(1, len(code) + 1)), path
