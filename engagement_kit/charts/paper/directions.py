"""What rises, falls, stays or stands alone: a stroke, a colour and a shape for each."""

from __future__ import annotations

from engagement_kit.charts.paper.sheet import Look
from engagement_kit.charts.paper.theme import Theme

__all__ = ["DIRECTIONS", "FALL", "POINT", "RISE", "SAME", "direction_look", "shape_look"]

RISE, FALL, SAME, POINT = DIRECTIONS = ("rise", "fall", "same", "point")


def direction_look(theme: Theme, direction: str) -> Look:
    """Stroke and colour of the lines of a direction."""
    strong = theme.line * 2
    return {
        RISE: {"colors": theme.ink, "linewidths": strong, "linestyles": "solid"},
        FALL: {"colors": theme.palette[6], "linewidths": strong, "linestyles": (0, (1, 1.1))},
        SAME: {"colors": theme.grey, "linewidths": theme.line, "linestyles": (0, (8, 2, 1, 2))},
        POINT: {"colors": theme.grey, "linewidths": theme.line, "linestyles": "solid"},
    }[direction]


def shape_look(theme: Theme, direction: str) -> Look:
    """Shape and colour of a direction, beside names and in the key."""
    shape = {RISE: "^", FALL: "v", SAME: "_", POINT: "."}[direction]
    colour = direction_look(theme, direction)["colors"]
    return {"marker": shape, "color": colour, "markersize": theme.marker * 0.8}
