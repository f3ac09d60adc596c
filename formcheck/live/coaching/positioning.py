"""Where somebody should be for a set, and where the camera: one instruction at a time."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import numpy as np

from formcheck.core.baseline.plausibility import in_picture
from formcheck.core.exercises import AUTO, selectable_exercises, spec_of
from formcheck.core.exercises.specs import ExerciseSpec, Posture
from formcheck.core.kinematics.camera_yaw import view_yaw_deg
from formcheck.core.kinematics.geometry import Line, body_lines
from formcheck.core.pose import EARS, HIPS, SHOULDERS, Landmark, Pose
from formcheck.core.risks.limits import Limits
from formcheck.live.coaching.debounce import Steady
from formcheck.live.coaching.seen_posture import SeenPosture, seen_posture

DWELL_S = 0.7  # words that change sooner can't be read
SMALL_LYING, SMALL_UPRIGHT = 0.09, 0.07  # trunk over the picture's width; below: come closer
LARGE = 0.45  # a trunk that is longer leaves no room to move
LARGE_HEIGHT = 0.6  # the same of an upright trunk over the picture's height
SLACK = 0.85  # what was good stays good until it is worse by this much
EDGE_LYING, EDGE_UPRIGHT = 0.06, 0.15  # of the width; a head or hips nearer to it soon leave
REACH = 1.6  # trunk lengths from the hips to the top of the head
YAW_MARGIN_DEG = 5.0  # a set begins with some room to the limit of the viewpoint
YAW_WINDOW_S = 1.0

_PARTS = (("head", EARS), ("shoulders", SHOULDERS), ("hips", HIPS))
_SEEN = {Posture.SUPINE: SeenPosture.LYING, Posture.STANDING: SeenPosture.STANDING}


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
        if not pose.seen:
            self._yaws.clear()
            return _step_in(self._exercise)
        held = seen_posture(pose)
        spec = _fitting(held) if self._exercise == AUTO else spec_of(self._exercise)
        for found in self._faults(pose, spec, held):
            return found
        return Placement(spec.name)

    def _faults(self, pose: Pose, spec: ExerciseSpec, held: SeenPosture) -> Iterator[Placement]:
        exercise, guidance = spec.name, spec.guidance
        slack = SLACK if self._steady.value.ready else 1.0
        inside = in_picture(pose, round(self._width), round(self._height), self._margin_px)
        missing = tuple(part for part, pair in _PARTS if _gone(inside, pair))
        if missing:
            yield self._out_of_view(pose, exercise, missing)
            return
        if not (held is SeenPosture.LYING if spec.posture.lying else held.upright):
            yield Placement(exercise, guidance.take_posture, guidance.camera)
        yield from self._size(pose, spec, slack)
        yield from self._place(pose, spec, slack)
        if abs(self._yaw_deg(pose, spec)) > self._yaw_max_deg / slack:
            yield Placement(exercise, guidance.turn, guidance.camera, "turn")

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

    def _size(self, pose: Pose, spec: ExerciseSpec, slack: float) -> Iterator[Placement]:
        trunk_px = math.hypot(*body_lines(pose.points)[Line.TRUNK].tolist())
        small = SMALL_LYING if spec.posture.lying else SMALL_UPRIGHT
        if trunk_px < small * self._width * slack:
            words = "You are too small in the picture."
            yield Placement(spec.name, "Come closer", words, "closer")
        tall = not spec.posture.lying and trunk_px > LARGE_HEIGHT * self._height / slack
        if tall or trunk_px > LARGE * self._width / slack:
            words = "You are too large in the picture."
            yield Placement(spec.name, "Move back", words, "farther")

    def _place(self, pose: Pose, spec: ExerciseSpec, slack: float) -> Iterator[Placement]:
        lines = body_lines(pose.points)
        trunk_px = math.hypot(*lines[Line.TRUNK].tolist())
        ears, hips = (pose.points[list(pair)].mean(axis=0) for pair in (EARS, HIPS))
        edge = (EDGE_LYING if spec.posture.lying else EDGE_UPRIGHT) * self._width * slack
        room = spec.guidance.room
        if room and hips[1] - REACH * trunk_px * slack < 0.0:
            yield Placement(spec.name, "Tilt the camera up", room, "lower")
        spot = float(min(ears[0], hips[0])), float(max(ears[0], hips[0]))
        move = "left" if spot[0] < edge else "right" if spot[1] > self._width - edge else ""
        if move:
            words = _shift(spec.posture, move, head_right=ears[0] > hips[0])
            yield Placement(spec.name, words, "You are too near the edge of the picture.", move)

    def _yaw_deg(self, pose: Pose, spec: ExerciseSpec) -> float:
        """The camera's angle, from the last moments: one pose alone tells it badly."""
        self._yaws.append((pose.time_s, view_yaw_deg(pose, **spec.seen).value))
        while pose.time_s - self._yaws[0][0] > YAW_WINDOW_S:
            self._yaws.popleft()
        known = [yaw for _, yaw in self._yaws if math.isfinite(yaw)]
        return median(known) if known else math.nan


def _fitting(held: SeenPosture) -> ExerciseSpec:
    """The first exercise that begins in this posture, or else the first that there is."""
    specs = [spec_of(name) for name in selectable_exercises()]
    return next((spec for spec in specs if _SEEN.get(spec.posture) is held), specs[0])


def _step_in(exercise: str) -> Placement:
    parts = tuple(part for part, _ in _PARTS)
    how = spec_of(exercise).guidance.camera if exercise != AUTO else _offers()
    kind = selectable_exercises()[0] if exercise == AUTO else exercise
    return Placement(kind, "Come into the picture", how, "", parts)


def _offers() -> str:
    """How to begin any of the exercises, in one sentence."""
    *first, last = (spec_of(name).guidance.offer for name in selectable_exercises())
    told = f"{', '.join(first)}, or {last}."
    return told[0].upper() + told[1:]


def _shift(posture: Posture, move: str, *, head_right: bool) -> str:
    """Which way to go, in words that fit how the body lies."""
    if not posture.lying:
        return f"A step to the {move}"
    # Too near the picture's left edge is "left" in the mirror: away from the end that is there.
    towards_head = head_right == (move == "left")
    return f"Move towards your {'head' if towards_head else 'feet'}"


def _gone(pose: Pose, pair: tuple[Landmark, Landmark]) -> bool:
    return bool(np.isnan(pose.points[list(pair), 0]).any())
