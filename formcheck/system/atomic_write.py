"""Folders and files that appear whole or not at all: written beside their place, moved in."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from formcheck.core.errors import FormcheckError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

SUFFIX = ".partial"
LOCK, FILES = "lock", "files"
OWNER_ONLY_FOLDER, OWNER_ONLY = 0o700, 0o600  # modes
TAKEN = (errno.EAGAIN, errno.EACCES)


def staging_path(folder: Path) -> Path:
    """Where the files of ``folder`` are written until they are whole."""
    return folder.with_name(f".{folder.name}{SUFFIX}")


@contextmanager
def staged(folder: Path, seal: str) -> Iterator[Path]:
    """An empty place whose files move into ``folder`` when the block succeeds.

    When it fails, nothing of it stays and ``folder`` is as it was. The file called ``seal``
    is the first to leave ``folder`` and the last to come, so that where it lies all belongs
    together. Other files in the folder stay. What a killed run left beside it is removed.
    Raises FormcheckError where it can't be written or another run is writing it.
    """
    try:
        _require_a_folder(folder)
        lock = _claim(folder)
    except OSError as error:
        raise unwritable(folder, error) from error
    files = staging_path(folder) / FILES
    try:
        shutil.rmtree(files, ignore_errors=True)
        files.mkdir()
        yield files
        _move_in(files, folder, seal)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        _remove(folder, lock)


def sweep(folder: Path) -> None:
    """Remove what a killed run left beside ``folder``, unless another run is at work there."""
    if staging_path(folder).exists():
        with suppress(FormcheckError, OSError):
            _remove(folder, _claim(folder))


def _require_a_folder(folder: Path) -> None:
    """Rather at once than after an hour's work."""
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


def _claim(folder: Path) -> BinaryIO:
    """The open lock of the staging folder, which is ours until the file is closed.

    The system lets go of it when a process ends, however it ends.
    """
    staging = staging_path(folder)
    staging.mkdir(parents=True, exist_ok=True)
    lock = (staging / LOCK).open("wb")
    try:
        _lock(lock)
        # Another run may have removed the folder between our opening and our locking.
        ours = os.path.samestat(os.fstat(lock.fileno()), (staging / LOCK).stat())
    except FileNotFoundError:
        ours = False
    except OSError as error:
        ours = error.errno not in TAKEN  # some network folders know no locks
    if ours:
        return lock
    lock.close()
    raise FormcheckError(
        f"{folder} is being written by another run of formcheck: wait for it to end, "
        "or choose another folder with --out"
    )


def _lock(file: BinaryIO) -> None:
    """Lock a file or raise OSError at once."""
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove(folder: Path, lock: BinaryIO) -> None:
    staging = staging_path(folder)
    shutil.rmtree(staging, ignore_errors=True)  # while it is ours, or another run's would go
    lock.close()
    if sys.platform == "win32":  # which keeps a file while it is open
        shutil.rmtree(staging, ignore_errors=True)


def _move_in(files: Path, folder: Path, seal: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / seal).unlink(missing_ok=True)
    for path in sorted(files.iterdir(), key=lambda path: path.name == seal):
        path.replace(folder / path.name)


@contextmanager
def in_place_of(path: Path) -> Iterator[Path]:
    """A file beside ``path`` that takes its place when the block succeeds, and goes when not.

    Raises OSError as the system does.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}{SUFFIX}")
    try:
        yield beside
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file whole or not at all; a ``private`` one is for its owner alone.

    Raises FormcheckError where it can't be written.
    """
    try:
        with in_place_of(path) as beside:
            if private:
                create_private(beside)
            beside.write_bytes(content)
    except OSError as error:
        raise unwritable(path, error) from error


def create_private(path: Path) -> None:
    """Let a file be there that only its owner may read and write. Raises OSError."""
    path.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
    if path.stat().st_mode & 0o077:
        path.chmod(OWNER_ONLY)


def unwritable(path: Path, error: OSError) -> FormcheckError:
    """What to tell of a file or folder that the system doesn't let us write."""
    return FormcheckError(
        f"{path} can't be written ({error.strerror or error}): "
        "make room or choose another folder with --out"
    )
