"""Entries that were exported, brought back: each once, all of them or none."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from formcheck.core.errors import FormcheckError
from formcheck.core.risks.cramp import LOADS
from formcheck.journal.entries import stored_instant
from formcheck.journal.rows import COLUMNS, KINDS, Row
from formcheck.journal.store import Journal
from formcheck.system.json_files import instant


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


_STORED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
_YES = {"yes": True, "no": False}


class _Target:
    """The journal that entries are added to, and the numbers that people and pains have in it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run, self._run_many = connection.execute, connection.executemany
        self._numbers: dict[tuple[str, str], int] = {}
        self._good: set[tuple[object, ...]] = set()
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
        insert, names, special = _PLANS[kind]
        values = list(map(row.get, names))
        self._require_kinds(names, values)
        for i, check in special:
            if values[i] is not None:
                values[i] = check(values[i])
        for parent, where in _PARENTS[kind].items():
            values.append(self._number(where, row[parent]) if parent in row else None)
        added = self._run(insert, values)
        if added.rowcount == 0:
            return False
        self._answer(added.lastrowid, row.get("answers", "").split())
        return True

    def _answer(self, screen: int | None, answers: list[str]) -> None:
        """Add what was answered to a screen, such as "arm-numb=no"."""
        told = [answer.partition("=") for answer in answers]
        rows = [(screen, question, _YES[word]) for question, _, word in told]
        self._run_many("INSERT INTO answers VALUES (?, ?, ?)", rows)

    def _require_kinds(self, names: tuple[str, ...], values: list[Any]) -> None:
        """Raises ValueError for a value of a kind that its column can't hold."""
        kinds = (names, *map(type, values))
        if kinds in self._good:  # rows are much alike: to look at every value costs most of all
            return
        for name, value in zip(names, values, strict=True):
            held = (int, float) if COLUMNS[name] is float else COLUMNS[name]
            if value is not None and not isinstance(value, held):
                raise ValueError(f"{name} can't be {value!r}")
        self._good.add(kinds)

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
    moment = instant(value)
    # Thousands of them come as they were stored, and to write them anew costs most of it.
    return value if _STORED.fullmatch(value) else stored_instant(moment)


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


def _plan(kind: str) -> tuple[str, tuple[str, ...], list[tuple[int, Callable[[Any], object]]]]:
    """How an entry is added: a statement, its own values, and checks of some by their place."""
    table, _, columns = KINDS[kind]
    named = {"name": "person", "uid": "uid"} if kind == "person" else {}
    own = {**{name: name for name in columns}, **named}
    names = [*own, *_PARENTS[kind]]
    cells = ", ".join("?" * len(names))
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({cells}) ON CONFLICT DO NOTHING",  # noqa: S608  # our own names
        tuple(own.values()),
        [(i, _SPECIAL[name]) for i, name in enumerate(own.values()) if name in _SPECIAL],
    )


_PLANS = {kind: _plan(kind) for kind in KINDS}
