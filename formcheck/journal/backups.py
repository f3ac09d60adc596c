"""Backups of the journal: whole copies in a folder beside it, made while others write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

from formcheck.core.errors import FormcheckError
from formcheck.system.atomic_write import OWNER_ONLY_FOLDER, create_private, in_place_of

DAILY = "daily"
KEPT_DAILY = 7


def backup_folder(path: Path) -> Path:
    """Where the backups of the journal in ``path`` lie."""
    return path.with_name(f"{path.stem}-backups")


def backups(path: Path) -> list[Path]:
    """The backups of a journal, the oldest first."""
    return sorted(backup_folder(path).glob(f"*{path.suffix}"))


def newest_backup(path: Path) -> Path | None:
    """The last backup; None where there is none."""
    return next(reversed(backups(path)), None)


def stamp() -> str:
    """This instant, to name a file by."""
    return datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%S.%fZ")


def back_up(path: Path, why: str, target: Path | None = None) -> Path:
    """Copy the journal as of this instant, whole or not at all; gives back where to.

    Raises FormcheckError where the copy can't be written.
    """
    place = target or backup_folder(path) / f"{stamp()}-{why}{path.suffix}"
    try:
        place.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        with in_place_of(place) as beside:
            create_private(beside)
            with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(beside)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # so that the copy is one file
    except (OSError, sqlite3.OperationalError) as error:
        raise FormcheckError(f"the backup {place} can't be written ({error}): make room") from error
    return place


def back_up_daily(path: Path) -> None:
    """Back up what there was before today, once a day, and drop the oldest of these."""
    daily = [backup for backup in backups(path) if backup.stem.endswith(DAILY)]
    if any(backup.name[:8] == stamp()[:8] for backup in daily) or _is_empty(path):
        return
    back_up(path, DAILY)
    for old in daily[: -KEPT_DAILY + 1]:
        old.unlink(missing_ok=True)


def _is_empty(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT 1 FROM people LIMIT 1").fetchone() is None


def require_sound_copy(path: Path) -> None:
    """Raises FormcheckError unless the file is a sound journal; it isn't changed by looking."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            sound = copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            sound = sound and copy.execute("PRAGMA user_version").fetchone()[0] > 0
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise FormcheckError(f"{path} is no sound backup of a journal: choose another")
