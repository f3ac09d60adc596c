"""The neck as it is read: from a second look, or else from landmarks."""

from __future__ import annotations

import math
from dataclasses import replace

from formcheck.baseline import Baseline
from formcheck.geometry import Vector
from formcheck.neck import SPOTS, NeckModels, NeckView, Sight, looked_at, neck_flexion
from formcheck.pose import Pose
from formcheck.readings import Measure
from formcheck.side_view import SideView


class NeckSights:
    """Both sights of the neck of somebody filmed from the side, against their own rest."""

    def __init__(self, baseline: Baseline, view: SideView) -> None:
        self._landmarks = NeckView(baseline, view)
        again = replace(baseline, neutral=looked_at(baseline.neutral))
        self._look_view = SideView(again)
        self._look = NeckView(again, self._look_view, SPOTS)

    def update(
        self, pose: Pose, lines: list[Vector], elbow_lift: float
    ) -> tuple[Sight, Sight | None]:
        """What landmarks show and what the second look does, of poses in order of time.

        ``lines`` are the pose's, as the view has drawn them. None where no look was taken.
        """
        landmarks = self._landmarks.update(pose.time_s, pose.points.tolist(), lines, elbow_lift)
        if math.isnan(pose.look_error_deg):
            return landmarks, None
        again = looked_at(pose)
        look = self._look.update(
            pose.time_s, again.points.tolist(), self._look_view.lines(again), elbow_lift
        )
        chest_deg = self._look_view.chest_deg(pose.spots, look.rise_deg)
        return landmarks, replace(look, chest_deg=(chest_deg,), look_error_deg=pose.look_error_deg)


def read_neck(models: NeckModels, landmarks: Sight, look: Sight | None) -> Measure:
    """Flexion of the neck's joints, from the second look wherever there is one."""
    first = neck_flexion(models.landmarks, landmarks)
    if look is None:
        return first
    second = neck_flexion(models.look, replace(look, beside_deg=first.value))
    return second if second.known else first
