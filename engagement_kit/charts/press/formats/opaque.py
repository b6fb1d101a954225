"""Drawing without transparency, for formats that have none: each colour is mixed with white first.

What lies behind something translucent is then hidden instead of shining through; without the mixing
it would be hidden by a much darker colour.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase

__all__ = ["OpaqueRenderer"]


class OpaqueRenderer:
    """Hands everything on to another renderer, colours made opaque."""

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._renderer, name)

    def draw_path(self, gc: GraphicsContextBase, *args: Any, **more: Any) -> None:
        """Draw a path; its fill comes last."""
        self._renderer.draw_path(self._line(gc), *_last_mixed(args, 3), **_face_mixed(more))

    def draw_markers(self, gc: GraphicsContextBase, *args: Any, **more: Any) -> None:
        """Draw markers; their fill comes last."""
        self._renderer.draw_markers(self._line(gc), *_last_mixed(args, 5), **_face_mixed(more))

    def draw_path_collection(self, gc: GraphicsContextBase, *args: Any, **more: Any) -> None:
        """Draw many paths; their fills and lines are the sixth and seventh argument."""
        before, (fills, lines), after = args[:5], args[5:7], args[7:]
        if len(more.get("hatchcolors", ())):
            more["hatchcolors"] = _mixed(more["hatchcolors"])
        self._renderer.draw_path_collection(
            self._line(gc), *before, _mixed(fills), _mixed(lines), *after, **more
        )

    def draw_quad_mesh(self, gc: GraphicsContextBase, *args: Any) -> None:
        """Draw a mesh; its fills and lines are the seventh and ninth argument."""
        before, fills, smooth, lines = args[:6], args[6], args[7], args[8]
        self._renderer.draw_quad_mesh(self._line(gc), *before, _mixed(fills), smooth, _mixed(lines))

    def draw_gouraud_triangles(
        self, gc: GraphicsContextBase, points: Any, colors: Any, trans: Any
    ) -> None:
        """Draw triangles with colours that flow into each other."""
        self._renderer.draw_gouraud_triangles(self._line(gc), points, _mixed(colors), trans)

    def draw_image(self, gc: GraphicsContextBase, x: float, y: float, im: Any, *args: Any) -> None:
        """Draw an image of bytes."""
        self._renderer.draw_image(gc, x, y, np.rint(_mixed(im / 255.0) * 255).astype("u1"), *args)

    def draw_text(self, gc: GraphicsContextBase, *args: Any, **more: Any) -> None:
        """Draw a line of text."""
        self._renderer.draw_text(self._line(gc), *args, **more)

    def _line(self, gc: GraphicsContextBase) -> GraphicsContextBase:
        """The settings with an opaque colour, or themselves if they have one or draw nothing."""
        line, hatch = gc.get_rgb(), gc.get_hatch_color()
        if not (_is_translucent(line) or _is_translucent(hatch)):
            return gc
        opaque: GraphicsContextBase = self._renderer.new_gc()
        opaque.copy_properties(gc)
        opaque.set_alpha(1)
        opaque.set_foreground(tuple(_mixed(line)), isRGBA=True)
        if _is_translucent(hatch):
            opaque.set_hatch_color(tuple(_mixed(hatch)))
        return opaque


def _last_mixed(args: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    """Arguments whose last, if it is given at all, is a colour or None."""
    if len(args) < place or args[place - 1] is None:
        return args
    return (*args[: place - 1], tuple(_mixed(args[place - 1])))


def _face_mixed(more: dict[str, Any]) -> dict[str, Any]:
    face = more.get("rgbFace")
    return more if face is None else {**more, "rgbFace": tuple(_mixed(face))}


def _is_translucent(colour: Any) -> bool:
    if colour is None or isinstance(colour, str):  # names of colours are opaque
        return False
    return len(colour) > 3 and 0 < colour[3] < 1


def _mixed(colours: Any) -> Any:
    """Colours over white; those that are not there at all stay so."""
    row = np.asarray(colours, dtype=float)
    if row.size == 0 or row.shape[-1] < 4:
        return colours
    share = row[..., 3:]
    over = np.where(share > 0, 1 - share * (1 - row[..., :3]), row[..., :3])
    return np.concatenate([over, np.where(share > 0, 1.0, 0.0)], axis=-1)
