"""Strain: the neck pulled or bent out of line with the upper back while the body is lifted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from formcheck.core.readings import FormWarning, Measure, Rep
from formcheck.core.risks import limit

Span = tuple[float, float]

_ISO = "ISO 11226: 0 to 25 deg is acceptable; borrowed, made for static work"
_OURS = "formcheck's own choice; no published figure was found"


@dataclass(frozen=True, slots=True)
class StrainLimits:
    """Limits on how far the neck may leave the line of the upper back in a sit-up."""

    neck_flexed_deg: float = limit(25.0, "deg", _ISO)
    neck_stop_deg: float = limit(
        45.0, "deg", "near the end of the neck's range, about 50 to 60 deg; " + _OURS
    )
    neck_extended_deg: float = limit(
        15.0, "deg", "ISO 11226 and REBA accept no extension; the margin is " + _OURS
    )
    sustained_s: float = limit(
        0.2, "s", "shorter excursions can't be told from landmark noise; " + _OURS
    )
    pulled_neck_deg: float = limit(
        20.0, "deg", "RULA and REBA score a neck past 20 deg higher; borrowed, made for work"
    )
    pulled_lead_s: float = limit(
        0.1, "s", "in a sit-up the head moves first by nature (Cordo 2003); the margin is " + _OURS
    )
    hands_at_head: float = limit(
        0.3, "trunk lengths", "measured on rendered clips: behind the head up to 0.25, crossed "
        "on the chest from 0.43; formcheck's own"
    )  # fmt: skip
    elbows_at_head: float = limit(
        0.05, "trunk lengths", "measured on rendered clips: behind the head from 0.07, crossed "
        "or reaching below -0.38; formcheck's own"
    )  # fmt: skip


def neck_flexed(number: int, peak: Measure, span: Span, limits: StrainLimits) -> FormWarning:
    """The neck of a rep was bent past the limit; ``peak`` is the flexion that lasted."""
    stop = peak.exceeds(limits.neck_stop_deg) is True
    return FormWarning(
        "strain.neck-flexed",
        *span,
        "stop" if stop else "caution",
        f"Rep {number}: your neck bent {peak.value:.0f} deg from neutral "
        f"({peak.low:.0f} to {peak.high:.0f}); the limit is {limits.neck_flexed_deg:.0f}.",
        "Stop here and rest your neck. Start again with smaller lifts, eyes on the ceiling."
        if stop
        else "Eyes on the ceiling, a fist of space under your chin. Let your belly lift you.",
        number,
    )


def neck_pulled(number: int, lead: Measure, span: Span) -> FormWarning:
    """The hands were at the head and the head came up before the trunk."""
    return FormWarning(
        "strain.neck-pulled",
        *span,
        "caution",
        f"Rep {number}: hands at your head, and your head came up {lead.value:.1f} s "
        "before your trunk.",
        "Don't pull on your head. Cross your arms on your chest, or only touch your temples.",
        number,
    )


def neck_extended(number: int, peak: Measure, span: Span, limits: StrainLimits) -> FormWarning:
    """The neck of a rep was bent backwards past the limit; ``peak`` counts backwards."""
    return FormWarning(
        "strain.neck-extended",
        *span,
        "notice",
        f"Rep {number}: your neck bent back {peak.value:.0f} deg from neutral "
        f"({peak.low:.0f} to {peak.high:.0f}); the limit is {limits.neck_extended_deg:.0f}.",
        "Bring your chin back over your chest, as if you held a peach under it.",
        number,
    )


def main_cause(warnings: Sequence[FormWarning]) -> FormWarning:
    """The one thing to mend of a rep: the worst; of equals a pull, for the neck bends by it."""
    return min(
        warnings,
        key=lambda one: (one.rank, one.code != "strain.neck-pulled"),
    )


def finalize_warning(warning: FormWarning, rep: Rep, limits: StrainLimits) -> FormWarning:
    """The warning with the figures of the finished rep; its span ends with the rep."""
    span = (warning.start_s, max(warning.end_s, rep.end_s))
    if warning.code == "strain.neck-flexed":
        return neck_flexed(rep.number, rep.measures["neck_flexion_peak_deg"], span, limits)
    if warning.code == "strain.neck-extended":
        return neck_extended(rep.number, rep.measures["neck_extension_peak_deg"], span, limits)
    return replace(warning, end_s=span[1])
