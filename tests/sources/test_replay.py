from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.errors import FormcheckError
from formcheck.core.pose import Pose, RefinedKeypoint
from formcheck.frame import Frame
from formcheck.sources.replay import Learnt, RecordedPoses, Replay, load_poses, save_poses
from formcheck.sources.video import VideoSource
from tests.fixtures.clips import TIMES_S, write_video


def poses_at(times_s: list[float], seed: int = 0) -> RecordedPoses:
    """Different poses for each time, nobody in every third one."""
    random = np.random.default_rng(seed)
    count = len(times_s)
    numbers = random.normal(size=(count, 33, 6))
    numbers[::3] = np.nan
    return RecordedPoses(
        time_s=np.array(times_s),
        points=100.0 * numbers[..., :2],
        world=numbers[..., 2:5],
        visibility=np.clip(numbers[..., 5], 0.0, 1.0),
        width=854,
        height=480,
        spots=random.normal(size=(count, len(RefinedKeypoint), 2)),
        refined_error_deg=random.uniform(size=count),
    )


def same(one: Pose, other: Pose) -> bool:
    return one.time_s == other.time_s and all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True)
        for name in ("points", "world", "visibility", "spots", "refined_error_deg")
    )


growing = st.lists(st.integers(1, 10**6), min_size=1, max_size=30).map(
    lambda steps: (np.cumsum(steps) / 30000).tolist()
)


@settings(max_examples=30, deadline=None)
@given(times_s=growing, seed=st.integers(0, 99))
def test_poses_come_back_from_their_file_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, times_s: list[float], seed: int
) -> None:
    path = tmp_path_factory.mktemp("poses") / "poses"
    saved = poses_at(times_s, seed)
    save_poses(path, saved)
    loaded = load_poses(path)
    assert (loaded.width, loaded.height, len(loaded)) == (854, 480, len(times_s))
    assert all(same(one, other) for one, other in zip(saved, loaded, strict=True))


def test_the_same_poses_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.npz", "other.npz"):
        save_poses(tmp_path / name, poses_at([0.0, 0.5]))
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()


def test_single_precision_and_integer_times_are_taken(tmp_path: Path) -> None:
    poses = poses_at([0.0, 0.5])
    np.savez(
        tmp_path / "poses.npz",
        **{
            name: getattr(poses, name).astype(np.float32)
            for name in ("time_s", "points", "world", "visibility")
        },
        width=np.int32(854),
        height=np.uint16(480),
    )
    loaded = load_poses(tmp_path / "poses.npz")
    assert loaded.points.dtype == loaded.time_s.dtype == np.float64
    assert loaded.time_s.tolist() == [0.0, 0.5]


def test_poses_at_whose_heads_no_second_look_was_taken_have_none(tmp_path: Path) -> None:
    np.savez(tmp_path / "poses.npz", **good())  # type: ignore[arg-type]  # names and arrays
    loaded = load_poses(tmp_path / "poses.npz")
    assert loaded.spots.shape == (3, len(RefinedKeypoint), 2)
    assert np.isnan(loaded.spots).all()
    assert np.isnan(loaded.refined_error_deg).all()
    assert loaded.points == pytest.approx(poses_at([0.0, 0.5, 1.0]).points, nan_ok=True)


def test_poses_recorded_before_shoulders_were_looked_at_have_the_other_spots(
    tmp_path: Path,
) -> None:
    saved = poses_at([0.0, 0.5, 1.0])
    learnt = Learnt("situp", Baseline(saved.pose(1), "rest 0.0-1.0 s"))
    save_poses(tmp_path / "poses.npz", replace(saved, learnt=learnt))
    with np.load(tmp_path / "poses.npz") as file:
        fewer = {
            name: array[..., :7, :] if name.endswith("spots") else array
            for name, array in file.items()
        }
    np.savez(tmp_path / "earlier.npz", **fewer)
    loaded = load_poses(tmp_path / "earlier.npz")
    assert np.array_equal(loaded.spots[:, :7], saved.spots[:, :7])
    assert np.isnan(loaded.spots[:, 7:]).all()
    assert loaded.learnt is not None
    assert np.array_equal(loaded.learnt.baseline.neutral.spots[:7], saved.spots[1, :7])


def good() -> dict[str, object]:
    poses = poses_at([0.0, 0.5, 1.0])
    names = ("time_s", "points", "world", "visibility", "width", "height")
    return {name: getattr(poses, name) for name in names}


