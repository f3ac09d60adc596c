"""The figures that a set of clips with truth is judged by, beside their targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.accuracy import metrics
from benchmarks.accuracy.clip_scores import ClipScore
from benchmarks.accuracy.estimates import Cases, Figure, Parts, Target, figure

NEAR_DEG, FAR_DEG = 20.0, 35.0
COVERAGE = Target(0.85, 0.95)

FRAMES: Cases = ("frames", lambda clip: len(clip.rep))
COUNTED: Cases = ("reps, holds", lambda clip: clip.truth.count)
JUDGED: Cases = ("reps", lambda clip: len(metrics.bent(clip)) + len(metrics.clean(clip)))


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
    whole, reps = metrics.neck, metrics.neck_in_reps
    return [
        _deg("neck, error, yaw to 20", near, metrics.error(whole), Target(high=3.0)),
        _deg("neck, error, yaw 20 to 35", far, metrics.error(whole), Target(high=4.5)),
        _deg("neck, error, yaw beyond 35", beyond, metrics.error(whole)),
        _deg("neck, in reps, yaw to 20", near, metrics.error(reps)),
        _deg("neck, in reps, 20 to 35", far, metrics.error(reps)),
        _deg("neck, bias", clips, metrics.bias(whole)),
        _share("neck, truth in interval", clips, metrics.covered(whole), COVERAGE),
        _share("neck, the same in reps", clips, metrics.covered(reps), COVERAGE),
        _deg("trunk, error", clips, metrics.error(metrics.trunk)),
        _share("trunk, truth in interval", clips, metrics.covered(metrics.trunk), COVERAGE),
    ]


def _peaks(clips: Sequence[ClipScore]) -> list[Figure]:
    return [
        _deg("peak of a rep, error", clips, metrics.peak_error, Target(high=3.5), "reps"),
        _share("peak, truth in interval", clips, metrics.peak_covered, COVERAGE, "reps"),
    ]


def _warnings(every: Sequence[ClipScore], situps: Sequence[ClipScore]) -> list[Figure]:
    return [
        figure(
            "warnings, F1", every, metrics.f1, cases=JUDGED, unit="", places=2,
            target=Target(low=0.95),
        ),
        _share("warnings, precision", every, metrics.precision, None, "warnings"),
        _share("warnings, recall", situps, metrics.recall, None, "reps"),
        _share("the same where it can tell", situps, metrics.told_apart_recall, None, "reps"),
        figure(
            "false ones, 100 clean reps", situps, metrics.false_per_100, cases="reps",
            unit="", places=1, target=Target(high=1.0),
        ),
        figure("from limit to warning, mean", situps, metrics.delay, cases="reps", unit="s",
               places=2),
    ]  # fmt: skip


def _silence(clips: Sequence[ClipScore]) -> list[Figure]:
    return [
        _share("reps of which it can't tell", clips, metrics.cannot_tell, None, "reps"),
        _share("frames without a neck", clips, metrics.silent(metrics.neck), None, FRAMES),
        figure(
            "warned, neck not measurable", clips, metrics.blind_warnings, cases="reps",
            unit="", places=2, target=Target(high=0.0),
        ),
    ]  # fmt: skip


def _shoulders(clips: Sequence[ClipScore]) -> list[Figure]:
    return [
        figure("shoulders, error in trunks", clips, metrics.error(metrics.elevation),
               cases=FRAMES, unit="", places=3),
        figure("shoulders, gain", clips, metrics.gain, cases=FRAMES, unit="", places=2,
               target=Target(0.9, 1.1)),
        _share("clips with gain 0.9 to 1.1", clips, metrics.good_gain),
        _share("shoulders, in interval", clips, metrics.covered(metrics.elevation), COVERAGE),
        figure("hold, error", clips, metrics.hold_error, cases="holds", unit="s", places=2,
               target=Target(high=0.1)),
        _share("holds right within 0.1 s", clips, metrics.close_hold, None, "holds"),
        _share("sag of a fifth, found", clips, metrics.sag_found, None, "holds"),
        _share("sag under a tenth, told", clips, metrics.sag_invented, None, "holds"),
    ]  # fmt: skip


def _counts(every: Sequence[ClipScore], others: Sequence[ClipScore]) -> list[Figure]:
    done = [clip for clip in every if clip.truth.count]
    return [
        _share("clips counted exactly", done, metrics.exact, Target(low=0.99), COUNTED),
        _share("other things, clips alarmed", others, metrics.alarmed, Target(high=0.0)),
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
