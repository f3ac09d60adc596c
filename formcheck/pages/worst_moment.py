"""The worst moment of a set: the one picture that stands for it."""

from __future__ import annotations

import math

from formcheck.core.readings import Hold, Rep
from formcheck.pages import curves
from formcheck.pages.stills import LONG_SIDE_PX, stills
from formcheck.results.analysed_set import AnalysedSet


def worst_still(one: AnalysedSet, long_side_px: int = LONG_SIDE_PX) -> str:
    """A still of it as a data URI; "" where there is no annotated video.

    Raises FormcheckError when the video can't be read.
    """
    video = one.file("video")
    return stills(video, [worst_s(one) - offset_s(one)], long_side_px)[0] if video else ""


def worst_s(one: AnalysedSet) -> float:
    """When the neck was bent most or the longest hold ended; the middle where nothing was found."""
    if not one.result.events:
        return float(one.columns["time_s"].mean())
    return curves.worst_s(one, max(one.result.events, key=_badness))


def offset_s(one: AnalysedSet) -> float:
    """When in the set its video begins: the annotated one where the analysis does."""
    return one.result.asked.start_s if one.file("video") else 0.0


def _badness(event: Rep | Hold) -> float:
    name = "duration_s" if isinstance(event, Hold) else "neck_flexion_peak_deg"
    level = event.measures[name]
    return level.value if level.known else -math.inf
