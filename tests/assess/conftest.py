"""The library, and small cases whose answers a test writes down."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engagement_kit.cases import Cases, load_cases
from engagement_kit.frameworks import Framework, load_framework
from tests.assess.small_cases import rated

OWN = Path(__file__).parents[1] / "frameworks" / "samples" / "own"


@pytest.fixture(scope="session")
def library(repository: Path) -> Cases:
    """The fifty cases of the repository."""
    return load_cases(repository / "case_studies")


@pytest.fixture(scope="session")
def smi() -> Framework:
    """The Social Maturity Index."""
    return load_framework("smi")


@pytest.fixture(scope="session")
def maturity() -> Framework:
    """The maturity model."""
    return load_framework("maturity")


@pytest.fixture(scope="session")
def digital_maturity() -> Framework:
    """Another 2x2, of a person's own."""
    return load_framework(OWN / "digital_maturity")


@pytest.fixture
def make_cases() -> Callable[..., Cases]:
    """Cases from ``id={coder: {item: value}}``."""
    return lambda **cases: Cases(tuple(rated(case_id, given) for case_id, given in cases.items()))
