"""A result in plain words, the same wherever it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from formcheck.results.statistics import longest_hold_s, unsure

Json = dict[str, Any]

NAMES = {"situp": "sit-ups", "shrug": "shrugs", "none": "none"}
COVERED = 0.8  # of a video; where less could be measured it had better be said


def sentences(result: Json) -> list[str]:
    """The set at a glance, and what had better be known about the video."""
    told = []
    reps, holds = result["reps"], result["holds"]
    if reps:
        verdicts = Counter(rep["neck"] for rep in reps)
        parts = [f"{verdicts[word]} {word}" for word in ("fine", "too far", "can't tell")
                 if verdicts[word]]  # fmt: skip
        told.append(f"{many(len(reps), 'sit-up')}; your neck: {', '.join(parts)}.")
        told += _why_unsure(result)
    if holds:
        told.append(
            f"{many(len(holds), 'shrug')}; the longest hold lasted "
            f"{longest_hold_s(result):.1f} s, the limit is {holds[0]['limit_s']:.0f} s."
        )
    if not reps and not holds and result["exercise"] != "none":
        told.append(f"No finished {NAMES[result['exercise']]} were found.")
    coverage = result["coverage"]
    if result["exercise"] != "none" and coverage is not None and coverage < COVERED:
        told.append(f"Only {100 * coverage:.0f} % of the video could be measured.")
    return told + [sentence(note) for note in result["notes"]]


def _why_unsure(result: Json) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for rep in unsure(result):
        seen = rep["neck_flexion_peak_deg"]["value"] is not None
        reason = (
            "the neck may have been on either side of the limit"
            if seen
            else "the neck could not be measured"
        )
        reasons.setdefault(reason, []).append(str(rep["number"]))
    return [
        f"Can't tell for rep{'s' if len(numbers) > 1 else ''} {listed(numbers)}: {reason}."
        for reason, numbers in reasons.items()
    ]


def degrees(measure: dict[str, float]) -> str:
    """A measure in whole degrees with its interval, as "34 (28 to 40)"; "" where unknown."""
    if not measure:
        return ""
    return "{value:.0f} ({low:.0f} to {high:.0f})".format(**measure)


def many(count: int, word: str) -> str:
    """A count with its word: "1 sit-up", "3 sit-ups"."""
    return f"{count} {word}{'' if count == 1 else 's'}"


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
