"""Shrugs, filmed from the front: how long and how high the shoulders are held up."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.baseline.plausibility import SameBody
from formcheck.core.exercises.hold_monitor import EDGE_SHARE, HoldMonitor, Sample
from formcheck.core.exercises.specs import Counted, ExerciseSpec, Guidance, Posture, View
from formcheck.core.kinematics.filters import Slope
from formcheck.core.measures.front_view import FrontView
from formcheck.core.measures.neck_flexion import NeckModels
from formcheck.core.pose import Pose
from formcheck.core.readings import UNKNOWN, Event, Hold, Measure, Reading, with_interval
from formcheck.core.risks.limits import Limits

RISE = 0.02  # trunk lengths above rest: a shrug has begun
DOWN_SHARE = 0.2  # of RISE; less than that above rest or the lowest is still down
PEAK_MIN = 0.03  # lower peaks are breathing, walking or noise
HOLD_MIN_S = 0.2
HIPS_STAY = 0.2  # trunk lengths; in shrugs they move by 0.13 at most, in a squat further;
HIPS_STAYED = 0.12  # before shrugs by 0.08, after squats further
ARMS_STAY = 0.25  # trunk lengths from the shoulders; in a raise further
ARMS_STAYED = 0.15  # before shrugs 0.11, after raises further
KNEES_STAY = 0.2  # trunk lengths that one knee rises against the other; more is a step
SHOULDER_SHARE = 0.15  # of the elevation that must show in the picture; else the head sank
SETTLE_S = 1.0  # a body that moved is no shrug's start for so long
MEMORY_S = 1.5
DRIFT_S = 4.0  # how slowly rest may move: people sway
SPEED_WINDOW_S = 0.2


@dataclass(frozen=True, slots=True)
class Stance:
    """Where the body is in the picture, in trunk lengths, with the shoulders' sample."""

    sample: Sample
    hips: tuple[float, float]
    stride: float
    arms: tuple[tuple[float, float], ...]
    height: float

    @property
    def time_s(self) -> float:
        """When it was."""
        return self.sample[0]

    @property
    def risen(self) -> float:
        """How far the shoulders are above rest."""
        return self.sample[1]

    def stays(self, before: Stance, hips: float, arms: float) -> bool:
        """Whether hips and arms have moved by no more than so much."""
        if math.dist(self.hips, before.hips) > hips:
            return False
        elbows = zip(self.arms, before.arms, strict=True)
        return not any(math.dist(now, then) > arms for now, then in elbows)


NOWHERE = Stance((math.nan,) * 3, (math.nan,) * 2, math.nan, (), math.nan)


SPEC = ExerciseSpec(
    name="shrug",
    one="shrug",
    many="shrugs",
    posture=Posture.STANDING,
    view=View.FRONT,
    counted_in=(Counted.HOLD,),
    key_measure="shoulder_elevation",
    key_label="Shoulder elevation",
    key_part="shoulders",
    measures=("shoulder_elevation", "left_minus_right", "hold_s", "hold_limit_s", "view_yaw_deg"),
    shown_beside=("hold_s", "hold_limit_s"),
    causes=("cramp",),
    has_load=True,
    guidance=Guidance(
        ready="Stand still, shoulders down",
        keep_still="Keep still, shoulders down",
        take_posture="Stand up, facing the camera",
        turn="Face the camera",
        camera="Camera in front of you; head, shoulders and hips in the picture.",
        camera_sees="your front",
        turn_positive="turn to your right",
        turn_negative="turn to your left",
        at_rest="standing with the shoulders down",
        offer="stand facing it for shrugs",
    ),
)


