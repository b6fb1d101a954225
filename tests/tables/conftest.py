"""The library, small cases, and names that no format may stumble over."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engagement_kit.cases import Case, Cases, Evidence, Rating, Source, load_cases
from engagement_kit.frameworks import Framework, load_framework

HOSTILE = '50 % of $x_1 \\cup {y}$ & <b>#1</b> ~ ^ \u202eevil\u202c\x07 *[2] -- `a\' "q"'


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


def named(number: int, name: str, answers: dict[str, str], **more: object) -> Case:
    """A case with two sources, three facts and one coder's answers, all resting on all facts."""
    case_id = f"case-{number:04}"
    ids = ("e1", "e2", "e3")
    facts = (
        Evidence(id="e1", text=f"The first fact of {name}", year=2019, source="s1"),
        Evidence(id="e2", text="A second fact", as_of="2018-05", source="s2", polarity="against"),
        Evidence(id="e3", text="A third fact", source="s1"),
    )
    web = Source(key="s1", title="A page", author=name, url="https://example.org/a", date="2019")
    kept = Source(key="s2", title="An archive", url="javascript:alert(1)", accessed="2020-01-31")
    rest = {"case": case_id, "coder": "a", "wave": 2020, "evidence": ids}
    ratings = tuple(Rating(item=item, value=value, **rest) for item, value in answers.items())
    fields = {"kind": "museum", "name": {"en": name}, "country": "Korea", **more}
    return Case(
        id=case_id, waves=(2020,), sources=(web, kept), evidence=facts, ratings=ratings, **fields
    )


@pytest.fixture(scope="session")
def make_case() -> Callable[..., Case]:
    """``make_case(number, name, answers)``."""
    return named


@pytest.fixture(scope="session")
def hostile(smi: Framework) -> Cases:
    """Three cases whose names and facts hold whatever some format takes for a command."""
    answers = {item.id: "yes" for item in smi.items}
    names = (HOSTILE, "가나다 " * 75, "متحف الفن (2020)")
    return Cases(tuple(named(n, name, answers) for n, name in enumerate(names)))
