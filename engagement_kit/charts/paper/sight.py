"""How light a colour looks, and the grey that looks as light: what a print in greys leaves of it.

CIELAB for sRGB as IEC 61966-2-1 defines it, with its white point D65.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.colors import to_hex, to_rgb

__all__ = ["grey", "greyed", "lightness", "to_lab", "to_linear"]

Triple = tuple[float, float, float]
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)
_BEND = 6 / 29  # below its cube the cube root of CIELAB goes on as a straight line


def lightness(colour: str) -> float:
    """L* of CIELAB: 0 is black, 100 white, and equal steps look equal."""
    return to_lab(to_linear(to_rgb(colour)))[0]


def grey(light: float) -> str:
    """The grey of this lightness (L*, 0 to 100)."""
    root = (light + 16) / 116
    linear = root**3 if root > _BEND else 3 * _BEND**2 * (root - 4 / 29)
    value = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    level = min(max(value, 0.0), 1.0)
    return to_hex((level, level, level))


def greyed(colour: str) -> str:
    """The grey that looks as light as a colour."""
    return grey(lightness(colour))


def to_linear(values: Sequence[float]) -> Triple:
    """Red, green and blue as amounts of light."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values
    )
    return red, green, blue


def to_lab(linear: Triple) -> Triple:
    """CIELAB of a colour given as amounts of light."""
    x, y, z = (
        _root(sum(part * light for part, light in zip(row, linear, strict=True)) / white)
        for row, white in zip(_TO_XYZ, _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    cubed: float = value ** (1 / 3) if value > _BEND**3 else value / (3 * _BEND**2) + 4 / 29
    return cubed
