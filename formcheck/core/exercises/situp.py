"""Sit-ups and crunches, filmed from the side: reps, and what the neck did in each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.baseline.plausibility import SameBody
from formcheck.core.exercises.lift import Lift
from formcheck.core.exercises.neck_monitor import NeckMonitor
from formcheck.core.exercises.rep_detector import RepCycle, RepDetector
from formcheck.core.exercises.specs import Counted, ExerciseSpec, Guidance, Posture, View
from formcheck.core.kinematics.filters import GAP_S, Slope
from formcheck.core.measures.neck_features import SPEED_WINDOW_S
from formcheck.core.measures.neck_flexion import NeckEstimator, NeckModels
from formcheck.core.measures.side_view import SideView
from formcheck.core.pose import HIPS, Pose
from formcheck.core.readings import UNKNOWN, Event, Measure, NeckUnread, Reading, Rep, with_interval
from formcheck.core.risks.limits import Limits

SPEED_SHARE = 0.75
"""Of the neck's interval that its speed sees over the window: most of the error is shared by
both ends. Speeds on rendered sit-ups with exact truth lay within it nine times in ten.
"""
RISE_RANGE_DEG = (-45.0, 150.0)  # a trunk that turns further has been seen wrong
HIPS_STAY = 0.8  # trunk lengths; hips that leave the mat further belong to somebody getting up


SPEC = ExerciseSpec(
    name="situp",
    one="sit-up",
    many="sit-ups",
    posture=Posture.SUPINE,
    view=View.SIDE,
    counted_in=(Counted.REP,),
    key_measure="neck_flexion_deg",
    key_label="Neck flexion",
    key_part="neck",
    measures=(
        *("trunk_deg", "neck_flexion_deg", "neck_speed_deg_s", "neck_line_deg"),
        *("hand_head", "elbow_lift", "view_yaw_deg"),
    ),
    shown_beside=("trunk_deg",),
    causes=("strain",),
    has_load=False,
    guidance=Guidance(
        ready="Lie down and keep still",
        keep_still="Keep still, head on the mat",
        take_posture="Lie down, side to the camera",
        turn="Turn sideways to the camera",
        camera="Camera at your side; head, shoulders and hips in the picture.",
        camera_sees="the side of your body",
        turn_positive="your head has to come nearer to it, your feet to go farther away",
        turn_negative="your feet have to come nearer to it, your head to go farther away",
        at_rest="lying on the back",
        offer="lie down for sit-ups, side to the camera",
        room="There must be room above you to sit up.",
    ),
)


class SitUp:
    """Counts sit-ups and watches the neck in each, against the person's own neutral."""

    spec: ClassVar[ExerciseSpec] = SPEC

    def __init__(self, limits: Limits, baseline: Baseline, neck: NeckModels) -> None:
        self._limits = limits
        self._view = SideView(baseline) if baseline.known else None
        self._neck = NeckEstimator(baseline, self._view) if self._view else None
        self._models = neck
        off_side_deg = self._view.off_side_deg if self._view else 0.0
        self._same = SameBody(baseline.neutral, off_side_deg)
        self._doubt = ""
        self._finder = RepDetector()
        self._neck_speed = Slope(SPEED_WINDOW_S)
        self._neck_from_s, self._neck_last_s = math.nan, -math.inf
        self._watch: NeckMonitor | None = None
        self._lift = Lift(self._view.trunk_px) if self._view else None
        self._hips: tuple[float, float] | None = None
        self._count = 0

    def update(self, pose: Pose) -> Reading:
        """The reading of one instant; poses come in order of time."""
        view, neck, lift = self._view, self._neck, self._lift
        self._doubt = self._same.doubt(pose) if pose.seen else ""
        if view is None or neck is None or lift is None or not pose.seen:
            return self._reading(pose, {}, ())
        lines = view.lines(pose)
        rise_deg = view.rise_deg(lines)
        if not (RISE_RANGE_DEG[0] < rise_deg < RISE_RANGE_DEG[1] and view.plausible(lines)):
            return self._reading(pose, {}, ())
        measures = view.measures(pose.points.tolist(), lines)
        sights = neck.update(pose, lines, measures["elbow_lift"].value)
        measures["neck_flexion_deg"] = neck.read(self._models, pose, *sights)
        unread = self._unread(view, neck, measures["neck_flexion_deg"])
        if unread in (NeckUnread.BODY_LOST, NeckUnread.OFF_SIDE):
            measures["neck_flexion_deg"] = measures["neck_line_deg"] = UNKNOWN
        measures["neck_speed_deg_s"] = self._rate(pose.time_s, measures["neck_flexion_deg"])
        lift.update(pose.time_s, pose.points)
        cycle = self._finder.update(pose.time_s, rise_deg)
        if cycle and not lift.is_sit_up(cycle.start_s, cycle.top_s, cycle.end_s):
            cycle = None
        if self._hips_left(pose, view.trunk_px):
            cycle = None
            self._finder.drop()
        events: tuple[Event, ...] = ()
        if self._finder.phase != "rest":
            self._watch = self._watch or NeckMonitor(self._count + 1, self._limits.strain)
            phase = self._finder.phase
            events = self._watch.update(pose.time_s, phase, rise_deg, measures, unread)
        elif cycle and self._watch:
            events = (self._rep(cycle, self._watch, view),)
        if self._finder.phase == "rest":
            self._watch = None
        return self._reading(pose, measures, events, unread)

    def _unread(self, view: SideView, neck: NeckEstimator, flexion: Measure) -> NeckUnread | None:
        """Why the neck is unknown at this instant; None where it is known."""
        if self._doubt:
            return NeckUnread.BODY_LOST
        if not abs(view.yaw_deg.value) <= self._limits.camera.view_yaw_deg:
            return NeckUnread.OFF_SIDE
        if flexion.known:
            return None
        return NeckUnread.HEAD_HIDDEN if neck.has_neutral else NeckUnread.NO_NEUTRAL

    def _rate(self, time_s: float, neck: Measure) -> Measure:
        """How fast the neck bends; unknown until it was seen for a whole window."""
        if not neck.known:
            return UNKNOWN
        if time_s - self._neck_last_s > GAP_S:
            self._neck_speed.update(time_s, math.nan)
            self._neck_from_s = time_s
        self._neck_last_s = time_s
        speed_deg_s = self._neck_speed.update(time_s, neck.value)
        if time_s - self._neck_from_s < SPEED_WINDOW_S:
            return UNKNOWN
        return with_interval(speed_deg_s, SPEED_SHARE * (neck.high - neck.value) / SPEED_WINDOW_S)

    def _rep(self, cycle: RepCycle, watch: NeckMonitor, view: SideView) -> Rep:
        self._count += 1
        return Rep(
            self._count,
            cycle.start_s,
            cycle.top_s,
            cycle.end_s,
            watch.measures(view.trunk_deg(cycle.top_deg)),
            watch.peak_phase,
            watch.unread,
        )

    def _hips_left(self, pose: Pose, trunk_px: float) -> bool:
        """Whether the hips have left the place where they rested before this rise."""
        left, right = (pose.points[hip] for hip in HIPS)
        across, down = float(left[0] + right[0]) / 2, float(left[1] + right[1]) / 2
        if self._finder.phase == "rest" or self._hips is None:
            self._hips = (across, down)
        away = math.hypot(across - self._hips[0], down - self._hips[1])
        return away > HIPS_STAY * trunk_px

    def _reading(
        self,
        pose: Pose,
        measures: Mapping[str, Measure],
        events: tuple[Event, ...],
        unread: NeckUnread | None = None,
    ) -> Reading:
        number = self._count + 1 if self._watch else 0
        name, phase = self.spec.name, self._finder.phase
        return Reading(
            pose,
            name,
            phase,
            measures,
            number,
            self._count,
            events,
            doubt=self._doubt,
            neck_unread=unread,
        )
