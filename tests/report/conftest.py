import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engagement_kit.report import StudyResult, run_study

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def samples() -> Path:
    """Folder of the studies that tests are made of."""
    return SAMPLES


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory) -> Iterator[None]:
    """Keep parsed files away from the cache of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENGAGEMENT_KIT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> StudyResult:
    """The small study, run once."""
    return run_study(SAMPLES / "small", tmp_path_factory.mktemp("small") / "out", progress=False)


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the small study that a test may change."""
    return Path(shutil.copytree(SAMPLES / "small", tmp_path / "study"))


@pytest.fixture
def no_pictures(monkeypatch) -> None:
    """Leave out the figures where a test is about something else; they take most of the time."""
    monkeypatch.setattr("engagement_kit.report.study.study_figures", lambda _: ())
