"""Whether a figure can be printed as it is: nothing cut off, nothing on top of a text, all legible.

Everything is measured in points of the figure at its final size, on what is really drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path

from engagement_kit.charts.press.witness import DrawnText, Extent, Witness, witness

__all__ = ["Misfit", "misfits"]

_MM = 25.4 / 72
# What nobody sees: rounding at the edge of the paper, and boxes that touch without their letters.
_EDGE, _MARK_EDGE = 0.3, 0.6
_ACROSS, _UP = 0.058, 0.097  # in sizes of the letters
_SIZE = 0.02


@dataclass(frozen=True)
class Misfit:
    """One thing in a figure that cannot be printed as it is.

    Attributes
    ----------
    kind : str
        "outside" (a text reaches beyond the figure), "cut" (a text or mark is cut off), "overlap"
        (two texts), "small" (a text), "high" or "wide" (the figure).
    what, other : str
        The text or the name of the marks; the other text.
    found, allowed : float or None
        Size of letters in points, or of the figure in millimetres.
    """

    kind: str
    what: str = ""
    other: str = ""
    found: float | None = None
    allowed: float | None = None

    def __str__(self) -> str:
        values = {"what": _shown(self.what), "other": _shown(self.other)}
        return _SENTENCES[self.kind].format(**values, found=self.found, allowed=self.allowed)


_SENTENCES = {
    "outside": "the text {what} reaches beyond the edge of the figure",
    "cut": "{what} is cut off at the edge",
    "overlap": "the texts {what} and {other} lie on one another",
    "small": "the text {what} has {found:.1f} points; the least is {allowed:.1f}",
    "high": "the figure is {found:.0f} mm high; the most is {allowed:.0f} mm",
    "wide": "the figure is {found:.0f} mm wide; the most is {allowed:.0f} mm",
}


def misfits(
    figure: Figure, least: float, *, width: float | None = None, height: float | None = None
) -> list[Misfit]:
    """What keeps a figure from being printed as it is; empty when it fits.

    Parameters
    ----------
    figure : Figure
        At its final size; nothing of it is changed.
    least : float
        Size in points that no text may be below.
    width, height : float, optional
        The most that the figure may be wide and high, in millimetres.
    """
    seen = witness(figure)
    texts = [text for text in seen.texts if _is_seen(text)]
    return [
        *_too_large(seen, width, height),
        *_cut_off(seen, texts),
        *(Misfit("small", t.words, "", t.size, least) for t in texts if t.size < least - _SIZE),
        *_overlaps(texts),
    ]


def _too_large(seen: Witness, width: float | None, height: float | None) -> Iterator[Misfit]:
    sides = (("wide", seen.width * _MM, width), ("high", seen.height * _MM, height))
    for kind, found, allowed in sides:
        if allowed is not None and found > allowed + _EDGE:
            yield Misfit(kind, found=found, allowed=allowed)


def _cut_off(seen: Witness, texts: list[DrawnText]) -> Iterator[Misfit]:
    """Texts beyond the paper or cut by their axes, and marks beyond the paper."""
    paper = (0.0, 0.0, seen.width, seen.height)
    for text in texts:
        if text.clip is not None and not _inside(text.extent, text.clip, _EDGE):
            yield Misfit("cut", text.words)
        elif not _inside(text.extent, paper, _EDGE):
            yield Misfit("outside", text.words)
    names = (name for name, box in seen.marks if not _inside(box, paper, _MARK_EDGE))
    for name in dict.fromkeys(names):
        yield Misfit("cut", name)


def _overlaps(texts: list[DrawnText]) -> Iterator[Misfit]:
    """Pairs of texts whose ink boxes lie on one another, from left to right."""
    if not texts:
        return
    boxes, sizes = np.array([text.extent for text in texts]), np.array([t.size for t in texts])
    order = np.argsort(boxes[:, 0], kind="stable")
    left, bottom, right, top = boxes[order].T
    sizes = sizes[order]
    ends = np.searchsorted(left, right)
    for place in range(len(order)):
        rest = slice(place + 1, ends[place])
        wide = np.minimum(right[place], right[rest]) - left[rest]
        high = np.minimum(top[place], top[rest]) - np.maximum(bottom[place], bottom[rest])
        size = np.minimum(sizes[place], sizes[rest])
        for hit in np.flatnonzero((wide > _ACROSS * size) & (high > _UP * size)):
            one, other = texts[order[place]], texts[order[place + 1 + hit]]
            if _collide(one, other):
                yield Misfit("overlap", one.words, other.words)


def _collide(one: DrawnText, other: DrawnText) -> bool:
    """Whether two texts whose upright boxes overlap really do: slanted ones may pass each other."""
    if one.words == other.words and np.allclose(one.corners, other.corners):
        return False  # drawn twice on purpose, such as a halo
    if not (_is_slanted(one) or _is_slanted(other)):
        return True
    return bool(Path(one.corners).intersects_path(Path(other.corners), filled=True))


def _is_slanted(text: DrawnText) -> bool:
    across, up = np.abs(text.corners[1] - text.corners[0])
    return bool(min(across, up) > 1e-3)


def _is_seen(text: DrawnText) -> bool:
    """Whether any of a text is seen within its axes."""
    if text.clip is None:
        return True
    left, bottom, right, top = text.extent
    return bool(
        left < text.clip[2]
        and right > text.clip[0]
        and bottom < text.clip[3]
        and top > text.clip[1]
    )


def _inside(box: Extent, frame: Extent, slack: float) -> bool:
    low = box[0] >= frame[0] - slack and box[1] >= frame[1] - slack
    return low and box[2] <= frame[2] + slack and box[3] <= frame[3] + slack


def _shown(words: str) -> str:
    """A text in quotes, without what would disguise it, and no longer than a line."""
    plain = "".join(c if c.isprintable() else " " for c in words).strip()
    return repr(plain if len(plain) <= 60 else plain[:59] + "…")
