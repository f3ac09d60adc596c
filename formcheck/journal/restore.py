"""Bring a backup back, and forget a person: what changes the journal's file as a whole."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from formcheck.core.errors import FormcheckError
from formcheck.journal.backups import back_up, backups, newest_backup, require_sound_copy
from formcheck.journal.paths import companions
from formcheck.journal.store import (
    Journal,
    connect,
    is_damage,
    open_journal,
    require_sound,
    set_aside,
    set_asides,
)
from formcheck.system.atomic_write import OWNER_ONLY, in_place_of


def restore(path: Path, backup: Path | None = None) -> Path:
    """Put a backup, or the newest, in the place of the journal; gives back which it was.

    What was there is backed up before, or set aside where it is damaged. Raises
    FormcheckError where there is no sound backup.
    """
    chosen = backup or newest_backup(path)
    if chosen is None:
        raise FormcheckError(f"{path} has no backup: name one, or begin anew with --anew")
    require_sound_copy(chosen)
    if path.exists() and _overwritten(path, chosen):
        return chosen
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with in_place_of(path) as beside:
            shutil.copyfile(chosen, beside)
            beside.chmod(OWNER_ONLY)
    except OSError as error:
        raise FormcheckError(f"{path} can't be written ({error.strerror}): make room") from error
    return chosen


def _overwritten(path: Path, chosen: Path) -> bool:
    """Copy the backup over a sound journal, also while others have it open; False if damaged."""
    try:
        with closing(connect(path)) as connection:
            require_sound(connection, path)
            back_up(path, "before-restore")
            with closing(sqlite3.connect(chosen)) as source:
                source.backup(connection)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise FormcheckError(f"{path} can't be written ({error}): try again") from error
        set_aside(path)
        return False
    return True


def begin_anew(path: Path) -> None:
    """Begin an empty journal; the one there is, damaged or not, is set aside."""
    if path.exists():
        set_aside(path)
    with open_journal(path, anew=True):
        pass


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of somebody who was forgotten: copies that hold them, and open files."""

    copies: tuple[Path, ...]
    in_use: bool  # another process kept the write-ahead log from being emptied


def forget(journal: Journal, name: str) -> Left:
    """Remove a person with all that is theirs, so that the file holds none of it."""
    connection = journal.connection
    with journal.writing():
        connection.execute("DELETE FROM people WHERE name = ?", (name,))
    connection.execute("VACUUM")
    in_use = bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
    return Left(tuple(copies_of(journal.path)), in_use)


def copies_of(path: Path) -> list[Path]:
    """Every copy of the journal that formcheck made: backups, and what was set aside."""
    return backups(path) + set_asides(path)


def forget_in_copies(path: Path, name: str) -> None:
    """Remove a person from every copy; copies that are damaged are removed whole."""
    for copy in copies_of(path):
        try:
            with closing(connect(copy)) as connection:
                connection.execute("DELETE FROM people WHERE name = ?", (name,))
                connection.execute("VACUUM")
                connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.DatabaseError:
            for file in companions(copy):
                file.unlink()
