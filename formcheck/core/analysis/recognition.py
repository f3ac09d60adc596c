"""Which exercise a recorded clip shows, and the person's neutral in it."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.core.analysis.analyzer import Analyzer
from formcheck.core.baseline.estimate import Baseline
from formcheck.core.exercises import NONE, exercise_named
from formcheck.core.measures.neck_flexion import NeckModels
from formcheck.core.pose import Pose
from formcheck.core.readings import Hold, Rep
from formcheck.core.risks.limits import Limits


def recognise(
    poses: Iterable[Pose],
    baselines: dict[str, Baseline],
    limits: Limits,
    neck: NeckModels,
    *,
    width_px: int,
    height_px: int,
) -> str:
    """The name of the exercise whose reps or holds fill most of the clip, or "none"."""
    analyzers = {
        name: Analyzer(
            exercise_named(name)(limits, baseline, neck),
            limits,
            width_px=width_px,
            height_px=height_px,
        )
        for name, baseline in baselines.items()
        if baseline.known
    }
    spent_s = {NONE: 0.0} | dict.fromkeys(analyzers, 0.0)
    for pose in poses:
        for name, analyzer in analyzers.items():
            for event in analyzer.update(pose).events:
                if isinstance(event, Rep | Hold):
                    spent_s[name] += event.end_s - event.start_s
    return max(spent_s, key=lambda name: spent_s[name])
