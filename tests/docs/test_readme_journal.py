"""The README's walk through the journal is what really happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

from tests.fixtures.journal_command import Diary, a_diary
from tests.fixtures.readme_screens import printed, screens
from tests.fixtures.stand_in import stand_in, write_clip

README = Path(__file__).parents[2] / "README.md"
SECTION = re.compile(r"^## The journal\n(.*?)(?=^## )", re.MULTILINE | re.DOTALL)
FIRST_DAY = datetime(2026, 11, 9, 18, tzinfo=timezone.utc)  # a Monday evening


@pytest.fixture
def diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    stand_in(monkeypatch)
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate(("monday", "sunday", "wednesday")):
        video = write_clip(tmp_path / f"{name}.mp4")
        video.write_bytes(video.read_bytes() + b"\0" * number)  # three clips, not one
    for made in a_diary(tmp_path, monkeypatch, capfd):
        made.now = FIRST_DAY
        yield made


def test_every_screen_in_the_readme_is_what_is_printed(diary: Diary) -> None:
    section = SECTION.search(README.read_text("utf-8"))
    assert section
    shown = list(screens(section[1]))
    assert len(shown) >= 8
    for screen in shown:
        assert printed(screen, diary) == screen.shown, screen.command
