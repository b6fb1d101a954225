"""Handing a result over to R."""

from __future__ import annotations

from pathlib import Path

from engagement_kit.errors import WrongKind

__all__ = ["to_r"]


def to_r(result: object, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write a result as data and an R script that reads it; gives the script."""
    own = getattr(result, "to_r", None)
    if own is None:
        raise WrongKind("A script for R", type(result).__name__, "a result")
    script: Path = own(path, overwrite=overwrite)
    return script
