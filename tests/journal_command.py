"""Run `formcheck journal` on a day of our choice, with a journal of its own."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from command import Command, Ran
from journals import NOON

from formcheck.journal import asking, clock
from formcheck.journal.place import VARIABLE

NO = "no\n"


@dataclass
class Diary:
    """Somebody who runs formcheck; ``now`` is what the clock says to them."""

    run: Command
    path: Path
    monkeypatch: pytest.MonkeyPatch
    now: datetime = NOON

    def __call__(self, *arguments: object) -> Ran:
        """`formcheck journal ...`, with nobody at the terminal."""
        self.now += timedelta(seconds=1)
        return self.run("journal", *arguments)

    def json(self, *arguments: object) -> Any:
        """What a command that ends well prints as JSON."""
        ran = self(*arguments, "--json")
        assert (ran.code, ran.err) == (0, "")
        return json.loads(ran.out)

    def sleep(self, days: int = 1) -> None:
        """Let days go by."""
        self.now += timedelta(days=days)

    def types(self, typed: str) -> None:
        """Sit somebody down at the terminal, who types this from now on."""
        self.monkeypatch.setattr(asking, "somebody_is_there", lambda: True)
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(typed))

    def leaves(self) -> None:
        """Nobody is at the terminal any more."""
        self.monkeypatch.setattr(asking, "somebody_is_there", lambda: False)


def a_diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    """What the fixture ``diary`` of a test gives: in UTC, at noon of ``journals.TODAY``."""
    path = tmp_path / "data" / "journal.sqlite3"
    monkeypatch.setenv(VARIABLE, str(path))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("COLUMNS", "80")
    time.tzset()
    diary = Diary(Command(monkeypatch, capfd), path, monkeypatch)
    monkeypatch.setattr(clock, "now", lambda: diary.now)
    yield diary
    monkeypatch.undo()
    time.tzset()
