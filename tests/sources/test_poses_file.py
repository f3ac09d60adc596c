from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.outputs.table import Table
from formcheck.sources.replay import load_poses
from tests.fixtures.recorded import DATA, TOUCHY, clip, feed, play, played, write_all

FILES = ("frames.csv", "result.json", "warnings.vtt", "poses.npz")


@pytest.mark.parametrize("name", ["situp", "shrug", "nobody"])
def test_replaying_the_poses_that_were_written_makes_the_same_files(
    tmp_path: Path, name: str
) -> None:
    first = write_all(tmp_path / "first", played(name, TOUCHY))
    again = write_all(tmp_path / "again", play(load_poses(first / "poses.npz"), TOUCHY))
    assert sorted(path.name for path in again.iterdir()) == sorted(FILES)
    for file in FILES:
        assert (first / file).read_bytes() == (again / file).read_bytes(), file


def test_the_poses_are_those_that_were_found_and_not_the_smoothed_ones(tmp_path: Path) -> None:
    written = load_poses(write_all(tmp_path, played("situp")) / "poses.npz")
    np.testing.assert_array_equal(written.points, clip("situp").points)
    smooth = np.stack([reading.pose.points for reading in played("situp").readings])
    assert np.nanmax(np.abs(smooth - written.points)) > 0.5


def test_the_table_holds_the_smoothed_poses(tmp_path: Path) -> None:
    readings = played("situp").readings
    feed([Table(tmp_path / "frames.csv", [])], readings)
    nose = np.genfromtxt(tmp_path / "frames.csv", delimiter=",", skip_header=1, usecols=(3, 4))
    smooth = np.stack([reading.pose.points[0] for reading in readings])
    np.testing.assert_allclose(nose, smooth, atol=0.0501)


def test_recorded_clips_stay_small() -> None:
    for path in DATA.glob("*.npz"):
        assert path.stat().st_size < 300_000
