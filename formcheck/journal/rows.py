"""The journal as plain entries, to take elsewhere: one row an entry."""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.journal.entries import SET_COLUMNS, TYPES
from formcheck.journal.store import Journal
from formcheck.system.json_files import JsonObject

Row = JsonObject
"""An entry by the names of its columns, as an export holds it."""

SCHEMA = "formcheck.journal/1"

SQL_TYPES = {"float": float, "int": int}

COLUMNS: Mapping[str, type] = (
    dict.fromkeys(("kind", "person", "uid", "pain", "at", "day"), str)
    | {name: SQL_TYPES.get(TYPES[name], str) for name in SET_COLUMNS if name != "uid"}
    | dict.fromkeys(("place", "since", "closed", "answers"), str)
    | dict.fromkeys(("level", "log_live"), int)
)
"""Every column of any entry, with its type; what doesn't belong to an entry is left out."""

_SET = ", ".join(f"e.{name}" for name in SET_COLUMNS)

KINDS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "person": (
        "people",
        "SELECT name AS person, uid, log_live, load FROM people e",
        ("log_live", "load"),
    ),
    "set": (
        "sets",
        f"SELECT p.name AS person, {_SET} FROM sets e JOIN people p ON p.id = e.person",  # noqa: S608  # our own names
        SET_COLUMNS,
    ),
    "pain": (
        "pains",
        "SELECT p.name AS person, e.uid, place, since, closed "
        "FROM pains e JOIN people p ON p.id = e.person",
        ("uid", "place", "since", "closed"),
    ),
    "pain entry": (
        "pain_entries",
        "SELECT p.name AS person, e.uid, q.uid AS pain, e.at, e.day, e.level, e.words "
        "FROM pain_entries e JOIN pains q ON q.id = e.pain JOIN people p ON p.id = q.person",
        ("uid", "at", "day", "level", "words"),
    ),
    "screen": (
        "screens",
        "SELECT p.name AS person, e.uid, q.uid AS pain, e.at, e.day, "
        "(SELECT group_concat(question || CASE yes WHEN 1 THEN '=yes' ELSE '=no' END, ' ') "
        "FROM (SELECT * FROM answers WHERE screen = e.id ORDER BY question)) AS answers "
        "FROM screens e JOIN people p ON p.id = e.person LEFT JOIN pains q ON q.id = e.pain",
        ("uid", "at", "day"),
    ),
    "clearance": (
        "clearances",
        "SELECT p.name AS person, e.uid, e.at, e.day, e.words "
        "FROM clearances e JOIN people p ON p.id = e.person",
        ("uid", "at", "day", "words"),
    ),
}
"""Of each kind of entry: its table, how it is read, and its own columns. Parents come first."""


def all_entries(journal: Journal, person: str | None = None) -> list[Row]:
    """Every entry of the journal, or of one person; what isn't known is left out."""
    rows = []
    for kind, (_, query, _) in KINDS.items():
        found = journal.connection.execute(f"{query} ORDER BY e.id")
        names = [column[0] for column in found.description]
        for values in found:
            if person is None or values["person"] == person:
                known = zip(names, values, strict=True)
                rows.append({"kind": kind} | {name: v for name, v in known if v is not None})
    return rows
