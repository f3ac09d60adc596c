"""Where the journal lies."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "FORMCHECK_JOURNAL"
FILE = "journal.sqlite3"
BESIDE = ("-wal", "-shm")  # what SQLite keeps beside a file that is in use


def journal_path(asked: Path | None = None) -> Path:
    """The file that was asked for, or that of the environment, or the usual one."""
    chosen = asked or os.environ.get(VARIABLE) or user_data_path("formcheck", False) / FILE
    return Path(chosen).absolute()


def companions(path: Path) -> list[Path]:
    """The journal's file and those that SQLite keeps beside it, as far as they are there."""
    names = [path.name, *(path.name + ending for ending in BESIDE)]
    return [path.with_name(name) for name in names if path.with_name(name).exists()]
