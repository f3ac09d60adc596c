"""Sets in the journal: added, read, changed and deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from formcheck.core.errors import UsageError
from formcheck.journal.entries import SET_COLUMNS, LoggedSet, Person, set_of, stored
from formcheck.journal.store import Journal

_MARKS = ", ".join("?" * len(SET_COLUMNS))
_INSERT = f"INSERT INTO sets (person, {', '.join(SET_COLUMNS)}) VALUES (?, {_MARKS})"  # noqa: S608  # our own names
_SAME_CLIP = """SELECT * FROM sets WHERE person = ? AND source_sha256 = ? AND source_sha256 <> ''
  AND ifnull(start_s, 0) = ifnull(?, 0) AND ifnull(end_s, -1) = ifnull(?, -1)"""
_STATED = ("load", "weight_kg", "words")  # what no video tells: kept unless said anew


def add_set(journal: Journal, person: Person, one: LoggedSet) -> tuple[LoggedSet, bool]:
    """Add a set; gives back what the journal holds now and whether it held it before.

    The same part of the same clip is one set: its figures become those of the new analysis.
    """
    with journal.writing():
        clip = (person.number, one.source_sha256, stored(one.start_s), stored(one.end_s))
        known = journal.connection.execute(_SAME_CLIP, clip).fetchone()
        if known is not None:
            earlier = set_of(known)
            kept = {name: getattr(earlier, name) for name in _STATED if not _said(one, name)}
            merged = replace(one, uid=earlier.uid, number=earlier.number, **kept)
            if merged.dated == "logged":  # the first time it was logged is nearer the truth
                merged = replace(merged, at=earlier.at, day=earlier.day, dated=earlier.dated)
            _update(journal, merged)
            return merged, True
        added = journal.connection.execute(_INSERT, (person.number, *_values(one)))
        return replace(one, number=int(added.lastrowid or 0)), False


def _said(one: LoggedSet, name: str) -> bool:
    value = getattr(one, name)
    return value == value and value not in ("", "none")  # NaN is unequal to itself


def sets_of(journal: Journal, person: Person, since: date | None = None) -> list[LoggedSet]:
    """A person's sets from a day on, the oldest first."""
    rows = journal.connection.execute(
        "SELECT * FROM sets WHERE person = ? AND day >= ? ORDER BY at, id",
        (person.number, "" if since is None else since.isoformat()),
    )
    return [set_of(row) for row in rows]


def set_numbered(journal: Journal, person: Person, number: int) -> LoggedSet:
    """One set by its number. Raises UsageError where this person has none of that number."""
    row = journal.connection.execute(
        "SELECT * FROM sets WHERE id = ? AND person = ?", (number, person.number)
    ).fetchone()
    if row is None:
        raise UsageError(f"{person.name} has no set {number}: see `formcheck journal list`")
    return set_of(row)


def edit_set(
    journal: Journal, person: Person, number: int, change: Callable[[LoggedSet], LoggedSet]
) -> LoggedSet:
    """Change a set. Raises UsageError where there is no such set."""
    with journal.writing():
        changed = change(set_numbered(journal, person, number))
        _update(journal, changed)
    return changed


def _update(journal: Journal, one: LoggedSet) -> None:
    columns = ", ".join(f"{name} = ?" for name in SET_COLUMNS)
    journal.connection.execute(
        f"UPDATE sets SET {columns} WHERE id = ?",  # noqa: S608  # our own names
        (*_values(one), one.number),
    )


def delete_set(journal: Journal, person: Person, number: int) -> LoggedSet:
    """Delete a set; gives back what it was. Raises UsageError where there is no such set."""
    with journal.writing():
        one = set_numbered(journal, person, number)
        journal.connection.execute("DELETE FROM sets WHERE id = ?", (number,))
    return one


def _values(one: LoggedSet) -> list[object]:
    return [stored(getattr(one, name)) for name in SET_COLUMNS]
