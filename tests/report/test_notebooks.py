import json
import os
import time

import nbformat
import pytest

from engagement_kit.errors import Faults
from engagement_kit.report import run_study
from engagement_kit.report.notebooks import find_notebooks, run_notebooks


def write_notebook(path, *cells, count=None):
    """A notebook with these code cells, as someone saved it."""
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(cell, execution_count=count, id=f"cell{place}")
            for place, cell in enumerate(cells)
        ]
    )
    nbformat.write(notebook, path)


def printed(path):
    """Texts that a notebook's cells printed."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(o["text"]) for cell in cells for o in cell["outputs"] if "text" in o]


@pytest.fixture
def folder(tmp_path):
    """A folder of notebooks: one that is fine and one that stops in its second cell."""
    made = tmp_path / "notebooks"
    made.mkdir()
    lines = (
        "import os, pathlib",
        "print(os.environ['HOME'], pathlib.Path.cwd().name, 'PYTHONSTARTUP' in os.environ)",
    )
    write_notebook(made / "1_fine.ipynb", *lines)
    write_notebook(made / "2_stops.ipynb", "x = 0", "1 / x", "print('never')", count=7)
    return made


def test_notebooks_are_run_and_what_stops_is_told(folder, tmp_path, monkeypatch):
    """Copies with outputs are written; a failing cell is named with its number and error."""
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere/startup.py")
    with run_notebooks(find_notebooks(folder), tmp_path / "out") as runs:
        fine, stopped = runs.faults()
    assert fine is None
    assert stopped.code == "notebook_failed"
    assert stopped.value == 2
    assert "ZeroDivisionError" in stopped.other
    home, where, startup = printed(tmp_path / "out" / "1_fine.ipynb")[0].split()
    assert (where, startup) == ("notebooks", "False")
    assert home != os.environ.get("HOME")
    assert "never" not in "".join(printed(tmp_path / "out" / "2_stops.ipynb"))
    assert printed(folder / "1_fine.ipynb") == []


def test_a_study_with_a_stopped_notebook_is_not_well(folder, samples, tmp_path, no_pictures):
    """The report is written, says which notebook stopped, and all is not well."""
    (folder / "3_none.ipynb").write_text("no notebook")
    result = run_study(samples / "small", tmp_path / "out", notebooks=folder, progress=False)
    assert [fault.code for fault in result.faults] == ["notebook_failed", "notebook_unread"]
    page = result.report.read_text(encoding="utf-8")
    assert "2_stops.ipynb" in page
    assert 'href="notebooks/1_fine.ipynb"' in page


def test_hidden_notebooks_are_passed_over(tmp_path):
    """Checkpoints are not run."""
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".hidden.ipynb").write_text("{}")
    assert find_notebooks(tmp_path) == ()
    assert find_notebooks(None) == ()


def test_a_missing_folder_is_an_error(tmp_path):
    """Notebooks that were asked for and are not there are told."""
    with pytest.raises(Faults, match="there is no folder"):
        find_notebooks(tmp_path / "no")


def test_an_interruption_ends_the_kernels(tmp_path):
    """A notebook in the midst of a long cell does not hold up the end of what runs beside it."""
    (tmp_path / "notebooks").mkdir()
    mark = tmp_path / "begun"
    line = f"open({str(mark)!r}, 'w').close(); import time; time.sleep(250)"
    write_notebook(tmp_path / "notebooks" / "long.ipynb", line)
    paths = find_notebooks(tmp_path / "notebooks")
    with run_notebooks(paths, tmp_path / "out"):
        while not mark.exists():
            time.sleep(0.05)
    assert (tmp_path / "out" / "long.ipynb").is_file()
