"""Two cases with every kind of missing, and R to look at what is written."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from engagement_kit.cases import Case, Cases, Evidence, Rating, Source

TEAM, HOURS, BRIEFING, TIME, BUDGET = (
    f"smi.investment.{name}" for name in ("team", "hours", "briefing", "time", "budget")
)
ANSWERS = {
    TEAM: ("yes", None),
    HOURS: (None, "unknown"),
    BRIEFING: (None, "not_asked"),
    TIME: (None, "not_applicable"),
    BUDGET: (None, "confidential"),
}


def make_case(case_id: str, name: str, coder: str, answers: dict) -> Case:
    """A case in one wave with the answers of one coder, each with its evidence."""
    source = Source(key="report", title="Report", url="a shelf in the house")
    fact = Evidence(id=f"{case_id}-01", text="A fact.", year=2023, source="report")
    ratings = tuple(
        Rating(
            case=case_id,
            coder=coder,
            item=item,
            wave=2024,
            value=value,
            missing=missing,
            evidence=(fact.id,) if value else (),
        )
        for item, (value, missing) in answers.items()
    )
    return Case(
        id=case_id,
        kind="museum",
        name={"en": name},
        country="Korea",
        waves=(2024,),
        sources=(source,),
        evidence=(fact,),
        ratings=ratings,
    )


@pytest.fixture
def cases() -> Cases:
    """One case with all kinds of missing, one with two answers and an Arabic name."""
    house = make_case("house", "=House", "ann", ANSWERS)
    hall = make_case("hall", "القاعة", "ben", {TEAM: ("no", None), HOURS: ("partly", None)})
    return Cases((house, hall))


@pytest.fixture
def in_r():
    """Run lines of R in a folder; what they write with ``told()`` comes back."""
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed: nothing was looked at by it")

    def run(folder: Path, lines: str) -> object:
        head = (
            'suppressPackageStartupMessages(library(jsonlite))\ntold <- function(x) cat("\\n@@", '
        )
        head += 'toJSON(x, auto_unbox = TRUE, na = "null", digits = NA), sep = "")\n'
        (folder / "look.R").write_text(head + lines, encoding="utf-8")
        command = ["Rscript", "--vanilla", "look.R"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.rpartition("@@")[2])

    return run
