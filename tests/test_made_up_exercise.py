"""A new exercise is one file and one line in the registry: everything else takes it as it is."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import formcheck.jobs.batch
from formcheck.core.pose import HIPS, SHOULDERS, Pose
from formcheck.core.readings import Hold, Rep
from formcheck.core.risks.limits import Limits
from formcheck.frame import Frame
from formcheck.jobs.profiles import load_profile, save_neutral
from formcheck.live.calibration import learn_from_video
from formcheck.live.coaching.scene import Stage
from formcheck.live.outputs.status_line import line
from formcheck.live.screen import draw_screen
from formcheck.outputs.result import schema
from formcheck.overlay import draw
from formcheck.sources.replay import RecordedPoses, save_poses
from tests.fixtures.bodies import eased, sitting_up, standing, times
from tests.fixtures.clips import write_video
from tests.fixtures.coached import BEGIN, coached
from tests.fixtures.journal_command import Diary, a_diary
from tests.fixtures.live_set import trained
from tests.fixtures.made_up_exercise import SPEC, BareBow, Bow, bowing, register
from tests.fixtures.recorded import HEIGHT, WIDTH
from tests.fixtures.reviewed import judged, review, save
from tests.fixtures.seen_clip import Clip

RATE_HZ = 10
LEAN_DEG, NECK_DEG = 25.0, 35.0  # less than lets a set end; more than the limit of a neck
END_S = 16.0
FIRST_HELD_S, SECOND_HELD_S = 1.5, 0.5
BOWS = 2


@cache
def clip() -> Clip:
    """Two bows, the first held for longer and with a neck that is bent too far."""
    lean = eased(
        *((0, 0), (6, 0), (7, LEAN_DEG), (7 + FIRST_HELD_S, LEAN_DEG), (9.5, 0)),
        *((11, 0), (12, LEAN_DEG), (12 + SECOND_HELD_S, LEAN_DEG), (13.5, 0), (END_S, 0)),
    )
    neck = eased((0, 0), (6, 0), (7, NECK_DEG), (7 + FIRST_HELD_S, NECK_DEG), (9.5, 0), (END_S, 0))
    return bowing(END_S, lean, neck)


def poses() -> RecordedPoses:
    return RecordedPoses.of(list(clip()), WIDTH, HEIGHT)


class Knower:
    """A detector that knows the pose at each frame's time."""

    name, model_sha256 = "blazepose-full", "1" * 64

    def __init__(self, name: str = "") -> None:
        del name

    def detect(self, frame: Frame) -> Pose:
        shrink = frame.width_px / WIDTH
        pose = poses().pose(int(np.abs(clip().time_s - frame.time_s).argmin()))
        return replace(
            pose, time_s=frame.time_s, points=pose.points * shrink, spots=pose.spots * shrink
        )

    def close(self) -> None:
        pass


