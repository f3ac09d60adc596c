"""The figures of one result that count most."""

from __future__ import annotations

from collections import Counter
from typing import Any

Json = dict[str, Any]

CAUSES = ("strain", "cramp", "camera")


def worst_peak(result: Json) -> dict[str, float]:
    """The highest neck flexion of any rep, in degrees; empty where none is known."""
    peaks = [rep["neck_flexion_peak_deg"] for rep in result["reps"]]
    known: list[dict[str, float]] = [peak for peak in peaks if peak["value"] is not None]
    return max(known, key=lambda peak: peak["value"], default={})


def longest_hold_s(result: Json) -> float | None:
    """How long the longest hold lasted, in seconds; None without holds."""
    return max((hold["duration_s"] for hold in result["holds"]), default=None)


def warning_counts(result: Json) -> dict[str, int]:
    """How many warnings there are of each cause."""
    causes = Counter(warning["risk"] for warning in result["warnings"])
    return {cause: causes[cause] for cause in CAUSES}


def unsure(result: Json) -> list[Json]:
    """The reps of which can't be told whether the neck was bent too far."""
    return [rep for rep in result["reps"] if rep["neck"] == "can't tell"]
