"""What a page says of a set: its verdict, a row a rep or hold, and how far to trust it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from formcheck.core.analysis.set_summary import (
    HOLD_VERDICTS,
    NECK_VERDICTS,
    NOT_JUDGED,
    hold_verdict,
)
from formcheck.core.readings import Hold
from formcheck.core.risks.triage import MEASURED_ONLY, Triage
from formcheck.outputs.job import Asked
from formcheck.pages.explanations import load_word
from formcheck.results.model import JudgedRep, SetResult
from formcheck.results.sentences import COVERED, clock, figure, scaled, sentence, with_ends

UNKNOWN = "can't tell"
MARKS = {
    "fine": ("fine", "✓"),
    "within the limit": ("fine", "✓"),
    "too far": ("too-far", "▲"),
    "too long": ("too-far", "▲"),
    UNKNOWN: ("unsure", "?"),
    NOT_JUDGED: ("quiet", "○"),
    "notice": ("notice", "i"),
    "caution": ("caution", "▲"),
    "stop": ("stop", "■"),
}
"""Of each verdict and severity: the class that colours it, and a shape for other eyes."""

YAW_GOOD_DEG = 20.0  # up to here the stated errors hold


@dataclass(frozen=True, slots=True)
class Event:
    """A rep or hold as its table shows it; ``cells`` stand by the columns' names."""

    kind: str
    number: int
    start_s: float
    worst_s: float
    verdict: str
    summary: str
    cells: dict[str, str]
    still: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something worth knowing; ``verdict`` is "fine", "can't tell" or ""."""

    what: str
    told: str
    verdict: str = ""


def stop_sentences(triages: Iterable[Triage]) -> tuple[str, ...]:
    """What stands on top of a page of sets that may not be judged; none where all may.

    What to do, and not why: a page may be shown to others.
    """
    worst = max(triages, key=lambda one: one.level, default=Triage())
    return () if worst.coaches else (worst.level.advice,)


def headline(result: SetResult) -> str:
    """The set in one sentence that a coach can call out."""
    spec, reps, holds = result.spec, result.reps, result.holds
    if not result.judged:
        return sentence(MEASURED_ONLY)
    if reps and spec.judges_neck:
        words = [rep.neck for rep in reps]
        far, unsure = words.count("too far"), words.count("can't tell")
        if far:
            return f"The neck bent too far in {far} of {spec.how_many(len(reps))}."
        if unsure == len(reps):
            return "Can't tell whether the neck bent too far."
        if unsure:
            return f"Can't tell for {unsure} of {spec.how_many(len(reps))}; the others are fine."
        return "The neck stayed within its limit."
    if holds and spec.times_holds:
        long = [hold for hold in holds if hold_verdict(hold) == "too long"]
        tired = {warning.number for warning in result.warnings if warning.cause == "cramp"}
        if long:
            were = "was" if len(long) == 1 else "were"
            return f"{len(long)} of {spec.how_many(len(holds))} {were} held too long."
        if tired:
            return f"No hold was too long, but the shoulders tired in {len(tired)} of them."
        return "No hold was too long."
    return "Nothing to judge."


def counts(result: SetResult) -> list[tuple[str, int]]:
    """How many reps or holds got each of the three verdicts."""
    words: tuple[str, ...] = ()
    found: Counter[str] = Counter()
    if not result.judged:
        return []
    if result.reps and result.spec.judges_neck:
        words += tuple(NECK_VERDICTS.values())
        found.update(rep.neck for rep in result.reps)
    elif result.holds and result.spec.times_holds:
        words += tuple(HOLD_VERDICTS.values())
        found.update(map(hold_verdict, result.holds))
    return [(word, found[word]) for word in words]


def advice(result: SetResult) -> list[tuple[str, int]]:
    """What to do next time, the most frequent first, with how often it was given."""
    given = Counter(warning.advice for warning in result.warnings if warning.cause != "camera")
    return given.most_common(3)


def rep_row(rep: JudgedRep, worst_s: float) -> Event:
    """A rep; ``worst_s`` is when it is worth looking at."""
    peak = rep.measures["neck_flexion_peak_deg"]
    shown = with_ends(peak, unit="°") or UNKNOWN
    hands = rep.measures["hands_at_head"]
    return Event(
        "rep",
        rep.number,
        rep.start_s,
        worst_s,
        rep.neck,
        f"neck {shown}" if peak.known else "neck not measured",
        {
            "peak": shown,
            "when": rep.peak_phase,
            "dose": with_ends(rep.measures["neck_dose_deg_s"]) or UNKNOWN,
            "up": f"{rep.top_s - rep.start_s:.1f}",
            "down": f"{rep.end_s - rep.top_s:.1f}",
            "hands": ("yes" if hands.value else "no") if hands.known else UNKNOWN,
            "leads": _lead(rep),
        },
    )


def hold_rows(result: SetResult, worst_s: Sequence[float]) -> list[Event]:
    """Holds, each with the rest after it; ``worst_s`` is when each is worth looking at."""
    following = [*(hold.start_s for hold in result.holds[1:]), math.nan]
    rows = zip(result.holds, worst_s, following, strict=False)
    return [_hold_row(*one, judged=result.judged) for one in rows]


def _hold_row(hold: Hold, worst_s: float, following_s: float, *, judged: bool) -> Event:
    side, sag = hold.measures["left_minus_right"], hold.measures["sag"]
    held, limit = (hold.measures[name].value for name in ("duration_s", "limit_s"))
    lasted = figure(held, 1, unit=" s", unknown=UNKNOWN)
    return Event(
        "hold",
        hold.number,
        hold.start_s,
        worst_s,
        hold_verdict(hold) if judged else NOT_JUDGED,
        lasted if math.isnan(held) else f"held {lasted}",
        {
            "duration": lasted,
            "limit": figure(limit, unit=" s", unknown=UNKNOWN) if judged else "",
            "peak": with_ends(scaled(hold.measures["elevation_peak"], 100), unit=" %") or UNKNOWN,
            "sag": figure(100 * sag.value, unit=" %", unknown="too short to tell"),
            "rest": figure(following_s - hold.end_s, 1, unit=" s", unknown="last"),
            "side": _side(side.value) if side.known else UNKNOWN,
        },
    )


def facts(result: SetResult) -> list[Fact]:
    """How good the view was, and how much of the video could be measured."""
    spec, found = result.spec, []
    if spec.counted_in:
        view, limit_deg = f"the {spec.view.value}", result.limits.camera.view_yaw_deg
        found.append(_view(result.view_yaw_deg, view, limit_deg))
        covered = figure(100 * result.coverage, unit=" % of the video", unknown=UNKNOWN)
        found.append(Fact("Measured", covered, _good(result.coverage >= COVERED)))
        neutral = result.neutral
        found.append(Fact("Neutral taken from", neutral.origin, _good(neutral.rested)))
    if spec.has_load:
        found.append(Fact("Load", load_word(result)))
    return found if result.judged else [replace(fact, verdict="") for fact in found]


def _view(yaw_deg: float, view: str, limit_deg: float) -> Fact:
    if math.isnan(yaw_deg):
        return Fact("Camera", UNKNOWN, UNKNOWN)
    square = abs(yaw_deg) <= YAW_GOOD_DEG
    price = ": too far to measure truly" if abs(yaw_deg) > limit_deg else ": errors are larger"
    return Fact("Camera", f"{abs(yaw_deg):.0f}° off {view}{'' if square else price}", _good(square))


def _good(holds: bool) -> str:
    return "fine" if holds else UNKNOWN


def _lead(rep: JudgedRep) -> str:
    bent = rep.measures["neck_flexion_peak_deg"].known
    return with_ends(rep.measures["neck_leads_s"], 1) or ("hardly bent" if bent else UNKNOWN)


def _side(side: float) -> str:
    """Which side was higher, from a difference in trunk lengths, in per cent of them."""
    if abs(side) < 0.005:
        return "level"
    return f"{'left' if side > 0 else 'right'} {100 * abs(side):.0f} % higher"


def asked_span(asked: Asked) -> str:
    """Which part of the video was asked for; "" for all of it."""
    if not asked.start_s and math.isinf(asked.end_s):
        return ""
    end = "" if math.isinf(asked.end_s) else f" to {clock(asked.end_s)}"
    return f", from {clock(asked.start_s)}{end}"


def when(result: SetResult) -> str:
    """The line under the page's title: what it is and how long."""
    parts = [result.spec.many.capitalize() or "No exercise found"]
    if result.source.recorded:
        parts.append(f"recorded {result.source.recorded[:10]}")
    if math.isfinite(result.source.duration_s):
        parts.append(f"{clock(result.source.duration_s)} long")
    return " · ".join(parts)
