"""What is shown and said: few words, that can be read from the floor three metres away."""

from __future__ import annotations

import math
from collections import Counter

from formcheck.core.analysis.set_summary import SetSummary, verdict
from formcheck.core.readings import Event, FormWarning, Hold, Reading, Rep
from formcheck.core.risks.limits import Limits
from formcheck.live.coaching.scene import Cue, Tone

HEADLINES = {
    "strain.neck-flexed": "Eyes on the ceiling",
    "strain.neck-pulled": "Don't pull on your head",
    "strain.neck-extended": "Chin back over your chest",
    "cramp.hold-near-limit": "Nearly time to lower",
    "cramp.hold-over-limit": "Lower your shoulders now",
    "cramp.fatigue": "Tired: lower your shoulders",
    "camera.out-of-frame": "Come back into the picture",
    "camera.low-confidence": "Can't see you: more light",
    "camera.head-hidden": "Can't see your head well",
    "camera.other-person": "Is that you? Rest a moment",
}
"""A warning in at most 36 characters, by its code."""

STOP = "Stop and rest your neck"
STOP_ADVICE = "Start again with smaller lifts, eyes on the ceiling."
TURN = {"situp": "Turn sideways to the camera", "shrug": "Face the camera"}
TONES = {"notice": Tone.NEAR, "caution": Tone.OVER, "stop": Tone.OVER}
COME_BACK = "Come back into the picture"
COME_BACK_ADVICE = "The set ends by itself when you stay away."
CANT_SEE = "Can't see your neck: turn sideways"
BEGIN = "Begin when you like"
READY = {"situp": "Lie down and keep still", "shrug": "Stand still, shoulders down"}
LEARNING = "Keep still: learning your neutral"
QUIET = {"situp": "Keep still, head on the mat", "shrug": "Keep still, shoulders down"}


def headline(warning: FormWarning, exercise: str) -> str:
    """What to do about a warning."""
    if warning.code == "camera.viewpoint":
        return TURN[exercise]
    return STOP if warning.severity == "stop" else HEADLINES[warning.code]


def detail(warning: FormWarning, told: str) -> str:
    """The advice of a warning, without what its headline has told already."""
    if warning.severity == "stop":
        return STOP_ADVICE
    if not warning.advice.startswith(told):
        return warning.advice
    rest = warning.advice.removeprefix(told).lstrip(",. ").removeprefix("and ")
    return rest[:1].upper() + rest[1:]


def cue(event: Event, exercise: str) -> Cue:
    """What is heard of an event."""
    if isinstance(event, Rep):
        return Cue("rep", Tone.REP, str(event.number))
    if isinstance(event, Hold):
        return Cue("rep", Tone.REP, f"{event.end_s - event.start_s:.0f} seconds")
    tone = Tone.ATTENTION if event.cause == "camera" else TONES[event.severity]
    return Cue(event.code, tone, headline(event, exercise))


def near_limit(reading: Reading, limits: Limits) -> bool:
    """Whether the neck seems to pass its limit, and it can't be told for sure yet."""
    neck = reading.measures.get("neck_flexion_deg")
    limit_deg = limits.strain.neck_flexed_deg
    return bool(reading.number and neck and neck.value > limit_deg)


def summary_lines(summary: SetSummary, limits: Limits) -> tuple[str, ...]:
    """A set in a few lines, the most important first."""
    lines = []
    if summary.exercise == "shrug":
        lines.append(many(len(summary.holds), "shrug"))
        longest_s = max((hold.end_s - hold.start_s for hold in summary.holds), default=math.nan)
        if summary.holds:
            lines.append(
                f"Longest hold {longest_s:.0f} s; the limit is {limits.cramp.hold_s():.0f} s"
            )
    else:
        lines.append(many(len(summary.reps), "sit-up"))
        told = Counter(verdict(rep, limits) for rep in summary.reps)
        parts = [f"{told[word]} {word}" for word in ("fine", "too far", "can't tell") if told[word]]
        if parts:
            lines.append(f"Your neck: {', '.join(parts)}")
    advice = dict.fromkeys(warning.advice for warning in _worst_first(summary))
    return (*lines, *list(advice)[:1])


def many(count: int, word: str) -> str:
    """How many there are: "1 sit-up", "8 sit-ups"."""
    return f"{count} {word}{'' if count == 1 else 's'}"


def _worst_first(summary: SetSummary) -> list[FormWarning]:
    """The warnings of form, then those of the camera."""
    ranks = {"stop": 0, "caution": 1, "notice": 2}
    return sorted(
        summary.warnings, key=lambda found: (found.cause == "camera", ranks[found.severity])
    )
