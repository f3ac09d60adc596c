"""Sets put together by hand, as if read back from their folders."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.limits import Limits
from formcheck.pages.sets import AnalysedSet

Json = dict[str, Any]

STEP_S = 0.05  # between frames
REP_S = 2.0
TRUNK_HALF_DEG = 5.0


def interval(value: float | None, half: float = 6.0) -> Json:
    """A measure as it stands in a result."""
    if value is None:
        return {"value": None, "low": None, "high": None}
    return {"value": value, "low": value - half, "high": value + half}


def sit_up(number: int, peak_deg: float | None, *, half: float = 6.0, up_s: float = 1.0) -> Json:
    """A rep of two seconds, half a second after the one before."""
    start_s = (number - 1) * (REP_S + 0.5)
    far = peak_deg is not None and peak_deg - half > 25
    fine = peak_deg is not None and peak_deg + half <= 25
    return {
        "number": number,
        "start_s": start_s,
        "top_s": start_s + up_s,
        "end_s": start_s + REP_S,
        "neck": "too far" if far else "fine" if fine else "can't tell",
        "neck_flexion_peak_deg": interval(peak_deg, half),
        "neck_dose_deg_s": interval(0.0, 0.0),
        "neck_leads_s": None,
        "neck_leads_low_s": None,
        "neck_leads_high_s": None,
        "trunk_top_deg": 70.0,
    }


def shrug(number: int, held_s: float, *, sag: float | None = None) -> Json:
    """A hold that begins ten seconds after the one before."""
    start_s = 10.0 * (number - 1)
    return {
        "number": number,
        "start_s": start_s,
        "end_s": start_s + held_s,
        "elevation_peak": interval(0.12, 0.03),
        "duration_s": held_s,
        "sag": sag,
        "limit_s": 201.0,
    }


def analysed(
    name: str, found: list[Json], limits: Limits | None = None, **tool: str
) -> AnalysedSet:
    """A set of these reps or holds."""
    exercise = "shrug" if found and "duration_s" in found[0] else "situp"
    result: Json = {
        "source": {"name": f"{name}.mp4", "sha256": "0" * 64},
        "tool": {"detector": "blazepose-full", "version": "0.1.0"} | tool,
        "exercise": exercise,
        "limits": asdict(limits or Limits()),
        "reps": found if exercise == "situp" else [],
        "holds": found if exercise == "shrug" else [],
    }
    time_s = np.arange(0.0, (found[-1]["end_s"] if found else 0.0) + STEP_S, STEP_S)
    level = np.full(time_s.size, 70.0)
    columns = {
        "time_s": time_s,
        "trunk_deg_low": level - TRUNK_HALF_DEG,
        "trunk_deg_high": level + TRUNK_HALF_DEG,
    }
    return AnalysedSet(Path(f"{name}.formcheck"), result, columns, ("rest",) * time_s.size)
