"""Where somebody should be for a set, and where the camera: one instruction at a time."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import numpy as np

from formcheck.core.baseline.plausibility import in_picture
from formcheck.core.kinematics.camera_yaw import front_yaw_deg, side_yaw_deg
from formcheck.core.kinematics.geometry import Line, body_lines
from formcheck.core.pose import EARS, HIPS, SHOULDERS, Landmark, Pose
from formcheck.core.risks.limits import Limits
from formcheck.live.coaching.debounce import Steady
from formcheck.live.coaching.posture import Posture, posture

AUTO = "auto"
DWELL_S = 0.7  # words that change sooner can't be read
SMALL = {"situp": 0.09, "shrug": 0.07}  # trunk over the picture's width; below: come closer
LARGE = {"situp": 0.45, "shrug": 0.45}  # a trunk that is longer leaves no room to move
LARGE_HEIGHT = 0.6  # the same of a standing trunk over the picture's height
SLACK = 0.85  # what was good stays good until it is worse by this much
EDGE = {"situp": 0.06, "shrug": 0.15}  # of the width; a head or hips nearer to it soon leave
REACH = 1.6  # trunk lengths from the hips to the top of the head
YAW_MARGIN_DEG = 5.0  # a set begins with some room to the limit of the viewpoint
YAW_WINDOW_S = 1.0

_PARTS = (("head", EARS), ("shoulders", SHOULDERS), ("hips", HIPS))
_VIEWS = {"situp": side_yaw_deg, "shrug": front_yaw_deg}


@dataclass(frozen=True, slots=True)
class Placement:
    """What is to be done before a set; where ``headline`` is "", all is well.

    ``exercise`` is the one that the posture fits. ``move`` and ``out_of_view`` as in a Scene.
    """

    exercise: str
    headline: str = ""
    detail: str = ""
    move: str = ""
    out_of_view: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether a set can begin."""
        return not self.headline


