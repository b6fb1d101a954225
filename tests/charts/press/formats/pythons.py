"""Other Pythons of this machine, each with the libraries of the lock that drawing needs."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

VERSIONS = ("3.11", "3.12", "3.13")
NEEDED = (
    *("koreanize-matplotlib", "matplotlib", "pandas", "pikepdf", "pillow", "pydantic", "pyyaml"),
    # Drawing cleans text as tables do, and tables know spreadsheets.
    *("python-calamine", "xlsxwriter"),
)
PATIENCE = 240  # seconds for fetching and installing, once a machine
ASK = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2], sys.executable)"


def pythons():
    """One interpreter for each minor version that is found: {"3.12": path}."""
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = {own: sys.executable}
    for candidate in candidates():
        asked = subprocess.run([candidate, "-c", ASK], capture_output=True, text=True, check=False)
        version, _, path = asked.stdout.strip().partition(" ")
        if asked.returncode == 0 and version in VERSIONS:
            found.setdefault(version, path)
    return dict(sorted(found.items()))


def candidates():
    """Paths at which an interpreter may be: on the search path and where pyenv keeps them."""
    names = [f"python{version}" for version in VERSIONS]
    yield from filter(None, map(shutil.which, names))
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    for version in VERSIONS:
        yield from sorted(map(str, pyenv.glob(f"{version}.*/bin/python{version}")))


def pins(lock):
    """The part of the lock that drawing needs, hashes included."""
    blocks = re.split(r"\n(?=[a-z0-9])", lock.strip(), flags=re.IGNORECASE)
    names = needed()
    chosen = [one for one in blocks if canonicalize_name(re.match(r"[\w.-]+", one)[0]) in names]
    return "\n".join(chosen) + "\n"


def needed():
    """Names of the libraries that drawing needs, and of those that they need."""
    waiting, found = list(NEEDED), set()
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found.add(name)
            wanted = (Requirement(one) for one in metadata.requires(name) or [])
            waiting += [one.name for one in wanted if "extra" not in str(one.marker)]
    return found


def environment(python, version, lock, folder):
    """Path of a Python with the libraries, made if it is not there; None if that fails.

    Installing fails where nothing can be fetched; what came out of it is not left half done.
    """
    text = pins(lock)
    home = folder / f"{version}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    ready, inside = home / "ready", home / "bin" / "python"
    if not ready.exists():
        shutil.rmtree(home, ignore_errors=True)
        home.parent.mkdir(parents=True, exist_ok=True)
        wanted = home.with_suffix(".txt")
        wanted.write_text(text, encoding="utf-8")
        for command in commands(python, home, inside, wanted):
            try:
                subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
            except (OSError, subprocess.SubprocessError):
                shutil.rmtree(home, ignore_errors=True)
                return None
        ready.touch()
    return str(inside)


def commands(python, home, inside, wanted):
    """What makes an environment; uv takes seconds where pip takes a minute."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    options = ["--require-hashes", "-r", str(wanted)]
    if uv:
        yield [python, "-m", "venv", "--without-pip", str(home)]
        yield [uv, "pip", "install", "--quiet", "--python", str(inside), *options]
    else:
        yield [python, "-m", "venv", str(home)]
        quiet = ["-qq", "--disable-pip-version-check", "--no-deps"]
        yield [str(inside), "-m", "pip", "install", *quiet, *options]
