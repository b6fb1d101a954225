"""Damage to files, thousands of times over, from a seed: what readers are held against.

A reader may take what it is given or raise our own error with a sentence; nothing else may come
out of it, and nothing may be left behind. How often each reader is tried is ``ROUNDS``, or what the
variable ``ENGAGEMENT_KIT_FUZZ`` says (a number of inputs for each reader).
"""

import os
import random
from collections.abc import Callable, Iterator

from engagement_kit.errors import EngagementKitError

__all__ = ["ROUNDS", "damaged", "hold"]

ROUNDS = int(os.environ.get("ENGAGEMENT_KIT_FUZZ", "8000"))

# What breaks readers of text: marks of the formats, characters nobody sees, numbers that overflow.
_TEXTS = (
    *"\x00\t\r\n\"',;:=+-@#&<>{}[]()\\/|%$~^*!?",
    "\ufeff", "\u2028", "\u202e", "\u200b", "\ud7ff", "여기", "مرحبا", "😀",
    "=1+1", "@SUM(A1)", "-2+3", "'", "''", "]]>", "<!DOCTYPE x>", "&x;", "&#0;", "<!--",
    "NaN", "inf", "-0", "1e309", "9" * 400, "null", "true", "no", "..", "../x", "C:\\x",
    "\\input{x}", "@string{a = b}", "a" * 5_000, "[" * 300, "{" * 300, "- " * 300,
)  # fmt: skip
_NO_TEXTS = (b"\xff", b"\xfe\xff", b"\xed\xa0\x80", b"\xc3", b"\x80" * 9)
_PIECES = (*(text.encode() for text in _TEXTS), *_NO_TEXTS)


def damaged(samples: list[bytes], rounds: int = ROUNDS, seed: int = 0) -> Iterator[bytes]:
    """Samples with bytes changed, cut, doubled, swapped or put in, a few at a time."""
    rng = random.Random(seed)  # noqa: S311 - damage, no secrets
    for _ in range(rounds):
        data = bytearray(rng.choice(samples))
        for _ in range(rng.choice((1, 1, 2, 3, 8))):
            _damage(data, rng, samples)
        yield bytes(data)


def _damage(data: bytearray, rng: random.Random, samples: list[bytes]) -> None:
    at = rng.randrange(len(data) + 1)
    end = min(len(data), at + int(rng.expovariate(1 / 20)))
    other = rng.choice(samples)
    start = rng.randrange(len(other) + 1)
    match rng.randrange(7):
        case 0:
            data[at:end] = b""
        case 1:
            data[at:at] = rng.choice(_PIECES)
        case 2:
            data[at:end] = rng.choice(_PIECES)
        case 3:
            data[at:at] = data[at:end] * rng.choice((1, 2, 50))
        case 4:
            data[at:at] = other[start : start + 200]
        case 5:
            del data[at:]
        case 6 if at < len(data):
            data[at] = rng.randrange(256)


def hold(read: Callable[[bytes], object], inputs: Iterator[bytes]) -> dict[str, int]:
    """How many inputs a reader took and refused.

    Raises
    ------
    AssertionError
        Something else than one of our errors with a sentence came out; it carries the input.
    """
    counts = {"taken": 0, "refused": 0}
    for data in inputs:
        try:
            read(data)
        except EngagementKitError as error:
            counts["refused"] += 1
            if not str(error):
                raise AssertionError(f"no sentence; input {data!r}") from error
        except Exception as error:
            raise AssertionError(f"{type(error).__name__}: {error}; input {data!r}") from error
        else:
            counts["taken"] += 1
    return counts
