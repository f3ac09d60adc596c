"""Which exercise a recorded clip shows, and the person's neutral in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from formcheck.core.analysis.analyzer import analyzer_for
from formcheck.core.baseline.estimate import Baseline, estimate_baseline
from formcheck.core.exercises import NONE, selectable_exercises, spec_of
from formcheck.core.measures.neck_flexion import NeckModels
from formcheck.core.pose import Floats, Pose
from formcheck.core.readings import Hold, Rep
from formcheck.core.risks.limits import Limits


class ClipPoses(Protocol):
    """The poses of a whole clip in order of time; NaN where nobody was seen."""

    @property
    def time_s(self) -> Floats:
        """Seconds (T,)."""

    @property
    def points(self) -> Floats:
        """Pixels (T, 33, 2)."""

    @property
    def world(self) -> Floats:
        """Metres (T, 33, 3)."""

    @property
    def spots(self) -> Floats:
        """Refined keypoints in pixels (T, 13, 2)."""

    @property
    def width(self) -> int:
        """Of the pictures, in pixels."""

    @property
    def height(self) -> int:
        """Of the pictures, in pixels."""

    def __iter__(self) -> Iterator[Pose]: ...


def neutral_in(poses: ClipPoses, exercise: str) -> Baseline:
    """The person's neutral for an exercise; unknown where nothing is counted in it."""
    spec = spec_of(exercise)
    if not spec.counted_in:
        return Baseline.unknown()
    return estimate_baseline(
        *(poses.time_s, poses.points, poses.world),
        lying=spec.posture.lying,
        spots=poses.spots,
        picture_px=(poses.width, poses.height),
    )


def recognise(poses: ClipPoses, limits: Limits, neck: NeckModels) -> tuple[str, Baseline]:
    """The exercise whose reps or holds fill most of the clip, or none, and the neutral for it."""
    size = {"width_px": poses.width, "height_px": poses.height}
    neutrals = {name: neutral_in(poses, name) for name in selectable_exercises()}
    analyzers = {
        name: analyzer_for(name, limits, neutral, neck, **size)
        for name, neutral in neutrals.items()
        if neutral.known
    }
    spent_s = {NONE: 0.0} | dict.fromkeys(analyzers, 0.0)
    for pose in poses:
        for name, analyzer in analyzers.items():
            for event in analyzer.update(pose).events:
                if isinstance(event, Rep | Hold):
                    spent_s[name] += event.end_s - event.start_s
    longest = max(spent_s, key=lambda name: spent_s[name])
    return longest, neutrals.get(longest, Baseline.unknown())
