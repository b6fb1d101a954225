"""Several small sums in one: an engine adds up one whole number where it would add up eight.

A number is written in mixed digits, one digit a sum, each with room for as much as the items of an
axis can come to. As long as no item counts twice, no digit runs over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

__all__ = ["ROOM", "Packing"]

Integers = npt.NDArray[np.int64]
ROOM = 2**40  # what the digits may take of 63 bits: the rest is for counting rows


@dataclass(frozen=True)
class Packing:
    """Digits, the lowest first; each holds numbers below its size."""

    sizes: tuple[int, ...]

    @property
    def end(self) -> int:
        """One more than the largest number that the digits can write."""
        return prod(self.sizes)

    @property
    def fits(self) -> bool:
        """Whether there is room left to count rows."""
        return self.end <= ROOM

    def unit(self, digit: int) -> int:
        """What one in a digit counts."""
        return prod(self.sizes[:digit])

    def digits(self, numbers: Integers) -> list[Integers]:
        """The digits of numbers, and what lies above the last."""
        found = []
        for size in self.sizes:
            numbers, digit = np.divmod(numbers, size)
            found.append(digit)
        return [*found, numbers]

    def packed(self, digits: Sequence[Integers]) -> Integers:
        """Numbers that have these digits, the lowest first."""
        found = np.zeros(len(digits[0]), dtype="int64")
        for place, digit in enumerate(digits):
            found += digit * self.unit(place)
        return found
