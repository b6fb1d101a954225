"""A process that is killed while it saves: what it said it had saved is there, and whole."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engagement_kit.cases import load_cases

SAVES = 200
ITEM = "smi.investment.team"
# Saves one text after the other and says which one it has saved; a later run goes on.
SAVER = f"""
import sys
from engagement_kit.cases import Store
store = Store(sys.argv[1])
case = store.case("house")
done = max((int(r.note.split()[0]) for r in case.ratings if r.coder == "bea"), default=0)
print(done, flush=True)
for number in range(done + 1, {SAVES} + 1):
    note = f"{{number}} {{'x' * (number % 7 * 3000)}}."  # the file grows and shrinks
    case = store.save(case.rate({ITEM!r}, coder="bea", evidence=["house-02"], note=note))
    print(number, flush=True)
"""


def run_and_kill(study: Path, after: int, pause: float) -> int:
    """The last number that a saver said it had saved before it was killed."""
    command = [sys.executable, "-c", SAVER, str(study)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(after)]
        time.sleep(pause)
        with contextlib.suppress(ProcessLookupError):  # it may have come to its end
            os.kill(process.pid, signal.SIGKILL)
        said += process.stdout.readlines()
    numbers = [int(line) for line in said if line.endswith("\n")]
    return numbers[-1]


def saved(study: Path) -> int:
    """The number of the text in the file, which is whole."""
    (case,) = load_cases(study, strict=True)
    (note,) = [str(rating.note) for rating in case.ratings if rating.coder == "bea"]
    number = int(note.split()[0])
    assert note == f"{number} {'x' * (number % 7 * 3000)}."
    return number


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill like that")
def test_no_acknowledged_save_is_lost(tmp_path, samples):
    """Killed at random moments of 200 saves, each file is a whole earlier or later state."""
    study = tmp_path / "study"
    shutil.copytree(samples / "sound", study)
    chance, number, kills = random.Random(20), 0, 0  # noqa: S311 - no secret
    while number < SAVES:
        acknowledged = run_and_kill(study, chance.randint(10, 60), chance.uniform(0, 0.02))
        number = saved(study) if acknowledged or (study / "house" / "bea.yaml").exists() else 0
        assert acknowledged <= number <= acknowledged + 1
        kills += 1
    assert number == SAVES
    assert kills >= 4
    assert {path.name for path in (study / "house").glob("*.yaml")} == {
        *("case.yaml", "ann.yaml", "bea.yaml"),
    }
