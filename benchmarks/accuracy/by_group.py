"""The same figures for each group of clips: who was filmed, doing what, from where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.accuracy import metrics
from benchmarks.accuracy.clip_scores import ClipScore
from benchmarks.accuracy.estimates import Cases, Figure, Parts, figure
from benchmarks.accuracy.headline import COVERAGE, FAR_DEG, NEAR_DEG

MEASURED: Cases = ("reps", lambda clip: len(clip.reps) + len(clip.holds))


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of the clips that share one trait, such as ``kind`` "sex", ``name`` "woman"."""

    kind: str
    name: str
    figures: dict[str, Figure]


def neck_groups(clips: Sequence[ClipScore]) -> list[Group]:
    """Error, bias, coverage, peaks and silence of the neck, for each group of sit-ups."""
    situps = [clip for clip in clips if clip.truth.exercise == "situp"]
    return [
        Group(kind, name, {
            "error": _figure("error", chosen, metrics.error(metrics.neck), "deg"),
            "bias": _figure("bias", chosen, metrics.bias(metrics.neck), "deg"),
            "in interval": _inside(chosen, metrics.neck),
            "peak": _figure("peak", chosen, metrics.peak_error, "deg"),
            "silent": _figure("silent", chosen, metrics.silent(metrics.neck)),
        })
        for kind, name, chosen in _grouped(situps)
    ]  # fmt: skip


def shoulder_groups(clips: Sequence[ClipScore]) -> list[Group]:
    """Error, gain and coverage of the shoulders' rise and holds, for each group of shrugs."""
    shrugs = [clip for clip in clips if clip.truth.exercise == "shrug"]
    return [
        Group(kind, name, {
            "error": _figure("error", chosen, metrics.error(metrics.elevation), "", 3),
            "gain": _figure("gain", chosen, metrics.gain, "", 2),
            "in interval": _inside(chosen, metrics.elevation),
            "hold": _figure("hold", chosen, metrics.hold_error, "s", 2),
            "silent": _figure("silent", chosen, metrics.silent(metrics.elevation)),
        })
        for kind, name, chosen in _grouped(shrugs)
    ]  # fmt: skip


def traits(clip: ClipScore) -> dict[str, str]:
    """The group of each kind that a clip belongs to, where that is known."""
    about = clip.truth.about
    groups: dict[str, Any] = about.get("groups", {})
    given = about["args"]
    yaw_deg = abs(clip.truth.yaw_deg)
    found = {
        "yaw": _band(yaw_deg, ((NEAR_DEG, "up to 20 deg"), (FAR_DEG, "20 to 35 deg")), "beyond"),
        "frames/s": _band(float(given["fps"]), ((20, "up to 20"), (30, "24 to 30")), "50 or 60")
        if "fps" in given
        else "",
        "arms": groups.get("arms") or ("" if groups else given.get("arms", "")),
        "scene": groups.get("scene") or given.get("scene", ""),
    }
    for kind in ("sex", "age", "build", "skin", "motion"):
        found[kind] = groups.get(kind, "")
    if groups:
        found["light"] = "dim" if groups["dim"] else "bright"
        found["in the way"] = f"of the {groups['hides']}" if groups["occluder"] else "nothing"
        found["cut off"] = groups["crop"] or "nothing"
        found["second person"] = "yes" if groups["second_person"] else "no"
    if clip.truth.exercise == "shrug":
        found["arms"] = ""
        found["weights"] = "dumbbells" if groups.get("dumbbells") else "none"
    found["pose"] = "lost at times" if clip.lost.mean() > LOST_SHARE else "found"
    return {kind: name for kind, name in found.items() if name}


LOST_SHARE = 0.05  # of a clip's frames
KINDS = (
    *("pose", "yaw", "sex", "age", "build", "skin", "arms", "weights", "motion", "neck"),
    *("scene", "light", "in the way", "cut off", "second person", "frames/s"),
)
ORDER = (  # the rest follows by the alphabet
    *("nothing", "no", "none", "up to 20 deg", "20 to 35 deg", "beyond", "young", "middle", "old"),
    *("slim", "medium", "heavy", "light", "tan", "brown", "dark", "situp", "crunch"),
    *("up to 20", "24 to 30", "50 or 60"),
)


def _grouped(clips: Sequence[ClipScore]) -> Iterator[tuple[str, str, list[ClipScore]]]:
    yield "all", "", list(clips)
    for kind in KINDS:
        members: dict[str, list[ClipScore]] = {}
        for clip in clips:
            if kind == "neck":
                for name in {rep.kind for rep in clip.reps if rep.kind}:
                    members.setdefault(name, []).append(clip.during(name))
            elif kind in (found := traits(clip)):
                members.setdefault(found[kind], []).append(clip)
        if len(members) > 1:
            for name in sorted(members, key=_place):
                yield kind, name, members[name]


def _place(name: str) -> tuple[int, str]:
    return (ORDER.index(name), "") if name in ORDER else (len(ORDER), name)


def _band(value: float, bounds: Sequence[tuple[float, str]], beyond: str) -> str:
    return next((name for bound, name in bounds if value <= bound), beyond)


def _inside(clips: Sequence[ClipScore], of: metrics.Measured) -> Figure:
    return figure("in interval", clips, metrics.covered(of), cases=MEASURED, target=COVERAGE)


def _figure(
    name: str,
    clips: Sequence[ClipScore],
    of: Callable[[ClipScore], Parts],
    unit: str = "%",
    places: int = 1,
) -> Figure:
    shown = 0 if unit == "%" else places
    return figure(name, clips, of, cases=MEASURED, unit=unit, places=shown)
