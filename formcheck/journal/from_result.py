"""From an analysed set to an entry of the journal."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from formcheck.journal.dates import local_day
from formcheck.journal.entries import LoggedSet, instant

Json = dict[str, Any]


def set_from(result: Json, now: datetime, *, weight_kg: float = math.nan) -> LoggedSet | None:
    """The set that a result (as in result.json) tells of; None where it tells of none.

    Its time is when it was recorded, where the file tells and that isn't still to come, else
    ``now``. ``weight_kg`` is what no video tells.
    """
    reps, holds = result["reps"], result["holds"]
    if not reps and not holds:
        return None
    source, tool, asked = result["source"], result["tool"], result["asked"]
    recorded = source["recorded"] and instant(source["recorded"])
    known = bool(recorded) and recorded <= now
    at = recorded if known else now
    verdicts = Counter(rep["neck"] for rep in reps)
    one = LoggedSet(
        at,
        local_day(at),
        result["exercise"],
        "recorded" if known else "logged",
        reps=len(reps),
        holds=len(holds),
        weight_kg=weight_kg,
        dose_deg_s=_sum(rep["neck_dose_deg_s"]["value"] for rep in reps),
        too_far=verdicts["too far"],
        cant_tell=verdicts["can't tell"],
        warnings=tuple(_warning(warning) for warning in result["warnings"]),
        coverage=_number(result["coverage"]),
        limits_sha256=tool["limits_sha256"],
        model=tool["detector"],
        model_sha256=tool["model_sha256"] or "",
        version=tool["version"],
        source_name=source["name"],
        source_sha256=source["sha256"] or "",  # a live set has no clip
        start_s=_number(asked["start_s"]),
        end_s=_number(asked["end_s"]),
    )
    return _with_holds(one, result) if holds else _with_peak(one, result)


def _with_holds(one: LoggedSet, result: Json) -> LoggedSet:
    lengths = [hold["duration_s"] for hold in result["holds"]]
    return replace(
        one,
        held_s=math.nan if None in lengths else math.fsum(lengths),
        load=result["load"],
        hold_limit_s=_number(result["holds"][0]["limit_s"]),
    )


def _with_peak(one: LoggedSet, result: Json) -> LoggedSet:
    peaks = [rep["neck_flexion_peak_deg"] for rep in result["reps"]]
    known = [peak for peak in peaks if peak["value"] is not None]
    worst: Json = max(known, key=lambda peak: peak["value"], default={})
    return replace(
        one,
        worst_peak_deg=_number(worst.get("value")),
        worst_peak_low_deg=_number(worst.get("low")),
        worst_peak_high_deg=_number(worst.get("high")),
        neck_limit_deg=result["limits"]["strain"]["neck_flexed_deg"],
    )


def _warning(warning: Json) -> Json:
    return {name: warning[name] for name in ("code", "severity", "message")}


def _sum(values: Iterable[float | None]) -> float:
    """The sum of what is known; NaN where nothing is."""
    known = [value for value in values if value is not None]
    return math.fsum(known) if known else math.nan


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)
