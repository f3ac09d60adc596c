"""Whether the picture can carry a measure at all, and what to tell the person if not."""

from __future__ import annotations

import math

import numpy as np

from formcheck.core.baseline.plausibility import LOST, STRANGER
from formcheck.core.exercises import NONE, spec_of
from formcheck.core.pose import EARS, HIPS, SHOULDERS
from formcheck.core.readings import FormWarning, Reading
from formcheck.core.risks.camera import (
    CameraLimits,
    head_hidden,
    low_confidence,
    other_person,
    out_of_frame,
    viewpoint,
)

QUIET_S = 5.0  # a trouble that was gone for this long is told again

_PARTS = ("head", "shoulders", "hips")
_LEFT, _RIGHT = ([pair[side] for pair in (EARS, SHOULDERS, HIPS)] for side in (0, 1))


class CameraMonitor:
    """Follows what the camera can't see; tells each trouble once while it lasts."""

    def __init__(self, limits: CameraLimits) -> None:
        self._limits = limits
        self._since_s: dict[str, float] = {}
        self._last_s: dict[str, float] = {}
        self._told: set[str] = set()

    def update(self, reading: Reading) -> tuple[FormWarning, ...]:
        """The warnings that this instant gives cause for."""
        time_s = reading.pose.time_s
        across = reading.pose.points[:, 0]
        missing = np.isnan(across.take(_LEFT) + across.take(_RIGHT)).tolist()
        seen = reading.pose.seen
        outside = [part for part, gone in zip(_PARTS, missing, strict=True) if gone and seen]
        yaw_deg = reading.measures["view_yaw_deg"].value if reading.measures else math.nan
        doubt = reading.doubt
        spec = spec_of(reading.exercise or NONE)
        unread = bool(spec.measures) and not (reading.measures or outside or doubt)
        too_far = abs(yaw_deg) > self._limits.view_yaw_deg
        found = []
        if self._lasts("viewpoint", too_far, time_s):
            guidance = spec.guidance
            faced, turn = guidance.camera_sees, guidance.turn_for(yaw_deg)
            found.append(viewpoint(yaw_deg, faced, turn, self._span("viewpoint", time_s)))
        if self._lasts("outside", bool(outside), time_s):
            found.append(out_of_frame(outside, self._span("outside", time_s)))
        if self._lasts("lost", not seen or unread or doubt == LOST, time_s):
            found.append(low_confidence(self._span("lost", time_s)))
        hidden = _neck_unread(reading) and not (outside or doubt or too_far)
        if self._lasts("hidden", hidden, time_s):
            found.append(head_hidden(self._span("hidden", time_s)))
        if self._lasts("stranger", doubt == STRANGER, time_s):
            found.append(other_person(self._span("stranger", time_s)))
        return tuple(found)

    def _lasts(self, trouble: str, here: bool, time_s: float) -> bool:
        """Whether a trouble has just lasted long enough to be told."""
        if not here:
            self._since_s.pop(trouble, None)
            if time_s - self._last_s.get(trouble, time_s) > QUIET_S:
                self._told.discard(trouble)
            return False
        self._last_s[trouble] = time_s
        since_s = self._since_s.setdefault(trouble, time_s)
        if trouble in self._told or time_s - since_s < self._limits.sustained_s:
            return False
        self._told.add(trouble)
        return True

    def _span(self, trouble: str, time_s: float) -> tuple[float, float]:
        return self._since_s[trouble], time_s


def _neck_unread(reading: Reading) -> bool:
    """Whether the exercise measures the neck, and could not."""
    neck = reading.measures.get("neck_flexion_deg")
    return neck is not None and not neck.known
