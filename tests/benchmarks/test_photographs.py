"""What networks learn from drawn people with, and how they are judged on marked photographs."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from benchmarks.training.photographs.backgrounds import draw_background, load_panoramas
from benchmarks.training.photographs.crops import chances, load_crops
from benchmarks.training.photographs.looks import DRAWN_M, DRAWN_PX, RESIZED, look
from benchmarks.training.photographs.marks import (
    Still,
    blazepose_lines,
    load_marked,
    load_stills,
    pairs_of,
    since_rest,
)
from benchmarks.training.photographs.sight import Looker, sight_of
from benchmarks.training.photographs.views import VIEWS
from formcheck.core.pose import HEAD, Landmark, Pose
from formcheck.detectors.crops import in_picture
from formcheck.detectors.direction_refiner import METRE, crop_of

METRE_PX = 400.0
POINTS = np.array([  # in a drawn crop, in the order of POINTS there
    [110, 80], [100, 68], [78, 72], [104, 92], [101, 69], [78, 73],
    [76, 110], [76, 135], [101, 110],
], np.float64)  # fmt: skip


def somebody(facing: float = 1.0, turn_deg: float = 0.0) -> Pose:
    """Upright, in profile to the right or left, then turned clockwise."""
    points = np.full((33, 2), [320.0, 300.0])
    for landmark, across, up in (
        (Landmark.NOSE, 60.0, 0.0), (Landmark.LEFT_SHOULDER, 0.0, -60.0),
        (Landmark.RIGHT_SHOULDER, 0.0, -60.0), (Landmark.LEFT_HIP, 0.0, -260.0),
        (Landmark.RIGHT_HIP, 0.0, -260.0),
    ):  # fmt: skip
        points[landmark] += [facing * across, -up]
    cos, sin = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    points = (points - 320.0) @ np.array([[cos, sin], [-sin, cos]]) + 320.0
    world = np.column_stack([points / METRE_PX, np.zeros(33)])
    return Pose(0.0, points, world, np.ones(33))


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("facing", [1.0, -1.0])
@pytest.mark.parametrize("turn_deg", [0.0, 75.0, -130.0])
def test_a_crop_shows_the_head_upright_looking_right_and_maps_back(
    name: str, facing: float, turn_deg: float
) -> None:
    window, pose = VIEWS[name].window, somebody(facing, turn_deg)
    to_crop = crop_of(pose, window)
    assert to_crop is not None
    placed = pose.points @ to_crop[:, :2].T + to_crop[:, 2]
    assert in_picture(placed, to_crop) == pytest.approx(pose.points)
    scale = window.px / (window.side_m * METRE_PX * METRE)  # pixels of the crop to the picture's
    below = [window.px / 2, window.px / 2 - window.below_m / window.side_m * window.px]
    assert placed[list(HEAD)].mean(axis=0) == pytest.approx(below)
    assert placed[Landmark.NOSE] - placed[Landmark.LEFT_EAR] == pytest.approx([60.0 * scale, 0.0])
    hips, shoulders = placed[Landmark.LEFT_HIP], placed[Landmark.LEFT_SHOULDER]
    assert hips - shoulders == pytest.approx([0.0, 200.0 * scale])


def test_a_body_too_small_to_be_looked_at_has_no_crop() -> None:
    near = somebody()
    far = Pose(0.0, near.points / 16.0, near.world, near.visibility)
    assert all(crop_of(far, view.window) is None for view in VIEWS.values())


@pytest.mark.parametrize("facing", [1.0, -1.0])
def test_what_is_seen_in_a_crop_points_the_same_way_in_the_picture(facing: float) -> None:
    to_crop = crop_of(somebody(facing), VIEWS["head"].window)
    assert to_crop is not None
    ahead, down = [3.0, 0.0], [0.0, 2.0]
    outputs = np.concatenate([POINTS.ravel(), ahead, down, np.log([5.0, 12.0]), [-1.5]])
    sight = sight_of(outputs, to_crop)
    line = (POINTS[0] - POINTS[5]) / np.hypot(*(POINTS[0] - POINTS[5]))
    both_deg = math.degrees(math.atan2(line[1], line[0])) / 2.0  # of that, and straight ahead
    cos, sin = math.cos(math.radians(both_deg)), math.sin(math.radians(both_deg))
    assert sight.head == pytest.approx([facing * cos, sin])
    assert sight.chest == pytest.approx([0.0, 1.0])
    assert sight.errors_deg == pytest.approx((5.0, 12.0))
    assert sight.there == -1.5


def test_turns_count_from_the_mean_of_the_rest_the_short_way_round() -> None:
    lines_deg = np.array([170.0, 178.0, -176.0, 150.0, math.nan])
    rest = np.array([True, True, False, False, True])
    assert since_rest(lines_deg, rest)[:4] == pytest.approx([-4.0, 4.0, 10.0, -24.0])
    assert np.isnan(since_rest(lines_deg, rest)[4])
    assert np.isnan(since_rest(lines_deg, np.zeros(5, bool))).all()


def test_lines_of_a_body_turn_with_it() -> None:
    head_deg, trunk_deg = blazepose_lines(somebody(turn_deg=30.0))
    assert (head_deg, trunk_deg) == pytest.approx((30.0, -60.0))  # clockwise from the right


def mark(clip: str, frame: int, head: float | None, *, rest: bool = False) -> dict[str, Any]:
    eye = {"head": head, "chest": None}
    return {"clip": clip, "frame": frame, "time_s": frame / 10, "group": "profile", "rest": rest,
            "eye": eye}  # fmt: skip


def test_marked_frames_come_with_their_pictures_poses_and_turns(tmp_path: Path) -> None:
    marks = [mark("c1", 1, 0.0, rest=True), mark("c1", 3, 25.0), mark("c1", 2, None),
             mark("absent", 0, 9.0)]  # fmt: skip
    (tmp_path / "eye_marks.json").write_text(json.dumps({"marks": marks}))
    poses = [somebody(turn_deg=25.0 if at == 3 else 0.0) for at in range(4)]
    (tmp_path / "poses").mkdir()
    np.savez(
        tmp_path / "poses" / "c1.npz",
        points=[pose.points if at != 2 else pose.points * np.nan for at, pose in enumerate(poses)],
        world=[pose.world for pose in poses],
        visibility=[pose.visibility for pose in poses],
    )
    film = cv2.VideoWriter(
        str(tmp_path / "c1.avi"), cv2.VideoWriter.fourcc(*"MJPG"), 10.0, (64, 48)
    )
    for at in range(4):
        film.write(np.full((48, 64, 3), 60 * at, np.uint8))
    film.release()
    found = load_marked(tmp_path, tmp_path)
    assert [(one.rest, dict(one.eye)) for one in found] == [
        (True, {"head": 0.0}),
        (False, {"head": 25.0}),
    ]  # none of a clip that is not there, or where nobody was found
    assert [float(one.image.mean()) for one in found] == pytest.approx([60.0, 180.0], abs=3.0)
    lines_deg = np.array([blazepose_lines(one.pose)[0] for one in found])
    turns = since_rest(lines_deg, np.array([one.rest for one in found]))
    assert turns - [one.eye["head"] for one in found] == pytest.approx([0.0, 0.0])


def test_photographs_pair_where_both_heads_are_marked(tmp_path: Path) -> None:
    seen = {"quality": 3, "hidden": [], "points": {"tragus": [10, 10], "nose": [20, 20]}}
    marks = {
        "a_0.jpg": seen, "a_1.jpg": seen | {"points": {"tragus": [10, 10], "nose": [10, 20]}},
        "b_0.jpg": seen, "b_1.jpg": seen | {"hidden": ["tragus"]},
        "c_0.jpg": seen, "c_1.jpg": seen | {"quality": 1},
    }  # fmt: skip
    folder, cache = tmp_path / "stills", tmp_path / "cache"
    folder.mkdir()
    cache.mkdir()
    (folder / "marks.json").write_text(json.dumps(marks))
    for name in marks:
        cv2.imwrite(str(folder / name), np.zeros((8, 8, 3), np.uint8))
    pose = somebody()
    numbers = np.column_stack([pose.points, pose.world, pose.visibility])
    usable = sorted(marks)[:5]
    found = {name: numbers * (math.nan if name == "b_0.jpg" else 1.0) for name in usable}
    np.savez(cache / "stills_stills_5.npz", **found)
    stills = load_stills(folder, cache)
    assert [one.name for one in stills] == usable
    assert [one.name for one in stills if one.pose is None] == ["b_0.jpg"]
    assert [one.head_deg for one in stills] == pytest.approx(
        [45.0, 90.0, 45.0, math.nan, 45.0], nan_ok=True
    )
    assert pairs_of(stills) == [(0, 1)]
    nobody = Still("d_0.jpg", stills[0].image, None, math.nan)
    assert pairs_of([nobody]) == []


def test_backgrounds_seeded_alike_are_the_same_picture(tmp_path: Path) -> None:
    room = np.random.default_rng(0).integers(0, 256, (120, 240, 3)).astype(np.uint8)
    cv2.imwrite(str(tmp_path / "room.png"), room)
    panoramas = load_panoramas(tmp_path)
    assert np.array_equal(panoramas[0], room[..., ::-1])
    for seed in range(20):
        one, same = (draw_background(panoramas, np.random.default_rng(seed)) for _ in range(2))
        assert np.array_equal(one, same)
        assert not np.array_equal(one, draw_background(panoramas, np.random.default_rng(99)))
    assert draw_background(load_panoramas(None), np.random.default_rng(1)).shape == (160, 160, 3)


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """Crops of a person to learn from and of two held out, one of them flat."""
    for name, people in (
        ("0001_0000", ["White_M_2", "White_M_1"]),
        ("flat_1", ["440001", "520001"]),
    ):
        pictures = np.full((2, DRAWN_PX, DRAWN_PX, 4), 128, np.uint8)
        np.savez(tmp_path / f"{name}.npz", crops=pictures, people=np.array(people),
                 points=np.tile(POINTS, (2, 1, 1)).astype(np.float32))  # fmt: skip
    np.savez(tmp_path / "0001_0001.partial.npz", nothing=np.zeros(1))
    return tmp_path


def test_people_held_out_are_not_learnt_from_and_a_quarter_of_looks_are_at_flat_ones(
    drawn: Path,
) -> None:
    learnt, out = (load_crops([drawn], held_out=held_out) for held_out in (False, True))
    assert learnt.flat.tolist() == out.flat.tolist() == [False, True]
    assert chances(learnt).tolist() == [0.75, 0.25]
    assert learnt.picture(1)[0, 0].tolist() == [64, 64, 64, 128]  # times the outline


@pytest.mark.parametrize("name", VIEWS)
def test_a_look_keeps_proportions_and_is_the_same_from_the_same_seed(
    drawn: Path, name: str
) -> None:
    crops, view = load_crops([drawn], held_out=False), VIEWS[name]
    behind = [draw_background([], np.random.default_rng(1))]
    nose_to_ear = np.hypot(*(POINTS[0] - POINTS[5]))
    meant = nose_to_ear * DRAWN_M / DRAWN_PX * view.window.px / view.window.side_m
    for seed in range(30):
        picture, points = look(crops, 0, view, behind, np.random.default_rng(seed))
        again, _ = look(crops, 0, view, behind, np.random.default_rng(seed))
        assert picture.shape == (view.window.px, view.window.px, 3)
        assert np.array_equal(picture, again)
        if np.isfinite(points).all():
            resized = math.log(np.hypot(*(points[0] - points[5])) / meant)
            assert abs(resized) <= RESIZED + 1e-4
            ratio = np.hypot(*(points[6] - points[7])) / np.hypot(*(points[0] - points[5]))
            assert ratio == pytest.approx(25.0 / nose_to_ear, rel=1e-4)


def test_a_network_says_the_same_once_it_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from benchmarks.training.photographs import export
    from benchmarks.training.photographs.network import Network

    torch.manual_seed(1)
    run, out = tmp_path / "run.pt", tmp_path / "body.onnx"
    torch.save({"mean": Network(VIEWS["body"]).state_dict()}, run)
    monkeypatch.setattr(sys, "argv", ["export", "body", str(run), str(out)])
    export.main()
    for line in capsys.readouterr().out.splitlines():
        assert float(line.split()[-1]) < 0.1
    to_crop = crop_of(somebody(), VIEWS["body"].window)
    assert to_crop is not None
    sight = Looker(out.read_bytes(), VIEWS["body"].window).see(
        np.full((640, 640, 3), 90, np.uint8), to_crop
    )
    assert np.hypot(*sight.head) == pytest.approx(1.0)