def test_what_a_file_holds_besides_hinders_nothing(tmp_path: Path) -> None:
    saved, path = poses_at(TIMES_S), tmp_path / "poses.npz"
    learnt = Learnt("situp", Baseline(saved.pose(1), "rest 0.0-1.0 s"))
    save_poses(path, replace(saved, learnt=learnt))
    with np.load(path) as file:
        np.savez(path, head=np.zeros((len(saved), 4, 2)), learnt_head=np.zeros((4, 2)), **file)
    loaded = load_poses(path)
    assert all(same(one, other) for one, other in zip(saved, loaded, strict=True))
    assert loaded.learnt is not None
    assert loaded.learnt.baseline.origin == "rest 0.0-1.0 s"


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"points": None}, "it lacks points"),
        ({"height": None}, "it lacks height"),
        ({"points": np.zeros((3, 33, 3))}, "points must be floats of shape"),
        ({"visibility": np.zeros((3, 33), int)}, "visibility must be floats of shape"),
        ({"spots": np.zeros((3, 4, 2))}, "spots must be floats of shape"),
        ({"look_error_deg": np.zeros(2)}, "look_error_deg must be finite or NaN, one for each"),
        ({"world": np.zeros((2, 33, 3))}, "world must be finite or NaN, one for each time"),
        ({"points": np.full((3, 33, 2), np.inf)}, "points must be finite or NaN"),
        ({"time_s": np.zeros((3, 1))}, "time_s must be floats of shape"),
        ({"time_s": np.array([0.0, 0.5, 0.5])}, "time_s must grow"),
        ({"time_s": np.array([0.0, np.nan, 0.5])}, "time_s must grow"),
        ({"time_s": np.array([0.0, 1.0, np.inf])}, "time_s must be finite"),
        ({"width": 0}, "width must be a whole number"),
        ({"width": 854.0}, "width must be a whole number"),
        ({"height": np.array([480, 480])}, "height must be a whole number"),
        ({"world": np.array([{}, {}, {}], object)}, "broken or something else"),
    ],
)
def test_a_wrong_poses_file_is_told_in_one_line(
    tmp_path: Path, wrong: dict[str, object], complaint: str
) -> None:
    content = {name: array for name, array in (good() | wrong).items() if array is not None}
    np.savez(tmp_path / "poses.npz", **content)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(FormcheckError, match=rf"poses\.npz .*{complaint}") as raised:
        load_poses(tmp_path / "poses.npz")
    assert "\n" not in str(raised.value)


def test_a_file_without_poses_is_refused(tmp_path: Path) -> None:
    save_poses(tmp_path / "poses.npz", poses_at([]))
    with pytest.raises(FormcheckError, match="at least one time"):
        load_poses(tmp_path / "poses.npz")


def test_a_file_that_is_not_there_or_a_folder_is_told_so(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.npz", tmp_path):
        with pytest.raises(FormcheckError, match="can't be read"):
            load_poses(path)


def test_other_kinds_of_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "poses.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("time_s.npy", "not an array")
    lone = tmp_path / "lone.npy"
    np.save(lone, np.zeros(3))
    text = tmp_path / "text.npz"
    text.write_text("time_s")
    (tmp_path / "empty.npz").touch()
    for other in (path, lone, text, tmp_path / "empty.npz"):
        with pytest.raises(FormcheckError, match="is not a poses file"):
            load_poses(other)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_flipped_bytes_load_or_are_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("poses") / "poses.npz"
    save_poses(path, poses_at([0.0, 0.5, 1.0]))
    content = bytearray(path.read_bytes())
    headers = [i for i in range(len(content)) if content[i : i + 2] == b"PK"]
    near = st.sampled_from(headers).flatmap(lambda start: st.integers(start, start + 150))
    for place in data.draw(st.lists(near, min_size=1, max_size=5)):
        content[place % len(content)] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    try:
        assert len(load_poses(path)) == 3
    except FormcheckError as error:
        assert str(path) in str(error)


def test_a_pose_may_be_changed_without_changing_the_recording() -> None:
    poses = poses_at([0.0, 0.1])
    for name in ("points", "world", "visibility"):
        getattr(poses.pose(1), name)[:] = 0.0
    assert same(poses.pose(1), poses_at([0.0, 0.1]).pose(1))


def test_a_replay_gives_each_pose_again_without_pictures() -> None:
    poses = poses_at([0.0, 0.1, 0.3, 0.35])
    replay = Replay(poses)
    for _ in range(2):
        frames = list(replay)
        assert [frame.time_s for frame in frames] == poses.time_s.tolist()
        assert all(frame.image.shape == (0, 0, 3) for frame in frames)
        found = [replay.detect(frame) for frame in frames]
        assert all(same(one, other) for one, other in zip(found, poses, strict=True))


def test_a_replay_detects_in_the_frames_of_its_video_too(tmp_path: Path) -> None:
    source = VideoSource(write_video(tmp_path / "clip.mp4"), start_s=0.2)
    poses = poses_at([float(np.float64(time_s)) for time_s in TIMES_S])
    replay = Replay(poses)
    found = [replay.detect(frame).time_s for frame in source]
    assert found == [time_s for time_s in TIMES_S if time_s >= 0.2]


@pytest.mark.parametrize("time_s", [-1.0, 0.1000001, 9.0, np.nan])
def test_a_time_that_was_not_recorded_is_told(time_s: float) -> None:
    frame = Frame(time_s, np.empty((0, 0, 3), np.uint8))
    with pytest.raises(FormcheckError, match="no pose was recorded at"):
        Replay(poses_at([0.0, 0.1, 0.2])).detect(frame)
