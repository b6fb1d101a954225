"""What every test may rely on: a drawing library without a window, and no figure left open."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


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
    """Draw without a window, in this process only: notebooks' kernels choose for themselves."""
    import matplotlib as mpl

    mpl.use("agg")
