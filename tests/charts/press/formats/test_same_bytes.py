import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.charts.press.formats import pythons

SCRIPT = Path(__file__).with_name("draw_all.py")
# Each of these has once made a file differ, in our library or in matplotlib's own files.
ONE = {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"}
OTHER = {
    "PYTHONHASHSEED": "4242",
    "LC_ALL": "ko_KR.UTF-8",
    "LANG": "ar_EG.UTF-8",
    "TZ": "America/St_Johns",
    "MPLBACKEND": "svg",
    "SOURCE_DATE_EPOCH": "1000000000",
}
SETTINGS = """
axes.grid: True
figure.dpi: 33
font.size: 20
font.family: monospace
path.sketch: 3, 20, 5
pdf.fonttype: 3
ps.usedistiller: ghostscript
savefig.bbox: tight
savefig.facecolor: red
svg.fonttype: path
text.hinting: no_hinting
"""


def drawn(python, repository, folder, environment):
    """Hashes of all files, as one process makes them, and the version that made them."""
    folder.mkdir(exist_ok=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PY")}
    settings = {**kept, "PYTHONPATH": str(repository), **environment}
    command = [python, str(SCRIPT), str(repository / "case_studies" / "museums")]
    run = subprocess.run(
        command, cwd=folder, env=settings, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout)
    return answer["files"], answer["python"]


@pytest.fixture(scope="module")
def reference(repository, tmp_path_factory):
    """What a process with plain settings makes."""
    return drawn(sys.executable, repository, tmp_path_factory.mktemp("one"), ONE)


def test_another_process_makes_the_same_bytes(reference, repository, tmp_path):
    """Hash seed, language, time zone, folder, backend and matplotlibrc change no byte."""
    (tmp_path / "matplotlibrc").write_text(SETTINGS)
    found, _ = drawn(sys.executable, repository, tmp_path, OTHER)
    assert len(found) == 15
    assert found == reference[0]


def test_other_pythons_make_the_same_bytes(
    reference, repository, tmp_path, record_property, capsys
):
    """Every Python from 3.11 to 3.13 that is found draws the same; says which ones it compared."""
    files, own = reference
    compared, left_out = [own], []
    lock = (repository / "requirements.lock").read_text(encoding="utf-8")
    for version, path in pythons.pythons().items():
        if own.startswith(f"{version}."):
            continue
        python = pythons.environment(path, version, lock, repository / "build" / "pythons")
        if python is None:
            left_out.append(version)
            continue
        found, exact = drawn(python, repository, tmp_path / version, ONE)
        assert found == files, f"Python {exact} and {own} draw differently"
        compared.append(exact)
    record_property("compared", ", ".join(compared))
    with capsys.disabled():
        print(f"\nsame bytes from Python {', '.join(compared)}{_missing(left_out)}")  # noqa: T201
    assert own in compared
    assert len(compared) + len(left_out) == len(pythons.pythons())


def _missing(versions):
    if not versions:
        return ""
    return f" (not compared, since libraries could not be fetched: {', '.join(versions)})"
