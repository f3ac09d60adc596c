"""What is kept of every set, and that it says the same when it is read again."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.core.analysis.set_summary import Session
from formcheck.core.errors import FormcheckError
from formcheck.core.readings import Hold, Rep
from formcheck.core.risks.limits import Limits
from formcheck.jobs.options import Options
from formcheck.jobs.video_job import check_poses
from formcheck.outputs.video_file import GROWING, VideoFile
from formcheck.sources.replay import Learnt, load_poses, save_poses
from formcheck.sources.video import VideoSource
from tests.fixtures.clips import noise
from tests.fixtures.live_set import REST_S, later, live_poses, trained
from tests.fixtures.recorded import TOUCHY, USUAL, clip, play, read_result

FILES = ["frames.csv", "poses.npz", "report.html", "result.json", "warnings.vtt"]
READ_AGAIN = ("exercise", "view_yaw_deg", "coverage", "baseline", "reps", "holds", "warnings")


@pytest.fixture(autouse=True)
def no_picture_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """These runs are quicker than any camera, and than the encoder."""

    def put(video: VideoFile, time_s: float, image: Any) -> bool:
        video.put(time_s, image)
        return True

    monkeypatch.setattr(VideoFile, "offer", put)


def only_folder(out: Path) -> Path:
    (folder,) = out.glob("*.formcheck")
    return folder


def replayed(folder: Path, limits: Limits) -> dict[str, Any]:
    path = folder / "poses.npz"
    options = Options(limits=limits, write=("result",))
    check_poses(path, load_poses(path), folder.parent / "again", options)
    return read_result(folder.parent / "again" / "result.json")


@pytest.mark.parametrize("name", ["situp", "shrug"])
def test_a_set_gets_a_dated_folder_like_that_of_a_check(tmp_path: Path, name: str) -> None:
    before = datetime.now().replace(microsecond=0)
    trained(tmp_path / "sets", live_poses(name), name)
    folder = only_folder(tmp_path / "sets")
    date, _, what = folder.name.removesuffix(".formcheck").rpartition(" ")
    assert what == name
    assert before <= datetime.strptime(date, "%Y-%m-%d %H.%M.%S") <= datetime.now()
    assert sorted(path.name for path in folder.iterdir()) == FILES
    recorded = datetime.fromisoformat(
        read_result(folder / "result.json")["source"]["recorded"][:-1]
    )
    assert recorded == datetime.strptime(date, "%Y-%m-%d %H.%M.%S").astimezone(
        timezone.utc
    ).replace(tzinfo=None)


@pytest.mark.parametrize("limits", [USUAL, TOUCHY], ids=["usual", "touchy"])
@pytest.mark.parametrize("name", ["situp", "shrug"])
def test_replaying_a_set_gives_the_same_to_the_last_digit(
    tmp_path: Path, name: str, limits: Limits
) -> None:
    trained(tmp_path / "sets", live_poses(name), name, limits=limits)
    folder = only_folder(tmp_path / "sets")
    kept, again = read_result(folder / "result.json"), replayed(folder, limits)
    assert kept["reps"] or kept["holds"]
    assert kept["warnings"] or limits is USUAL
    assert {key: again[key] for key in READ_AGAIN} == {key: kept[key] for key in READ_AGAIN}


@pytest.mark.parametrize("name", ["situp", "shrug"])
def test_what_is_kept_is_what_the_coach_told(tmp_path: Path, name: str) -> None:
    keeper = trained(tmp_path / "sets", live_poses(name), name)
    (outcome,) = keeper.kept
    expected = Session(USUAL)
    played = play(clip(name))
    for reading in played.readings:
        expected.add(reading)
    summary = expected.summary()
    result = read_result(only_folder(tmp_path / "sets") / "result.json")
    assert outcome.result is not None
    assert outcome.result.source.sha256 == result["source"]["sha256"]
    assert len(result["reps"]) == len(summary.reps)
    assert len(result["holds"]) == len(summary.holds)
    found = [(part["start_s"], part["end_s"]) for part in result["reps"] + result["holds"]]
    events: list[Rep | Hold] = [*summary.reps, *summary.holds]
    shift_s = found[0][0] - events[0].start_s
    assert 0.0 < shift_s < REST_S
    for (start_s, end_s), event in zip(found, events, strict=True):
        assert start_s == pytest.approx(event.start_s + shift_s, abs=0.1)
        assert end_s == pytest.approx(event.end_s + shift_s, abs=0.1)


def test_a_set_can_be_judged_by_a_neutral_found_anew(tmp_path: Path) -> None:
    trained(tmp_path / "sets", live_poses("situp"))
    folder = only_folder(tmp_path / "sets")
    kept = read_result(folder / "result.json")
    found = load_poses(folder / "poses.npz")
    assert found.learnt is not None
    assert found.learnt.baseline.origin == kept["baseline"]["from"]
    anew = play(found)
    assert anew.baseline.origin != kept["baseline"]["from"]


@pytest.mark.parametrize("broken", ["exercise", "points"])
def test_a_poses_file_with_half_a_neutral_is_refused(tmp_path: Path, broken: str) -> None:
    poses = clip("situp")
    save_poses(tmp_path / "p.npz", poses)
    arrays = dict(np.load(tmp_path / "p.npz"))
    learnt = Learnt("situp", play(poses).baseline)
    arrays |= {"learnt_origin": np.array("x"), "learnt_rested": np.array(True)}
    arrays |= {"learnt_exercise": np.array("situp"), "learnt_world": learnt.baseline.neutral.world}
    arrays |= {"learnt_points": learnt.baseline.neutral.points}
    np.savez(tmp_path / "p.npz", **arrays)
    assert load_poses(tmp_path / "p.npz").learnt is not None
    if broken == "exercise":
        del arrays["learnt_exercise"]
    else:
        arrays["learnt_points"] = np.zeros((3, 3))
    np.savez(tmp_path / "p.npz", **arrays)
    with pytest.raises(FormcheckError, match=r"p\.npz is not a poses file"):
        load_poses(tmp_path / "p.npz")


def test_nothing_is_left_of_a_run_without_a_set(tmp_path: Path) -> None:
    trained(tmp_path / "sets", live_poses("standing", gone_s=0.0), "situp", recording=True)
    assert not (tmp_path / "sets").exists()


def test_nothing_is_kept_of_a_set_in_which_nothing_was_done(tmp_path: Path) -> None:
    still = [pose for pose in live_poses("situp") if pose.time_s < REST_S + 1.0]
    keeper = trained(tmp_path / "sets", still)
    assert keeper.kept == []
    assert not (tmp_path / "sets").exists()


def test_a_recorded_set_has_its_picture_beside_the_folder(tmp_path: Path) -> None:
    trained(tmp_path / "sets", live_poses("situp")[::3], recording=True)
    folder = only_folder(tmp_path / "sets")
    assert sorted(path.name for path in folder.iterdir()) == sorted([*FILES, "annotated.mp4"])
    video = folder.with_suffix(".mp4")
    times_s = [frame.time_s for frame in VideoSource(video)]
    poses = load_poses(folder / "poses.npz")
    assert set(times_s) <= set(poses.time_s.tolist())  # the very same numbers
    assert len(times_s) == len(poses)
    assert read_result(folder / "result.json")["source"]["name"] == video.name


def test_a_lost_camera_leaves_a_gap_in_the_picture_and_a_note(tmp_path: Path) -> None:
    gaps = [(REST_S + 0.5, REST_S + 1.5), (REST_S + 4.6, REST_S + 5.4)]
    video = tmp_path / "a.mp4"
    trained(tmp_path / "sets", live_poses("situp")[::3], gaps=gaps, record=video, recording=True)
    folder = only_folder(tmp_path / "sets")
    steps_s = np.diff([frame.time_s for frame in VideoSource(video)])
    assert (steps_s > 0.7).sum() == 2
    assert np.diff(load_poses(folder / "poses.npz").time_s) == pytest.approx(steps_s, abs=1e-9)
    gone_s = steps_s[steps_s > 0.7].sum()
    (note,) = [note for note in read_result(folder / "result.json")["notes"] if "gone" in note]
    assert note == f"the picture was gone 2 times, for {gone_s:.1f} s in all"
    assert not any(
        warning["risk"] == "camera" for warning in read_result(folder / "result.json")["warnings"]
    )


def test_the_second_recorded_set_has_a_number(tmp_path: Path) -> None:
    first = live_poses("situp", gone_s=16.0)[::3]
    shift_s = first[-1].time_s + 0.1
    second = [later(pose, pose.time_s + shift_s) for pose in live_poses("situp")[::3]]
    both = [*first, *second]
    keeper = trained(tmp_path / "sets", both, recording=True, record=tmp_path / "legs.mp4")
    assert [outcome.error for outcome in keeper.kept] == ["", ""]
    assert sorted(path.name for path in tmp_path.glob("*.mp4")) == ["legs 2.mp4", "legs.mp4"]


def test_a_place_that_can_not_be_written_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "sets").write_text("a file")
    with pytest.raises(FormcheckError, match="--out"):
        trained(tmp_path / "sets", live_poses("situp"))


def test_what_a_killed_run_recorded_can_be_played(tmp_path: Path) -> None:
    video = VideoFile(tmp_path / "a.mp4", width=64, height=48, muxing=GROWING)
    for i in range(200):
        video.put(i / 30, noise(i))
    killed = tmp_path / "killed.mp4"
    killed.write_bytes((tmp_path / "a.mp4").read_bytes())  # as it lies there at this moment
    video.close()
    times_s = [frame.time_s for frame in VideoSource(killed)]
    assert len(times_s) > 60  # two seconds at a time
    assert times_s == pytest.approx([i / 30 for i in range(len(times_s))], abs=1e-4)
