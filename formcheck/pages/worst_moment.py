"""The worst moment of a set: the one picture that stands for it."""

from __future__ import annotations

import math
from typing import Any

from formcheck.pages.curves import with_worst
from formcheck.pages.stills import LONG_SIDE_PX, stills
from formcheck.results.analysed_set import AnalysedSet

Json = dict[str, Any]


def worst_still(one: AnalysedSet, long_side_px: int = LONG_SIDE_PX) -> str:
    """A still of it as a data URI; "" where there is no annotated video.

    Raises FormcheckError when the video can't be read.
    """
    video = one.file("video")
    return stills(video, [worst_s(one) - offset_s(one)], long_side_px)[0] if video else ""


def worst_s(one: AnalysedSet) -> float:
    """When the neck was bent most or the longest hold ended; the middle where nothing was found."""
    events = one.result["reps"] or one.result["holds"]
    if not events:
        return float(one.columns["time_s"].mean())
    return float(with_worst(one, max(events, key=_badness))["worst_s"])


def offset_s(one: AnalysedSet) -> float:
    """When in the set its video begins: the annotated one where the analysis does."""
    return float(one.result["asked"]["start_s"]) if one.file("video") else 0.0


def _badness(event: Json) -> float:
    level = event["neck_flexion_peak_deg"]["value"] if "top_s" in event else event["duration_s"]
    return -math.inf if level is None else float(level)
