"""Who keeps a journal in this file."""

from __future__ import annotations

from formcheck.core.errors import UsageError
from formcheck.journal.entries import Person, new_uid
from formcheck.journal.store import Journal
from formcheck.system.safe_text import plain

FIRST = "me"
NAME_LETTERS = 80


def people(journal: Journal) -> list[Person]:
    """Everybody, in the order in which they began."""
    rows = journal.connection.execute("SELECT id, name, log_live, load FROM people ORDER BY id")
    return [
        Person(
            row["id"],
            row["name"],
            None if row["log_live"] is None else bool(row["log_live"]),
            row["load"],
        )
        for row in rows
    ]


def person_named(journal: Journal, name: str | None) -> Person:
    """The person of that name, or the only one there is; the first one begins unasked.

    Raises UsageError where it can't be told who is meant: red flags belong to a person.
    """
    known = people(journal)
    if not known:
        return begin(journal, name or FIRST)
    if name is None:
        if len(known) == 1:
            return known[0]
        raise UsageError(f"--person is needed: choose from {_listed(known)}")
    for person in known:
        if person.name.casefold() == name.casefold():
            return person
    raise UsageError(
        f"--person {plain(name)}: known are {_listed(known)}; "
        f"`formcheck journal new {plain(name)}` begins one for {plain(name)}"
    )


def begin(journal: Journal, name: str) -> Person:
    """Begin somebody's journal. Raises UsageError for a name that is taken or no name."""
    name = name.strip()
    if not name.isprintable() or not 0 < len(name) <= NAME_LETTERS:
        raise UsageError(f"{plain(name)!r} is no name: use 1 to {NAME_LETTERS} letters")
    with journal.writing():
        for person in people(journal):  # another process may have begun it meanwhile
            if person.name.casefold() == name.casefold():
                return person
        added = journal.connection.execute(
            "INSERT INTO people (uid, name) VALUES (?, ?)", (new_uid(), name)
        )
        return Person(int(added.lastrowid or 0), name)


def remember_log_live(journal: Journal, person: Person, wanted: bool) -> None:
    """Remember whether live sets are to be logged, so that nobody is asked twice."""
    with journal.writing():
        journal.connection.execute(
            "UPDATE people SET log_live = ? WHERE id = ?", (wanted, person.number)
        )


def remember_load(journal: Journal, person: Person, load: str) -> None:
    """Remember how heavy the weights are that somebody lifts."""
    with journal.writing():
        journal.connection.execute("UPDATE people SET load = ? WHERE id = ?", (load, person.number))


def _listed(known: list[Person]) -> str:
    return ", ".join(plain(person.name) for person in known)
