"""The figures that a set of clips with truth is judged by, beside their targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import parts
from .figures import Cases, Figure, Parts, Target, figure
from .scores import ClipScore

NEAR_DEG, FAR_DEG = 20.0, 35.0
COVERAGE = Target(0.85, 0.95)

FRAMES: Cases = ("frames", lambda clip: len(clip.rep))
COUNTED: Cases = ("reps, holds", lambda clip: clip.truth.count)
JUDGED: Cases = ("reps", lambda clip: len(parts.bent(clip)) + len(parts.clean(clip)))


def headline(clips: Sequence[ClipScore]) -> list[Figure]:
    """Every figure that these clips can tell, in the order of the reader's questions."""
    situps = [clip for clip in clips if clip.truth.exercise == "situp"]
    shrugs = [clip for clip in clips if clip.truth.exercise == "shrug"]
    others = [clip for clip in clips if clip.truth.exercise not in ("situp", "shrug")]
    every = [
        *_neck(situps),
        *_peaks(situps),
        *_warnings(clips, situps),
        *_silence(situps),
        *_shoulders(shrugs),
        *_counts(clips, others),
    ]
    return [one for one in every if one.clips]


def yaw_between(clips: Sequence[ClipScore], low: float, high: float) -> list[ClipScore]:
    """Clips filmed further than ``low`` off the nominal side, and up to ``high``."""
    return [clip for clip in clips if low < abs(clip.truth.yaw_deg) <= high]


def _neck(clips: Sequence[ClipScore]) -> list[Figure]:
    near = yaw_between(clips, -1, NEAR_DEG)
    far = yaw_between(clips, NEAR_DEG, FAR_DEG)
    beyond = yaw_between(clips, FAR_DEG, 180)
    whole, reps = parts.neck, parts.neck_in_reps
    return [
        _deg("neck, error, yaw to 20", near, parts.error(whole), Target(high=3.0)),
        _deg("neck, error, yaw 20 to 35", far, parts.error(whole), Target(high=4.5)),
        _deg("neck, error, yaw beyond 35", beyond, parts.error(whole)),
        _deg("neck, in reps, yaw to 20", near, parts.error(reps)),
        _deg("neck, in reps, 20 to 35", far, parts.error(reps)),
        _deg("neck, bias", clips, parts.bias(whole)),
        _share("neck, truth in interval", clips, parts.covered(whole), COVERAGE),
        _share("neck, the same in reps", clips, parts.covered(reps), COVERAGE),
        _deg("trunk, error", clips, parts.error(parts.trunk)),
        _share("trunk, truth in interval", clips, parts.covered(parts.trunk), COVERAGE),
    ]


def _peaks(clips: Sequence[ClipScore]) -> list[Figure]:
    return [
        _deg("peak of a rep, error", clips, parts.peak_error, Target(high=3.5), "reps"),
        _share("peak, truth in interval", clips, parts.peak_covered, COVERAGE, "reps"),
    ]


def _warnings(every: Sequence[ClipScore], situps: Sequence[ClipScore]) -> list[Figure]:
    return [
        figure(
            "warnings, F1", every, parts.f1, cases=JUDGED, unit="", places=2,
            target=Target(low=0.95),
        ),
        _share("warnings, precision", every, parts.precision, None, "warnings"),
        _share("warnings, recall", situps, parts.recall, None, "reps"),
        _share("the same where it can tell", situps, parts.told_apart_recall, None, "reps"),
        figure(
            "false ones, 100 clean reps", situps, parts.false_per_100, cases="reps",
            unit="", places=1, target=Target(high=1.0),
        ),
        figure("from limit to warning, mean", situps, parts.delay, cases="reps", unit="s",
               places=2),
    ]  # fmt: skip


def _silence(clips: Sequence[ClipScore]) -> list[Figure]:
    return [
        _share("reps of which it can't tell", clips, parts.cannot_tell, None, "reps"),
        _share("frames without a neck", clips, parts.silent(parts.neck), None, FRAMES),
        figure(
            "warned, neck not measurable", clips, parts.blind_warnings, cases="reps",
            unit="", places=2, target=Target(high=0.0),
        ),
    ]  # fmt: skip


def _shoulders(clips: Sequence[ClipScore]) -> list[Figure]:
    return [
        figure("shoulders, error in trunks", clips, parts.error(parts.elevation),
               cases=FRAMES, unit="", places=3),
        figure("shoulders, gain", clips, parts.gain, cases=FRAMES, unit="", places=2,
               target=Target(0.9, 1.1)),
        _share("clips with gain 0.9 to 1.1", clips, parts.good_gain),
        _share("shoulders, in interval", clips, parts.covered(parts.elevation), COVERAGE),
        figure("hold, error", clips, parts.hold_error, cases="holds", unit="s", places=2,
               target=Target(high=0.1)),
        _share("holds right within 0.1 s", clips, parts.close_hold, None, "holds"),
        _share("sag of a fifth, found", clips, parts.sag_found, None, "holds"),
        _share("sag under a tenth, told", clips, parts.sag_invented, None, "holds"),
    ]  # fmt: skip


def _counts(every: Sequence[ClipScore], others: Sequence[ClipScore]) -> list[Figure]:
    done = [clip for clip in every if clip.truth.count]
    return [
        _share("clips counted exactly", done, parts.exact, Target(low=0.99), COUNTED),
        _share("other things, clips alarmed", others, parts.alarmed, Target(high=0.0)),
    ]


def _deg(
    name: str,
    clips: Sequence[ClipScore],
    of: Callable[[ClipScore], Parts],
    target: Target | None = None,
    cases: Cases | str = FRAMES,
) -> Figure:
    return figure(name, clips, of, cases=cases, unit="deg", places=1, target=target)


def _share(
    name: str,
    clips: Sequence[ClipScore],
    of: Callable[[ClipScore], Parts],
    target: Target | None = None,
    cases: Cases | str = FRAMES,
) -> Figure:
    return figure(name, clips, of, cases=cases, target=target)
