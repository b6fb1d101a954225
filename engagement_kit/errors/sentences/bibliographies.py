"""What can be wrong in a bibliography, or in how one is asked for."""

from __future__ import annotations

__all__ = ["SENTENCES"]

# What is wrong, and what to do about it; {value}, {expected} and {other} come from the fault.
SENTENCES: dict[str, tuple[str, str]] = {}
