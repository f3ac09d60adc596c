"""A real Chromium for tests, and pages that tell of every error and every request."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--no-first-run"),
)
LOCAL = ("file:", "data:", "blob:")


@cache
def chromium() -> Browser:
    """One for all tests of a run: a fixture would be made anew by every module that imports it."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        assert os.environ.get("CI") != "true", "no Chromium is installed"
        pytest.skip("no Chromium is installed")
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(executable_path=path, args=list(ARGS))


@pytest.fixture
def context() -> Iterator[BrowserContext]:
    made = chromium().new_context(viewport={"width": 1280, "height": 900})
    made.set_default_timeout(5000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    made = context.new_page()
    faults: list[str] = []
    made.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on(
        "request",
        lambda asked: None if asked.url.startswith(LOCAL) else faults.append(asked.url),
    )
    yield made
    assert faults == []
