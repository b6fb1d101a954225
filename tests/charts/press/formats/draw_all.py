"""Draw figures of the case library in every format; print the hash of each file.

A program of its own, which :mod:`test_same_bytes` starts with other settings and other Pythons.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure

from engagement_kit import (
    draw_quadrant,
    draw_staircase,
    load_cases,
    load_framework,
    place_quadrants,
    place_stages,
)
from engagement_kit.charts.press.formats import (
    About,
    eps_bytes,
    pdf_bytes,
    pixels,
    png_bytes,
    svg_bytes,
    tiff_bytes,
)

DPI = 150


def files_of(figure, about):
    """The bytes of a figure in each format, by ending."""
    drawn = pixels(figure, dpi=DPI)
    return {
        "eps": eps_bytes(figure, about),
        "pdf": pdf_bytes(figure, about),
        "png": png_bytes(figure, about, dpi=DPI, drawn=drawn),
        "svg": svg_bytes(figure, about),
        "tiff": tiff_bytes(figure, about, dpi=DPI, drawn=drawn),
    }


def own_figure():
    """A figure that is not ours, with what formats write in different ways."""
    figure = Figure(figsize=(4, 3))
    axes, ramp = figure.add_subplot(), np.linspace(0, 1, 40)
    axes.imshow(np.outer(ramp, ramp), extent=(0, 1, 0, 1), alpha=0.3)
    axes.scatter(ramp, np.sin(9 * ramp) / 2 + 0.5, c=ramp, s=40 * ramp)
    axes.fill_between(ramp, ramp**2, hatch="//", alpha=0.4)
    axes.plot(ramp, ramp, marker="^", clip_path=axes.patch, label="$x^2$")
    axes.text(0.5, 0.5, "مُشَارَكَة 12", rotation=30)
    axes.legend(title="a < b")
    return figure


def figures(studies):
    """Two charts of the case library in two scripts, and a figure of anybody's."""
    cases = load_cases(studies)
    smi, maturity = (load_framework(name) for name in ("smi", "maturity"))
    placed, staged = place_quadrants(cases, smi), place_stages(cases, maturity)
    yield "quadrant", draw_quadrant(placed, smi.in_language("ar"), lang="ar").get_figure()
    yield "staircase", draw_staircase(staged, maturity.in_language("ko"), lang="ko").get_figure()
    with style.context("default"):  # what is drawn follows its author's settings, files do not
        yield "own", own_figure()


def main(studies):
    """Print a mapping of file names to hashes, and the versions that drew them."""
    about = About(title="참여", alt="مشاركة", provenance={"z": 1, "a": ["값", None]})
    found = {
        f"{name}.{ending}": hashlib.sha256(data).hexdigest()
        for name, figure in figures(studies)
        for ending, data in files_of(figure, about).items()
    }
    sys.stdout.write(json.dumps({"files": found, "python": sys.version.split()[0]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
