"""Entries that were exported, brought back: each once, all of them or none."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from formcheck.errors import FormcheckError
from formcheck.journal.entries import instant, stored_instant
from formcheck.journal.exchange import COLUMNS, KINDS
from formcheck.journal.store import Journal
from formcheck.risks.cramp import LOADS

Row = dict[str, Any]


def add_entries(journal: Journal, rows: Iterable[Row], name: str) -> tuple[int, int]:
    """Add entries that aren't there yet, all or none; gives back how many were, and weren't new.

    ``name`` is where they come from. Raises FormcheckError, naming the entry, for one that
    can't be.
    """
    added = known = 0
    with journal.writing():
        target = _Target(journal.connection)
        for place, row in enumerate(rows, start=1):
            try:
                new = target.add(row)
            except (ValueError, TypeError, KeyError, sqlite3.IntegrityError) as error:
                raise FormcheckError(
                    f"{name}: entry {place} is no entry of a journal ({error}): nothing was added"
                ) from error
            added, known = added + new, known + (not new)
    return added, known


class _Target:
    """The journal that entries are added to, and the numbers that people and pains have in it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute
        self._numbers: dict[tuple[str, str], int] = {}
        self._known = {
            (kind, known["uid"])
            for kind, (table, _, _) in KINDS.items()
            for known in self._run(f"SELECT uid FROM {table}")  # noqa: S608  # our own names
        }

    def add(self, row: Row) -> bool:
        """Add one entry unless the journal has it, by its uid, its name or its clip."""
        kind = str(row.get("kind"))
        if kind not in _PLANS:
            raise ValueError(f"unknown kind {kind!r}")
        if not row.keys() <= COLUMNS.keys():
            raise ValueError(f"unknown column {min(row.keys() - COLUMNS.keys())!r}")
        if (kind, row.get("uid")) in self._known:
            return False
        insert, checks = _PLANS[kind]
        values = [
            None if (value := row.get(name)) is None else check(value) for name, check in checks
        ]
        for parent, where in _PARENTS[kind].items():
            values.append(self._number(where, row[parent]) if parent in row else None)
        added = self._run(insert, values)
        if added.rowcount == 0:
            return False
        for answer in row.get("answers", "").split():
            question, _, told = answer.partition("=")
            yes = {"yes": True, "no": False}[told]
            self._run("INSERT INTO answers VALUES (?, ?, ?)", (added.lastrowid, question, yes))
        return True

    def _number(self, where: str, value: str) -> int:
        if (where, value) not in self._numbers:
            known = self._run(f"SELECT id FROM {where}", (value,)).fetchone()  # noqa: S608  # our own names
            if known is None:
                raise ValueError("it belongs to nobody here")
            self._numbers[where, value] = known["id"]
        return self._numbers[where, value]


def _day(value: str) -> str:
    return date.fromisoformat(value).isoformat()


def _instant(value: str) -> str:
    return stored_instant(instant(value))


def _load(value: str) -> str:
    if value and value not in LOADS:
        raise ValueError(f"load can't be {value!r}")
    return value


def _warnings(value: str) -> str:
    for one in json.loads(value) if value != "[]" else ():
        if not all(isinstance(one[name], str) for name in ("code", "severity", "message")):
            raise ValueError(f"warnings can't be {value!r}")
    return value


_SPECIAL: Mapping[str, Callable[[Any], object]] = {
    "day": _day,
    "since": _day,
    "closed": _day,
    "at": _instant,
    "load": _load,
    "warnings": _warnings,
}


def _check(name: str) -> Callable[[Any], object]:
    """What gives back a value that its column can hold, and raises for any other."""
    kinds = (int, float) if COLUMNS[name] is float else (COLUMNS[name],)

    def check(value: object) -> object:
        if not isinstance(value, kinds):
            raise ValueError(f"{name} can't be {value!r}")
        return value

    return _SPECIAL.get(name, check)


_PERSON = {"person": "people WHERE name = ?"}
_PAIN = {"pain": "pains WHERE uid = ?"}
_PARENTS: Mapping[str, Mapping[str, str]] = {
    "person": {},
    "set": _PERSON,
    "pain": _PERSON,
    "pain entry": _PAIN,
    "screen": _PERSON | _PAIN,
    "clearance": _PERSON,
}


def _plan(kind: str) -> tuple[str, list[tuple[str, Callable[[Any], object]]]]:
    """How an entry is added: a statement, and a check for each of its own values."""
    table, _, columns = KINDS[kind]
    named = {"name": "person", "uid": "uid"} if kind == "person" else {}
    own = {**{name: name for name in columns}, **named}
    names = [*own, *_PARENTS[kind]]
    cells = ", ".join("?" * len(names))
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({cells}) ON CONFLICT DO NOTHING",  # noqa: S608  # our own names
        [(name, _check(name)) for name in own.values()],
    )


_PLANS = {kind: _plan(kind) for kind in KINDS}
