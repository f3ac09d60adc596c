"""What is shown and said: few words, that can be read from the floor three metres away."""

from __future__ import annotations

from collections import Counter

from formcheck.core.analysis.set_summary import SetSummary, verdict
from formcheck.core.exercises import spec_of
from formcheck.core.exercises.specs import Counted, ExerciseSpec
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
TONES = {"notice": Tone.NEAR, "caution": Tone.OVER, "stop": Tone.OVER}
COME_BACK = "Come back into the picture"
COME_BACK_ADVICE = "The set ends by itself when you stay away."
CANT_SEE = "Can't see your neck: turn sideways"
BEGIN = "Begin when you like"
LEARNING = "Keep still: learning your neutral"


def headline(warning: FormWarning, spec: ExerciseSpec) -> str:
    """What to do about a warning."""
    if warning.code == "camera.viewpoint":
        return spec.guidance.turn
    return STOP if warning.severity == "stop" else HEADLINES[warning.code]


def detail(warning: FormWarning, told: str) -> str:
    """The advice of a warning, without what its headline has told already."""
    if warning.severity == "stop":
        return STOP_ADVICE
    if not warning.advice.startswith(told):
        return warning.advice
    rest = warning.advice.removeprefix(told).lstrip(",. ").removeprefix("and ")
    return rest[:1].upper() + rest[1:]


def cue(event: Event, spec: ExerciseSpec) -> Cue:
    """What is heard of an event."""
    if isinstance(event, Rep):
        return Cue("rep", Tone.REP, str(event.number))
    if isinstance(event, Hold):
        return Cue("rep", Tone.REP, f"{event.end_s - event.start_s:.0f} seconds")
    tone = Tone.ATTENTION if event.cause == "camera" else TONES[event.severity]
    return Cue(event.code, tone, headline(event, spec), urgent=event.severity == "stop")


def near_limit(reading: Reading, limits: Limits) -> bool:
    """Whether the neck seems to pass its limit, and it can't be told for sure yet."""
    neck = reading.measures.get("neck_flexion_deg")
    limit_deg = limits.strain.neck_flexed_deg
    return bool(reading.number and neck and neck.value > limit_deg)


def summary_lines(summary: SetSummary, limits: Limits) -> tuple[str, ...]:
    """A set in a few lines, the most important first."""
    spec = spec_of(summary.exercise)
    counts = {Counted.REP: len(summary.reps), Counted.HOLD: len(summary.holds)}
    lines = [spec.how_many(counts[what]) for what in spec.counted_in[:1]]
    lines += [what.how_many(counts[what]) for what in spec.counted_in[1:]]
    if summary.holds:
        longest_s = max(hold.end_s - hold.start_s for hold in summary.holds)
        limit_s, hold_for = limits.cramp.hold_s(), spec.hold_for(limits.cramp)
        limit = f"; the limit is {limit_s:.0f} s{hold_for}" if spec.times_holds else ""
        lines.append(f"Longest hold {longest_s:.0f} s{limit}")
    if summary.reps and spec.judges_neck:
        told = Counter(verdict(rep, limits) for rep in summary.reps)
        parts = [f"{told[word]} {word}" for word in ("fine", "too far", "can't tell") if told[word]]
        lines.append(f"Your neck: {', '.join(parts)}")
    advice = dict.fromkeys(warning.advice for warning in _worst_first(summary))
    return (*lines, *list(advice)[:1])


def _worst_first(summary: SetSummary) -> list[FormWarning]:
    """The warnings of form, then those of the camera."""
    return sorted(summary.warnings, key=lambda found: (found.cause == "camera", found.rank))
