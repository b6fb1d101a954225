"""Every kind of table, in three languages, through LuaLaTeX: ``python -m benchmarks.typeset``.

It needs lualatex and the fonts that ``Table.latex()`` names (Debian: texlive-luatex,
texlive-latex-recommended, fonts-dejavu, fonts-nanum, fonts-hosny-amiri). The tests do without: they
look at the structure of the LaTeX, because installing TeX takes longer than all of them together.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import engagement_kit as kit
from engagement_kit.tables import Table

CASES = Path(__file__).parents[1] / "case_studies"
HOSTILE = '50 % of $x_1 \\cup {y}$ & <b>#1</b> ~ ^ \u202e *[2] -- `a\' "q" 국립 متحف'


def tables(lang: str) -> Iterator[tuple[str, Table]]:
    """One table of each kind, and one with a name that LaTeX could stumble over."""
    cases = kit.load_cases(CASES)
    smi, maturity, def_ = map(kit.load_framework, ("smi", "maturity", "def"))
    levels = kit.rate_levels(cases, kit.load_framework("capability"), wave="last")
    some = cases.where(ids=["tate", "nmk", "mia-doha", "careem"])
    yield "cases", kit.table_cases(cases, frameworks=[smi, maturity], lang=lang)
    yield "places", kit.table_placements(kit.place_quadrants(cases, smi), lang=lang)
    yield "stages", kit.table_placements(kit.place_stages(cases[:10], maturity), lang=lang)
    yield "groups", kit.table_comparison(kit.place_quadrants(cases, smi), lang=lang)
    yield "levels", kit.table_comparison(levels, lang=lang)
    yield "matrix", kit.table_matrix(some, maturity, lang=lang, quotes=1)
    yield "canvas", kit.table_matrix(kit.fill_canvas(cases["nmk"], def_, lang=lang), lang=lang)
    named = cases["tate"].model_copy(update={"name": {"en": HOSTILE}})
    yield "hostile", kit.table_cases([named], lang=lang)


def typeset(name: str, tex: str, folder: Path) -> str:
    """What came of one document: pages and seconds, or what went wrong."""
    (folder / f"{name}.tex").write_text(tex, encoding="utf-8")
    command = ["lualatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"]
    start = time.perf_counter()
    run = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603
    seconds = time.perf_counter() - start
    log = (folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")
    lost = sorted(set(re.findall(r"Missing character: There is no (\S+)", log)))
    pages = re.search(r"\((\d+) pages?", log)
    if run.returncode or lost or not pages:
        return f"FAILED {re.findall(r'^! .*', log, re.MULTILINE)} {lost}"
    return f"{pages[1]} pages in {seconds:.1f} s"


def main() -> int:
    """Number of documents that could not be typeset."""
    if shutil.which("lualatex") is None:
        print("lualatex is not installed.")
        return 1
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for lang in ("en", "ko", "ar"):
            for name, table in tables(lang):
                result = typeset(f"{name}-{lang}", table.latex(standalone=True), Path(folder))
                failed += result.startswith("FAILED")
                print(f"{lang} {name:8} {result}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
