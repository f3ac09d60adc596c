"""The direction of a head: where its line lies in the picture, and whom it is looked for in."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.core.pose import DIRECTION_SPOTS, Landmark, Pose, no_spots
from formcheck.detectors.direction_refiner import (
    ERROR_MAX_DEG,
    NEAR_EAR,
    NOSE,
    POINTS,
    WINDOW,
    DirectionRefiner,
    open_direction_refiner,
)
from formcheck.detectors.keypoint_cnn import Image
from tests.fixtures.bodies import FRONT_DEG, sitting_up, standing, times

REACH_PX = 30.0  # of a crop, from the ear to the nose


class Pointer:
    """In the place of a network: the ear lies where the crop is brightest, the nose beside it."""

    def __init__(self, error_deg: float = 3.0, sure: float = 2.0) -> None:
        self._rest = [math.log(error_deg), math.log(error_deg), sure]

    def setInput(self, blob: NDArray[np.float32]) -> None:  # noqa: N802  # OpenCV's name
        self._planes = blob[0]

    def forward(self) -> NDArray[np.float32]:
        down, across = np.unravel_index(self._planes.sum(axis=0).argmax(), (WINDOW.px, WINDOW.px))
        points = np.zeros((POINTS, 2))
        points[NEAR_EAR] = across, down
        points[NOSE] = points[NEAR_EAR] + [REACH_PX, 0.0]
        outputs = np.concatenate([points.ravel(), [1.0, 0.0], [0.0, 1.0], self._rest])
        return outputs[np.newaxis].astype(np.float32)


def lying(*, mirrored: bool = False) -> Pose:
    clip = sitting_up(times(0.1), lambda at: np.full_like(at, 10.0))
    return replace(next(iter(clip.mirrored() if mirrored else clip)), spots=no_spots())


def dot_at(spot: np.ndarray) -> Image:
    image = np.zeros((480, 854, 3), np.uint8)
    across, down = spot.round().astype(int)
    image[down - 2 : down + 3, across - 2 : across + 3] = 255
    return image


def line(pose: Pose, network: Pointer, spot: np.ndarray | None = None) -> np.ndarray:
    """The line that is found in a picture with a dot, by default at the near ear."""
    at = pose.points[Landmark.LEFT_EAR] if spot is None else spot
    return DirectionRefiner(network).refine(dot_at(at), pose).spots[DIRECTION_SPOTS]


@pytest.mark.parametrize("mirrored", [False, True])
def test_an_ear_in_the_crop_is_that_ear_in_the_picture_and_the_nose_lies_to_the_faces_side(
    mirrored: bool,
) -> None:
    pose = lying(mirrored=mirrored)
    ear, nose = line(pose, Pointer())
    assert ear == pytest.approx(pose.points[Landmark.LEFT_EAR], abs=3.0)
    face = pose.points[Landmark.NOSE] - pose.points[[Landmark.LEFT_EAR, Landmark.RIGHT_EAR]].mean(0)
    trunk = pose.points[Landmark.LEFT_SHOULDER] - pose.points[Landmark.LEFT_HIP]
    assert float((nose - ear) @ face) > 0.0
    assert abs(float((nose - ear) @ trunk)) < 0.2 * float(
        np.hypot(*(nose - ear)) * np.hypot(*trunk)
    )


@pytest.mark.parametrize(
    "network", [Pointer(error_deg=1.1 * ERROR_MAX_DEG), Pointer(sure=-0.1)], ids=["doubt", "nobody"]
)
def test_a_head_that_the_network_does_not_see_has_no_direction(network: Pointer) -> None:
    assert np.isnan(line(lying(), network)).all()


def test_who_stands_before_the_camera_is_not_looked_at() -> None:
    pose = replace(next(iter(standing(times(0.1), 0.0, view_deg=FRONT_DEG))), spots=no_spots())
    assert np.isnan(line(pose, Pointer())).all()


def test_other_keypoints_stay_as_they_are() -> None:
    spots = np.ones_like(no_spots())
    refined = DirectionRefiner(Pointer()).refine(
        dot_at(lying().points[Landmark.LEFT_EAR]), replace(lying(), spots=spots)
    )
    assert (refined.spots[: DIRECTION_SPOTS.start] == 1.0).all()
    assert (refined.spots[DIRECTION_SPOTS] != 1.0).all()


def test_the_shipped_network_is_the_one_that_the_manifest_names_and_sees_nobody_in_the_dark() -> (
    None
):
    pose = open_direction_refiner().refine(np.zeros((480, 854, 3), np.uint8), lying())
    assert np.isnan(pose.spots[DIRECTION_SPOTS]).all()
