"""The look at shoulders: whom it is taken at, and where its answer lies in the picture."""

from __future__ import annotations

import csv
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.core.pose import SHOULDER_SPOTS, Landmark, Pose, RefinedKeypoint, no_spots
from formcheck.detectors import open_detector
from formcheck.detectors.keypoint_cnn import Image
from formcheck.detectors.shoulder_refiner import ERROR_MAX_MM, ShoulderRefiner
from formcheck.sources.video import VideoSource
from tests.fixtures.bodies import FRONT_DEG, SIDE_DEG, sitting_up, standing, times

SIZE = (640, 854)
SAMPLES = Path(__file__).parents[2] / "sample_videos"


class Pointer:
    """In the place of a network: every spot lies where the crop is brightest."""

    def __init__(self, error_mm: float = 3.0, sure: float = 2.0) -> None:
        self._rest = [np.log(error_mm), sure]

    def __call__(self, crops: Image) -> np.ndarray:
        down, across = np.unravel_index(crops[0].sum(axis=2).argmax(), crops.shape[1:3])
        spot = [(2.0 * at + 1.0) / crops.shape[1] - 1.0 for at in (across, down)]
        return np.array([[*(spot * 4), *self._rest]])


def look(**how: float) -> ShoulderRefiner:
    return ShoulderRefiner(Pointer(**how))  # type: ignore[arg-type]  # it is called the same way


def upright(*, view_deg: float = FRONT_DEG, mirrored: bool = False) -> Pose:
    clip = standing(times(0.1, 30.0), 0.0, view_deg=view_deg)
    return replace(next(iter(clip.mirrored() if mirrored else clip)), spots=no_spots())


def dot_at(spot: np.ndarray) -> Image:
    image = np.zeros((*SIZE, 3), np.uint8)
    across, down = spot.round().astype(int)
    image[down - 2 : down + 3, across - 2 : across + 3] = 255
    return image


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_spot_in_the_crop_is_that_spot_in_the_picture_and_none_is_mirrored(
    mirrored: bool,
) -> None:
    pose = upright(mirrored=mirrored)
    for shoulder in (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER):
        looked = look().refine(dot_at(pose.points[shoulder]), pose)
        found = looked.spots[SHOULDER_SPOTS]
        assert found == pytest.approx(np.tile(pose.points[shoulder], (4, 1)), abs=3.0)
        assert np.isnan(looked.spots[: RefinedKeypoint.LEFT_SHOULDER]).all()
        assert np.array_equal(looked.points, pose.points)


def test_what_another_look_has_found_stays() -> None:
    pose = replace(upright(), spots=np.ones((len(RefinedKeypoint), 2)))
    looked = look().refine(dot_at(pose.points[Landmark.LEFT_SHOULDER]), pose)
    assert np.array_equal(
        looked.spots[: RefinedKeypoint.LEFT_SHOULDER], pose.spots[: RefinedKeypoint.LEFT_SHOULDER]
    )
    assert (looked.spots[SHOULDER_SPOTS] != 1.0).all()


@pytest.mark.parametrize(
    ("pose", "how"),
    [
        (upright(), {"sure": -0.1}),
        (upright(), {"error_mm": ERROR_MAX_MM + 1.0}),
        (upright(view_deg=SIDE_DEG), {}),
        (next(iter(sitting_up(times(0.1, 30.0), lambda time_s: 0.0 * time_s))), {}),
        (replace(upright(), world=np.zeros((33, 3))), {}),
        (Pose.missing(0.0), {}),
    ],
    ids=["nobody", "unsure", "from the side", "lying", "no size", "not found"],
)
def test_where_no_shoulders_can_be_seen_there_are_none(pose: Pose, how: dict[str, float]) -> None:
    looked = look(**how).refine(np.full((*SIZE, 3), 9, np.uint8), pose)
    assert np.isnan(looked.spots[SHOULDER_SPOTS]).all()
    assert np.array_equal(looked.points, pose.points, equal_nan=True)


@pytest.mark.model
def test_in_a_rendered_video_the_shoulders_rise_as_they_truly_do() -> None:
    video = SAMPLES / "shrug.mp4"
    true, found = risen_px(video.with_suffix(".csv")), []
    with closing(open_detector("blazepose-full")) as detector:
        for frame in VideoSource(video):
            left, right, collar, _ = detector.detect(frame).spots[SHOULDER_SPOTS]
            found.append(float(collar[1] - (left[1] + right[1]) / 2.0))
    rise = np.array(found) - np.median(found[: len(found) // 10])
    up = true[: len(rise)] > 0.5 * true.max()
    assert np.isfinite(rise).mean() > 0.9
    assert np.nanmedian(rise[up] / true[: len(rise)][up]) == pytest.approx(1.0, abs=0.2)


def risen_px(path: Path) -> np.ndarray:
    """How far the shoulders rose in the picture since the first frame (T,)."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    height = np.array(
        [-(float(row["left_shoulder_v"]) + float(row["right_shoulder_v"])) / 2.0 for row in rows]
    )
    return height - height[0]
