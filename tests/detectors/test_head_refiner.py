"""The second look: which piece of the picture it sees, and where its answer lies in it."""

from __future__ import annotations

import csv
import math
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.core.kinematics.geometry import spots_turn_deg
from formcheck.core.pose import (
    CHEST_SPOTS,
    HEAD,
    HEAD_SPOTS,
    HIPS,
    SHOULDERS,
    Landmark,
    Pose,
    RefinedKeypoint,
    no_spots,
)
from formcheck.detectors import head_refiner, open_detector
from formcheck.detectors.crops import Window, crop_around, cut_out
from formcheck.detectors.head_refiner import (
    BODY_PARTS,
    BODY_WINDOW,
    HEAD_PARTS,
    HEAD_WINDOW,
    HeadRefiner,
)
from formcheck.detectors.keypoint_cnn import Image
from formcheck.detectors.keypoint_finder import pixels_per_metre
from formcheck.sources.video import VideoSource
from tests.fixtures.bodies import FRONT_DEG, SIDE_DEG, body, filmed, standing, times

SIZE = (480, 640)
SAMPLES = Path(__file__).parents[2] / "sample_videos"
FRAMES = 90  # of a video: a rest and a rep


class Pointer:
    """In the place of a network: every spot lies where the crop is brightest."""

    def __init__(self, parts: tuple[slice, ...], spread_deg: float, sure: float) -> None:
        self._spots = parts[-1].stop
        self._rest = [math.log(spread_deg / len(parts)) for _ in parts] + [sure]

    def __call__(self, crops: Image) -> np.ndarray:
        return np.array([self._answer(crop) for crop in crops])

    def _answer(self, crop: Image) -> list[float]:
        weights = crop.sum(axis=2).astype(float)
        down, across = (
            float((weights.sum(axis=axis) @ np.arange(len(crop))) / weights.sum())
            for axis in (1, 0)
        )
        spot = [2.0 * across / len(crop) - 1.0, 2.0 * down / len(crop) - 1.0]
        return [*(spot * self._spots), *self._rest]


def looker(*, body: float = 2.0, head: float = 2.0, spread_deg: float = 3.0) -> HeadRefiner:
    """A second look whose two networks are so sure, as log odds, that they see somebody."""
    networks = (
        Pointer(parts, spread_deg, sure) for parts, sure in ((BODY_PARTS, body), (HEAD_PARTS, head))
    )
    return HeadRefiner(*networks)  # type: ignore[arg-type]  # they are called the same way


def lying(*, mirrored: bool = False, size: float = 1.0) -> Pose:
    instant = np.zeros(1)
    landmarks = body(instant, trunk_deg=20.0)
    clip = filmed(instant, landmarks, view_deg=SIDE_DEG, hips_px=(320.0, 240.0))
    pose = next(iter(clip.mirrored() if mirrored else clip))
    points = (pose.points - pose.points.mean(axis=0)) * size + [320, 240]
    return replace(pose, points=points, spots=no_spots(), refined_error_deg=math.nan)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("size", [0.6, 1.0, 2.5])
def test_a_spot_in_the_crop_is_that_spot_in_the_picture(
    mirrored: bool, size: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head_refiner, "ERROR_MAX_DEG", 360.0)  # spots in one place turn anyhow
    pose = lying(mirrored=mirrored, size=size)
    spot = pose.points[Landmark.NOSE].round()
    image = np.zeros((*SIZE, 3), np.uint8)
    across, down = spot.astype(int)
    image[down - 2 : down + 3, across - 2 : across + 3] = 255
    looked = looker().refine(image, pose)
    found = looked.spots[: RefinedKeypoint.LEFT_SHOULDER]
    assert found == pytest.approx(np.tile(spot, (len(found), 1)), abs=0.6 * max(1.0, size))
    assert np.isnan(looked.spots[RefinedKeypoint.LEFT_SHOULDER :]).all()
    assert np.array_equal(looked.points, pose.points)


class Blind:
    """In the place of a network: always sees the same, -1 to 1 over its window."""

    def __init__(self, spots: np.ndarray, *errors_deg: float) -> None:
        self._answer = np.array([*spots.ravel(), *np.log(errors_deg), 2.0])

    def __call__(self, crops: Image) -> np.ndarray:
        return np.tile(self._answer, (len(crops), 1))


