"""What stands beside a figure: alternative text, caption, data and what it was made from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from engagement_kit.charts.press.formats import About
from engagement_kit.charts.press.formats.about import visible_json
from engagement_kit.charts.press.printing import Printing, file_bytes
from engagement_kit.charts.press.provenance import digest, machine
from engagement_kit.charts.press.redrawing import Drawing

__all__ = ["PROVENANCE", "about_figure", "figure_files"]

PROVENANCE = ".provenance.json"  # after the name of the figure
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>$|~#&])")


def figure_files(drawing: Drawing, how: Printing, record: Mapping[str, Any]) -> dict[str, bytes]:
    """Every file of a figure by its name: each format, then what stands beside it.

    Parameters
    ----------
    drawing : Drawing
    how : Printing
    record : mapping
        From :func:`provenance`; it lies in every file that has a place for it.
    """
    name, about = drawing.name, about_figure(drawing, record)
    files = {
        f"{name}.{ending}": data for ending, data in file_bytes(drawing.figure, about, how).items()
    }
    files[f"{name}.alt.txt"] = f"{about.alt}\n".encode()
    files[f"{name}.caption.md"] = f"{markdown(about.caption)}\n".encode()
    files[f"{name}.csv"] = drawing.data.encode()
    hashes = {file: digest(data) for file, data in files.items()}
    whole = {"made_from": record, "files": hashes, "machine": machine()}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return {**files, f"{name}{PROVENANCE}": f"{visible_json(text)}\n".encode()}


def about_figure(drawing: Drawing, record: Mapping[str, Any]) -> About:
    """What the file of a figure says of itself."""
    return About(
        title=drawing.title,
        alt=drawing.alt,
        lang=drawing.lang,
        direction=drawing.direction,
        caption=drawing.caption,
        provenance=record,
    )


def markdown(text: str) -> str:
    """A text whose characters mean nothing but themselves."""
    return _MARKDOWN.sub(r"\\\1", text)
