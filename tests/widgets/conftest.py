"""A small case on disk, and forms' states that stand on it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engagement_kit.cases import Case, Evidence, Rating, Source, read_case, write_case
from engagement_kit.frameworks import Framework, load_framework
from engagement_kit.widgets.state import FormState

BUDGET, SKILLS = "smi.investment.budget", "smi.investment.briefing"
REACH = "def.canvas.reach"


@pytest.fixture(autouse=True)
def _cache_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from the cache of whoever runs them."""
    monkeypatch.setenv("ENGAGEMENT_KIT_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def smi() -> Framework:
    """A framework with a quadrant."""
    return load_framework("smi")


@pytest.fixture(scope="session")
def canvas() -> Framework:
    """A framework with canvases."""
    return load_framework("def")


@pytest.fixture(scope="session")
def maturity() -> Framework:
    """A framework with stages, a gap and horizons."""
    return load_framework("maturity")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Folder of a case with two waves, three facts and what another coder rated."""
    case = Case(
        id="oak",
        kind="museum",
        name={"en": "Oak Museum", "ko": "참나무 박물관"},
        waves=(2014, 2024),
        sources=(Source(key="report", title="Annual report", url="https://example.org/2014"),),
        evidence=(
            Evidence(id="oak-01", text="A team of four.", year=2013, source="report"),
            Evidence(id="oak-02", text="Visitors tag works.", year=2013, source="report"),
            Evidence(id="oak-03", text="An app.", year=2023, source="report"),
        ),
        ratings=(
            Rating(
                case="oak", coder="ann", item=BUDGET, wave=2014, value="no", evidence=("oak-01",)
            ),
        ),
    )
    write_case(case, tmp_path / "study" / "oak")
    return tmp_path / "study" / "oak"


@pytest.fixture
def case(folder: Path) -> Case:
    """The case, read."""
    return read_case(folder)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that moves on ten seconds whenever it is looked at."""
    times = _times()
    return lambda: next(times)


def _times() -> Iterator[datetime]:
    now = datetime(2026, 11, 22, 14, 0, 0)  # noqa: DTZ001  # local time, as people read it
    while True:
        now += timedelta(seconds=10)
        yield now


@pytest.fixture
def state(case: Case, smi: Framework, clock) -> FormState:
    """The state of kim's form for the quadrant."""
    return FormState(case, smi, "kim", now=clock)
