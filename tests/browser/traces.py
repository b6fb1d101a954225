"""What is kept of a test that failed, for whoever looks into it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.servers import Server

FAILED = pytest.StashKey[bool]()


def keep(page: Page, server: Server, folder: Path) -> None:
    """Keep what a page looked like, and what its server said."""
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / "page.png")
    (folder / "page.html").write_text(page.content(), encoding="utf-8")
    shutil.copy(server.log, folder / "server.log")
