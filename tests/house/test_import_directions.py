import subprocess
import sysconfig
from pathlib import Path

import pytest

LINTER = str(Path(sysconfig.get_path("scripts"), "lint-imports"))
CHARTS = (
    "agreement",
    "canvas",
    "capabilities",
    "density",
    "difference",
    "dumbbell",
    "evidence",
    "gap",
    "items",
    "matrix",
    "necessity",
    "profile",
    "quadrant",
    "radar",
    "slope",
    "solution",
    "specification",
    "staircase",
    "transition",
    "truth_table",
    "xy",
)
ROOMS = (
    "frameworks",
    "cases",
    "assess",
    "compare",
    "exchange",
    "tables",
    "charts",
    "report",
    "widgets",
)

BREACHES = {
    "a room looks up": ("cases/__init__.py", "import engagement_kit.charts", "layers"),
    "a room without a place": ("archive/__init__.py", "", "layers"),
    "frameworks with tables": ("frameworks/loader.py", "import pandas", "records-without-tables"),
    "cases with tables, late": ("cases/a.py", "def f():\n    import pandas", "records-without"),
    "numbers with pictures": (
        "assess/a.py",
        "import matplotlib.pyplot",
        "numbers-without-pictures",
    ),
    "statistics with pictures": ("compare/a.py", "import seaborn", "numbers-without-pictures"),
    "statistics in exchange": ("exchange/a.py", "import engagement_kit.compare", "layers"),
    "exchange with pictures": ("exchange/a.py", "import seaborn", "numbers-without-pictures"),
    "a chart in a chart": (
        "charts/canvas/draw.py",
        "import engagement_kit.charts.profile",
        "charts-apart",
    ),
    "a browser in a state": ("widgets/state.py", "import anywidget", "state-without-browser"),
    "a font by import": ("charts/fonts.py", "import koreanize_matplotlib", "fonts-only"),
}


def lint(folder):
    """Result of the linter in a folder with a package and a pyproject.toml."""
    command = [LINTER, "--no-cache", "--show-timings"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def small_house(tmp_path, repository):
    """A package with the same rooms, the same rules and nothing in it."""
    files = ["__init__", "errors", "strict_yaml", "schema_faults", "words", "markup", "r_text"]
    files += ["command_words", "cli"]
    files += [f"{room}/__init__" for room in ROOMS] + [
        f"charts/{chart}/__init__" for chart in CHARTS
    ]
    files.append("widgets/state")
    for name in files:
        path = tmp_path / "engagement_kit" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    rules = (repository / "pyproject.toml").read_bytes()
    (tmp_path / "pyproject.toml").write_bytes(rules)
    return tmp_path


def test_rooms_import_in_one_direction_only(repository):
    """Every import in the package goes the way in which research happens."""
    result = lint(repository)
    assert result.returncode == 0, result.stdout + result.stderr


def test_an_empty_house_keeps_every_rule(small_house):
    """The small house stands, so that what fails in the next test fails for its own reason."""
    result = lint(small_house)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("breach", BREACHES)
def test_each_breach_is_found(small_house, repository, breach):
    """An import against a rule is reported under the name of that rule."""
    file, line, rule = BREACHES[breach]
    path = small_house / "engagement_kit" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(line + "\n", encoding="utf-8")
    result = lint(small_house)
    assert result.returncode == 1
    broken = [row for row in result.stdout.splitlines() if "BROKEN" in row]
    assert len(broken) == 1
    assert broken[0].startswith(name_of(rule, repository))


def name_of(rule, repository):
    """Title of the contract whose id begins with `rule`."""
    import tomllib

    settings = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(c["name"] for c in contracts if c["id"].startswith(rule))
