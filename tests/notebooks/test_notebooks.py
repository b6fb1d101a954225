"""The notebooks as their readers get them: run afresh, compared with what is stored, figures too.

nbval compares texts and tables; pictures it passes over. They are compared here byte by byte: for
one version of matplotlib they are the same on every machine and every Python.
"""

import ast
import hashlib
import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MOST_LINES = 10
MOST_BYTES = 250_000  # of one picture: what a page can be opened with on a slow line
PACKAGE = "engagement_kit"
OTHERS = {"csv", "duckdb", "json", "numpy", "pandas", "pathlib", "polars", "shutil", "tempfile"}

# A cell that shows a form: what somebody fills in on a practice copy must fail no test.
FORM = ["nbval-ignore-output"]
VIEW = "application/vnd.jupyter.widget-view+json"
CAVEAT = (
    "Everything here comes from public sources and is paraphrased. Two automated coders (language "
    "models) rated it, each blind to the other; a third wrote the notes on canvases. Neither the "
    "organisations nor the authors of the frameworks had a part in it, and none of them endorses "
    "it. *Unknown is not no:*"
)
ABSOLUTE_PATH = re.compile(
    r"(?<![\w:/.<\"'=-])/(?:home|root|tmp|var|opt|usr|mnt|work|private|Users)/|\b[A-Za-z]:\\\w"
)
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,16}\b")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
BEFORE, AFTER = 4, 3  # cells around a text in which its numbers are looked for

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])


