"""Draws the pictures of the gallery by running the code that the page shows.

The page ``docs/gallery.md`` is its own template. Its first block of code is the beginning of every
example; a section with the mark of pictures ends its code with a chart or with tables. Between that
mark and the next stands what came of it: ``make gallery`` writes it anew.
"""

from __future__ import annotations

import ast
import io
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from PIL import Image
from tqdm import tqdm

from engagement_kit.charts import family
from engagement_kit.charts.press.companions import about_figure
from engagement_kit.charts.press.printing import file_bytes, printing
from engagement_kit.charts.press.redrawing import (
    Words,
    recipe_for,
    recipe_told,
    redrawn,
    study_source,
)
from engagement_kit.charts.recipe import Recipe
from engagement_kit.tables import Table

__all__ = [
    "FOLDER",
    "JOURNALS",
    "LANGUAGES",
    "PAGE",
    "Entry",
    "entries",
    "picture",
    "picture_name",
    "rewritten",
]

PAGE = Path(__file__).with_name("gallery.md")
FOLDER = PAGE.with_suffix("")
JOURNALS = {"wide": "elsevier-double", "narrow": "elsevier-single"}
LANGUAGES = {"en": "English", "ko": "한국어", "ar": "العربية"}
_DPI, _COLOURS = 120, 256  # charts use few colours: with a palette a file has a third of the size
_CODE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MADE = re.compile(r"(?<=<!-- made from the code above -->\n).*?(?=<!-- end -->)", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Entry:
    """What the code of one section came to.

    Attributes
    ----------
    title : str
    shown : mapping of language to Recipe or Table
        One chart in three languages, or what the code gives for each language.
    """

    title: str
    shown: Mapping[str, Recipe | Table]

    @property
    def recipes(self) -> dict[str, Recipe]:
        """What its pictures show, by language; empty for tables."""
        return {lang: one for lang, one in self.shown.items() if isinstance(one, Recipe)}


def entries(page: str) -> Iterator[Entry]:
    """What comes of each section that shows something; its code runs after the beginning."""
    head, *sections = re.split(r"^## ", page, flags=re.MULTILINE)
    beginning: dict[str, Any] = {}
    for code in _CODE.findall(head):
        _run(code, beginning)
    for section in sections:
        if _MADE.search(section):
            names = dict(beginning)
            *_, value = [_run(code, names) for code in _CODE.findall(section)]
            yield Entry(section.splitlines()[0], _by_language(value))


def rewritten(page: str, shown: Mapping[str, Entry]) -> str:
    """The page with everything made anew that is not drawn; ``shown`` holds entries by title."""
    head, *sections = re.split(r"(?=^## )", page, flags=re.MULTILINE)
    return head + "".join(_rewritten(section, shown) for section in sections)


def picture(recipe: Recipe, lang: str, width: str) -> bytes:
    """A PNG of a chart in a language, at a width of ``JOURNALS``."""
    how = printing(JOURNALS[width], "png", dpi=_DPI)
    drawing = redrawn(recipe.chart, recipe, how, lang, Words())
    drawn = file_bytes(drawing.figure, about_figure(drawing, {}), how)["png"]
    whole = Image.open(io.BytesIO(drawn)).convert("RGB")
    kept = whole.quantize(_COLOURS, kmeans=1, dither=Image.Dither.NONE)
    data = io.BytesIO()
    kept.save(data, "PNG", optimize=True, dpi=(_DPI, _DPI))
    return data.getvalue()


def picture_name(recipe: Recipe, lang: str, width: str) -> str:
    """File of a picture in the folder of the gallery."""
    return f"{recipe.chart}-{lang}-{width}.png"


def _run(code: str, names: dict[str, Any]) -> Any:
    """The value of the last line of a block, as a notebook shows it."""
    module = ast.parse(code)
    last = module.body[-1]
    if isinstance(last, ast.Expr):
        module.body[-1] = ast.Assign([ast.Name("_", ast.Store())], last.value)
    module = ast.fix_missing_locations(module)
    exec(compile(module, PAGE.name, "exec"), names)  # noqa: S102 - the code of our own page
    return names.pop("_", None)


def _by_language(value: Any) -> dict[str, Recipe | Table]:
    """What a block gave, for each language: by language already, or one chart for all."""
    if not (isinstance(value, dict) and set(value) == set(LANGUAGES)):
        value = dict.fromkeys(LANGUAGES, value)
    return {
        lang: one if isinstance(one, Table) else recipe_told(recipe_for(one), lang)
        for lang, one in value.items()
    }


def _rewritten(section: str, shown: Mapping[str, Entry]) -> str:
    title = section.splitlines()[0].removeprefix("## ")
    if title not in shown:
        return section
    made = (_in_language(lang, _made(one, lang)) for lang, one in shown[title].shown.items())
    return _MADE.sub(lambda _: "".join(made), section)


def _made(one: Recipe | Table, lang: str) -> str:
    """A table, or the pictures of a chart with its caption."""
    if isinstance(one, Table):
        return one.html()
    alt = " ".join(family.describe(one, lang).split())
    caption = " ".join(family.caption(one, lang, study_source(one, lang)).split())
    names = [picture_name(one, lang, width) for width in JOURNALS]
    shown = [f'<p><img src="{FOLDER.name}/{name}" alt="{escape(alt)}"></p>' for name in names]
    return "\n".join((*shown, f"<p>{escape(caption)}</p>"))


def _in_language(lang: str, content: str) -> str:
    """English as it is; what fewer readers know can be opened."""
    direction = "rtl" if lang == "ar" else "ltr"
    content = f'<div lang="{lang}" dir="{direction}">\n{content}\n</div>\n'
    if lang == "en":
        return content
    return f"<details><summary>{LANGUAGES[lang]}</summary>\n{content}</details>\n"


def main() -> None:
    """Write the page and its pictures; pictures that it no longer names go."""
    page = PAGE.read_text(encoding="utf-8")
    os.chdir(PAGE.parents[1])
    shown = list(entries(page))
    charts = [item for entry in shown for item in entry.recipes.items()]
    wanted = [(recipe, lang, width) for lang, recipe in charts for width in JOURNALS]
    files = {}
    with tqdm(wanted, unit="picture") as bar:
        for one in bar:
            bar.set_postfix_str(picture_name(*one), refresh=False)
            files[picture_name(*one)] = picture(*one)
    FOLDER.mkdir(exist_ok=True)
    for old in set(FOLDER.glob("*.png")) - {FOLDER / name for name in files}:
        old.unlink()
    for name, data in files.items():
        (FOLDER / name).write_bytes(data)
    PAGE.write_text(rewritten(page, {entry.title: entry for entry in shown}), encoding="utf-8")


if __name__ == "__main__":
    main()
