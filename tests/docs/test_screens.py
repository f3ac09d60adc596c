"""Every screen in README and docs is what really happens with files that the repository ships.

With FORMCHECK_REWRITE_SCREENS=1 (`nox -s screens`) documents get what commands print now.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

import formcheck.jobs.batch
from tests.fixtures.journal_command import Diary, a_diary
from tests.fixtures.remembered import Remembered
from tests.fixtures.screens import Screen, printed, rewritten, same, screens

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TOLD = {path: list(screens(path.read_text("utf-8"))) for path in DOCUMENTS}
REWRITES = os.environ.get("FORMCHECK_REWRITE_SCREENS") == "1"
FIRST_DAY = datetime(2026, 11, 9, 18, tzinfo=timezone.utc)  # a Monday evening


def with_marks(path: Path) -> object:
    """A document, as one that needs the model where a command of it looks at a video."""
    marks = [pytest.mark.model, pytest.mark.slow]
    needed = any(screen.needs_model for screen in TOLD[path])
    name = str(path.relative_to(ROOT))
    return pytest.param(path, id=name, marks=marks if needed else [])


@pytest.fixture
def diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    monkeypatch.setattr(formcheck.jobs.batch, "open_detector", Remembered)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(
        ROOT / "sample_videos",
        tmp_path / "sample_videos",
        ignore=shutil.ignore_patterns("*.formcheck", "summary.csv", "index.html"),
    )
    for made in a_diary(tmp_path, monkeypatch, capfd):
        made.now = FIRST_DAY
        yield made


def test_there_are_screens_to_hold_us_to() -> None:
    assert sum(bool(told) for told in TOLD.values()) >= 4


@pytest.mark.parametrize("path", [with_marks(path) for path in DOCUMENTS if TOLD[path]])
def test_every_screen_of_a_document_is_what_is_printed(path: Path, diary: Diary) -> None:
    told: list[Screen] = TOLD[path]
    now = [printed(screen, diary) for screen in told]
    if REWRITES:
        path.write_text(rewritten(path.read_text("utf-8"), iter(now)), "utf-8")
        return
    for screen, really in zip(told, now, strict=True):
        assert same(screen.shown, really), f"{screen.command}\n{really}"
