"""Lines of text in SVG: where each stands, which way it runs and how wide it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from html import unescape
from math import cos, radians, sin
from typing import Any
from xml.sax.saxutils import quoteattr

from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from engagement_kit.charts.press.formats.bidi import is_right_to_left

__all__ = ["LiveText"]

# Where ours are not installed: what systems bring along for the three scripts.
_ELSEWHERE = (
    "Verdana",
    "Noto Sans",
    "Nanum Gothic",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "Noto Sans Arabic",
    "Geeza Pro",
    "Segoe UI",
    "Tahoma",
)
_GENERIC = {
    "sans-serif": ("DejaVu Sans", *_ELSEWHERE),
    "serif": ("DejaVu Serif", "Noto Serif", "Georgia"),
    "monospace": ("DejaVu Sans Mono", "Noto Sans Mono", "Courier New"),
}
_TEXT = re.compile(r"<text (?P<attributes>[^>]*)>(?P<words>[^<]*)</text>")
_STYLE = re.compile(r'style="(?P<style>[^"]*)"')
_ANCHORS = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True)
class _Line:
    """One line of text: left end of its base line, width, and how it was aligned."""

    words: str
    x: float
    y: float
    angle: float
    width: float
    share: float  # of the width that lies left of the point which the line hangs on
    families: str

    @property
    def attributes(self) -> str:
        """Place, width and direction as attributes of a text element."""
        turned = radians(self.angle)
        x = self.x + self.share * self.width * cos(turned)
        y = self.y - self.share * self.width * sin(turned)
        leftwards = is_right_to_left(self.words)
        anchor = ("start", "middle", "end")[
            round(2 * (1 - self.share if leftwards else self.share))
        ]
        parts = [f'x="{x:.3f}" y="{y:.3f}"', f'text-anchor="{anchor}"']
        if self.angle % 360:
            parts.append(f'transform="rotate({-self.angle:g} {x:.3f} {y:.3f})"')
        if leftwards:
            parts.append('direction="rtl" unicode-bidi="embed"')
        if self.width > 0:
            parts.append(f'textLength="{self.width:.3f}" lengthAdjust="spacingAndGlyphs"')
        return " ".join(parts)


_Renderer: Any = RendererSVG  # it has no types


class LiveText(_Renderer):  # type: ignore[misc]
    """Matplotlib's renderer, which also remembers every line of text that it was given."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._lines: list[_Line] = []

    def draw_text(  # noqa: PLR0917
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | str = False,  # noqa: FBT001, FBT002 - the order is matplotlib's
        mtext: Text | None = None,
    ) -> None:
        """Draw a line and remember it; formulas are left as matplotlib places them."""
        if not ismath:
            place = (x, y, angle, self._advance(s, prop), _hung(s, angle, mtext))
            self._lines.append(_Line(s, *place, _families(tuple(prop.get_family()))))
        super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)

    @property
    def families(self) -> str:
        """Fonts of most lines, the first choice first; such lines name none of their own."""
        counted = Counter(line.families for line in self._lines)
        return counted.most_common(1)[0][0] if counted else _families(("sans-serif",))

    def in_place(self, drawing: str) -> str:
        """The finished drawing with each line of text in its place, as wide as it was laid out."""
        lines, usual = iter(self._lines), self.families
        return _TEXT.sub(lambda found: _element(found, next(lines), usual), drawing)

    def _advance(self, text: str, prop: FontProperties) -> float:
        """How far a line moves the pen: its ink alone would leave out the room around letters."""
        wide, bars = (
            self.get_text_width_height_descent(f"|{inside}|", prop, ismath=False)[0]
            for inside in (text, "")
        )
        return float(wide - bars)


def _hung(text: str, angle: float, mtext: Text | None) -> float:
    """Share of a line that lies before its anchor, so that another font moves it least.

    Of a line that is one of several, or turned, we do not know how it was aligned: it begins where
    it begins, or turns around its middle.
    """
    if angle:
        return 0.5
    if mtext is None:
        return 1.0 if is_right_to_left(text) else 0.0
    return _ANCHORS[mtext.get_horizontalalignment()]


@cache
def _families(names: tuple[str, ...]) -> str:
    """A row of fonts for a style sheet: those asked for, then what other systems have."""
    generic = next((name for name in names if name in _GENERIC), "sans-serif")
    asked = [one for name in names for one in _GENERIC.get(name, (name,))]
    quoted = (
        f"'{name}'" for name in dict.fromkeys((*asked, *_GENERIC[generic])) if "'" not in name
    )
    return ", ".join((*quoted, generic))


def _element(found: re.Match[str], line: _Line, usual: str) -> str:
    style = _STYLE.search(found["attributes"])
    kept = [part.strip() for part in unescape(style["style"]).split(";")] if style else []
    kept = [part for part in kept if part and not part.startswith(("text-anchor", "font-family"))]
    if line.families != usual:
        kept.append(f"font-family: {line.families}")
    said = f" style={quoteattr('; '.join(kept))}" if kept else ""
    return f"<text {line.attributes}{said}>{found['words']}</text>"
