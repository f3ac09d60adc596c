"""The truth of rendered clips: where landmarks fall in the picture, and the table that tells."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.clips import read_truth
from benchmarks.render.body import make_body
from benchmarks.render.camera import FAR_M, NEAR_M, Lens, metres_away, seen_from, view
from benchmarks.render.clip import plan_clip
from benchmarks.render.sensor import Film, Sensor
from benchmarks.render.stage import set_stage
from benchmarks.render.truth_table import trunk_and_neck, truth_columns, visible, write_truth

LENS = Lens(640, 360, 40.0)


def test_what_a_camera_looks_at_is_in_the_middle_and_what_is_higher_is_above() -> None:
    views = np.repeat(view([[3.0, 1.0, 0.0]], [[0.0, 1.0, 0.0]]), 2, axis=0)
    middle, above = LENS.pixels(seen_from(views, np.array([[0.0, 1.0, 0.0], [0.0, 1.5, 0.0]])))
    assert middle == pytest.approx([320.0, 180.0])
    half_view = np.tan(np.radians(20.0)) * 3.0
    assert above == pytest.approx([320.0, 180.0 - 0.5 / half_view * 180.0])


def test_depth_is_read_back_as_the_metres_it_was_drawn_at() -> None:
    clip = LENS.projection() @ [0.0, 0.0, -2.5, 1.0]
    stored = (clip[2] / clip[3] + 1.0) / 2.0
    assert metres_away(np.array(stored)) == pytest.approx(2.5)
    assert metres_away(np.array([0.0, 1.0])) == pytest.approx([NEAR_M, FAR_M])


def test_angles_are_those_of_the_lines_between_ear_shoulder_and_hip() -> None:
    place = {"hip": (0, 0, 0), "shoulder": (0, 0.5, 0), "ear": (0, 0.5 + 0.2 * 0.8, 0.2 * 0.6)}
    apart = np.array([0.1, 0.0, 0.0])
    points = {
        f"{side}_{name}": np.array([where]) + sign * apart
        for name, where in place.items()
        for side, sign in (("left", 1), ("right", -1))
    }
    flat = {name: where[:, [2, 1]] * [1, -1] for name, where in points.items()}
    found = trunk_and_neck(points, flat)
    forward = np.degrees(np.arctan2(0.6, 0.8))
    assert found["neck_spine_3d"] == pytest.approx(forward)
    assert found["neck_spine_sagittal_signed"] == pytest.approx(forward)
    assert found["neck_spine_2d"] == pytest.approx(forward)
    assert found["trunk_angle"] == pytest.approx(90.0)
    assert found["torso_len"] == pytest.approx(0.5)


@pytest.mark.parametrize("seed", range(12))
def test_the_person_is_in_the_picture(seed: int) -> None:
    clip = plan_clip(seed)
    stage = set_stage(clip, LENS, np.linspace(0.1, clip.plan.duration_s, 12))
    if clip.viewpoint.crop:
        shown = [f"{side}_{part}" for side in ("left", "right") for part in ("shoulder", "hip")]
    else:
        shown = list(stage.landmarks)
    for name in shown:
        x, y = LENS.pixels(seen_from(stage.shot.views, stage.landmarks[name])).T
        assert x.min() > -25.0 and x.max() < 665.0, (name, clip.viewpoint)
        assert y.min() > -25.0 and y.max() < 385.0, (name, clip.viewpoint)


def test_a_landmark_behind_something_or_outside_is_not_visible() -> None:
    columns = {
        "ear_u": np.array([10.0]), "ear_v": np.array([5.0]), "ear_cz": np.array([-3.0]),
        "toe_u": np.array([-1.0]), "toe_v": np.array([5.0]), "toe_cz": np.array([-3.0]),
    }  # fmt: skip
    names = ["ear", "toe"]
    assert visible(columns, names, 0, np.full((20, 20), 2.95)) == {"ear_vis": 1, "toe_vis": 0}
    assert visible(columns, names, 0, np.full((20, 20), 2.5))["ear_vis"] == 0


def test_the_table_is_read_by_the_benchmark_that_scores_formcheck(tmp_path: Path) -> None:
    clip = plan_clip(2, ("situp",))
    time_s = clip.times_s()[0][::5]
    motion = clip.plan.perform(make_body(clip.person.shape), time_s)
    landmarks = motion.posture.landmarks()
    views = np.repeat(view([[3.0, 1.0, 0.0]], [[0.0, 0.4, 0.0]]), len(time_s), axis=0)
    columns = truth_columns(time_s, motion, landmarks, views, LENS)
    seen = [{f"{name}_vis": 1 for name in landmarks} for _ in time_s]
    write_truth(tmp_path / "clip.csv", "situp", columns, seen)
    about = {"args": {"az": clip.viewpoint.yaw_deg}}
    (tmp_path / "clip.json").write_text(json.dumps(about))
    truth = read_truth(tmp_path)[0]
    assert truth.exercise == "situp" and truth.count == motion.rep.max()
    assert truth.yaw_deg == clip.viewpoint.yaw_deg
    assert truth.trunk_deg == pytest.approx(columns["trunk_angle"], abs=1e-4)
    with (tmp_path / "clip.csv").open(newline="") as file:
        header = next(csv.reader(file))
    assert header[:4] == ["frame", "t", "exercise", "rep"]
    assert len(header) == len(set(header)) == 16 + 9 * len(landmarks)


def test_what_was_drawn_can_be_written_down() -> None:
    for seed in range(40):
        groups = json.loads(json.dumps(plan_clip(seed).labels()))["groups"]
        assert {"sex", "age", "build", "skin", "yaw_deg", "motion", "occluder"} <= set(groups)


def test_noise_has_the_strength_that_was_drawn_and_repeats_with_its_seed() -> None:
    film = Film(25, 0.0, 1, 0.5, 4.0, 23)
    grey = np.full((90, 160, 3), 128, np.uint8)
    one, other = (Sensor(film, 160, 90, np.random.default_rng(5)).frame([grey]) for _ in range(2))
    assert np.array_equal(one, other)
    assert one[..., 0].std() == pytest.approx(4.0, rel=0.1)
    assert one.mean() == pytest.approx(128.0, abs=0.3)


def test_exposures_are_spread_around_each_frame_within_its_shutter() -> None:
    blurred = next(c for c in map(plan_clip, range(200)) if c.film.exposures > 1)
    frames, exposed = blurred.times_s()
    around = exposed.reshape(len(frames), -1) - frames[:, None]
    assert around[:, blurred.film.exposures // 2] == pytest.approx(0.0, abs=1e-9)
    assert np.ptp(around, axis=1).max() < blurred.film.shutter / blurred.film.rate_hz
