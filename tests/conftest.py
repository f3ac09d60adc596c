"""Fixtures that any test may ask for, and two that all of them get."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.fixtures.browser import context, page

__all__ = ["context", "page"]

settings.register_profile("patient", deadline=None)  # how long an example takes is no fault of it
settings.load_profile("patient")


NEEDS = ("model", "browser", "screen", "render")  # marks of tests that need more than Python


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs more than Python is slow: ``-m "not slow"`` leaves it out."""
    for item in items:
        if any(item.get_closest_marker(need) for need in NEEDS):
            item.add_marker("slow")


@pytest.fixture(autouse=True, scope="session")
def signals_are_heard() -> None:
    """Tests may be run by nohup or in the background, which ignore what some of them send."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):  # Windows knows no such signal
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session")
def opengl() -> None:
    """What draws people; skips where there is none."""
    from benchmarks.render.painter import open_context  # here: most runs draw nobody
    from formcheck.core.errors import FormcheckError

    try:
        open_context().release()
    except FormcheckError as error:
        pytest.skip(str(error))


@pytest.fixture(autouse=True, scope="session")
def no_journal_of_anybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Whoever runs the tests may keep a journal: none of them reads it or writes to it."""
    path = tmp_path_factory.mktemp("nobody") / "journal.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "FORMCHECK_JOURNAL", str(path))
        yield path
