"""The scoreboard as it is run, on recorded poses: no pose model is needed where they are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_videos"
POSES = ROOT / "tests" / "data" / "situp.npz"


def run(module: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    return subprocess.run(  # noqa: S603 - our own script
        [str(part) for part in command], cwd=ROOT, text=True, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.fixture
def rendered(tmp_path: Path) -> Path:
    """A folder with one clip's truth and its poses, and no video."""
    folder = tmp_path / "rendered"
    folder.mkdir()
    for ending in (".csv", ".json"):
        shutil.copy(SAMPLE / f"situp_behind{ending}", folder)
    shutil.copy(POSES, folder / "situp_behind.poses.npz")
    return folder


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A folder with one clip counted by eye."""
    folder = tmp_path / "real"
    (folder / "poses").mkdir(parents=True)
    shutil.copy(POSES, folder / "poses" / "r1.npz")
    clip = {"name": "r1", "kind": "situp", "note": "three sit-ups", "count": [3, 4]}
    (folder / "annotations.json").write_text(json.dumps([clip]))
    return folder


def test_recorded_poses_are_scored_printed_and_written(
    rendered: Path, real: Path, tmp_path: Path
) -> None:
    done = run("accuracy", f"Test people={rendered}", "--real", real, "--write", tmp_path / "out")
    kept = json.loads((tmp_path / "out" / "truth.json").read_text())
    (clip,) = kept["sets"][0]["clips"]
    assert kept["sets"][0]["name"] == "Test people"
    assert (clip["name"], clip["count"], clip["counted"]) == ("situp_behind", 3, 3)
    assert [rep["verdict"] for rep in clip["reps"]][1:] == ["too far", "too far"]
    assert "1 clips, 1 people, 3 reps, 0 holds." in done.stdout
    assert "0 of 1" in done.stdout and kept["real"][0]["right"]
    assert done.returncode == ("MISSED" in done.stdout), done.stderr


def test_rendered_and_real_poses_are_compared(rendered: Path, real: Path, tmp_path: Path) -> None:
    done = run("accuracy.domain_gap", rendered, "--real", real, "--write", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    (found,) = json.loads((tmp_path / "out" / "domain_gap.json").read_text())
    assert (found["kind"], found["rendered"], found["real"]) == ("situp", 1, 1)
    assert all(each["distance"] == 0.0 for each in found["features"])


def test_a_folder_without_truth_is_wrong_usage(tmp_path: Path) -> None:
    done = run("accuracy", tmp_path)
    assert done.returncode == 2 and "has no clip with its CSV and JSON" in done.stderr