# As `make study` runs them. In a process of its own: what kernels leave behind goes with it.
RUN = """
import json, sys
from pathlib import Path
from engagement_kit.report.notebooks import find_notebooks, run_notebooks

found = find_notebooks(sys.argv[1])
with run_notebooks(found, Path(sys.argv[2])) as running:
    faults = [fault and str(fault) for fault in running.faults()]
print(json.dumps(dict(zip((path.name for path in found), faults, strict=True))))
"""


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """All notebooks run from the top, two at a time: where they are, and what stopped each."""
    out = tmp_path_factory.mktemp("run")
    command = [sys.executable, "-c", RUN, str(FOLDER), str(out)]
    done = subprocess.run(command, capture_output=True, check=False, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return out, json.loads(done.stdout.splitlines()[-1])


def read(path):
    """A notebook as nbformat has it."""
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    """The cells that are run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def trees(notebook):
    """Syntax tree of every code cell."""
    return [ast.parse(cell.source) for cell in code_cells(notebook)]


def shown(output):
    """An output as something that can be compared, pictures by their bytes."""
    if output.output_type == "stream":
        return (output.name, output.text)
    if output.output_type == "error":
        return ("error", output.ename, output.evalue)
    data = {
        kind: hashlib.sha256(value.encode()).hexdigest() if kind.startswith("image/") else value
        for kind, value in output.data.items()
    }
    return (output.output_type, data, output.get("metadata", {}))


def all_shown(outputs):
    """What a reader sees of the outputs of a cell; a kernel may send one text in several pieces."""
    found = []
    for output in outputs:
        seen = shown(output)
        if output.output_type == "stream" and found and found[-1][:-1] == seen[:-1]:
            seen = (*seen[:-1], found.pop()[-1] + seen[-1])
        found.append(seen)
    return found


def difference(old, new):
    """What differs between the outputs of one cell, in words; None where nothing does."""
    old, new = all_shown(old), all_shown(new)
    if len(old) != len(new):
        return f"{len(old)} outputs are stored, the run gives {len(new)}"
    for before, after in zip(old, new, strict=True):
        if before[0] == after[0] and isinstance(before[1], dict):
            kinds = sorted({*before[1], *after[1]})
            changed = [kind for kind in kinds if before[1].get(kind) != after[1].get(kind)]
            if changed or before[2:] != after[2:]:
                return f"another {', '.join(changed) or 'description'}"
        elif before != after:
            return f"{before!r} is stored, the run gives {after!r}"
    return None


def outputs(cell):
    """Outputs to be compared; of a form only that there is one, since its reader fills it in."""
    found = cell.get("outputs", [])
    if cell.metadata.get("tags") == FORM:
        return [nbformat.v4.new_output("display_data") for _ in found]
    return found


def pictures(cell):
    """Outputs of a cell that are pictures."""
    return [o for o in cell.get("outputs", ()) if "image/png" in o.get("data", {})]


def output_texts(cells):
    """Every text that outputs show: streams, tables, descriptions of figures."""
    for cell in cells:
        for output in cell.get("outputs", ()):
            yield output.get("text", "")
            data = output.get("data", {})
            yield from (value for kind, value in data.items() if kind.startswith("text/"))
            yield output.get("metadata", {}).get("image/png", {}).get("alt", "")


def foreign_names(tree):
    """What a cell uses that is not public: private names, other modules, unlisted names."""
    package = importlib.import_module(PACKAGE)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            is_package = isinstance(node.value, ast.Name) and node.value.id == "ek"
            if node.attr.startswith("_") or (is_package and node.attr not in package.__all__):
                yield ast.unparse(node)
        elif isinstance(node, ast.Import):
            names = (alias.name for alias in node.names)
            yield from (name for name in names if name not in {PACKAGE, *OTHERS})
        elif isinstance(node, ast.ImportFrom):
            yield from foreign_imports(node)


def foreign_imports(node):
    """Names of a ``from ... import`` that no room lists."""
    module = node.module or ""
    if module.split(".")[0] != PACKAGE:
        yield from () if module in OTHERS else (module,)
    elif module.count(".") != 1:
        yield module
    else:
        public = importlib.import_module(module).__all__
        yield from (alias.name for alias in node.names if alias.name not in public)


def test_text_that_comes_in_pieces_is_one_text():
    """Two pieces of one stream count as the text that they make; another text is a difference."""
    whole = [nbformat.v4.new_output("stream", name="stdout", text="one\ntwo\n")]
    pieces = [nbformat.v4.new_output("stream", name="stdout", text=t) for t in ("one\n", "two\n")]

    assert difference(whole, pieces) is None
    assert difference(whole, pieces[:1]) is not None


def test_all_notebooks_are_found():
    """None of the tests below is green because there was nothing to test."""
    assert len(NOTEBOOKS) == 13


@each
def test_running_it_afresh_gives_what_is_stored(path, runs):
    """Each cell gives its stored outputs again: tables, texts, figures and their descriptions."""
    out, faults = runs
    assert faults[path.name] is None, faults[path.name]
    fresh = read(out / path.name)
    stored = read(path)
    assert [cell.source for cell in stored.cells] == [cell.source for cell in fresh.cells]
    pairs = enumerate(zip(stored.cells, fresh.cells, strict=True), start=1)
    found = {n: difference(outputs(a), outputs(b)) for n, (a, b) in pairs}
    wrong = [f"cell {n}: {what}" for n, what in found.items() if what]
    assert not wrong, f"{path.name} has to be stored anew, or shows a fault: {'; '.join(wrong)}"


@each
def test_nothing_went_wrong_when_it_was_stored(path):
    """No stored output is an error or a warning, and cells were run once, in order."""
    cells = code_cells(read(path))
    outputs = [output for cell in cells for output in cell.outputs]
    assert [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"] == []
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


@each
def test_cells_are_short(path):
    """A reader takes in a cell at a glance."""
    long = [c.source for c in code_cells(read(path)) if len(c.source.splitlines()) > MOST_LINES]
    assert long == []


@each
def test_only_public_names_are_used(path):
    """What a notebook does, its reader may rely on."""
    assert [name for tree in trees(read(path)) for name in foreign_names(tree)] == []


@pytest.mark.parametrize(
    "cell",
    [
        "import matplotlib.pyplot",
        "from seaborn import heatmap",
        "from engagement_kit.assess.coders import AGREED",
        "from engagement_kit.assess import AGREED",
        "import engagement_kit.charts",
        "ek.errors",
        "cases._cases",
    ],
)
def test_names_that_are_not_public_are_found(cell):
    """The search for foreign names sees each way of reaching one."""
    assert list(foreign_names(ast.parse(cell))) != []


@each
def test_it_says_what_the_data_is(path):
    """Whoever opens one notebook alone still learns where the data comes from."""
    text = " ".join(" ".join(c.source.split()) for c in read(path).cells if c.cell_type != "code")
    assert CAVEAT in text


@each
def test_outputs_name_no_machine(path):
    """No output holds a path of the machine it was stored on, or an address in its memory."""
    texts = "\n".join(output_texts(read(path).cells))
    assert ABSOLUTE_PATH.findall(texts) == []
    assert ADDRESS.findall(texts) == []
    assert str(FOLDER.parent) not in texts


@each
def test_every_figure_is_read_and_described(path):
    """A figure has a reading beside it and a description for those who do not see it."""
    cells = read(path).cells
    figures = [n for n, cell in enumerate(cells) if pictures(cell)]
    assert figures, "a story without a figure"
    for n in figures:
        beside = (cells[n - 1], *cells[n + 1 : n + 3])
        assert any(cell.cell_type == "markdown" for cell in beside), f"cell {n + 1}"
        for output in pictures(cells[n]):
            assert len(output.metadata["image/png"]["alt"]) > 100, f"cell {n + 1}"
            assert len(output.data["image/png"]) * 3 / 4 < MOST_BYTES, f"cell {n + 1}"


@each
def test_numbers_of_the_reading_stand_in_the_outputs(path):
    """A number that a text gives in bold is one that a cell near it shows: they change together."""
    cells = read(path).cells
    all_told = []
    for n, cell in enumerate(cells):
        if cell.cell_type != "markdown":
            continue
        told = [float(x) for bold in BOLD.findall(cell.source) for x in NUMBER.findall(bold)]
        texts = output_texts(cells[max(n - BEFORE, 0) : n + AFTER])
        seen = {float(number) for text in texts for number in NUMBER.findall(text)}
        assert [number for number in told if number not in seen] == [], f"cell {n + 1}"
        all_told += told
    assert all_told


@each
def test_its_file_holds_nothing_of_the_run_but_outputs(path):
    """No times, no versions, no settings of a person: a fresh store differs only where it must."""
    notebook = read(path)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert "version" not in notebook.metadata.language_info
    assert [
        cell.metadata for cell in notebook.cells if cell.metadata not in ({}, {"tags": FORM})
    ] == []
    assert VIEW not in path.read_text(encoding="utf-8"), "the number of a form that is gone"
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


def test_links_between_notebooks_lead_somewhere():
    """Every relative link in a notebook names a file that is there."""
    for path in NOTEBOOKS:
        text = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
        targets = re.findall(r"\]\(((?!https?:)[^)#]+)", text)
        assert [t for t in targets if not (FOLDER / t).is_file()] == [], path.name
