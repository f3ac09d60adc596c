from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.core.pose import Pose
from formcheck.sources.pose_log import RECORD, PoseLog
from formcheck.sources.replay import load_poses, save_poses


def pose(i: int) -> Pose:
    numbers = np.random.default_rng(i).normal(size=(33, 6))
    return Pose(i / 30, numbers[:, :2], numbers[:, 2:5], numbers[:, 5])


@settings(max_examples=20, deadline=None)
@given(first=st.integers(0, 20), more=st.integers(0, 20))
def test_poses_come_back_in_order_and_the_log_goes_on_growing(first: int, more: int) -> None:
    with PoseLog() as log:
        for i in range(first):
            log.append(pose(i))
        early = log.poses(64, 48)
        for i in range(first, first + more):
            log.append(pose(i))
        late = log.poses(64, 48)
        assert (len(early), len(late)) == (first, first + more)
        for poses in (early, late):
            assert (poses.width, poses.height) == (64, 48)
            for i, logged in enumerate(poses):
                assert logged.time_s == i / 30
                np.testing.assert_array_equal(logged.points, pose(i).points)
                np.testing.assert_array_equal(logged.world, pose(i).world)
                np.testing.assert_array_equal(logged.visibility, pose(i).visibility)


def test_a_pose_outlives_its_log() -> None:
    with PoseLog() as log:
        log.append(pose(7))
        logged = log.poses(64, 48).pose(0)
    np.testing.assert_array_equal(logged.points, pose(7).points)


def test_an_instant_without_anybody_stays_missing() -> None:
    with PoseLog() as log:
        log.append(Pose.missing(0.5))
        logged = log.poses(64, 48).pose(0)
    assert logged.time_s == 0.5
    assert not logged.seen


def test_the_log_lies_on_disk_and_is_gone_after_closing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    log = PoseLog()
    for i in range(50):
        log.append(pose(i))
    poses = log.poses(64, 48)
    assert isinstance(poses.points, np.memmap)
    assert os.fstat(log._file.fileno()).st_size == 50 * RECORD.itemsize
    log.close()
    assert list(tmp_path.iterdir()) == []


def test_a_log_can_be_saved_as_poses(tmp_path: Path) -> None:
    with PoseLog() as log:
        for i in range(5):
            log.append(pose(i))
        save_poses(tmp_path / "poses.npz", log.poses(64, 48))
    assert load_poses(tmp_path / "poses.npz").time_s.tolist() == [i / 30 for i in range(5)]
