"""The renderer's command line, as far as it goes without drawing."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.render.__main__ import main
from benchmarks.render.clip import plan_clip
from benchmarks.render.clip_files import Wanted


def test_clips_that_are_there_whole_are_not_made_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = Wanted(tmp_path, 640, 360, poses=True, video=False)
    for seed in (40, 41):
        for ending in wanted.endings():
            (tmp_path / f"{plan_clip(seed).name}{ending}").write_text("kept")
    asked = ["--clips", "2", "--seed", "40", "--jobs", "1", "--poses", "--no-video"]
    assert main([str(tmp_path), *asked]) == 0
    assert "2 of 2 clips are there already" in capsys.readouterr().out
    assert {path.read_text() for path in tmp_path.iterdir()} == {"kept"}


def test_a_clip_is_whole_only_with_every_file_that_is_wanted(tmp_path: Path) -> None:
    for ending in (".csv", ".json"):
        (tmp_path / f"a{ending}").write_text("")
    assert Wanted(tmp_path, 640, 360, poses=False, video=False).has("a")
    assert not Wanted(tmp_path, 640, 360, poses=True, video=False).has("a")
    assert not Wanted(tmp_path, 640, 360, poses=False, video=True).has("a")


@pytest.mark.parametrize(
    ("asked", "told"),
    [(["--kind", "situp,dance"], "choose from situp, shrug, negative"),
     (["--size", "640"], "such as 640x360"), (["--size", "641x360"], "even numbers")],
)  # fmt: skip
def test_what_cannot_be_made_is_told_at_once(
    asked: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path / "out"), *asked])
    assert ended.value.code == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
