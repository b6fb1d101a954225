"""A study to read sheets into, and short ways to write sheets."""

import shutil
from pathlib import Path

import pytest

from engagement_kit.cases import Cases, load_cases
from engagement_kit.errors import Faults
from engagement_kit.exchange import import_sheet
from engagement_kit.exchange.sheets.newstudy import STARTER
from engagement_kit.frameworks import Framework, load_frameworks


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study with the fictional example, alone."""
    folder = tmp_path / "study"
    shutil.copytree(STARTER / "case_studies", folder / "case_studies")
    return folder


@pytest.fixture(scope="session")
def frameworks() -> dict[str, Framework]:
    """The built-in frameworks, read once."""
    return load_frameworks()


@pytest.fixture(scope="session")
def library(repository: Path) -> Cases:
    """The case library, read once."""
    return load_cases(repository / "case_studies")


@pytest.fixture
def sheet(tmp_path: Path):
    """Write a text sheet; its path comes back."""

    def write(text: str, name: str = "ratings.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return write


@pytest.fixture
def faults_of(study: Path):
    """Codes, lines and columns of the faults of an import into the study."""

    def read(path: Path) -> list[tuple[str, int | None, str]]:
        with pytest.raises(Faults) as error:
            import_sheet(path, study)
        return [(fault.code, fault.line, fault.field) for fault in error.value.faults]

    return read


@pytest.fixture
def me(study: Path) -> Path:
    """The file of the example's coder."""
    return study / "case_studies" / "example" / "me.yaml"
