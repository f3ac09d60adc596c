from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from formcheck.core.errors import FormcheckError, UsageError
from formcheck.journal.backups import KEPT_DAILY, back_up, backup_folder, backups
from formcheck.journal.paths import VARIABLE, companions, journal_path
from formcheck.journal.people import begin, people, person_named
from formcheck.journal.restore import begin_anew, copies_of, forget, forget_in_copies, restore
from formcheck.journal.schema import MIGRATIONS
from formcheck.journal.sets import add_set, sets_of
from formcheck.journal.store import open_journal, set_asides, version
from tests.fixtures.journals import a_set, dump, fill, is_sound, mode

NEXT = (*MIGRATIONS, ("ALTER TABLE sets ADD COLUMN mood TEXT NOT NULL DEFAULT 'unknown'",))
"""Stands for the next version of the tables."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite3"


@pytest.fixture
def filled(path: Path) -> Path:
    with open_journal(path) as journal:
        fill(journal)
    return path


@pytest.fixture(autouse=True)
def strict_mask() -> Iterator[None]:
    """Whatever the user's mask is, the files are private."""
    before = os.umask(0)
    yield
    os.umask(before)


def names(path: Path) -> list[str]:
    with open_journal(path) as journal:
        return [person.name for person in people(journal)]


def test_only_the_owner_may_read_any_of_it(path: Path) -> None:
    with open_journal(path) as journal:
        fill(journal)
        back_up(path, "asked")
        assert {file.name for file in companions(path)} == {
            f"journal.sqlite3{ending}" for ending in ("", "-wal", "-shm")
        }
        assert {mode(file) for file in companions(path)} == {0o600}
    assert {mode(file) for file in backups(path)} == {0o600}
    assert {mode(folder) for folder in (path.parent, backup_folder(path))} == {0o700}


def test_a_file_that_others_could_read_is_closed_to_them(filled: Path) -> None:
    filled.chmod(0o644)
    assert names(filled) == ["Ana"]
    assert mode(filled) == 0o600


def test_the_journal_lies_where_it_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    usual = journal_path()
    assert usual.name == "journal.sqlite3"
    monkeypatch.setenv(VARIABLE, str(tmp_path / "other.db"))
    assert journal_path() == tmp_path / "other.db"
    assert journal_path(tmp_path / "third.db") == tmp_path / "third.db"


def test_a_journal_of_the_version_before_opens_with_everything_in_it(filled: Path) -> None:
    before = dump(filled)
    with open_journal(filled, NEXT) as journal:
        assert version(journal.connection) == len(NEXT)
        rows = journal.connection.execute("SELECT mood FROM sets").fetchall()
        assert [row["mood"] for row in rows] == ["unknown"] * 3
        assert len(sets_of(journal, person_named(journal, "Ana"))) == 3
        journal.connection.execute("ALTER TABLE sets DROP COLUMN mood")
    assert dump(filled) == before
    (backup,) = [copy for copy in backups(filled) if f"before-schema-{len(NEXT)}" in copy.name]
    assert dump(backup) == before


def test_a_migration_that_fails_changes_nothing(filled: Path) -> None:
    before = dump(filled)
    broken = (*NEXT, ("CREATE TABLE fine (x)", "CREATE TABLE sets (x)"))
    with pytest.raises(FormcheckError, match="already exists"), open_journal(filled, broken):
        pass
    assert dump(filled) == before
    assert names(filled) == ["Ana"]


def test_a_journal_of_a_newer_formcheck_is_left_alone(filled: Path) -> None:
    with open_journal(filled, NEXT):
        pass
    before = dump(filled)
    with pytest.raises(FormcheckError, match="newer formcheck: update formcheck"):
        names(filled)
    assert dump(filled) == before


def overwrite(path: Path, at: int, many: int = 4096) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\x5a" * many)


