import contextlib
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from engagement_kit import load_cases
from tests.browser.study import write_study
from tests.widgets.saver import CODER, SAVES, state_after

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked and killed")


@pytest.fixture
def folder(tmp_path):
    """A study whose case somebody is filling in."""
    return write_study(tmp_path / "study")


@pytest.fixture
def saver(folder, repository):
    """The program that saves, waiting for a number to begin with."""
    command = [sys.executable, "-m", "tests.widgets.saver", str(folder)]
    with subprocess.Popen(
        command, cwd=repository, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.stdin.close()


def saved(folder):
    """Text by item as the file has it, which is read and checked as any study is."""
    cases = load_cases(folder)
    assert cases.faults == ()
    return {rating.item: rating.note for rating in cases["house"].ratings if rating.coder == CODER}


def save_and_kill(saver, first, chance):
    """Number of the last acknowledged change of a child that was killed at some moment."""
    saver.stdin.write(f"{first}\n")
    saver.stdin.flush()
    word, child = saver.stdout.readline().split()
    assert word == "child"
    last, patience, began = first - 1, chance.randint(1, 12), time.monotonic()
    for line in saver.stdout:
        if line.strip() == "ended":
            return last
        last = int(line)
        if last == first - 1 + patience:
            # At any moment of the next save or the one after: saves take as long as those before.
            time.sleep(chance.uniform(0, 1.5) * (time.monotonic() - began) / patience)
            with contextlib.suppress(ProcessLookupError):  # it was through before that
                os.kill(int(child), signal.SIGKILL)
    pytest.fail("the program that saves has ended")


def test_a_killed_kernel_loses_nothing_that_was_acknowledged(saver, folder):
    """Killed at any moment of 200 saves, the file is whole and holds each acknowledged change."""
    chance = random.Random(20240611)  # noqa: S311
    acknowledged, kills = 0, 0
    while acknowledged < SAVES:
        last = save_and_kill(saver, acknowledged + 1, chance)
        on_disk = saved(folder)
        assert on_disk in (state_after(last), state_after(last + 1))
        kills += last < SAVES
        acknowledged = next(n for n in (last + 1, last) if on_disk == state_after(n))
    assert kills > 20
