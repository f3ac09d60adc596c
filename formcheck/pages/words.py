"""What a page says of a set: its verdict, a row a rep or hold, and how far to trust it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from formcheck.pages.explanations import load_word
from formcheck.results.sentences import COVERED, clock, degrees

Json = dict[str, Any]

UNKNOWN = "can't tell"
MARKS = {
    "fine": ("fine", "✓"),
    "within the limit": ("fine", "✓"),
    "too far": ("too-far", "▲"),
    "too long": ("too-far", "▲"),
    UNKNOWN: ("unsure", "?"),
    "notice": ("notice", "i"),
    "caution": ("caution", "▲"),
    "stop": ("stop", "■"),
}
"""Of each verdict and severity: the class that colours it, and a shape for other eyes."""

YAW_GOOD_DEG = 20.0  # up to here the stated errors hold


@dataclass(frozen=True, slots=True)
class Event:
    """A rep or hold as its table tells it; ``cells`` stand by the columns' names."""

    kind: str
    number: int
    start_s: float
    worst_s: float
    verdict: str
    summary: str
    cells: dict[str, str]
    still: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that had better be known; ``verdict`` is "fine", "can't tell" or ""."""

    what: str
    told: str
    verdict: str = ""


def headline(result: Json) -> str:
    """The set in one sentence that a coach can call out."""
    reps, holds = result["reps"], result["holds"]
    if reps:
        counts = Counter(rep["neck"] for rep in reps)
        if counts["too far"]:
            return f"The neck bent too far in {counts['too far']} of {len(reps)} sit-ups."
        if counts[UNKNOWN] == len(reps):
            return "Can't tell whether the neck bent too far."
        if counts[UNKNOWN]:
            return f"Can't tell for {counts[UNKNOWN]} of {len(reps)} sit-ups; the others are fine."
        return "The neck stayed within its limit."
    if holds:
        long = [hold for hold in holds if hold_verdict(hold) == "too long"]
        tired = {warning["rep"] for warning in result["warnings"] if warning["risk"] == "cramp"}
        if long:
            return f"Held too long in {len(long)} of {len(holds)} shrugs."
        if tired:
            return f"No hold was too long, but the shoulders tired in {len(tired)}."
        return "No hold was too long."
    return "Nothing to judge."


def counts(result: Json) -> list[tuple[str, int]]:
    """How many reps or holds got each verdict, all three of them told."""
    if result["reps"]:
        words = ("fine", "too far", UNKNOWN)
        found = Counter(rep["neck"] for rep in result["reps"])
    else:
        words = ("within the limit", "too long", UNKNOWN)
        found = Counter(map(hold_verdict, result["holds"]))
    return [(word, found[word]) for word in words]


def hold_verdict(hold: Json) -> str:
    """Whether a hold was longer than its limit."""
    if hold["duration_s"] is None or hold["limit_s"] is None:
        return UNKNOWN
    return "too long" if hold["duration_s"] >= hold["limit_s"] else "within the limit"


def advice(result: Json) -> list[tuple[str, int]]:
    """What to do next time, the most frequent first, with how often it was given."""
    told = Counter(
        warning["advice"] for warning in result["warnings"] if warning["risk"] != "camera"
    )
    return told.most_common(3)


def rep_row(rep: Json) -> Event:
    """A sit-up."""
    peak = rep["neck_flexion_peak_deg"]
    known = peak["value"] is not None
    told = _peak(peak) if known else UNKNOWN
    return Event(
        "rep",
        rep["number"],
        rep["start_s"],
        rep["worst_s"],
        rep["neck"],
        f"neck {told}" if known else "neck not measured",
        {
            "peak": told,
            "when": rep["neck_flexion_peak_phase"] or "",
            "dose": _interval(rep["neck_dose_deg_s"]),
            "up": _span(rep["start_s"], rep["top_s"]),
            "down": _span(rep["top_s"], rep["end_s"]),
            "hands": {True: "yes", False: "no", None: UNKNOWN}[rep["hands_at_head"]],
            "leads": _lead(rep),
        },
    )


def _peak(peak: Json) -> str:
    return degrees(peak).replace(" ", "° ", 1)


def hold_rows(holds: list[Json]) -> list[Event]:
    """Shrugs, each with the rest after it."""
    following = [hold["start_s"] for hold in holds[1:]]
    return [_hold_row(hold, start_s) for hold, start_s in zip_longest(holds, following)]


def _hold_row(hold: Json, following_s: float | None) -> Event:
    duration_s, limit_s = hold["duration_s"], hold["limit_s"]
    side = hold["left_minus_right"]
    rest = "last" if following_s is None else f"{following_s - hold['end_s']:.1f} s"
    return Event(
        "hold",
        hold["number"],
        hold["start_s"],
        hold["worst_s"],
        hold_verdict(hold),
        f"held {duration_s:.1f} s" if duration_s is not None else UNKNOWN,
        {
            "duration": UNKNOWN if duration_s is None else f"{duration_s:.1f} s",
            "limit": UNKNOWN if limit_s is None else f"{limit_s:.0f} s",
            "peak": _share(hold["elevation_peak"]),
            "sag": "too short to tell" if hold["sag"] is None else f"{100 * hold['sag']:.0f} %",
            "rest": rest,
            "side": UNKNOWN if side is None else _side(side),
        },
    )


def facts(result: Json) -> list[Fact]:
    """How good the view was, and how much of the video could be measured."""
    yaw, coverage, baseline = result["view_yaw_deg"], result["coverage"], result["baseline"]
    view = "the side" if result["exercise"] == "situp" else "the front"
    told = []
    if result["exercise"] != "none":
        told.append(_view(yaw, view, result["limits"]["camera"]["view_yaw_deg"]))
        told.append(
            Fact("Measured", UNKNOWN, UNKNOWN)
            if coverage is None
            else Fact(
                "Measured", f"{100 * coverage:.0f} % of the video", _good(coverage >= COVERED)
            )
        )
        calm = baseline["from"].startswith("rest")
        told.append(Fact("Neutral taken from", baseline["from"], _good(calm)))
    if result["exercise"] == "shrug":
        told.append(Fact("Load", load_word(result)))
    return told


def _view(yaw: float | None, view: str, limit_deg: float) -> Fact:
    if yaw is None:
        return Fact("Camera", UNKNOWN, UNKNOWN)
    square = abs(yaw) <= YAW_GOOD_DEG
    price = ": too far to measure truly" if abs(yaw) > limit_deg else ": errors are larger"
    return Fact("Camera", f"{abs(yaw):.0f}° off {view}{'' if square else price}", _good(square))


def _good(holds: bool) -> str:
    return "fine" if holds else UNKNOWN


def _interval(measure: Json) -> str:
    return degrees(measure) if measure["value"] is not None else UNKNOWN


def _span(start_s: float, end_s: float) -> str:
    return f"{end_s - start_s:.1f}"


def _lead(rep: Json) -> str:
    lead, low, high = (rep[f"neck_leads{end}_s"] for end in ("", "_low", "_high"))
    if lead is None:
        return "hardly bent" if rep["neck_flexion_peak_deg"]["value"] is not None else UNKNOWN
    return f"{lead:.1f} ({low:.1f} to {high:.1f})"


def _share(measure: Json) -> str:
    if measure["value"] is None:
        return UNKNOWN
    return "{value:.0f} % ({low:.0f} to {high:.0f})".format(
        **{end: 100 * measure[end] for end in ("value", "low", "high")}
    )


def _side(side: float) -> str:
    """Which side was higher; trunk lengths, told in per cent of them."""
    if abs(side) < 0.005:
        return "level"
    return f"{'left' if side > 0 else 'right'} {100 * abs(side):.0f} % higher"


def when(result: Json) -> str:
    """The line under the page's title: what it is and how long."""
    source = result["source"]
    parts = [{"situp": "Sit-ups", "shrug": "Shrugs"}.get(result["exercise"], "No exercise found")]
    if source.get("recorded"):
        parts.append(f"recorded {source['recorded'][:10]}")
    if source["duration_s"] is not None:
        parts.append(f"{clock(source['duration_s'])} long")
    return " · ".join(parts)
