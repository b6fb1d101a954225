"""What a caller may give as a number; a truth value is none."""

from __future__ import annotations

import math
from numbers import Integral, Real
from typing import TypeGuard

__all__ = ["is_number", "is_whole"]


def is_number(value: object) -> TypeGuard[float]:
    """Whether it is one number, Python's or numpy's: no truth value, text, missing or infinite."""
    is_real = isinstance(value, Real) and not isinstance(value, bool)
    return is_real and math.isfinite(value)  # type: ignore[arg-type]  # is_real says that it is one


def is_whole(value: object, least: int) -> TypeGuard[int]:
    """Whether it is a whole number, Python's or numpy's, of at least this."""
    return not isinstance(value, bool) and isinstance(value, Integral) and int(value) >= least
