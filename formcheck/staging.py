"""A folder that appears whole or not at all: files are written beside it and moved in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from formcheck.errors import FormcheckError

SUFFIX = ".partial"


def staging_path(folder: Path) -> Path:
    """Where the files of ``folder`` are written until they are whole."""
    return folder.with_name(f".{folder.name}{SUFFIX}")


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A fresh staging folder whose files move into ``folder`` when the block succeeds.

    When it fails, nothing of it stays and ``folder`` is as it was. Other files in the folder
    stay as they are.
    """
    staging = staging_path(folder)
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield staging
        _move_in(staging, folder)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _move_in(staging: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for path in sorted(staging.iterdir()):
        path.replace(folder / path.name)


def _unwritable(folder: Path, error: OSError) -> FormcheckError:
    return FormcheckError(
        f"{folder} can't be written ({error.strerror or error}): "
        "make room or choose another folder with --out"
    )
