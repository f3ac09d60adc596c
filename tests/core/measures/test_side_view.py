from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.measures.side_view import FADED_DEG, LYING_ARMS_DEG, LYING_DEG, SideView
from formcheck.core.pose import Landmark, Pose
from tests.fixtures.bodies import SIDE_DEG, body, filmed

AT_CHEST_DEG = LYING_DEG - 0.4 * LYING_ARMS_DEG  # where the elbows of the figure point


def pose_of(*, trunk_deg: float, neck_deg: float, mirrored: bool = False) -> Pose:
    instant = np.zeros(1)
    landmarks = body(instant, trunk_deg=trunk_deg, neck_deg=neck_deg)
    clip = filmed(instant, landmarks, view_deg=SIDE_DEG, hips_px=(400.0, 300.0))
    return next(iter(clip.mirrored() if mirrored else clip))


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_neutral_angle_of_the_neck_counts_chin_to_chest(*, mirrored: bool) -> None:
    neutral = pose_of(trunk_deg=5.0, neck_deg=12.0, mirrored=mirrored)
    assert SideView(Baseline(neutral, "rest")).neck_deg == pytest.approx(12.0, abs=0.1)


@pytest.mark.parametrize("mirrored", [False, True])
def test_hands_are_measured_from_the_ear_that_is_near_the_camera(*, mirrored: bool) -> None:
    neutral = pose_of(trunk_deg=5.0, neck_deg=0.0, mirrored=mirrored)
    view = SideView(Baseline(neutral, "rest"))
    near, far = Landmark.LEFT_EAR, Landmark.RIGHT_EAR  # of a head that lies to the right
    for ear, known in ((near, mirrored), (far, not mirrored)):
        points = neutral.points.copy()
        points[ear] = np.nan
        hidden = replace(neutral, points=points)
        assert view.measures(hidden.points.tolist(), view.lines(hidden))["hand_head"].known is known


def askew(pose: Pose, yaw_deg: float) -> Pose:
    """A pose filmed off the side: as wide as it looks from there, and turned in the world."""
    turn = math.radians((yaw_deg - 0.9) / (0.29 + 0.32 + 0.54))  # hips, shoulders, trunk
    x, y, z = pose.world.T
    world = np.stack([x * np.cos(turn) - z * np.sin(turn), y, x * np.sin(turn) + z * np.cos(turn)])
    return replace(pose, points=pose.points * [math.cos(math.radians(yaw_deg)), 1], world=world.T)


@pytest.mark.parametrize("yaw_deg", [-40.0, 0.0, 25.0, 40.0])
def test_angles_are_true_however_far_the_camera_stands_off_the_side(yaw_deg: float) -> None:
    view = SideView(Baseline(askew(pose_of(trunk_deg=5.0, neck_deg=0.0), yaw_deg), "rest"))
    pose = askew(pose_of(trunk_deg=55.0, neck_deg=25.0), yaw_deg)
    measures = view.measures(pose.points.tolist(), view.lines(pose))
    assert view.yaw_deg.value == pytest.approx(yaw_deg, abs=1e-6)
    assert view.rise_deg(view.lines(pose)) == pytest.approx(50.0)
    raised = (AT_CHEST_DEG - 5.0) * (1.0 - 50.0 / FADED_DEG)
    assert measures["trunk_deg"].value == pytest.approx(55.0 + raised)
    assert measures["neck_line_deg"].value == pytest.approx(25.0)


def test_a_lying_trunk_is_taken_to_lie_as_trunks_do_and_a_risen_one_to_stand_as_it_is_seen() -> (
    None
):
    view = SideView(Baseline(pose_of(trunk_deg=-9.0, neck_deg=0.0), "rest"))
    assert view.trunk_deg(0.0).value == pytest.approx(AT_CHEST_DEG, abs=0.01)
    assert view.trunk_deg(FADED_DEG).value == pytest.approx(FADED_DEG - 9.0, abs=0.1)
    halfway = (AT_CHEST_DEG + FADED_DEG - 9.0) / 2
    assert view.trunk_deg(FADED_DEG / 2).value == pytest.approx(halfway, abs=0.1)
