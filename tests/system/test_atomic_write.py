from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from formcheck.core.errors import FormcheckError
from formcheck.system.atomic_write import staged, staging_path, sweep
from tests.fixtures import fresh_process

SEAL = "result.json"

HOLD = """
import sys, time
from pathlib import Path
from formcheck.system.atomic_write import staged
with staged(Path(sys.argv[1]), "result.json") as files:
    (files / "half").write_text("")
    print("holding", flush=True)
    time.sleep(60)
"""


def write(folder: Path, **files: str) -> None:
    with staged(folder, SEAL) as place:
        for name, content in files.items():
            (place / name.replace("_", ".")).write_text(content)


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_files_appear_only_once_all_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "clip.formcheck"
    with staged(folder, SEAL) as place:
        (place / "frames.csv").write_text("whole")
        assert not folder.exists()
    assert content(folder) == {"frames.csv": "whole"}
    assert names(folder.parent) == [folder.name]


def test_what_is_written_until_then_is_hidden_beside_the_folder(tmp_path: Path) -> None:
    with staged(tmp_path / "clip.formcheck", SEAL) as place:
        assert place.parent.parent == tmp_path
        assert names(tmp_path) == [place.parent.name]
        assert place.parent.name.startswith(".")


def test_a_failure_leaves_the_folder_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "clip.formcheck"
    write(folder, result_json="old", frames_csv="old")
    with pytest.raises(KeyboardInterrupt), staged(folder, SEAL) as place:
        (place / "frames.csv").write_text("half")
        raise KeyboardInterrupt
    assert content(folder) == {"result.json": "old", "frames.csv": "old"}
    assert names(tmp_path) == [folder.name]


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    folder = tmp_path / "clip.formcheck"
    write(folder, notes_txt="mine", frames_csv="old")
    write(folder, frames_csv="new")
    assert content(folder) == {"notes.txt": "mine", "frames.csv": "new"}


@pytest.mark.parametrize("stuck", ["a.csv", "z.csv"])
def test_no_seal_lies_in_a_folder_whose_files_moved_in_only_in_part(
    tmp_path: Path, stuck: str
) -> None:
    folder = tmp_path / "clip.formcheck"
    write(folder, result_json="old")
    (folder / stuck / "in the way").mkdir(parents=True)
    with pytest.raises(FormcheckError, match=r"clip\.formcheck can't be written"):
        write(folder, result_json="new", a_csv="new", z_csv="new")
    assert not (folder / SEAL).exists()
    assert names(tmp_path) == [folder.name]


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "clip.formcheck"
    with fresh_process.start(HOLD, folder) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "holding\n"
        killed.send_signal(signal.SIGKILL)
    assert (staging_path(folder) / "files" / "half").exists()
    write(folder, frames_csv="whole")
    assert content(folder) == {"frames.csv": "whole"}
    assert names(tmp_path) == [folder.name]


def test_two_runs_never_write_one_folder_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "clip.formcheck"
    with fresh_process.start(HOLD, folder) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "holding\n"
        sweep(folder)
        with pytest.raises(FormcheckError, match="another run of formcheck: wait"):
            write(folder, frames_csv="second")
        assert (staging_path(folder) / "files" / "half").exists()
        first.kill()
    assert not folder.exists()


def test_sweeping_removes_what_a_killed_run_left(tmp_path: Path) -> None:
    folder = tmp_path / "clip.formcheck"
    sweep(folder)
    assert names(tmp_path) == []
    (staging_path(folder) / "files").mkdir(parents=True)
    sweep(folder)
    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks files in another way")
def test_where_files_cannot_be_locked_one_run_works_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    flock = Mock(side_effect=OSError(errno.ENOTSUP, "Operation not supported"))
    monkeypatch.setattr(fcntl, "flock", flock)
    write(tmp_path / "clip.formcheck", frames_csv="whole")
    assert content(tmp_path / "clip.formcheck") == {"frames.csv": "whole"}


def test_a_file_in_the_place_of_the_folder_is_told_before_the_work(tmp_path: Path) -> None:
    folder = tmp_path / "clip.formcheck"
    folder.write_text("mine")
    with (
        pytest.raises(FormcheckError, match=r"^\S*clip\.formcheck can't be written \(Not a dir"),
        staged(folder, SEAL),
    ):
        pytest.fail("the work began")
    assert folder.read_text() == "mine"
    assert names(tmp_path) == [folder.name]


def test_a_parent_that_is_a_file_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(FormcheckError, match=r"^\S*clip can't be written \(.*--out$"):
        write(tmp_path / "out" / "clip", frames_csv="whole")


def test_a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "clip.formcheck"
    with (
        pytest.raises(FormcheckError, match=r"clip\.formcheck can't be written \(No space left"),
        staged(folder, SEAL),
    ):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert names(tmp_path) == []
