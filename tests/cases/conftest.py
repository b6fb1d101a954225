"""Frameworks, samples and small cases for the tests of this room."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engagement_kit.cases import Case, Cases, load_cases
from engagement_kit.frameworks import Framework, load_frameworks


@pytest.fixture(autouse=True)
def _cache_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from the cache of whoever runs them."""
    monkeypatch.setenv("ENGAGEMENT_KIT_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def frameworks() -> dict[str, Framework]:
    """The built-in frameworks."""
    return load_frameworks()


@pytest.fixture(scope="session")
def library(repository: Path, frameworks: dict[str, Framework]) -> Cases:
    """The fifty cases."""
    return load_cases(repository / "case_studies", frameworks=frameworks)


@pytest.fixture
def samples() -> Path:
    """Folder of the samples, each named after what is wrong in it."""
    return Path(__file__).parent / "samples"


@pytest.fixture
def make_case() -> Callable[..., Case]:
    """Makes a small sound case; named fields replace or add to its own."""

    def make(**fields: Any) -> Case:
        base = {
            "id": "house",
            "kind": "museum",
            "name": {"en": "The House", "ko": "집"},
            "waves": [2014, 2024],
            "sources": [{"key": "annual", "title": "Annual report", "url": "https://example.org"}],
            "evidence": [
                {"id": "e1", "text": "Money is set aside.", "year": 2013, "source": "annual"},
                {"id": "e2", "text": "A chat is opened.", "year": 2020, "source": "annual"},
            ],
            "ratings": [
                {"case": "house", "coder": "ann", "item": "smi.investment.budget", "wave": 2014,
                 "value": "yes", "evidence": ["e1"]},
            ],
        }  # fmt: skip
        return Case.model_validate({**base, **fields})

    return make
