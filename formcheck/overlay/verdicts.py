"""What a measure means against its limit: a word and a colour that colour-blind people tell apart.

Colours after Okabe & Ito (2008), "Color Universal Design", the green and the red lightened to
be read on a dark ground. Each comes with a word, so that colour is never alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.core.readings import Measure
from formcheck.core.risks.cramp import CrampLimits
from formcheck.core.risks.strain import StrainLimits

Colour = tuple[int, int, int]
"""Blue, green, red."""

GREEN: Colour = (140, 200, 30)
AMBER: Colour = (40, 190, 250)
RED: Colour = (50, 95, 240)
GREY: Colour = (190, 190, 190)
WHITE: Colour = (255, 255, 255)
DARK: Colour = (30, 26, 22)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A word to read and a colour to see."""

    word: str
    colour: Colour


OK = Verdict("OK", GREEN)
CANT_TELL = Verdict("CAN'T TELL", AMBER)
TOO_FAR = Verdict("TOO FAR", RED)
TOO_FAR_BACK = Verdict("TOO FAR BACK", RED)
UNSEEN = Verdict("can't see the neck", GREY)
UNJUDGED = Verdict("not judged", GREY)
NEARLY = Verdict("NEARLY", AMBER)
TOO_LONG = Verdict("TOO LONG", RED)


def neck_verdict(flexion: Measure, strain: StrainLimits, *, judged: bool = True) -> Verdict:
    """Whether the neck is within its limits, for the whole interval of ``neck_flexion_deg``."""
    if not flexion.known:
        return UNSEEN
    if not judged:
        return UNJUDGED
    extension = Measure(-flexion.value, -flexion.high, -flexion.low)
    forward = flexion.exceeds(strain.neck_flexed_deg)
    back = extension.exceeds(strain.neck_extended_deg)
    if forward:
        return TOO_FAR
    if back:
        return TOO_FAR_BACK
    return CANT_TELL if forward is None or back is None else OK


def hold_verdict(
    hold_s: Measure, limit_s: float, cramp: CrampLimits, *, judged: bool = True
) -> Verdict:
    """How a hold stands against its limit; NaN limits are never passed."""
    if not judged:
        return UNJUDGED
    if hold_s.exceeds(limit_s):
        return TOO_LONG
    return NEARLY if hold_s.exceeds(cramp.near_share * limit_s) else OK