@pytest.mark.parametrize("apart_deg", [0.0, 12.0])
def test_a_head_is_turned_as_both_networks_say_on_average_and_trusted_less_where_they_differ(
    apart_deg: float,
) -> None:
    body = np.array([[0.4, -0.3], [0.3, -0.5], [0.0, -0.4], [0.35, -0.1],
                     [-0.1, 0.1], [-0.1, 0.5], [0.3, 0.1]])  # fmt: skip
    head = body[HEAD_SPOTS] - np.average(
        body[HEAD_SPOTS], axis=0, weights=(1, 2, 2, 2)
    )  # landmarks
    cos, sin = math.cos(math.radians(apart_deg)), math.sin(math.radians(apart_deg))
    turned = head @ np.array([[cos, sin], [-sin, cos]]) * (BODY_WINDOW.side_m / HEAD_WINDOW.side_m)
    pose, image = lying(), np.zeros((*SIZE, 3), np.uint8)
    alone, both = (
        HeadRefiner(Blind(body, 3.0, 4.0), Blind(other, 5.0)).refine(image, pose)  # type: ignore[arg-type]  # they are called the same way
        for other in (head * (BODY_WINDOW.side_m / HEAD_WINDOW.side_m), turned)
    )
    turn_deg = float(spots_turn_deg(both.spots[HEAD_SPOTS], alone.spots[HEAD_SPOTS]))
    assert abs(turn_deg) == pytest.approx(apart_deg / 2.0, abs=0.01)
    assert both.spots[CHEST_SPOTS] == pytest.approx(alone.spots[CHEST_SPOTS])
    assert alone.refined_error_deg == pytest.approx(math.hypot((3.0 + 5.0) / 2.0, 4.0))
    assert both.refined_error_deg == pytest.approx(math.hypot(4.0, 4.0, apart_deg / 2.0), rel=0.001)


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_trunk_points_down_and_the_face_to_the_right(mirrored: bool) -> None:
    pose = lying(mirrored=mirrored)
    trunk = pose.points[list(SHOULDERS)].mean(axis=0) - pose.points[list(HIPS)].mean(axis=0)
    head = pose.points[list(HEAD)].mean(axis=0)
    to_crop = crop_around(head, trunk, pixels_per_metre(pose), BODY_WINDOW)
    placed = pose.points @ to_crop[:, :2].T + to_crop[:, 2]
    shoulders = placed[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=0)
    hips = placed[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    assert hips[0] == pytest.approx(shoulders[0], abs=0.01)
    assert hips[1] > shoulders[1] > placed[Landmark.NOSE, 1]
    assert placed[Landmark.NOSE, 0] > placed[Landmark.LEFT_EAR, 0]
    assert np.all((placed[Landmark.NOSE] > 0) & (placed[Landmark.NOSE] < BODY_WINDOW.px))


def test_no_pixel_of_a_large_head_is_lost() -> None:
    image = np.zeros((640, 640, 3), np.uint8)
    image[::2, ::2] = 255  # a quarter of them: every other sample of every other row
    window = Window(96, 0.62)
    to_crop = crop_around(np.array([320.0, 320.0]), np.array([0.0, -1.0]), 512.0, window)
    crop = cut_out(image, to_crop, window.px)
    assert crop.mean() == pytest.approx(255 / 4, abs=8)
    assert crop.std() < 20


@pytest.mark.parametrize(
    ("look", "size"),
    [
        (looker(body=-0.1), 1.0),
        (looker(head=-0.1), 1.0),
        (looker(), 0.02),
        (looker(spread_deg=14.0), 1.0),
    ],
    ids=["nobody", "no head", "too small", "unsure"],
)
def test_where_no_head_is_seen_there_is_none(look: HeadRefiner, size: float) -> None:
    looked = look.refine(np.full((*SIZE, 3), 9, np.uint8), lying(size=size))
    assert np.isnan(looked.spots).all()
    assert math.isnan(looked.refined_error_deg)


@pytest.mark.parametrize("fault", ["no size", "no trunk", "far too large"])
def test_a_pose_that_is_no_body_is_not_looked_at(fault: str) -> None:
    pose = lying(size=100.0 if fault == "far too large" else 1.0)
    if fault == "no size":
        pose = replace(pose, world=np.zeros((33, 3)))
    if fault == "no trunk":
        pose.points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = pose.points[
            [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
        ]
    assert np.isnan(looker().refine(np.full((*SIZE, 3), 9, np.uint8), pose).spots).all()


@pytest.mark.parametrize(("view_deg", "looked"), [(FRONT_DEG, False), (SIDE_DEG, True)])
def test_who_stands_before_the_camera_shows_no_neck_and_is_not_looked_at(
    view_deg: float, *, looked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head_refiner, "ERROR_MAX_DEG", 360.0)  # spots in one place turn anyhow
    pose = replace(
        next(iter(standing(times(0.1, 30.0), 0.0, view_deg=view_deg))),
        spots=no_spots(),
        refined_error_deg=math.nan,
    )
    seen = looker().refine(np.full((640, 854, 3), 9, np.uint8), pose)
    assert bool(np.isfinite(seen.spots[HEAD_SPOTS]).all()) is looked


@pytest.mark.model
@pytest.mark.parametrize("name", ["situp_behind", "situp_crossed"])
def test_in_a_rendered_video_the_head_is_turned_as_it_truly_is(name: str) -> None:
    video = SAMPLES / f"{name}.mp4"
    true = true_heads(video.with_suffix(".csv"))
    off_deg, told_deg = [], []
    with closing(open_detector("blazepose-full")) as detector:
        for at, frame in enumerate(VideoSource(video)):
            if at >= FRAMES:
                break
            pose = detector.detect(frame)
            off_deg.append(abs(float(spots_turn_deg(pose.spots[HEAD_SPOTS], true[at]))))
            told_deg.append(pose.refined_error_deg)
    seen = np.isfinite(off_deg)
    assert seen.mean() > 0.9
    assert np.nanmean(off_deg) < 6.0
    assert np.nanmean(told_deg) < 6.0


def true_heads(path: Path) -> np.ndarray:
    """The spots as they were rendered (T, 4, 2)."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pairs = (("nose",), ("left_eye", "right_eye"), ("left_ear", "right_ear"),
             ("mouth_left", "mouth_right"))  # fmt: skip
    return np.array(
        [
            [[np.mean([float(row[f"{name}_{axis}"]) for name in pair]) for axis in "uv"]
             for pair in pairs]
            for row in rows
        ]
    )  # fmt: skip
