"""What a figure really draws, and where: seen by a renderer that draws nothing and takes notes.

Asking artists for their places would miss what they do when they are drawn (ticks that are left
out, texts that are broken into lines, marks that are cut off). A renderer sees exactly what would
reach the paper, in points, and boxes of texts are those of their ink.
"""

# Names and order of arguments are matplotlib's.
# ruff: noqa: ARG002, FBT002, N803, PLR0917

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

__all__ = ["DrawnText", "Extent", "Witness", "witness"]

Floats = npt.NDArray[np.float64]
Extent = tuple[float, float, float, float]  # left, bottom, right, top
_POINTS = 72.0
_NOTHING: Extent = (np.inf, np.inf, -np.inf, -np.inf)


@dataclass(frozen=True)
class DrawnText:
    """One line of text on the paper.

    Attributes
    ----------
    words : str
    size : float
        Of the letters, in points.
    corners : array
        The four corners of the box around the ink, in points from the figure's lower left corner.
    clip : Extent or None
        What lies outside of it is cut off.
    """

    words: str
    size: float
    corners: Floats
    clip: Extent | None

    @property
    def extent(self) -> Extent:
        """The upright box around the ink."""
        return _hull(self.corners)


@dataclass(frozen=True)
class Witness:
    """What was drawn: every line of text, and each set of marks with the box around it."""

    width: float
    height: float
    texts: tuple[DrawnText, ...]
    marks: tuple[tuple[str, Extent], ...]


def witness(figure: Figure) -> Witness:
    """What a figure draws, in points; the figure stays as it was."""
    resolution = figure.dpi
    try:
        figure.dpi = _POINTS
        seen = _Notes(float(figure.bbox.width), float(figure.bbox.height))
        figure.draw(seen)
    finally:
        figure.dpi = resolution
    return Witness(seen.width, seen.height, tuple(seen.texts), tuple(seen.marks))


class _Notes(RendererBase):
    """A renderer that notes what it is asked to draw; the signatures are matplotlib's."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.texts: list[DrawnText] = []
        self.marks: list[tuple[str, Extent]] = []
        self._groups = ["figure"]

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Size in dots, which are points here."""
        return self.width, self.height

    def flipy(self) -> bool:
        """Whether places of text count from the top."""
        return False

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Remember whose marks come now."""
        self._groups.append(gid or s)

    def close_group(self, s: str) -> None:
        """Forget it again."""
        self._groups.pop()

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        if gc.get_rgb()[3] == 0 or not s.strip():
            return
        wide, high, below = self.get_text_width_height_descent(s, prop, ismath)
        box = np.array([(0, -below), (wide, -below), (wide, high - below), (0, high - below)])
        corners = Affine2D().rotate_deg(angle).translate(x, y).transform(box)
        self.texts.append(DrawnText(s, prop.get_size_in_points(), corners, _clip(gc)))

    def draw_tex(self, gc: Any, x: float, y: float, s: str, *more: Any, **rest: Any) -> None:
        """Nothing is known of text that TeX sets."""

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None
    ) -> None:
        if rgbFace is not None or gc.get_linewidth() > 0:
            self._note(_hull(_places(path, transform)), gc, gc.get_linewidth())

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: Any = None,
    ) -> None:
        one, at = _hull(_places(marker_path, marker_trans)), _hull(_places(path, trans))
        around = tuple(a + b for a, b in zip(one, at, strict=True))
        self._note(around, gc, gc.get_linewidth())  # type: ignore[arg-type]

    def draw_path_collection(
        self,
        gc: GraphicsContextBase,
        master_transform: Transform,
        paths: Sequence[Path],
        all_transforms: Any,
        offsets: Any,
        offset_trans: Transform,
        facecolors: Any,
        edgecolors: Any,
        linewidths: Any,
        *more: Any,
        **rest: Any,
    ) -> None:
        boxes = _boxes(paths, all_transforms, master_transform)
        if not len(boxes):
            return
        at = offset_trans.transform(np.asarray(offsets, dtype=float).reshape(-1, 2))
        if len(at):
            count = np.arange(max(len(boxes), len(at)))
            boxes = boxes[count % len(boxes)] + np.tile(at[count % len(at)], 2)
        line = float(np.max(linewidths)) if len(edgecolors) and len(linewidths) else 0.0
        self._note(_hull(boxes.reshape(-1, 2)), gc, line)

    def draw_image(
        self, gc: GraphicsContextBase, x: float, y: float, im: Any, transform: Any = None
    ) -> None:
        high, wide = np.shape(im)[:2]
        box = np.array([(0, 0), (wide, high)], dtype=float)
        moved = box + np.array([x, y]) if transform is None else transform.transform(box)
        self._note(_hull(moved), gc, 0.0)

    def draw_gouraud_triangles(
        self,
        gc: GraphicsContextBase,
        triangles_array: Any,
        colors_array: Any,
        transform: Transform,
    ) -> None:
        self._note(_hull(transform.transform(np.reshape(triangles_array, (-1, 2)))), gc, 0.0)

    def _note(self, box: Extent, gc: GraphicsContextBase, line: float) -> None:
        """Keep the box around marks with their outline, as far as it is not cut off."""
        if not np.isfinite(box).all():
            return
        half = line / 2
        box = (box[0] - half, box[1] - half, box[2] + half, box[3] + half)
        shown = _within(box, _clip(gc))
        if shown is not None:
            name = next((name for name in reversed(self._groups) if ":" in name), self._groups[-1])
            self.marks.append((name, shown))


def _places(path: Path, transform: Transform) -> Floats:
    """Places of a path on the paper; what only closes it says nothing."""
    vertices = np.asarray(path.vertices, dtype=float)
    if path.codes is not None:
        vertices = vertices[path.codes != Path.CLOSEPOLY]
    found: Floats = transform.transform(vertices)
    return found


def _boxes(paths: Sequence[Path], transforms: Any, master: Transform) -> Floats:
    """Box of each path of a collection, one row each."""
    if not len(paths):
        return np.empty((0, 4))
    if len(transforms) > 1:
        count = range(max(len(paths), len(transforms)))
        own = (Affine2D(transforms[i % len(transforms)]) + master for i in count)
        return np.array([_hull(_places(paths[i % len(paths)], one)) for i, one in enumerate(own)])
    moved = (Affine2D(transforms[0]) + master) if len(transforms) else master
    return np.array([_hull(_places(path, moved)) for path in paths])


def _hull(places: Floats) -> Extent:
    """The upright box around places; those that are no numbers are passed over."""
    sound = places[np.isfinite(places).all(axis=1)]
    if not len(sound):
        return _NOTHING
    (left, bottom), (right, top) = sound.min(axis=0), sound.max(axis=0)
    return float(left), float(bottom), float(right), float(top)


def _clip(gc: GraphicsContextBase) -> Extent | None:
    """What marks are cut off at, if they are."""
    box = gc.get_clip_rectangle()
    return None if box is None else tuple(map(float, box.extents))  # type: ignore[return-value]


def _within(box: Extent, clip: Extent | None) -> Extent | None:
    """The part of a box that is seen; None if there is none."""
    if clip is None:
        return box
    left, bottom = max(box[0], clip[0]), max(box[1], clip[1])
    right, top = min(box[2], clip[2]), min(box[3], clip[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None
