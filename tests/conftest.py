"""What every test may rely on: no window, no figure left open, the same examples everywhere."""

import sys
from collections.abc import Iterator
from pathlib import Path

import matplotlib
import pytest
from hypothesis import settings


@pytest.fixture(scope="session")
def repository() -> Path:
    """Root of the working tree."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _figures_are_closed() -> Iterator[None]:
    """Close what a test has drawn: open figures would pile up and end in a warning."""
    yield
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")


def pytest_configure(config: pytest.Config) -> None:
    """Draw without a window, and try the same examples on every machine, however slow it is.

    The backend is chosen for this process only: notebooks' kernels choose for themselves.
    """
    matplotlib.use("agg")
    settings.register_profile("same-everywhere", derandomize=True, deadline=None)
    settings.load_profile("same-everywhere")
