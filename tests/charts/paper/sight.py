"""How colours look to eyes of several kinds, and how far apart two of them are.

Distances are CIEDE2000: M. R. Luo, G. Cui, B. Rigg, "The development of the CIE 2000
colour-difference formula", Color Research and Application 26 (2001), 340-350. Missing cone types
are simulated after G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based
model for simulation of color vision deficiency", IEEE Transactions on Visualization and Computer
Graphics 15 (2009), 1291-1298: their matrices for severity 1.0, on linear RGB.
"""

from itertools import combinations

import numpy as np
from matplotlib.colors import to_rgb

from engagement_kit.charts.paper.sight import to_lab, to_linear

SIGHTS = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def seen(colour, sight):
    """A colour in CIELAB as it looks to an eye of a kind."""
    linear = SIGHTS[sight] @ np.array(to_linear(to_rgb(colour)))
    return to_lab(tuple(np.clip(linear, 0, 1)))


def nearest(colours, sight):
    """The two colours that an eye tells apart least, and how far apart they are."""
    return min(
        (distance(seen(a, sight), seen(b, sight)), a, b) for a, b in combinations(colours, 2)
    )


def distance(first, second):
    """CIEDE2000 between two colours in CIELAB."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25.0**7))
    c1, c2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    h1 = np.degrees(np.arctan2(b1, a1 * stretch)) % 360
    h2 = np.degrees(np.arctan2(b2, a2 * stretch)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    hue = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    chroma, light = (c1 + c2) / 2, (l1 + l2) / 2
    weight = 1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue)
    weight += 0.32 * _cos(3 * hue + 6) - 0.20 * _cos(4 * hue - 63)
    by_light = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    by_chroma, by_hue = 1 + 0.045 * chroma, 1 + 0.015 * chroma * weight
    bend = 60 * np.exp(-(((hue - 275) / 25) ** 2))
    cross = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(np.radians(bend))
    steps = (
        (l2 - l1) / by_light,
        (c2 - c1) / by_chroma,
        2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / by_hue,
    )
    return float(np.sqrt(sum(step**2 for step in steps) + cross * steps[1] * steps[2]))


def _cos(degrees):
    return np.cos(np.radians(degrees))
