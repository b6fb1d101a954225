"""A browser, a JupyterLab and a small study for the tests of the forms.

Nothing leaves the machine: the browser finds no host but this one, and a page that asks for another
fails its test. What a failed test looked like stands under ``build/browser``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import servers
from tests.browser.desk import PATIENCE, SIZE, Desk, Watch, new_page
from tests.browser.servers import Server
from tests.browser.study import write_study
from tests.browser.traces import FAILED, keep

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
NOT_LOOKED_AT = "THE FORMS WERE NOT LOOKED AT: no Chromium could be started"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember for the fixtures that a test has failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="package")
def chromium():
    """A Chromium, if there is one: the one that is installed, or the one of playwright."""
    playwright = pytest.importorskip("playwright.sync_api", reason=NOT_LOOKED_AT)
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    playwright.expect.set_options(timeout=PATIENCE)
    with playwright.sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        except playwright.Error as error:
            pytest.skip(f"{NOT_LOOKED_AT} ({error})")
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def notebooks(tmp_path_factory) -> Path:
    """Folder of the notebooks that JupyterLab shows."""
    return tmp_path_factory.mktemp("notebooks")


@pytest.fixture(scope="package")
def lab(chromium, notebooks, tmp_path_factory, repository) -> Iterator[Server]:
    """A JupyterLab in a folder of its own."""
    with Server(servers.lab(notebooks, repository), tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="package")
def _page(chromium):
    """A browser page for all tests, with what it complained about."""
    context = chromium.new_context(viewport=SIZE, locale="en-GB", reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    watch = Watch(context)
    yield new_page(context), watch
    context.close()


@pytest.fixture(scope="package")
def lab_page(_page, lab, notebooks) -> Desk:
    """One page of JupyterLab for all tests: opening it takes longer than a test."""
    return Desk(_page[0], lab, notebooks)


@pytest.fixture
def desk(lab_page, _page, lab, request, repository) -> Iterator[Desk]:
    """JupyterLab with nothing open; afterwards nothing may have been asked of other machines."""
    page, watch = _page
    watch.forget()
    yield lab_page
    if request.node.stash.get(FAILED, False):
        keep(page, lab, repository / "build" / "browser" / request.node.name)
        lab_page.close()
    else:
        lab_page.clear()
    assert watch.outside == [], "the page asked other machines"
    assert watch.errors == [], "the page complained"


@pytest.fixture
def study(tmp_path) -> Path:
    """A small study that a test may change."""
    return write_study(tmp_path / "study")
