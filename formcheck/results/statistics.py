"""The figures of one result that count most."""

from __future__ import annotations

import math
from collections import Counter

from formcheck.results.model import JudgedRep, SetResult

CAUSES = ("strain", "cramp", "camera")


def longest_hold_s(result: SetResult) -> float:
    """How long the longest hold lasted, in seconds; NaN where none is known."""
    lengths_s = [hold.measures["duration_s"] for hold in result.holds]
    return max((length.value for length in lengths_s if length.known), default=math.nan)


def warning_counts(result: SetResult) -> dict[str, int]:
    """How many warnings there are of each cause."""
    causes = Counter(warning.cause for warning in result.warnings)
    return {cause: causes[cause] for cause in CAUSES}


def unsure(result: SetResult) -> list[JudgedRep]:
    """The reps of which can't be told whether the neck was bent too far."""
    return [rep for rep in result.reps if rep.neck == "can't tell" and result.spec.judges_neck]