@pytest.mark.parametrize("how", ["header", "middle", "cut", "emptied", "another file"])
def test_a_damaged_journal_is_set_aside_and_restored_on_request(filled: Path, how: str) -> None:
    backup = back_up(filled, "asked")
    before = dump(backup)
    content = filled.read_bytes()
    if how == "header":
        overwrite(filled, 0, 100)
    elif how == "middle":
        overwrite(filled, 4096, len(content) - 4096)
    elif how == "cut":
        filled.write_bytes(content[: len(content) // 2])
    elif how == "emptied":
        filled.write_bytes(b"")
    else:
        filled.write_text("dear diary " * 999)
    damaged = filled.read_bytes()
    for _ in range(2):  # and nothing is begun in its place
        with pytest.raises(
            FormcheckError, match=r"was damaged and is set aside as .*restore"
        ) as told:
            names(filled)
        assert str(told.value).count("\n") == 0
        assert backup.stem in str(told.value)
    assert not filled.exists()
    (aside,) = set_asides(filled)
    assert how == "emptied" or aside.read_bytes()[-100:] == damaged[-100:]
    assert restore(filled) == backup
    assert dump(filled) == before
    assert (names(filled), mode(filled)) == (["Ana"], 0o600)


def test_without_a_backup_an_empty_journal_is_begun_only_when_asked(filled: Path) -> None:
    overwrite(filled, 0)
    with pytest.raises(FormcheckError, match="no backup; `formcheck journal restore --anew`"):
        names(filled)
    with pytest.raises(FormcheckError, match="has no backup: name one, or begin anew"):
        restore(filled)
    begin_anew(filled)
    assert names(filled) == []
    assert len(set_asides(filled)) == 1


def test_beginning_anew_keeps_backups_and_what_was_there(filled: Path) -> None:
    back_up(filled, "asked")
    begin_anew(filled)
    assert names(filled) == []
    assert [dump(copy) == dump(set_asides(filled)[0]) for copy in backups(filled)] == [True]


def test_what_a_restore_replaces_is_backed_up(filled: Path) -> None:
    first = back_up(filled, "asked")
    with open_journal(filled) as journal:
        begin(journal, "Ben")
        restore(filled, first)  # while it is open
        assert [person.name for person in people(journal)] == ["Ana"]
    restore(filled)
    assert names(filled) == ["Ana", "Ben"]


def test_a_damaged_journal_that_nobody_opened_yet_is_set_aside_by_a_restore(filled: Path) -> None:
    backup = back_up(filled, "asked")
    overwrite(filled, 0)
    assert restore(filled) == backup
    assert names(filled) == ["Ana"]
    assert len(set_asides(filled)) == 1


def test_a_journal_that_was_removed_is_not_begun_anew_unasked(filled: Path) -> None:
    back_up(filled, "asked")
    for file in companions(filled):
        file.unlink()
    with pytest.raises(FormcheckError, match="`formcheck journal restore` brings back"):
        names(filled)
    restore(filled)
    assert names(filled) == ["Ana"]


def test_a_backup_that_cannot_be_written_keeps_nobody_from_the_journal(filled: Path) -> None:
    folder = backup_folder(filled)
    folder.write_text("in the way")
    assert names(filled) == ["Ana"]
    with pytest.raises(FormcheckError, match=r"the backup .* can't be written"):
        back_up(filled, "asked")
    folder.unlink()


def test_a_restore_that_cannot_be_written_changes_nothing(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = back_up(filled, "asked", tmp_path / "copy.sqlite3")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    overwrite(filled, 0)
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(FormcheckError, match=r"can't be written \(No space left"):
        restore(filled, copy)
    monkeypatch.undo()
    restore(filled, copy)
    assert names(filled) == ["Ana"]


def test_a_journal_that_another_process_keeps_locked_is_waited_for_and_then_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    monkeypatch.setattr("formcheck.journal.store.PATIENCE_S", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("CREATE TABLE x (y)")
        with pytest.raises(FormcheckError, match=r"can't be used \(database is locked"):
            names(path)
    assert path.exists()


def test_only_a_sound_journal_is_restored(filled: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.sqlite3"
    wrong.write_text("no journal")
    with pytest.raises(FormcheckError, match=r"wrong.sqlite3 is no sound backup"):
        restore(filled, wrong)
    with closing(sqlite3.connect(tmp_path / "empty.sqlite3")) as empty:
        empty.execute("CREATE TABLE other (x)")
    with pytest.raises(FormcheckError, match=r"empty.sqlite3 is no sound backup"):
        restore(filled, tmp_path / "empty.sqlite3")
    with pytest.raises(FormcheckError, match=r"gone.sqlite3 is no sound backup"):
        restore(filled, tmp_path / "gone.sqlite3")
    assert names(filled) == ["Ana"]


def test_a_backup_is_one_sound_file_also_while_others_write(filled: Path, tmp_path: Path) -> None:
    with open_journal(filled) as journal, journal.writing():
        journal.connection.execute("UPDATE people SET name = 'Changed'")
        backup = back_up(filled, "asked", tmp_path / "mine" / "copy.sqlite3")
    assert [file.name for file in backup.parent.iterdir()] == ["copy.sqlite3"]
    assert is_sound(backup)
    assert "'Ana'" in "".join(dump(backup))


def test_a_day_has_one_backup_of_what_was_there_and_a_week_of_them_is_kept(filled: Path) -> None:
    for _ in range(3):
        names(filled)
    (today,) = backups(filled)
    for day in range(1, 12):
        shutil.copy(today, today.with_name(f"202001{day:02}T000000.000000Z-daily.sqlite3"))
    today.unlink()
    names(filled)
    assert len(backups(filled)) == KEPT_DAILY
    assert backups(filled)[-1].name[:8] == today.name[:8]


def test_what_cannot_be_opened_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "file" / "journal.sqlite3"):
        with pytest.raises(FormcheckError, match=r"can't be opened .*--journal") as told:
            names(path)
        assert "\n" not in str(told.value)


def test_what_is_no_entry_is_refused_and_damages_nothing(filled: Path) -> None:
    before = dump(filled)
    with pytest.raises(FormcheckError, match="no entry of a journal"), open_journal(filled) as it:
        add_set(it, person_named(it, "Ana"), a_set(reps=-1))
    assert dump(filled) == before


def test_who_is_meant_is_never_guessed(path: Path) -> None:
    with open_journal(path) as journal:
        assert person_named(journal, None).name == "me"
        assert person_named(journal, None).name == "me"
        with pytest.raises(UsageError, match="known are me; `formcheck journal new Bne`"):
            person_named(journal, "Bne")
        begin(journal, "Ben")
        assert begin(journal, "ben").name == "Ben"
        assert person_named(journal, "BEN").name == "Ben"
        with pytest.raises(UsageError, match="--person is needed: choose from me, Ben"):
            person_named(journal, None)
        for wrong in ("", "  ", "a\nb", "x" * 81):
            with pytest.raises(UsageError, match="is no name"):
                begin(journal, wrong)


PRIVATE = "kept to myself"


def holders(folder: Path) -> set[str]:
    """The files in which the secret can be found."""
    return {
        path.name
        for path in folder.rglob("*")
        if path.is_file() and PRIVATE.encode() in path.read_bytes()
    }


def test_who_is_forgotten_is_in_no_file(path: Path) -> None:
    with open_journal(path) as journal:
        fill(journal, "Ben")
        ana = begin(journal, "Ana")
        for _ in range(50):
            add_set(journal, ana, a_set(words=PRIVATE * 20))
        back_up(path, "asked")
        assert len(holders(path.parent)) >= 2
        left = forget(journal, "Ana")
        assert not left.in_use
        assert list(left.copies) == backups(path)
        assert holders(path.parent) == {backup.name for backup in left.copies}
        forget_in_copies(path, "Ana")
        assert holders(path.parent) == set()
        assert [person.name for person in people(journal)] == ["Ben"]
    restore(path)
    assert names(path) == ["Ben"]


def test_a_copy_that_is_damaged_goes_whole_with_who_is_forgotten(filled: Path) -> None:
    copy = back_up(filled, "asked")
    overwrite(copy, 0)
    forget_in_copies(filled, "Ana")
    assert copies_of(filled) == []


def test_it_is_said_when_another_process_still_holds_what_was_forgotten(filled: Path) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM people").fetchall()
        with open_journal(filled) as journal:
            journal.connection.execute("PRAGMA busy_timeout = 50")
            assert forget(journal, "Ana").in_use
    with open_journal(filled) as journal:
        assert not forget(journal, "Ana").in_use


def test_a_file_of_another_kind_stays_where_it_is(tmp_path: Path) -> None:
    video = tmp_path / "set.mp4"
    video.write_bytes(b"no journal at all" * 100)
    with pytest.raises(FormcheckError, match="is no journal"), open_journal(video):
        pass
    assert video.read_bytes() == b"no journal at all" * 100
    assert list(tmp_path.iterdir()) == [video]
