"""Journals for tests: entries of given days, and files to keep them in."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from formcheck.journal.entries import TYPES, LoggedSet, Person
from formcheck.journal.pains import add_answer, add_entry, begin_pain, begin_screen
from formcheck.journal.people import person_named
from formcheck.journal.sets import add_set
from formcheck.journal.store import Journal
from formcheck.risks.referral import PainEntry
from formcheck.risks.referral_texts import QUESTIONS

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)


def a_set(days_ago: int = 0, **more: object) -> LoggedSet:
    """Ten sit-ups at noon, so many days before ``TODAY``."""
    at = NOON - timedelta(days=days_ago)
    return replace(LoggedSet(at, at.date(), "situp", reps=10), **more)  # type: ignore[arg-type]  # fields by name


def every_figure(days_ago: int = 0) -> LoggedSet:
    """A set of which everything is known."""
    one = a_set(days_ago, warnings=({"code": "x.y", "severity": "notice", "message": "größer"},))
    figures = {name: 2.5 + i for i, name in enumerate(n for n, t in TYPES.items() if t == "float")}
    return replace(one, **figures, words="line\r\nline")  # type: ignore[arg-type]  # fields by name


def a_pain(
    journal: Journal, person: Person, days_ago: int, level: int = 3, *yes: str, where: str = "neck"
) -> int:
    """A pain that began then, logged then, with a whole screen; gives back its number."""
    at = NOON - timedelta(days=days_ago)
    with journal.writing():
        pain = begin_pain(journal, person, where, at.date())
        add_entry(journal, pain, PainEntry(at, at.date(), level, "stiff in the morning"))
        screen = begin_screen(journal, person, pain, at, at.date())
        for question in QUESTIONS:
            add_answer(journal, screen, question.code, question.code in yes)
    return pain


def fill(journal: Journal, name: str = "Ana") -> Person:
    """Somebody with a few sets, a pain and a red flag."""
    person = person_named(journal, name)
    add_set(journal, person, a_set(30, words='größer 東京, "quoted"\nand a line more'))
    add_set(journal, person, a_set(1, exercise="shrug", reps=0, holds=3, held_s=41.5, load="light"))
    add_set(journal, person, a_set(0, source_sha256="a" * 64, source_name="clip.mp4", start_s=0.0))
    a_pain(journal, person, 6, 4, "arm")
    return person


def dump(path: Path) -> list[str]:
    """Everything in a file, as SQL, without opening it for writing."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return sorted(connection.iterdump())


def is_sound(path: Path) -> bool:
    """What SQLite's full check says."""
    with closing(sqlite3.connect(path)) as connection:
        (told,) = connection.execute("PRAGMA integrity_check").fetchone()
    return bool(told == "ok")


def mode(path: Path) -> int:
    """Who may do what with a file."""
    return os.stat(path).st_mode & 0o777  # noqa: PTH116  # as the system tells it
