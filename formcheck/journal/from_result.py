"""From an analysed set to an entry of the journal."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from formcheck.core.analysis.set_summary import NOT_JUDGED, worst_peak
from formcheck.core.readings import Measure
from formcheck.journal.dates import local_day
from formcheck.journal.entries import LoggedSet, LoggedWarning
from formcheck.results.model import SetResult


def set_from(result: SetResult, now: datetime, *, weight_kg: float = math.nan) -> LoggedSet | None:
    """The set that a result holds; None where it holds none.

    Its time is when it was recorded, where the file says so and that isn't still to come, else
    ``now``. ``weight_kg`` is what no video shows.
    """
    if not result.events:
        return None
    reps, recorded = result.reps, result.recorded
    at, dated = (recorded, "recorded") if recorded and recorded <= now else (now, "logged")
    verdicts = Counter(rep.neck for rep in reps)
    one = LoggedSet(
        at,
        local_day(at),
        result.exercise,
        dated,
        reps=len(reps),
        holds=len(result.holds),
        weight_kg=weight_kg,
        dose_deg_s=_sum([rep.measures["neck_dose_deg_s"] for rep in reps]),
        too_far=verdicts["too far"],
        cant_tell=verdicts["can't tell"] + verdicts[NOT_JUDGED],
        warnings=tuple(
            LoggedWarning(one.code, one.severity, one.message) for one in result.warnings
        ),
        coverage=result.coverage,
        limits_sha256=result.limits_sha256,
        model=result.tool.detector,
        model_sha256=result.tool.model_sha256 or "",
        version=result.tool.version,
        source_name=result.source.name,
        source_sha256=result.source.sha256,  # "" for a live set, which has no clip
        start_s=result.asked.start_s,
        end_s=result.asked.end_s if math.isfinite(result.asked.end_s) else math.nan,
    )
    one = _with_holds(one, result) if result.holds else one
    return _with_peak(one, result) if reps else one


def _with_holds(one: LoggedSet, result: SetResult) -> LoggedSet:
    holds = result.holds
    return replace(
        one,
        held_s=math.fsum(hold.measures["duration_s"].value for hold in holds),
        load=result.limits.cramp.load,
        hold_limit_s=holds[0].measures["limit_s"].value,
    )


def _with_peak(one: LoggedSet, result: SetResult) -> LoggedSet:
    worst = worst_peak(result.reps)
    return replace(
        one,
        worst_peak_deg=worst.value,
        worst_peak_low_deg=worst.low,
        worst_peak_high_deg=worst.high,
        neck_limit_deg=result.limits.strain.neck_flexed_deg,
    )


def _sum(measures: Sequence[Measure]) -> float:
    """The sum of what is known; NaN where nothing is."""
    known = [measure.value for measure in measures if measure.known]
    return math.fsum(known) if known else math.nan
