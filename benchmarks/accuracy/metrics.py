"""What one clip brings to each figure: a share of the numerator and of the denominator.

Errors and coverage count each clip once, however long: its frames are much alike. Reps, holds
and warnings are counted one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from benchmarks.accuracy.analysis import LIMITS
from benchmarks.accuracy.clip_scores import ClipScore, Compared, HoldScore, RepScore
from benchmarks.accuracy.clips import Floats
from benchmarks.accuracy.estimates import Parts

LIMIT_DEG = LIMITS.strain.neck_flexed_deg
CLEAR_DEG = 3.0  # nearer to the limit than this no verdict is asked for
SAGGED, STEADY = LIMITS.cramp.sag_share, LIMITS.cramp.sag_share / 2
CLOSE_S = 0.1
NOTHING = (0.0, 0.0)

Measured = Callable[[ClipScore], Compared]


def neck(clip: ClipScore) -> Compared:
    """The neck over the whole clip."""
    return clip.neck


def neck_in_reps(clip: ClipScore) -> Compared:
    """The neck in reps only: at rest it is easy."""
    return clip.neck.at(clip.rep > 0)


def trunk(clip: ClipScore) -> Compared:
    """The trunk's inclination."""
    return clip.trunk


def elevation(clip: ClipScore) -> Compared:
    """The shoulders' rise."""
    return clip.elevation


def error(of: Measured) -> Callable[[ClipScore], Parts]:
    """Mean absolute error of a clip."""
    return lambda clip: _mean(np.abs(of(clip).off))


def bias(of: Measured) -> Callable[[ClipScore], Parts]:
    """Mean error of a clip, + where too much is read."""
    return lambda clip: _mean(of(clip).off)


def covered(of: Measured) -> Callable[[ClipScore], Parts]:
    """Share of a clip's values whose interval holds the truth."""
    return lambda clip: _mean(of(clip).inside.astype(float))


def silent(of: Measured) -> Callable[[ClipScore], Parts]:
    """Frames without a value, of all."""
    return lambda clip: (float((~of(clip).known).sum()), float(len(of(clip).value)))


def gain(clip: ClipScore) -> Parts:
    """By how much the shoulders' reading rises when the truth rises by one."""
    return _mean(np.array([clip.elevation.gain]))


def good_gain(clip: ClipScore) -> Parts:
    """Whether that gain is between 0.9 and 1.1."""
    known = np.isfinite(clip.elevation.gain)
    return float(known and 0.9 <= clip.elevation.gain <= 1.1), float(known)


def exact(clip: ClipScore) -> Parts:
    """Whether all reps and holds were counted, and nothing else."""
    return float(clip.exact), 1.0


def alarmed(clip: ClipScore) -> Parts:
    """Whether something was counted or warned of where no exercise was done."""
    return float(clip.counted > 0 or clip.forms > 0), 1.0


def peak_error(clip: ClipScore) -> Parts:
    """Absolute errors of reps' peaks."""
    off = [abs(rep.peak.value - rep.true_deg) for rep in clip.reps if rep.peak.known]
    return float(sum(off)), float(len(off))


def peak_covered(clip: ClipScore) -> Parts:
    """Whether the truth of reps' peaks lies in their intervals."""
    peaks = [(rep.true_deg, rep.peak) for rep in clip.reps if rep.peak.known]
    return _share(peak.low <= true <= peak.high for true, peak in peaks)


def measurable(clip: ClipScore) -> list[RepScore]:
    """The reps whose neck can be measured."""
    return [rep for rep in clip.reps if rep.measurable]


def bent(clip: ClipScore) -> list[RepScore]:
    """The reps that are past the limit beyond doubt."""
    return [rep for rep in measurable(clip) if rep.true_deg >= LIMIT_DEG + CLEAR_DEG]


def clean(clip: ClipScore) -> list[RepScore]:
    """The reps that are below the limit beyond doubt."""
    return [rep for rep in measurable(clip) if rep.true_deg <= LIMIT_DEG - CLEAR_DEG]


def recall(clip: ClipScore) -> Parts:
    """Bent reps that were warned of."""
    return _share(rep.warned for rep in bent(clip))


def told_apart_recall(clip: ClipScore) -> Parts:
    """The same, without those of which formcheck said that it can't tell."""
    return _share(rep.warned for rep in bent(clip) if rep.warned or rep.verdict == "fine")


def false_warnings(clip: ClipScore) -> float:
    """Warnings of a bent neck on clean reps, or where there was no rep at all."""
    return float(sum(rep.warned for rep in clean(clip)) + clip.stray)


def precision(clip: ClipScore) -> Parts:
    """Warnings of a bent neck that are right."""
    right = float(sum(rep.warned for rep in bent(clip)))
    return right, right + false_warnings(clip)


def f1(clip: ClipScore) -> Parts:
    """Twice the right warnings over warnings given and due."""
    right = float(sum(rep.warned for rep in bent(clip)))
    return 2 * right, right + false_warnings(clip) + len(bent(clip))


def false_per_100(clip: ClipScore) -> Parts:
    """False warnings for 100 clean reps."""
    return 100 * false_warnings(clip), float(len(clean(clip)))


def cannot_tell(clip: ClipScore) -> Parts:
    """Measurable reps whose verdict is "can't tell", of those counted."""
    counted = [rep for rep in measurable(clip) if rep.verdict != "not counted"]
    return _share(rep.verdict == "can't tell" for rep in counted)


def blind_warnings(clip: ClipScore) -> Parts:
    """Warnings of strain in reps whose neck can't be measured."""
    blind = [rep for rep in clip.reps if not rep.measurable]
    return float(sum(rep.strains for rep in blind)), float(len(blind))


def delay(clip: ClipScore) -> Parts:
    """Seconds from the neck's passing the limit to the warning, over bent reps."""
    return _sum([rep.delay_s for rep in bent(clip)])


def hold_error(clip: ClipScore) -> Parts:
    """Absolute errors of holds' durations, in seconds."""
    return _sum([abs(hold.read_s - hold.true_s) for hold in clip.holds])


def close_hold(clip: ClipScore) -> Parts:
    """Holds whose duration is right within a tenth of a second; one not found is not."""
    return _share(abs(hold.read_s - hold.true_s) <= CLOSE_S for hold in clip.holds)


def sag_found(clip: ClipScore) -> Parts:
    """Holds that sag by the limit or more and were said to."""
    return _share(hold.tired for hold in _long(clip) if hold.sag >= SAGGED)


def sag_invented(clip: ClipScore) -> Parts:
    """Holds that sag by less than half of the limit and were said to sag."""
    return _share(hold.tired for hold in _long(clip) if hold.sag < STEADY)


def _long(clip: ClipScore) -> list[HoldScore]:
    return [hold for hold in clip.holds if hold.true_s >= LIMITS.cramp.fatigue_from_s]


def _mean(values: Floats) -> Parts:
    known = values[np.isfinite(values)]
    return (float(known.mean()), 1.0) if len(known) else NOTHING


def _sum(values: Sequence[float]) -> Parts:
    known = [value for value in values if np.isfinite(value)]
    return float(sum(known)), float(len(known))


def _share(flags: Iterable[bool]) -> Parts:
    every = list(flags)
    return float(sum(every)), float(len(every))
