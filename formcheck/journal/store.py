"""The journal's file: opened sound or set aside, migrated, written all or nothing.

It is one SQLite file with a write-ahead log. Writers wait for each other, and a write that a
killed process left half done is undone when the file is opened next.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from formcheck.core.errors import FormcheckError
from formcheck.journal.backups import back_up, back_up_daily, newest_backup, stamp
from formcheck.journal.paths import companions
from formcheck.journal.schema import MIGRATIONS, Migration
from formcheck.system.atomic_write import create_private

PATIENCE_S = 60.0  # how long a writer waits for others
PAUSE_S = 0.02
SET_ASIDE = ".damaged-"


@dataclass(frozen=True, slots=True)
class Journal:
    """An open journal."""

    path: Path
    connection: sqlite3.Connection

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written in the block is committed at its end, or nothing is."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")


@contextmanager
def open_journal(
    path: Path, migrations: Sequence[Migration] = MIGRATIONS, *, anew: bool = False
) -> Iterator[Journal]:
    """The journal in ``path``, which is made where there is none yet.

    Raises FormcheckError where it can't be read or written. One that is damaged is set aside,
    and none is begun in its place unless ``anew`` says so: it may have held a red flag.
    """
    try:
        if not anew:
            _refuse_to_begin_anew(path)
        create_private(path)
        with closing(connect(path)) as connection:
            require_sound(connection, path)
            _migrate(connection, path, migrations, anew)
            with suppress(FormcheckError):  # a full disk keeps nobody from reading it
                back_up_daily(path)
            yield Journal(path, connection)
    except OSError as error:
        raise FormcheckError(f"{path} can't be opened ({error.strerror}): {_REMEDY}") from error
    except sqlite3.IntegrityError as error:
        raise FormcheckError(f"{path}: that is no entry of a journal ({error})") from error
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            _require_journal(path)
            raise set_aside(path) from error
        raise FormcheckError(f"{path} can't be used ({error}): {_REMEDY}") from error


_REMEDY = "make room, or choose another file with --journal"


def connect(path: Path) -> sqlite3.Connection:
    """A connection that waits its turn, deletes for good, and commits only when told to."""
    connection = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # nothing of it in another file
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -16000")  # kB; ten years at once fit in it
        _log_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Turn to the write-ahead log; SQLite itself doesn't wait for others to let it."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(PAUSE_S)


def _migrate(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration], anew: bool
) -> None:
    """Bring the tables to the newest version, after a backup where they hold anything."""
    if version(connection) == len(migrations):
        return
    if version(connection) > len(migrations):
        raise FormcheckError(f"{path} was written by a newer formcheck: update formcheck")
    connection.execute("BEGIN IMMEDIATE")  # one process migrates, the others wait and find it done
    try:
        before = version(connection)
        if before == 0 and newest_backup(path) and not anew:
            raise sqlite3.DatabaseError(EMPTIED)
        if 0 < before < len(migrations):
            back_up(path, f"before-schema-{len(migrations)}")
        for statements in migrations[before:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def version(connection: sqlite3.Connection) -> int:
    """Which version of the tables the file has; 0 where it has none."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


BROKEN = "damaged: "
SQLITE = b"SQLite format 3\0"  # what every journal begins with
SUFFIXES = (".sqlite3", ".sqlite", ".db")  # a ruined file called so may have been one
EMPTIED = BROKEN + "nothing is left in it"
DAMAGE = (BROKEN, "disk image is malformed", "malformed database schema", "not a database")
"""How SQLite, and we, call a file that is broken."""


def require_sound(connection: sqlite3.Connection, path: Path) -> None:
    """Raises DatabaseError where the file is damaged."""
    fault = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if fault != "ok":
        raise sqlite3.DatabaseError(f"{BROKEN}{fault} in {path}")


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is broken, and not only busy or out of reach."""
    return any(words in str(error) for words in DAMAGE)


def _require_journal(path: Path) -> None:
    """Raises FormcheckError for a file of another kind: it is not ours to move."""
    with path.open("rb") as file:
        start = file.read(len(SQLITE))
    named_like_one = path.suffix in SUFFIXES or newest_backup(path) is not None
    if start and start != SQLITE and not named_like_one:
        raise FormcheckError(f"{path} is no journal: name another file, which is made if need be")


def set_aside(path: Path) -> FormcheckError:
    """Move a damaged journal out of the way; gives back what to tell the person."""
    mark = f"{SET_ASIDE}{stamp()}"
    for file in companions(path):
        place = file.with_name(file.name.replace(path.stem, path.stem + mark, 1))
        if file.exists():
            file.replace(place)
    return _damaged(path, path.with_name(path.stem + mark + path.suffix))


def set_asides(path: Path) -> list[Path]:
    """The damaged journals that were set aside, the newest last."""
    return sorted(path.parent.glob(f"{path.stem}{SET_ASIDE}*{path.suffix}"))


def is_unused(path: Path) -> bool:
    """Whether there is no journal and never was: then there is nothing to ask or to tell."""
    return not path.exists() and not set_asides(path) and newest_backup(path) is None


def _refuse_to_begin_anew(path: Path) -> None:
    if not path.exists() and (damaged := set_asides(path)):
        raise _damaged(path, damaged[-1])


def _damaged(path: Path, place: Path) -> FormcheckError:
    backup = newest_backup(path)
    way = (
        f"`formcheck journal restore` brings back the backup of {backup.stem}"
        if backup
        else "there is no backup; `formcheck journal restore --anew` begins an empty one"
    )
    return FormcheckError(f"the journal was damaged and is set aside as {place}: {way}")
