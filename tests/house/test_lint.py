import subprocess
import sys

import pytest

CHECKS = {
    "style": ["ruff", "check", "--quiet", "--no-cache"],
    "layout": ["ruff", "format", "--check", "--quiet", "--no-cache"],
    "types": ["mypy", "--no-error-summary"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_the_tree_passes(repository, check):
    """The linter, the formatter and the type checker find nothing in the whole tree."""
    command = [sys.executable, "-m", *CHECKS[check]]
    run = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
