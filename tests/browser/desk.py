"""One page of JupyterLab in which notebooks are opened, run and closed."""

from __future__ import annotations

import itertools
import os
import re
import signal
from collections.abc import Sequence
from pathlib import Path

import nbformat
from playwright.sync_api import BrowserContext, Locator, Page

from tests.browser.servers import Server

PATIENCE = 30_000  # milliseconds until something must be there; it is waited for, never slept

SIZE = {"width": 1280, "height": 900}
COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # of a traceback in a terminal

OPEN = (
    "path => { window.jupyterapp.commands.execute('docmanager:open', {path, factory: 'Notebook'}) }"
)
READY = """path => {
  const panel = window.jupyterapp.shell.currentWidget;
  return Boolean(panel?.context?.path === path && panel.context.isReady
    && panel.sessionContext.isReady
    && panel.sessionContext.session?.kernel?.status === "idle");
}"""
FILL = """sources => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  const {sharedModel} = notebook.model;
  const empty = {cell_type: "code", metadata: {trusted: true}, outputs: [], execution_count: null};
  sharedModel.transact(() => {
    sharedModel.deleteCellRange(0, sharedModel.cells.length);
    sharedModel.insertCells(0, sources.map(source => ({...empty, source})));
  });
  notebook.mode = "command";
  notebook.activeCellIndex = 0;
}"""
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
RUN_ONE = """async number => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  notebook.deselectAll();
  notebook.activeCellIndex = number;
  await window.jupyterapp.commands.execute('notebook:run-cell');
}"""
DONE = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === "code")
  .every(cell => cell.model.executionCount !== null && cell.prompt !== "*")"""
ERRORS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === "code")
  .flatMap(cell => cell.model.outputs.toJSON())
  .filter(output => output.output_type === "error")
  .map(output => [output.evalue, ...output.traceback].join(" | "))"""
RESTART = """async () => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  await kernel.restart();
}"""
FORGET = """
import ipywidgets
ipywidgets.Widget.close_all()
%reset -f -s
"""
START = """code => {
  const {kernel} = window.jupyterapp.shell.currentWidget.sessionContext.session;
  kernel.requestExecute({code});
}"""
ASK = """async code => {
  const {kernel} = window.jupyterapp.shell.currentWidget.sessionContext.session;
  return (await kernel.requestExecute({code}).done).content.status;
}"""
LISTEN = """() => {
  const {kernel} = window.jupyterapp.shell.currentWidget.sessionContext.session;
  window.kernelStates = [];
  kernel.statusChanged.connect((_, state) => window.kernelStates.push(state));
}"""
ANOTHER = """() => window.kernelStates.includes("autorestarting")
  && window.kernelStates.at(-1) === "idle" """
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets.map(
  cell => [cell.model.sharedModel.getSource(), cell.model.executionCount ?? null])"""
CLOSE = """async () => {
  for (const widget of [...window.jupyterapp.shell.widgets("main")]) {
    await widget.sessionContext?.shutdown().catch(() => {});
    widget.context?.dispose();
    widget.dispose();
  }
}"""
THEME = "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})"


def new_page(context: BrowserContext) -> Page:
    """A page that keeps what it complained about and which other machines it asked."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return page


