"""Results of videos, put together by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from formcheck.batch import Outcome
from formcheck.places import Task

Json = dict[str, Any]


def rep(number: int, neck: str, *peak: float) -> Json:
    """A sit-up; ``peak`` is the neck's flexion with its interval, or nothing where unknown."""
    value, low, high = peak or (None, None, None)
    return {
        "number": number,
        "neck": neck,
        "neck_flexion_peak_deg": {"value": value, "low": low, "high": high},
    }


def hold(number: int, duration_s: float, limit_s: float = 201.0) -> Json:
    """A shrug."""
    return {"number": number, "duration_s": duration_s, "limit_s": limit_s}


def warning(start_s: float, severity: str, message: str, advice: str, risk: str = "strain") -> Json:
    """A warning."""
    return {
        "risk": risk,
        "severity": severity,
        "start_s": start_s,
        "message": message,
        "advice": advice,
    }


def result(exercise: str = "situp", **parts: Any) -> Json:
    """A result with nothing in it but ``parts``."""
    nothing: Json = {
        "source": {"duration_s": 10.4},
        "exercise": exercise,
        "coverage": 1.0,
        "view_yaw_deg": 3.0,
        "reps": [],
        "holds": [],
        "warnings": [],
        "notes": [],
    }
    return nothing | parts


def outcome(video: str, found: Json | None, **parts: Any) -> Outcome:
    """What came of a video."""
    return Outcome(Task(Path(video), Path(video).with_suffix(".formcheck")), found, **parts)
