import json
import subprocess
import sys

HEAVY = {
    "anywidget",
    "docx",
    "ipywidgets",
    "matplotlib",
    "numpy",
    "pandas",
    "pydantic",
    "python_calamine",
    "seaborn",
    "xlsxwriter",
    "yaml",
}


def modules_after(statement):
    """Names of all top-level modules that a fresh interpreter holds after one statement."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(run.stdout)}


def test_importing_the_package_is_light():
    """`import engagement_kit` brings in no library that takes long to load."""
    assert modules_after("import engagement_kit") & HEAVY == set()


def test_listing_the_names_is_light():
    """Completing a name in a notebook costs nothing either: `dir` imports no room."""
    assert modules_after("import engagement_kit; dir(engagement_kit)") & HEAVY == set()


def test_reading_frameworks_needs_no_tables():
    """Frameworks load without pandas, numpy or any drawing library."""
    loaded = modules_after("import engagement_kit; engagement_kit.load_framework('smi')")
    assert "yaml" in loaded, "the probe sees what is loaded"
    assert loaded & {"pandas", "numpy", "matplotlib", "seaborn"} == set()


def test_wrong_use_of_the_command_is_light():
    """`engagement-kit --help` answers at once: it loads no table and no chart."""
    statement = (
        "import contextlib, io\nfrom engagement_kit.cli import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        "    main(['--help'])"
    )
    assert modules_after(statement) & {"pandas", "numpy", "matplotlib", "seaborn"} == set()