@pytest.fixture(params=[Bow, BareBow], ids=["with causes", "bare"])
def name(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The exercise, registered."""
    monkeypatch.setattr(formcheck.jobs.batch, "open_detector", Knower)
    return register(monkeypatch, request.param)


@pytest.fixture
def diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    yield from a_diary(tmp_path, monkeypatch, capfd)


@pytest.fixture
def checked(tmp_path: Path, name: str, diary: Diary) -> Path:
    """The folder of a video of it, checked and logged."""
    video = a_video(tmp_path / "bows.mp4")
    ran = diary.run("check", video, "--exercise", name, "--jobs", 1, "--log")
    assert (ran.code, ran.err) == (0, "")
    return video.with_suffix(".formcheck")


def a_video(path: Path) -> Path:
    times_s = np.arange(0.0, END_S, 1 / RATE_HZ).tolist()
    picture = np.full((240, 426, 3), 90, np.uint8)  # half of what the poses were seen in
    return write_video(path, times_s, lambda _: picture, coding={"preset": "ultrafast"})


def result_of(folder: Path) -> Any:
    return json.loads((folder / "result.json").read_text("utf-8"))


def replayed(diary: Diary, poses: Path, out: Path, *arguments: object) -> Path:
    """The folder in ``out`` of a replay that ends well."""
    ran = diary.run("replay", poses, "--out", out, *arguments)
    assert (ran.code, ran.err) == (0, "")
    (folder,) = out.glob("*.formcheck")
    return folder


def test_a_check_counts_it_in_reps_and_holds(checked: Path, name: str) -> None:
    result = result_of(checked)
    assert (result["exercise"], result["notes"]) == (name, [])
    assert not list(Draft202012Validator(schema()).iter_errors(result))
    assert [len(result["reps"]), len(result["holds"])] == [BOWS, BOWS]
    for hold, held_s in zip(result["holds"], (FIRST_HELD_S, SECOND_HELD_S), strict=True):
        assert held_s < hold["duration_s"] < held_s + 2.0  # the way down and up besides
    codes = [warning["code"] for warning in result["warnings"]]
    assert codes == ([] if name == BareBow.spec.name else ["strain.neck-flexed"])
    rows = list(csv.DictReader((checked / "frames.csv").read_text("utf-8").splitlines()))
    assert max(float(row["bow_deg"]) for row in rows) == pytest.approx(LEAN_DEG, abs=1.0)
    names = {path.name for path in checked.iterdir()}
    assert {"annotated.mp4", "warnings.vtt", "poses.npz", "report.html"} <= names


def test_it_is_recognised_among_all_exercises(name: str, tmp_path: Path, diary: Diary) -> None:
    save_poses(tmp_path / "poses.npz", poses())
    folder = replayed(diary, tmp_path / "poses.npz", tmp_path / "found")
    assert result_of(folder)["exercise"] == name


def test_where_nothing_is_found_the_note_names_it(name: str, tmp_path: Path, diary: Diary) -> None:
    still = clip().only(clip().time_s < 5.0)
    save_poses(tmp_path / "poses.npz", RecordedPoses.of(list(still), WIDTH, HEIGHT))
    found = result_of(replayed(diary, tmp_path / "poses.npz", tmp_path / "found"))
    assert found["exercise"] == "none"
    assert found["notes"] == ["neither sit-ups nor shrugs nor bows were found: nothing is judged"]
    assert name


def test_a_replay_finds_the_same(checked: Path, name: str, tmp_path: Path, diary: Diary) -> None:
    folder = replayed(diary, checked / "poses.npz", tmp_path / "again", "--exercise", name)
    found, again = result_of(checked), result_of(folder)
    for key in ("exercise", "reps", "holds", "warnings", "coverage", "baseline"):
        assert found[key] == again[key]


def test_reports_and_the_index_say_its_word(checked: Path, diary: Diary) -> None:
    ran = diary.run("report", checked.parent)
    assert (ran.code, ran.err) == (0, "")
    assert "Bows" in (checked / "report.html").read_text("utf-8")
    assert ">bows<" in (checked.parent / "index.html").read_text("utf-8")


def test_two_sets_of_it_are_compared(
    checked: Path, tmp_path: Path, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replayed(diary, checked / "poses.npz", tmp_path / "again")
    monkeypatch.chdir(tmp_path)
    ran = diary.run("compare", checked, other)
    assert (ran.code, ran.err) == (0, "")
    (page,) = tmp_path.glob("compare-*.html")
    assert "bow" in page.read_text("utf-8").lower()


def test_coaches_are_held_against_it(checked: Path, diary: Diary) -> None:
    reps = judged([("fine", "fine")] * 3 + [("too far", "fine")])
    save(
        checked / "review-ana.json",
        review(reps=reps, holds=judged([("within the limit", "within the limit")] * 2)),
    )
    ran = diary.run("agree", checked)
    assert (ran.code, ran.err) == (0, "")
    assert "formcheck, Ana" in ran.out


def test_the_journal_keeps_what_was_checked_and_what_is_told(
    checked: Path, name: str, diary: Diary, tmp_path: Path
) -> None:
    one = diary.json("show", 1)
    assert (one["exercise"], one["reps"], one["holds"]) == (name, BOWS, BOWS)
    ran = diary("add", name, "--reps", 5, "--holds", 4, "--held", 20)
    assert (ran.code, ran.err) == (0, "")
    assert "Bows" in ran.out or "bows" in ran.out  # twice as many on one day are a jump
    two = diary.json("show", 2)
    assert (two["exercise"], two["reps"], two["holds"], two["held_s"]) == (name, 5, 4, 20.0)
    assert "bow" in diary("list").out
    for arguments in (("week",), ("page", "--out", tmp_path / "weeks.html"), ("show", 1)):
        ran = diary(*arguments)
        assert (ran.code, ran.err) == (0, ""), arguments
    assert diary("add", name).complaint == "--reps is needed: how many did you do?"
    assert checked.exists()


def test_what_counts_only_holds_or_reps_says_so_with_it(name: str, diary: Diary) -> None:
    told = diary("add", "situp", "--reps", 3, "--holds", 3).complaint
    assert told == "--holds and --held are for shrugs and bows: use --reps"
    assert "|".join(("auto", "situp", "shrug", name)) in diary.run("check", "--help").out


def test_its_limits_are_those_of_its_causes(name: str, diary: Diary, tmp_path: Path) -> None:
    ran = diary.run("limits")
    assert (ran.code, ran.err) == (0, "")
    config = tmp_path / "strict.toml"
    config.write_text("[strain]\nneck_flexed_deg = 60\nneck_stop_deg = 70\n[cramp]\nload = 'heavy'")
    save_poses(tmp_path / "poses.npz", poses())
    strict = ("--exercise", name, "--config", config)
    folder = replayed(diary, tmp_path / "poses.npz", tmp_path / "strict", *strict)
    assert result_of(folder)["warnings"] == []


def test_a_live_set_of_it_is_coached_to_its_end(name: str) -> None:
    told = coached(clip(), name)
    assert told.stages == BEGIN
    assert SPEC.guidance.camera not in told.headlines
    assert SPEC.guidance.ready in told.headlines
    events = told.events()
    assert sum(isinstance(event, Rep) for event in events) == BOWS
    assert sum(isinstance(event, Hold) for event in events) == BOWS
    warned = {cue for cue in told.cues() if cue.startswith("strain.")}
    assert bool(warned) is (name == Bow.spec.name)


def test_who_does_not_kneel_or_face_away_is_told(name: str) -> None:

    lying = coached(sitting_up(times(3.0), eased((0, 5), (3, 5))), name)
    assert lying.headlines[-1] == SPEC.guidance.take_posture
    facing = coached(standing(times(3.0), 0.0), name)
    assert facing.headlines[-1] == SPEC.guidance.turn


def test_every_live_scene_can_be_drawn_and_told(name: str) -> None:
    told = coached(clip(), name)
    image = np.full((HEIGHT, WIDTH, 3), 80, np.uint8)
    stages: set[Stage] = set()
    for scene in told.scenes[::15]:
        drawn = draw_screen(image, scene, Limits(), (640, 360))
        assert drawn.shape == (360, 640, 3)
        assert len(line(scene).plain) <= 80
        stages.add(scene.stage)
    assert stages == set(BEGIN)
    last = line(told.scenes[-1]).plain
    assert f"bows {BOWS}" in last


def test_the_summary_of_a_live_set_counts_both(name: str, tmp_path: Path) -> None:
    gone = [Pose.missing(END_S + i / 30) for i in range(1, 130)]
    keeper = trained(tmp_path / "sets", [*clip(), *gone], name)
    (outcome,) = keeper.kept
    assert outcome.error == ""
    (folder,) = (tmp_path / "sets").glob("*.formcheck")
    assert folder.name.endswith(f" {name}.formcheck")
    result = result_of(folder)
    assert [len(result["reps"]), len(result["holds"])] == [BOWS, BOWS]
    told = coached([*clip(), *gone], name, size=(WIDTH, HEIGHT))
    summary = next(scene.summary for scene in told.scenes if scene.stage is Stage.SUMMARY)
    assert summary[:2] == (f"{BOWS} bows", f"{BOWS} holds")
    assert summary[2].startswith("Longest hold ")


def test_what_is_drawn_follows_from_its_spec(name: str) -> None:
    image = np.full((HEIGHT, WIDTH, 3), 80, np.uint8)
    reading = next(one for one in clip().readings(name) if one.number)
    unwatched = replace(reading, exercise="", active=())
    drawn, skeleton = (draw(image, one, Limits()) for one in (reading, unwatched))
    changed = (drawn != skeleton).any(axis=2)
    assert changed[: HEIGHT // 4, : WIDTH // 4].any()  # the count
    trunk = reading.pose.points[[*SHOULDERS, *HIPS]].mean(axis=0)
    across, down = (round(float(place)) for place in trunk)
    assert bool(changed[down, across]) is (name == Bow.spec.name)  # the lines of trunk and neck


def test_its_neutral_can_be_kept_in_a_profile(
    name: str, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    video = a_video(tmp_path / "bows.mp4")
    save_neutral("ana", name, learn_from_video(video, name, Knower()))
    assert list(load_profile("ana").neutrals) == [name]
    ran = diary.run("check", video, "--exercise", name, "--profile", "ana", "--jobs", 1)
    assert (ran.code, ran.err) == (0, "")
    result = result_of(video.with_suffix(".formcheck"))
    assert result["baseline"]["from"].startswith("profile ana of ")
    assert len(result["reps"]) == BOWS
