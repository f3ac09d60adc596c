"""One rep's neck: how far it bent, for how long, and what to warn of while it goes on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from formcheck.core.kinematics.filters import GAP_S, Sustained
from formcheck.core.readings import UNKNOWN, FormWarning, Measure, NeckUnread, with_interval
from formcheck.core.risks.strain import StrainLimits, neck_extended, neck_flexed, neck_pulled

LEAD_HALF_S = 0.1
LEAD_FLEXION_DEG = 10.0  # a neck that bends less leads nothing
TRACE_STEP_S = 0.008  # finer samples than this add nothing to a lead
RISING = ("up", "top")  # the phases in which a neck that is pulled bends most
UNSEEN_MAX_S = 0.4  # of them at a stretch; in a longer one a neck may bend and come back unseen


class Peak:
    """The highest measure that lasted, judged by the low end of its interval.

    So a moment in which little is known never hides one in which the neck was seen well.
    """

    def __init__(self, window_s: float) -> None:
        self._ends = [Sustained(window_s) for _ in range(3)]
        self.measure = UNKNOWN

    def update(self, time_s: float, measure: Measure) -> Measure:
        """The highest so far."""
        held = Measure(
            *(
                end.update(time_s, level)
                for end, level in zip(
                    self._ends, (measure.value, measure.low, measure.high), strict=True
                )
            )
        )
        if held.known and not self.measure.low >= held.low:
            self.measure = held
        return self.measure


class NeckMonitor:
    """Follows the neck from a rep's start to its end."""

    def __init__(self, number: int, limits: StrainLimits) -> None:
        self._number, self._limits = number, limits
        self._flexed, self._extended = Peak(limits.sustained_s), Peak(limits.sustained_s)
        self._dose = [0.0, 0.0, 0.0]
        self._trace: list[tuple[float, float, float]] = []  # time, flexion, rise
        self._hands: list[tuple[float, float]] = []  # hand to head, elbow lift
        self._fired: set[str] = set()
        self._last_s = math.nan
        self._seen_s = math.nan
        self._unseen: Counter[NeckUnread] = Counter()  # moments on the way up and at the top
        self._hidden = False  # there, for long enough to have bent too far unseen
        self.peak_phase = ""

    def update(
        self,
        time_s: float,
        phase: str,
        rise_deg: float,
        measures: Mapping[str, Measure],
        unread: NeckUnread | None = None,
    ) -> tuple[FormWarning, ...]:
        """The warnings that this instant gives cause for.

        Each code comes once, and a flexion that then goes on to where one should stop once more.
        ``unread`` is why the neck is unknown, where it is.
        """
        neck = measures["neck_flexion_deg"]
        self._follow_gaps(time_s, phase, unread or NeckUnread.BODY_LOST, known=neck.known)
        if not neck.known:
            return ()
        before = self._flexed.measure
        peak = self._flexed.update(time_s, neck)
        if peak is not before:
            self.peak_phase = phase
        back = self._extended.update(time_s, Measure(-neck.value, -neck.high, -neck.low))
        self._add_dose(time_s, neck)
        if not self._trace or time_s - self._trace[-1][0] >= TRACE_STEP_S:
            self._trace.append((time_s, neck.value, rise_deg))
            self._hands.append((measures["hand_head"].value, measures["elbow_lift"].value))
        span = (time_s, time_s)  # a warning stands where it became sure
        found = []
        flexed = self._first("strain.neck-flexed", peak.exceeds(self._limits.neck_flexed_deg))
        if self._first("stop", peak.exceeds(self._limits.neck_stop_deg)) or flexed:
            found.append(neck_flexed(self._number, peak, span, self._limits))
        if self._first("strain.neck-extended", back.exceeds(self._limits.neck_extended_deg)):
            found.append(neck_extended(self._number, back, span, self._limits))
        bent = phase in ("top", "down") and peak.exceeds(self._limits.pulled_neck_deg)
        if bent and self._first("strain.neck-pulled", self._pulled()):
            found.append(neck_pulled(self._number, self.lead_s(), span))
        return tuple(found)

    def _follow_gaps(self, time_s: float, phase: str, why: NeckUnread, *, known: bool) -> None:
        """How long the neck is unseen at a stretch where it matters, and why."""
        if math.isnan(self._seen_s):
            self._seen_s = time_s
        if phase in RISING:
            self._hidden |= time_s - self._seen_s > UNSEEN_MAX_S
            self._unseen[why] += not known
        if known or phase not in RISING:
            self._seen_s = time_s

    def _first(self, code: str, cause: bool | None) -> bool:
        """Whether there is cause for a warning that this rep has not had yet."""
        if not cause or code in self._fired:
            return False
        self._fired.add(code)
        return True

    def _pulled(self) -> bool:
        if "strain.neck-pulled" in self._fired:
            return False
        led = self.lead_s().exceeds(self._limits.pulled_lead_s)
        return bool(led) and self.hands_at_head()

    def _add_dose(self, time_s: float, neck: Measure) -> None:
        step_s = time_s - self._last_s
        self._last_s = time_s
        if not step_s <= GAP_S:
            return
        for end, level in enumerate((neck.value, neck.low, neck.high)):
            self._dose[end] += step_s * max(0.0, level - self._limits.neck_flexed_deg)

    def hands_at_head(self) -> bool:
        """Whether the hands were at the head in most of the rep so far."""
        if not self._hands:
            return False
        hand, elbow = (_median(reach) for reach in zip(*self._hands, strict=True))
        return hand < self._limits.hands_at_head or elbow > self._limits.elbows_at_head

    def lead_s(self) -> Measure:
        """By how long the neck was half bent before the trunk was half up; + the head led."""
        if not self._flexed.measure.value >= LEAD_FLEXION_DEG:
            return UNKNOWN
        bend = max(flexion for _, flexion, _ in self._trace) / 2
        floor, top = (pick(rise for _, _, rise in self._trace) for pick in (min, max))
        bent_s = next(at for at, flexion, _ in self._trace if flexion >= bend)
        up_s = next(at for at, _, rise in self._trace if rise >= (floor + top) / 2)
        return with_interval(up_s - bent_s, LEAD_HALF_S)

    @property
    def _unsure(self) -> bool:
        """Whether it may have bent too far where it was not seen, and did not where it was."""
        return self._hidden and not self._flexed.measure.exceeds(self._limits.neck_flexed_deg)

    @property
    def unread(self) -> NeckUnread | None:
        """Why the rep's neck can't be told; None where it can."""
        peak = self._flexed.measure
        if self._unsure or not peak.known:
            return max(self._unseen, key=self._unseen.__getitem__, default=NeckUnread.BODY_LOST)
        near = peak.exceeds(self._limits.neck_flexed_deg) is None
        return NeckUnread.NEAR_LIMIT if near else None

    def measures(self, trunk_top_deg: Measure) -> dict[str, Measure]:
        """What is kept of the finished rep."""
        flexed, back = self._flexed.measure, self._extended.measure
        if self._unsure:
            flexed = UNKNOWN
        return {
            "neck_flexion_peak_deg": flexed,
            "neck_extension_peak_deg": back if back.value > 0.0 else UNKNOWN,
            "neck_dose_deg_s": Measure(*self._dose) if self._trace else UNKNOWN,
            "neck_leads_s": self.lead_s(),
            "hands_at_head": with_interval(float(self.hands_at_head()), 0.0)
            if self._trace
            else UNKNOWN,
            "trunk_top_deg": trunk_top_deg,
        }


def _median(values: Sequence[float]) -> float:
    """The median of those that are known; NaN where none is."""
    known = [value for value in values if not math.isnan(value)]
    return median(known) if known else math.nan
