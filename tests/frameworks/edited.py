"""Copies of sound frameworks with one thing changed."""

import shutil
from pathlib import Path

from engagement_kit.errors import Fault
from engagement_kit.frameworks import check_frameworks
from engagement_kit.frameworks.loader import LIBRARY

__all__ = ["MINI", "faults_after", "library_folder"]

MINI = Path(__file__).parent / "samples" / "faulty" / "nothing_wrong"


def library_folder(framework: str) -> Path:
    """Folder of a built-in framework."""
    return LIBRARY / framework


def faults_after(
    original: Path, folder: Path, old: str, new: str, *, file: str = "framework.yaml"
) -> tuple[Fault, ...]:
    """Faults of a copy of a framework in which one text is replaced, once."""
    copy = folder / "copy"
    shutil.copytree(original, copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert text.count(old), old
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return check_frameworks(copy)