class Watch:
    """What a browser context asked for outside this machine, and what went wrong in its pages."""

    def __init__(self, context: BrowserContext) -> None:
        self.outside: list[str] = []
        self.errors: list[str] = []
        context.on("request", self._asked)
        context.on("weberror", self._failed)
        context.on("console", self._said)

    def forget(self) -> None:
        """Start anew, for the next test."""
        self.outside.clear()
        self.errors.clear()

    def _asked(self, request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.outside.append(request.url)

    # Modules of a form are loaded from blobs; JupyterLab's own complaints are not ours.

    def _failed(self, weberror) -> None:
        error = weberror.error
        if "blob:" in (error.stack or ""):
            self.errors.append(f"{error}\n{error.stack}")

    def _said(self, message) -> None:
        ours = message.location.get("url", "").startswith("blob:") or "anywidget" in message.text
        if message.type == "error" and ours:
            self.errors.append(message.text)


class Desk:
    """A page of JupyterLab with one notebook open at a time.

    The next test finds the same notebook with other cells, and its kernel: to start one and import
    everything takes longer than a test. After a failure, and for a test that spoils a kernel, there
    is another one.

    Parameters
    ----------
    page : Page
        A page of a browser.
    lab : Server
        The JupyterLab that it shows.
    folder : Path
        Where its notebooks are.
    """

    _names = itertools.count(1)

    def __init__(self, page: Page, lab: Server, folder: Path) -> None:
        self.page = page
        self.lab = lab
        self.folder = folder
        self.name = ""
        page.goto(lab.url("lab?reset"), wait_until="domcontentloaded")
        self._wait_for_lab()

    def open(self, *cells: str) -> None:
        """Show a notebook of these cells and run it; a cell's error fails the test."""
        if self.name:
            self.page.evaluate(FILL, cells)
        else:
            name = f"notebook-{os.getpid()}-{next(self._names)}.ipynb"
            write_notebook(self.folder / name, cells)
            self.show(name)
        self.run()

    def show(self, name: str) -> None:
        """Open a notebook and wait for its kernel."""
        self.name = name
        self.page.evaluate(OPEN, name)
        self.wait()

    def run(self) -> None:
        """Run all cells, again where they have run before."""
        self.page.evaluate(RUN_ALL)
        self.page.wait_for_function(DONE)
        self._expect_no_errors()

    def run_cell(self, number: int) -> None:
        """Run one cell, counted from 0."""
        self.page.evaluate(RUN_ONE, number)
        self._expect_no_errors()

    def start(self, code: str) -> None:
        """Start code in the kernel, besides the notebook, and do not wait for it."""
        self.page.evaluate(START, code)

    def do(self, code: str) -> None:
        """Run code in the kernel, besides the notebook."""
        assert self.page.evaluate(ASK, code) == "ok"

    def restart(self) -> None:
        """Restart the kernel, as the button does, without its question."""
        self.page.evaluate(RESTART)
        self.wait()

    def wait(self) -> None:
        """Wait until the kernel is there and idle."""
        self.page.wait_for_function(READY, arg=self.name)

    def kill(self, pid: int) -> None:
        """Kill the kernel outright, as a machine that runs out of memory does.

        JupyterLab says so in a dialog when it notices, which is put away, and starts another.
        """
        self.page.evaluate(LISTEN)
        died = self.page.locator(".jp-Dialog button.jp-mod-accept")
        self.page.add_locator_handler(died, lambda button: button.click(), times=1)
        os.kill(pid, signal.SIGKILL)

    def wait_for_next_kernel(self) -> None:
        """Wait until JupyterLab has put another kernel in the place of one that was killed."""
        self.page.wait_for_function(ANOTHER)

    def reload(self) -> None:
        """Load the page anew; the notebook is as it was saved, its kernel goes on."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
        self.page.goto(self.lab.url("lab?reset"), wait_until="domcontentloaded")
        self._wait_for_lab()
        self.show(self.name)

    def cells(self) -> list[list[object]]:
        """Source and execution count of each cell: what a stray keystroke would change."""
        return self.page.evaluate(CELLS)

    def theme(self, name: str) -> None:
        """Switch JupyterLab to "light" or "dark"."""
        self.page.evaluate(THEME, f"JupyterLab {name.capitalize()}")
        light = "true" if name == "light" else "false"
        self.page.locator(f"body[data-jp-theme-light={light}]").wait_for(state="attached")
        self.page.locator("#jupyterlab-splash").wait_for(state="detached")

    def resize(self, width: int) -> None:
        """Make the window as wide; it has its usual size again after the test."""
        self.page.set_viewport_size({"width": width, "height": SIZE["height"]})

    def form(self, number: int = 0) -> Locator:
        """A form of the notebook, counted from 0."""
        return self.page.locator(".jp-Notebook .ek-form").nth(number)

    def clear(self) -> None:
        """Take away what a test has shown."""
        self.page.set_viewport_size(SIZE)
        if self.name:
            self.page.evaluate(FILL, [""])
            self.do(FORGET)

    def close(self) -> None:
        """Close the notebook and end its kernel."""
        self.page.evaluate(CLOSE)
        self.page.set_viewport_size(SIZE)
        self.name = ""

    def _expect_no_errors(self) -> None:
        errors = self.page.evaluate(ERRORS)
        assert not errors, COLOURS.sub("", "\n".join(errors))

    def _wait_for_lab(self) -> None:
        self.page.wait_for_function("() => window.jupyterapp")
        self.page.evaluate("() => window.jupyterapp.restored")


def write_notebook(path: Path, cells: Sequence[str]) -> None:
    """Write a notebook of code cells for this environment's kernel."""
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )
    notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
