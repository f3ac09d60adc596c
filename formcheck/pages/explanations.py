"""Why each warning matters, and the limits behind it with their sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from formcheck.core.risks.cramp import EMPTY_HANDS, LOADS
from formcheck.core.risks.limits import Limits
from formcheck.results.model import SetResult

CAUSES = {
    "strain": "Strain. Pulling on the head, or bending the neck to get up, loads the muscles and "
    "joints of the neck instead of the belly. Keep the neck neutral: in line with the spine of "
    "the upper back.",
    "cramp": "Cramp. A muscle that holds one position until it tires can cramp; with raised "
    "shoulders it is the trapezius, between neck and shoulders. Shorter holds, each followed by a "
    "rest of the same length, prevent it.",
    "camera": "Not a cause of pain: the picture doesn't show enough here, so nothing is judged.",
}

TITLES = {
    "strain.neck-flexed": "Neck bent too far",
    "strain.neck-pulled": "Head pulled up by the hands",
    "strain.neck-extended": "Neck bent back",
    "cramp.hold-near-limit": "Hold nearly too long",
    "cramp.hold-over-limit": "Hold too long",
    "cramp.fatigue": "Tired shoulders",
    "camera.viewpoint": "Camera at the wrong angle",
    "camera.out-of-frame": "Out of the picture",
    "camera.low-confidence": "Body not recognised",
    "camera.head-hidden": "Head not recognised",
    "camera.other-person": "Another person",
}

BEHIND: Mapping[str, Sequence[tuple[str, str]]] = {
    "strain.neck-flexed": (
        ("neck_flexed_deg", "flexion from neutral"),
        ("neck_stop_deg", "flexion at which to stop"),
        ("sustained_s", "for at least"),
    ),
    "strain.neck-pulled": (
        ("pulled_lead_s", "head ahead of the trunk"),
        ("pulled_neck_deg", "with a flexion past"),
        ("hands_at_head", "hand nearer to the ear than"),
    ),
    "strain.neck-extended": (("neck_extended_deg", "bent back from neutral"),),
    "cramp.hold-near-limit": (
        ("near_share", "share of the limit"),
        ("share_of_endurance", "limit: share of endurance"),
        ("endurance_s", "endurance"),
    ),
    "cramp.hold-over-limit": (
        ("share_of_endurance", "limit: share of endurance"),
        ("endurance_s", "endurance"),
    ),
    "cramp.fatigue": (
        ("sag_share", "sag, share of the rise"),
        ("side_share", "one side's sag, share of the rise"),
    ),
    "camera.viewpoint": (("view_yaw_deg", "off the right view"),),
    "camera.out-of-frame": (("margin", "outside the picture by"),),
    "camera.low-confidence": (("sustained_s", "for at least"),),
    "camera.head-hidden": (("sustained_s", "for at least"),),
    "camera.other-person": (("sustained_s", "for at least"),),
}
"""The limits of each warning: field of its cause's limits, and what it limits."""


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A limit as it was used; ``usual`` is formcheck's own where another was asked for."""

    what: str
    value: str
    source: str
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a kind of warning means."""

    code: str
    title: str
    cause: str
    limits: tuple[LimitRow, ...]


def meanings(result: SetResult) -> list[Meaning]:
    """One for each kind of warning in a result, in the order of their first."""
    codes = dict.fromkeys(warning.code for warning in result.warnings)
    return [meaning(code, result) for code in codes]


def meaning(code: str, result: SetResult) -> Meaning:
    """The cause of a kind of warning, and its limits as ``result`` was judged by them."""
    cause = code.partition(".")[0]
    rows = tuple(_row(cause, name, what, result.limits) for name, what in BEHIND.get(code, ()))
    return Meaning(code, TITLES.get(code, code), CAUSES.get(cause, ""), rows)


def load_word(result: SetResult) -> str:
    """The stated load, and which share of maximal force it stands for."""
    load = result.limits.cramp.load
    word = "empty hands" if load == EMPTY_HANDS else load
    return f"{word}: taken for {100 * LOADS[load]:.0f} % of maximal force"


def _row(cause: str, name: str, what: str, limits: Limits) -> LimitRow:
    section = getattr(limits, cause)
    (about,) = (part.metadata for part in fields(section) if part.name == name)
    value, usual = getattr(section, name), getattr(getattr(Limits(), cause), name)
    shown, built_in = (_with_unit(number, about["unit"]) for number in (value, usual))
    return LimitRow(what, shown, about["source"], "" if value == usual else built_in)


def _with_unit(value: float, unit: str) -> str:
    return f"{value:g} {unit}".rstrip()