class Placing:
    """Follows where somebody is, for an exercise or for whichever the posture fits.

    ``first`` is what is to be done while nobody has been seen.
    """

    def __init__(self, exercise: str, limits: Limits, *, width_px: int, height_px: int) -> None:
        self._exercise = exercise
        self._yaw_max_deg = limits.camera.view_yaw_deg - YAW_MARGIN_DEG
        self._width, self._height = float(width_px), float(height_px)
        self._margin_px = limits.camera.margin * max(width_px, height_px)
        self._yaws: deque[tuple[float, float]] = deque()
        self.first = _step_in(exercise)
        self._steady = Steady(self.first, DWELL_S)

    def update(self, pose: Pose) -> Placement:
        """What is to be done now."""
        return self._steady.update(pose.time_s, self._placement(pose))

    def _placement(self, pose: Pose) -> Placement:
        """The first thing that isn't as it should be."""
        held = posture(pose)
        exercise = self._exercise
        if exercise == AUTO:
            exercise = "shrug" if held is Posture.STANDING else "situp"
        if not pose.seen:
            self._yaws.clear()
            return _step_in(self._exercise)
        for found in self._faults(pose, exercise, held):
            return found
        return Placement(exercise)

    def _faults(self, pose: Pose, exercise: str, held: Posture) -> Iterator[Placement]:
        slack = SLACK if self._steady.value.ready else 1.0
        inside = in_picture(pose, round(self._width), round(self._height), self._margin_px)
        missing = tuple(part for part, pair in _PARTS if _gone(inside, pair))
        if missing:
            yield self._out_of_view(pose, exercise, missing)
            return
        if exercise == "situp" and held is not Posture.LYING:
            yield Placement(exercise, "Lie down, side to the camera", LIE)
        elif exercise == "shrug" and not held.upright:
            yield Placement(exercise, "Stand up, facing the camera", STAND)
        yield from self._size(pose, exercise, slack)
        yield from self._place(pose, exercise, slack)
        yaw_deg = self._yaw_deg(pose, exercise)
        if abs(yaw_deg) > self._yaw_max_deg / slack:
            words = "Turn sideways to the camera" if exercise == "situp" else "Face the camera"
            yield Placement(exercise, words, LIE if exercise == "situp" else STAND, "turn")

    def _out_of_view(self, pose: Pose, exercise: str, missing: tuple[str, ...]) -> Placement:
        named = "enough of you" if len(missing) == len(_PARTS) else f"your {' and '.join(missing)}"
        across, down = pose.points[:, 0], pose.points[:, 1]
        with np.errstate(invalid="ignore"):
            left, right = bool((across < 0).any()), bool((across > self._width).any())
            above = bool((down < 0).any())
        move = "farther"
        if left != right and not above:
            move = "left" if left else "right"
        return Placement(
            exercise, f"Can't see {named}", "Move back, or turn the camera.", move, missing
        )

    def _size(self, pose: Pose, exercise: str, slack: float) -> Iterator[Placement]:
        trunk_px = math.hypot(*body_lines(pose.points)[Line.TRUNK].tolist())
        if trunk_px < SMALL[exercise] * self._width * slack:
            yield Placement(exercise, "Come closer", "You are too small in the picture.", "closer")
        tall = exercise == "shrug" and trunk_px > LARGE_HEIGHT * self._height / slack
        if tall or trunk_px > LARGE[exercise] * self._width / slack:
            yield Placement(exercise, "Move back", "You are too large in the picture.", "farther")

    def _place(self, pose: Pose, exercise: str, slack: float) -> Iterator[Placement]:
        lines = body_lines(pose.points)
        trunk_px = math.hypot(*lines[Line.TRUNK].tolist())
        ears, hips = (pose.points[list(pair)].mean(axis=0) for pair in (EARS, HIPS))
        edge = EDGE[exercise] * self._width * slack
        low = exercise == "situp" and hips[1] - REACH * trunk_px * slack < 0.0
        if low:
            room = "There must be room above you to sit up."
            yield Placement(exercise, "Tilt the camera up", room, "lower")
        spot = float(min(ears[0], hips[0])), float(max(ears[0], hips[0]))
        move = "left" if spot[0] < edge else "right" if spot[1] > self._width - edge else ""
        if move:
            yield Placement(exercise, _shift(exercise, move, head_right=ears[0] > hips[0]),
                            "You are too near the edge of the picture.", move)  # fmt: skip

    def _yaw_deg(self, pose: Pose, exercise: str) -> float:
        """The camera's angle, from the last moments: one pose alone tells it badly."""
        self._yaws.append((pose.time_s, _VIEWS[exercise](pose).value))
        while pose.time_s - self._yaws[0][0] > YAW_WINDOW_S:
            self._yaws.popleft()
        known = [yaw for _, yaw in self._yaws if math.isfinite(yaw)]
        return median(known) if known else math.nan


LIE = "Camera at your side; head, shoulders and hips in the picture."
STAND = "Camera in front of you; head, shoulders and hips in the picture."
EITHER = "Lie down for sit-ups, side to the camera, or stand facing it for shrugs."
_INTO = {"situp": LIE, "shrug": STAND, AUTO: EITHER}


def _step_in(exercise: str) -> Placement:
    parts = tuple(part for part, _ in _PARTS)
    kind = "situp" if exercise == AUTO else exercise
    return Placement(kind, "Come into the picture", _INTO[exercise], "", parts)


def _shift(exercise: str, move: str, *, head_right: bool) -> str:
    """Which way to go, in words that fit how the body lies."""
    if exercise == "shrug":
        return f"A step to the {move}"
    # Too near the picture's left edge is "left" in the mirror: away from the end that is there.
    towards_head = head_right == (move == "left")
    return f"Move towards your {'head' if towards_head else 'feet'}"


def _gone(pose: Pose, pair: tuple[Landmark, Landmark]) -> bool:
    return bool(np.isnan(pose.points[list(pair), 0]).any())