class Shrug:
    """Times how long the shoulders are held up, against the person's own rest."""

    spec: ClassVar[ExerciseSpec] = SPEC

    def __init__(self, limits: Limits, baseline: Baseline, neck: NeckModels) -> None:
        del neck  # nods are no matter here
        self._limits = limits.cramp
        self._limit_s = limits.cramp.hold_s()
        self._view = FrontView(baseline) if baseline.known else None
        self._same = SameBody(baseline.neutral)
        self._doubt = ""
        self._watch: HoldMonitor | None = None
        self._past: deque[Stance] = deque()  # since the body last moved
        self._lately: deque[Stance] = deque()  # whether it moved or not
        self._from = NOWHERE
        self._rest = 0.0
        self._moved_s = -math.inf  # when a rise was last found to be no shrug
        self._lifted = 0.0  # how much more the shoulders rose than a sinking head explains
        self._slope = Slope(SPEED_WINDOW_S)
        self._last_s = math.nan
        self._count = 0

    def update(self, pose: Pose) -> Reading:
        """The reading of one instant; poses come in order of time."""
        view = self._view
        self._doubt = self._same.doubt(pose) if pose.seen else ""
        if view is None or not pose.seen:
            return self._reading(pose, {}, ())
        if not view.from_the_front:
            unread = dict.fromkeys(self.spec.measures, UNKNOWN)
            return self._reading(pose, unread | {"view_yaw_deg": view.yaw_deg}, ())
        points = pose.points.tolist()
        elevation, side = view.elevation(pose)
        if self._doubt or math.isnan(elevation) or not view.whole(points):
            return self._reading(pose, {}, ())
        self._follow_rest(pose.time_s, elevation)
        risen = elevation - self._rest
        speed = self._slope.update(pose.time_s, risen)
        stance = Stance(
            sample=(pose.time_s, risen, side),
            hips=view.hips(points),
            stride=view.stride(points),
            arms=view.arms(points),
            height=view.shoulder_height(pose),
        )
        events = self._watched(view, stance, ready=view.upright(points) and view.arms_hang(points))
        measures = {
            "shoulder_elevation": view.measured(risen, 0.0 if math.isnan(speed) else speed),
            **self._held(pose, side),
            "view_yaw_deg": view.yaw_deg,
        }
        return self._reading(pose, measures, events)

    def _watched(self, view: FrontView, stance: Stance, *, ready: bool) -> tuple[Event, ...]:
        """What this stance brings about: warnings of a hold under way, or the finished hold."""
        self._lately.append(stance)
        while stance.time_s - self._lately[0].time_s > SETTLE_S:
            self._lately.popleft()
        if self._watch is None:
            self._wait(view, stance, usable=ready)
            return ()
        if not (ready and self._only_shoulders(stance)):
            self._settle(stance.time_s)
            return ()
        warnings = self._watch.update(stance.sample)
        return self._finish() if self._watch.over else warnings

    def _wait(self, view: FrontView, stance: Stance, *, usable: bool) -> None:
        """Look for a rise; it began where the shoulders were last down."""
        if not usable or stance.time_s - self._moved_s < SETTLE_S:
            self._drop()
            return
        self._past.append(stance)
        while stance.time_s - self._past[0].time_s > MEMORY_S:
            self._past.popleft()
        lowest = min(self._past, key=lambda past: past.risen)
        if stance.risen < max(RISE, lowest.risen + RISE):
            return
        if not all(stance.stays(past, HIPS_STAYED, ARMS_STAYED) for past in self._lately):
            self._settle(stance.time_s)
            return
        down = max(0.0, lowest.risen) + DOWN_SHARE * RISE
        self._from = [past for past in self._past if past.risen <= down][-1]
        since = [past.sample for past in self._past if past.time_s >= self._from.time_s]
        self._watch = HoldMonitor(
            self._count + 1,
            since,
            self._limits,
            self._limit_s,
            view.level_half,
            self.spec.hold_for(self._limits),
        )
        self._past.clear()
        self._lifted = 0.0

    def _only_shoulders(self, stance: Stance) -> bool:
        """Whether the shoulders rise, and not the head sinks or all of the body moves."""
        if not stance.stays(self._from, HIPS_STAY, ARMS_STAY):
            return False
        if abs(stance.stride - self._from.stride) > KNEES_STAY:
            return False
        if self._watch is not None and stance.risen > EDGE_SHARE * self._watch.peak:
            self._lifted += stance.height - self._from.height - SHOULDER_SHARE * stance.risen
        return self._lifted >= 0.0

    def _settle(self, time_s: float) -> None:
        """This rise is no shrug: wait until the body has come to rest."""
        self._drop()
        self._moved_s = time_s

    def _drop(self) -> None:
        self._watch = None
        self._past.clear()

    def _finish(self) -> tuple[Event, ...]:
        watch = self._watch
        self._drop()
        if watch is None or watch.peak < PEAK_MIN or watch.end_s - watch.start_s < HOLD_MIN_S:
            return ()
        self._count += 1
        peak = {"elevation_peak": self._view.measured(watch.peak)} if self._view else {}
        return (Hold(self._count, watch.start_s, watch.end_s, watch.measures() | peak),)

    def _follow_rest(self, time_s: float, elevation: float) -> None:
        """Let rest follow slow sway while the shoulders are down."""
        step_s = time_s - self._last_s
        self._last_s = time_s
        if self._watch is None and abs(elevation - self._rest) < RISE and step_s > 0:
            self._rest += min(1.0, step_s / DRIFT_S) * (elevation - self._rest)

    def _held(self, pose: Pose, side: float) -> Mapping[str, Measure]:
        watch = self._watch
        held_s = pose.time_s - watch.start_s if watch and watch.peak >= PEAK_MIN else math.nan
        return {
            "left_minus_right": with_interval(side, 0.03),
            "hold_s": with_interval(held_s, 0.1),
            "hold_limit_s": with_interval(self._limit_s, 0.0),
        }

    def _reading(
        self, pose: Pose, measures: Mapping[str, Measure], events: tuple[Event, ...]
    ) -> Reading:
        phase = "hold" if self._watch else "rest"
        number = self._count + 1 if self._watch else 0
        return Reading(pose, self.spec.name, phase, measures, number, self._count, events,
                       doubt=self._doubt)  # fmt: skip
