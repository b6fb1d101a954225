"""Speed of the forms in a real JupyterLab: ``make benchmark``.

Every number is a median of several runs, and ways to make the same form take turns, so that a busy
machine slows all of them alike: compare the ratios, not the milliseconds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.cells import FIELDS, cell
from tests.browser import servers
from tests.browser.desk import SIZE, Desk, new_page
from tests.browser.servers import Server
from tests.browser.study import write_long_framework, write_study

REPOSITORY = Path(__file__).resolve().parents[1]
ROUNDS, RUNS, KEYS = 3, 3, 60
PAUSE = 150  # milliseconds between keys
FEW = 40  # fields of the form that is compared with ipyautoui, which takes seconds for more

# From the start of the cell until its last field is laid out and painted.
SHOW = """async ([selector, fields]) => {
  const {commands, shell} = window.jupyterapp;
  const notebook = shell.currentWidget.content;
  notebook.activeCellIndex = 0;
  const there = () => {
    const found = document.querySelectorAll(selector);
    return found.length >= fields && found[found.length - 1].getClientRects().length > 0;
  };
  const began = performance.now();
  commands.execute("notebook:run-cell");
  while (!there()) {
    await new Promise(requestAnimationFrame);
    if (performance.now() - began > 60000) throw new Error("the form does not appear");
  }
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""

CLEAR = "() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')"

# From a key's input event until the form says that the kernel wrote it; and, in turn with it, a
# request to the kernel that does nothing. Between two of them as long as between a person's keys.
TYPE = """async ([keys, pause]) => {
  const area = document.querySelector(".ek-form textarea.ek-note-text");
  const line = document.querySelector(".ek-form .ek-saving");
  const {kernel} = window.jupyterapp.shell.currentWidget.sessionContext.session;
  const saved = () => new Promise(done => {
    const look = () => line.dataset.status === "saved" && (watcher.disconnect(), done());
    const watcher = new MutationObserver(look);
    watcher.observe(line, {attributes: true});
  });
  const key = n => {
    area.value += "abcdefghij"[n % 10];
    area.dispatchEvent(new InputEvent("input", {bubbles: true}));
    return saved();
  };
  const nothing = () => kernel.requestExecute({code: "", silent: true}).done;
  const took = {key: [], nothing: []};
  for (let n = 0; n < keys; n += 1) {
    for (const [name, ask] of [["key", key], ["nothing", nothing]]) {
      const began = performance.now();
      await ask(n);
      took[name].push(performance.now() - began);
      await new Promise(done => setTimeout(done, pause));
    }
  }
  return took;
}"""


class Bench:
    """A page of JupyterLab on which forms are made, one after the other.

    Parameters
    ----------
    desk : Desk
    folder : Path
        Where the study and the frameworks are made.
    """

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.folder = folder
        self.study = write_study(folder / "study")

    def show(self, way: str, fields: int) -> list[tuple[float, float]]:
        """Milliseconds until made and until visible, of some runs in a fresh kernel.

        The first run, with its imports, does not count.
        """
        self.desk.open(self._cell(way, fields))
        times = []
        for _ in range(RUNS):
            self.desk.page.evaluate(CLEAR)
            visible = float(self.desk.page.evaluate(SHOW, [FIELDS[way], fields]))
            times.append((self._made(), visible))
        self.desk.clear()
        return times

    def type(self) -> dict[str, list[float]]:
        """Milliseconds until each key is acknowledged as saved, and a request that does nothing."""
        self.desk.open(self._cell("ours", 300))
        self.desk.form().locator("details.ek-details > summary").first.click()
        took: dict[str, list[float]] = self.desk.page.evaluate(TYPE, [KEYS, PAUSE])
        self.desk.clear()
        return took

    def _cell(self, way: str, fields: int) -> str:
        framework = self.folder / f"long{fields}"
        if not framework.exists():
            write_long_framework(framework, fields)
        return cell(way, fields, self.study, framework)

    def _made(self) -> float:
        path = self.folder / "made"
        self.desk.do(f"open({str(path)!r}, 'w').write(str(made * 1000))")
        return float(path.read_text(encoding="utf-8"))


@contextmanager
def bench(python: str) -> Iterator[Bench]:
    """A bench whose JupyterLab and kernels run under some Python."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as made, sync_playwright() as driver:
        folder = Path(made)
        notebooks = folder / "notebooks"
        notebooks.mkdir()
        command = servers.lab(notebooks, REPOSITORY, python=python)
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        with Server(command, folder / "lab") as lab:
            page = new_page(browser.new_context(viewport=SIZE))
            yield Bench(Desk(page, lab, notebooks), folder)
        browser.close()


def compare(at: Bench, fields: int, ways: list[str]) -> None:
    """Print how long each way takes, and how many times as long as ours."""
    times: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way in ways:
            times[way] += at.show(way, fields)
    ours_made, ours_visible = _medians(times["ours"])
    print(f"{fields} fields: made in the kernel | visible in the browser, ms (times ours)")
    for way in ways:
        made, visible = _medians(times[way])
        ratios = f"({made / ours_made:.1f}) | {visible:6.0f} ({visible / ours_visible:.1f})"
        print(f"  {way:7} {made:7.1f} {ratios}")


def _medians(times: list[tuple[float, float]]) -> tuple[float, float]:
    made, visible = zip(*times, strict=True)
    return statistics.median(made), statistics.median(visible)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--autoui", metavar="PYTHON", help="a Python that has ipyautoui as well")
    autoui = parser.parse_args().autoui
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with bench(sys.executable) as at:
        compare(at, 300, ["ours", "lists", "radios"])
        took = at.type()
    for name, words in (("key", "a key saved"), ("nothing", "a request that does nothing")):
        high = statistics.quantiles(took[name], n=10)[-1]
        print(f"{words}, ms: median {statistics.median(took[name]):.1f}, 9 of 10 below {high:.1f}")
    if autoui is None:
        print("ipyautoui: not measured (no --autoui PYTHON given)")
        return
    with bench(autoui) as at:
        compare(at, FEW, ["ours", "autoui"])


if __name__ == "__main__":
    main()
