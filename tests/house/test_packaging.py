import re
import subprocess
import sys
import tomllib
import zipfile

import pytest
import yaml


@pytest.fixture(scope="module")
def project(repository):
    """The `project` table of pyproject.toml."""
    settings = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["project"]


@pytest.fixture(scope="module")
def wheel(repository, tmp_path_factory):
    """The wheel, built from the working tree without fetching anything."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    run = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_the_whole_package(wheel, repository):
    """Every file of the package is in the wheel: code, frameworks, styles, browser code, marker."""
    package = repository / "engagement_kit"
    on_disk = {
        path.relative_to(repository).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == on_disk
    assert "engagement_kit/py.typed" in packed
    assert "engagement_kit/frameworks/library/smi/framework.yaml" in packed


def test_the_wheel_carries_its_licences(wheel):
    """Licence and notice travel with the package, and so does the notice of each framework."""
    names = zipfile.ZipFile(wheel).namelist()
    licences = {name.rpartition("/")[2] for name in names if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE.md"}
    library = "engagement_kit/frameworks/library/"
    frameworks = {name.split("/")[3] for name in names if name.startswith(library)}
    noticed = {n.split("/")[3] for n in names if n.startswith(library) and n.endswith("/NOTICE.md")}
    assert noticed == frameworks - {"__init__.py", "scales.yaml"}


def test_the_wheel_works_without_the_working_tree(wheel, tmp_path):
    """Unpacked somewhere else, the package finds its frameworks."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        "import engagement_kit as kit; print(kit.__file__);"
        "print(*(kit.load_framework(name).id for name in kit.list_frameworks()))"
    )
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    place, frameworks = run.stdout.splitlines()
    assert place.startswith(str(tmp_path))
    assert frameworks.split() == ["capability", "dcfts", "def", "guide", "maturity", "smi"]


def test_one_version_everywhere(project, repository):
    """The package, its metadata and its citation name the same version."""
    import engagement_kit

    citation = yaml.safe_load((repository / "CITATION.cff").read_text(encoding="utf-8"))
    assert engagement_kit.__version__ == project["version"] == citation["version"]
    assert project["license"] == citation["license"]


def test_the_changelog_follows_its_form(repository):
    """The changelog opens with what is not yet released and uses the agreed headings only."""
    text = (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.findall(r"^## \[(.+?)\]", text, flags=re.MULTILINE)
    assert releases[0] == "Unreleased"
    headings = set(re.findall(r"^### (.+)$", text, flags=re.MULTILINE))
    assert headings <= {
        "Added",
        "Changed",
        "Deprecated",
        "Fixed",
        "Frameworks",
        "Removed",
        "Security",
    }
