"""A result in plain words, the same wherever it is said."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from formcheck.core.analysis.set_summary import NECK_VERDICTS
from formcheck.core.exercises import NONE, spec_of
from formcheck.core.exercises.specs import Counted
from formcheck.core.readings import Measure, NeckUnread
from formcheck.core.risks.camera import WHY_UNREAD
from formcheck.core.risks.triage import MEASURED_ONLY
from formcheck.results.model import JudgedRep, SetResult
from formcheck.results.statistics import longest_hold_s, unsure

COVERED = 0.8  # of a video; where less could be measured, that is worth knowing


def sentences(result: SetResult) -> list[str]:
    """The set at a glance, and what is worth knowing about the video."""
    spec, reps, holds = result.spec, result.reps, result.holds
    if not result.judged:
        return [sentence(note) for note in dict.fromkeys((MEASURED_ONLY, *result.notes))]
    said = []
    if reps:
        said.append(f"{spec.how_many(len(reps))}{_necks(result)}.")
    if holds:
        amount = Counted.HOLD.how_many(len(holds)) if reps else spec.how_many(len(holds))
        said.append(f"{amount}; the longest hold lasted {_longest(result)}.")
    if spec.judges_neck:
        said += _why_unsure(result)
    if spec.counted_in:
        if not result.events:
            said.append(f"No finished {spec.many} were found.")
        if result.coverage < COVERED:
            said.append(f"Only {100 * result.coverage:.0f} % of the video could be measured.")
    return said + [sentence(note) for note in result.notes]


def _necks(result: SetResult) -> str:
    """How many reps got each verdict on the neck, where there are any."""
    if not result.spec.judges_neck:
        return ""
    counts = Counter(rep.neck for rep in result.reps)
    parts = [f"{counts[word]} {word}" for word in NECK_VERDICTS.values() if counts[word]]
    return f"; your neck: {', '.join(parts)}"


def _longest(result: SetResult) -> str:
    """How long the longest hold lasted, and the limit where there is one."""
    unit = f" s{result.spec.hold_for(result.limits.cramp)}"
    limit = figure(result.holds[0].measures["limit_s"].value, unit=unit, unknown="")
    return f"{longest_hold_s(result):.1f} s" + (f", the limit is {limit}" if limit else "")


def exercise_name(exercise: str) -> str:
    """What somebody did, as "sit-ups"; "none" where nothing was recognised."""
    return spec_of(exercise).many or NONE


def _why_unsure(result: SetResult) -> list[str]:
    """Why the neck can't be told, for which reps, and what to change."""
    reasons: dict[NeckUnread, list[str]] = {}
    for rep in unsure(result):
        reasons.setdefault(_why(rep), []).append(str(rep.number))
    said = []
    for why, numbers in reasons.items():
        reason, remedy = WHY_UNREAD[why]
        reps = f"rep{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
        said.append(f"Can't tell for {reps}: {reason}. {remedy}")
    return said


def _why(rep: JudgedRep) -> NeckUnread:
    """Why a rep's neck can't be told; results of earlier versions don't say."""
    near = rep.measures["neck_flexion_peak_deg"].known
    return rep.neck_unread or (NeckUnread.NEAR_LIMIT if near else NeckUnread.HEAD_HIDDEN)


def figure(
    number: float, places: int = 0, sign: str = "", *, unit: str = "", unknown: str = "unknown"
) -> str:
    """A number as it is written: neither +0 nor -0, and ``unknown`` where it is NaN."""
    if math.isnan(number):
        return unknown
    rounded = round(number, places) + 0.0
    return f"{rounded:{sign if rounded else ''}.{places}f}{unit}"


def with_ends(measure: Measure, places: int = 0, sign: str = "", *, unit: str = "") -> str:
    """A measure with its interval, as "34 (28 to 40)"; "" where it is unknown.

    ``unit`` follows the value. Where only the value is known it stands alone.
    """
    value, low, high = (
        figure(end, places, sign) for end in (measure.value, measure.low, measure.high)
    )
    if not measure.known:
        return ""
    return f"{value}{unit}" + ("" if math.isnan(measure.low) else f" ({low} to {high})")


def scaled(measure: Measure, factor: float) -> Measure:
    """A measure in another unit."""
    return Measure(factor * measure.value, factor * measure.low, factor * measure.high)


def many(count: int, one: str, several: str = "") -> str:
    """A count with its word: "1 sit-up", "3 sit-ups"."""
    return f"{count} {one if count == 1 else several or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Words in a row: "1, 3 and 4"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def clock(time_s: float) -> str:
    """A time in seconds as minutes and seconds: "1:05.0"."""
    minutes, seconds = divmod(time_s, 60)
    return f"{int(minutes)}:{seconds:04.1f}"


def sentence(words: str) -> str:
    """Words as a sentence of their own."""
    return words[:1].upper() + words[1:] + "."
