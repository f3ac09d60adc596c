"""Cramp: a position held until the muscle tires, as in a shrug."""

from __future__ import annotations

from dataclasses import dataclass, replace

from formcheck.core.readings import FormWarning, Hold, Measure
from formcheck.core.risks import limit

Span = tuple[float, float]

EMPTY_HANDS = "none"
LOADS = {EMPTY_HANDS: 0.10, "light": 0.20, "moderate": 0.30, "heavy": 0.50, "maximal": 1.00}
"""Load class, stated by the person, to the share of maximal force; video can't see load."""


@dataclass(frozen=True, slots=True)
class CrampLimits:
    """Limits on how long the shoulders may be held up."""

    load: str = limit(EMPTY_HANDS, "class", "stated by the person: " + ", ".join(LOADS))
    endurance_s: float = limit(
        14.86, "s", "shoulder endurance is 14.86 f^-1.83 s at a share f of maximal force "
        "(Frey-Law & Avin 2010)"
    )  # fmt: skip
    endurance_exponent: float = limit(-1.83, "", "Frey-Law & Avin 2010")
    share_of_endurance: float = limit(
        0.2, "", "a fifth of the endurance, then an equal rest, as ISO 11226 limits holding; "
        "borrowed, made for static work"
    )  # fmt: skip
    near_share: float = limit(0.8, "", "formcheck's own choice: time to set the weight down")
    sag_share: float = limit(0.2, "", "formcheck's own choice; no norm for a drift was found")
    fatigue_from_s: float = limit(
        2.0, "s", "a shorter hold that sinks is being lowered; formcheck's own choice"
    )
    side_share: float = limit(
        0.3, "", "formcheck's own choice; no norm for a side giving way was found"
    )

    def endured_s(self) -> float:
        """How long somebody can hold the stated load at most, in seconds."""
        held_s: float = self.endurance_s * LOADS[self.load] ** self.endurance_exponent
        return held_s

    def hold_s(self) -> float:
        """How long a hold may last with the stated load, in seconds."""
        return self.share_of_endurance * self.endured_s()


def hold_near_limit(
    number: int, held_s: float, limit_s: float, span: Span, hold_for: str = ""
) -> FormWarning:
    """A hold has come near its limit; ``hold_for`` says what load that is for."""
    return FormWarning(
        "cramp.hold-near-limit",
        *span,
        "notice",
        f"Hold {number}: shoulders up for {held_s:.0f} s; the limit is {limit_s:.0f} s{hold_for}.",
        "Get ready to lower your shoulders.",
        number,
    )


def hold_over_limit(
    number: int, held_s: float, limit_s: float, span: Span, hold_for: str = ""
) -> FormWarning:
    """A hold has passed its limit; ``hold_for`` says what load that is for."""
    return FormWarning(
        "cramp.hold-over-limit",
        *span,
        "caution",
        f"Hold {number}: shoulders up for {held_s:.0f} s, past the limit of "
        f"{limit_s:.0f} s{hold_for}.",
        f"Lower your shoulders now and rest for {limit_s:.0f} s.",
        number,
    )


SAG = "sag"  # of both shoulders
SIDE_SAG = "side_sag"  # of one
_SANK = {SAG: "your shoulders sank by", SIDE_SAG: "one shoulder sank by"}


def fatigue(number: int, measure: str, share: Measure, span: Span) -> FormWarning:
    """The shoulders sagged during a hold, or one side did; ``measure`` is SAG or SIDE_SAG."""
    return FormWarning(
        "cramp.fatigue",
        *span,
        "caution",
        f"Hold {number}: {_SANK[measure]} {100 * share.value:.0f} % of the rise "
        f"({100 * share.low:.0f} to {100 * share.high:.0f}).",
        "The muscle is tired. Lower your shoulders and rest; next time less weight or less long.",
        number,
        measure,
    )


def finalize_warning(warning: FormWarning, hold: Hold, hold_for: str = "") -> FormWarning:
    """The warning with the figures of the finished hold; its span ends with the hold.

    ``hold_for`` says what load the hold's limit is for.
    """
    span = (warning.start_s, max(warning.end_s, hold.end_s))
    if warning.code == "cramp.hold-over-limit":
        held_s, limit_s = (hold.measures[name].value for name in ("duration_s", "limit_s"))
        return hold_over_limit(hold.number, held_s, limit_s, span, hold_for)
    if warning.measure == SAG and hold.measures[SAG].value > 0:
        return fatigue(hold.number, SAG, hold.measures[SAG], span)
    return replace(warning, end_s=span[1])
