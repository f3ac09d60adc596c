"""Check-ins: pains with their entries, screens for red flags, and what a doctor cleared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from sqlite3 import Row

from formcheck.core.errors import UsageError
from formcheck.core.risks.pain import Clearance, Pain, PainEntry, Screen
from formcheck.journal.entries import Person, new_uid, stored_instant
from formcheck.journal.store import Journal
from formcheck.system.json_files import instant


@dataclass(frozen=True, slots=True)
class CheckIns:
    """All that somebody said of pain and health: ``pains`` by number, and every screen."""

    pains: Mapping[int, Pain]
    screens: tuple[Screen, ...]
    clearances: tuple[Clearance, ...]

    @property
    def open_pains(self) -> dict[int, Pain]:
        """The pains that are not over, by number."""
        return {number: pain for number, pain in self.pains.items() if pain.closed is None}

    @property
    def answered(self) -> dict[str, bool]:
        """Every question that was ever answered: True where it was answered yes at any time."""
        found: dict[str, bool] = {}
        for screen in self.screens:
            for code, yes in screen.answers.items():
                found[code] = yes or found.get(code, False)
        return found


def check_ins(journal: Journal, person: Person) -> CheckIns:
    """Everything that a person said of pain."""
    rows = journal.connection.execute
    mine = (person.number,)
    answers: dict[int, dict[str, bool]] = defaultdict(dict)
    for row in rows(
        "SELECT a.* FROM answers a JOIN screens s ON s.id = a.screen WHERE s.person = ?", mine
    ):
        answers[row["screen"]][row["question"]] = bool(row["yes"])
    screens: dict[int | None, list[Screen]] = defaultdict(list)
    for row in rows("SELECT * FROM screens WHERE person = ? ORDER BY at, id", mine):
        screens[row["pain"]].append(Screen(*_when(row), answers[row["id"]]))
    entries: dict[int, list[PainEntry]] = defaultdict(list)
    for row in rows(
        "SELECT e.* FROM pain_entries e JOIN pains p ON p.id = e.pain WHERE p.person = ? "
        "ORDER BY e.at, e.id",
        mine,
    ):
        entries[row["pain"]].append(PainEntry(*_when(row), row["level"], row["words"]))
    pains = {
        row["id"]: Pain(
            row["place"],
            date.fromisoformat(row["since"]),
            tuple(entries[row["id"]]),
            None if row["closed"] is None else date.fromisoformat(row["closed"]),
            tuple(screens[row["id"]]),
        )
        for row in rows("SELECT * FROM pains WHERE person = ? ORDER BY since, id", mine)
    }
    cleared = rows("SELECT * FROM clearances WHERE person = ? ORDER BY at, id", mine)
    return CheckIns(
        pains,
        tuple(screen for group in screens.values() for screen in group),
        tuple(Clearance(*_when(row)) for row in cleared),
    )


def _when(row: Row) -> tuple[datetime, date]:
    return instant(row["at"]), date.fromisoformat(row["day"])


def open_pain(journal: Journal, person: Person, where: str | None) -> int | None:
    """The number of the open pain at that place, or of the only open one; None without any.

    Raises UsageError where several are open and none was named.
    """
    pains = check_ins(journal, person).open_pains
    if where is None and len(pains) > 1:
        named = ", ".join(pain.where for pain in pains.values())
        raise UsageError(f"--where is needed: pain is open in {named}")
    for number, pain in pains.items():
        if where is None or pain.where.casefold() == where.strip().casefold():
            return number
    return None


def begin_pain(journal: Journal, person: Person, where: str, since: date) -> int:
    """Begin a pain; gives back its number. To be called within ``journal.writing()``."""
    added = journal.connection.execute(
        "INSERT INTO pains (uid, person, place, since) VALUES (?, ?, ?, ?)",
        (new_uid(), person.number, where.strip(), since.isoformat()),
    )
    return int(added.lastrowid or 0)


def add_entry(journal: Journal, pain: int, entry: PainEntry, since: date | None = None) -> None:
    """Add how much it hurt; within ``journal.writing()``. An earlier ``since`` moves the start."""
    run = journal.connection.execute
    run(
        "INSERT INTO pain_entries (uid, pain, at, day, level, words) VALUES (?, ?, ?, ?, ?, ?)",
        (
            new_uid(),
            pain,
            stored_instant(entry.at),
            entry.day.isoformat(),
            entry.level,
            entry.words,
        ),
    )
    if since is not None:
        run(
            "UPDATE pains SET since = min(since, ?) WHERE id = ?",
            (since.isoformat(), pain),
        )


def close_pain(journal: Journal, pain: int, day: date) -> None:
    """Note that a pain is over."""
    with journal.writing():
        journal.connection.execute(
            "UPDATE pains SET closed = ? WHERE id = ?", (day.isoformat(), pain)
        )


def begin_screen(
    journal: Journal, person: Person, pain: int | None, at: datetime, day: date
) -> int:
    """Begin a screen for red flags; gives back its number. Within ``journal.writing()``."""
    added = journal.connection.execute(
        "INSERT INTO screens (uid, person, pain, at, day) VALUES (?, ?, ?, ?, ?)",
        (new_uid(), person.number, pain, stored_instant(at), day.isoformat()),
    )
    return int(added.lastrowid or 0)


def add_answer(journal: Journal, screen: int, question: str, yes: bool) -> None:
    """Keep an answer; within ``journal.writing()``."""
    journal.connection.execute(
        "INSERT INTO answers (screen, question, yes) VALUES (?, ?, ?)", (screen, question, yes)
    )


def clear(journal: Journal, person: Person, clearance: Clearance, words: str = "") -> None:
    """Note that a doctor cleared the person."""
    with journal.writing():
        journal.connection.execute(
            "INSERT INTO clearances (uid, person, at, day, words) VALUES (?, ?, ?, ?, ?)",
            (
                new_uid(),
                person.number,
                stored_instant(clearance.at),
                clearance.day.isoformat(),
                words,
            ),
        )


def delete_check_in(journal: Journal, person: Person, kind: str, number: int) -> None:
    """Delete a pain or a screen that was entered by mistake. Raises UsageError if not there."""
    with journal.writing():
        gone = journal.connection.execute(
            f"DELETE FROM {kind}s WHERE id = ? AND person = ?",  # noqa: S608  # one of two words
            (number, person.number),
        )
        if gone.rowcount == 0:
            raise UsageError(f"{person.name} has no {kind} {number}: see `formcheck journal list`")
