"""How truly formcheck measures: rendered clips with exact truth, real clips with hand counts.

    python benchmarks/truth.py TRUTH_FOLDER [--real REAL_FOLDER]

TRUTH_FOLDER holds videos, each with a CSV and a JSON of its truth beside it; REAL_FOLDER
holds annotations.json and poses/NAME.npz. Prints Markdown tables. Exits 1 when a figure
misses its target.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from truth_clips import Floats, Truth, read_truth

from formcheck.analyzer import Analyzer
from formcheck.baseline import Baseline, estimate_baseline
from formcheck.detectors import open_detector
from formcheck.exercises import EXERCISES
from formcheck.limits import Limits
from formcheck.readings import Reading
from formcheck.recognise import recognise
from formcheck.session import Session, SetSummary
from formcheck.sources.replay import RecordedPoses, load_poses
from formcheck.sources.video import VideoSource

NEAR_SIDE_DEG = 20.0
MUST_WARN_DEG, MUST_NOT_DEG = 31.0, 19.0  # a limit of 25 deg, and 6 deg to either side


def watch(video: Path, model: str) -> RecordedPoses:
    """The poses of a video."""
    source, detector = VideoSource(video), open_detector(model)
    poses = [detector.detect(frame) for frame in source]
    detector.close()
    return RecordedPoses(
        time_s=np.array([pose.time_s for pose in poses]),
        points=np.array([pose.points for pose in poses]),
        world=np.array([pose.world for pose in poses]),
        visibility=np.array([pose.visibility for pose in poses]),
        width=source.info.width,
        height=source.info.height,
    )


def analyse(poses: RecordedPoses) -> tuple[list[Reading], SetSummary]:
    """What `formcheck check` would read from recorded poses, with the exercise recognised."""
    limits, size = Limits(), {"width_px": poses.width, "height_px": poses.height}
    baselines = {
        name: estimate_baseline(poses.time_s, poses.points, poses.world, lying=kind.lying)
        for name, kind in EXERCISES.items()
        if name != "none"
    }
    name = recognise(poses, baselines, limits, **size)
    exercise = EXERCISES[name](limits, baselines.get(name, Baseline.unknown()))
    analyzer, session = Analyzer(exercise, limits, **size), Session(limits)
    readings = [analyzer.update(pose) for pose in poses]
    for reading in readings:
        session.add(reading)
    return readings, session.summary()


@dataclass
class Score:
    """What one clip came to."""

    truth: Truth
    found: int
    error: float = np.nan  # mean absolute: degrees of flexion, or elevation in trunk lengths
    bias: float = np.nan
    covered: float = np.nan
    trunk_deg: float = np.nan
    peaks: list[tuple[float, float, str]] = field(default_factory=list)  # true, read, verdict
    holds: list[tuple[float, float]] = field(default_factory=list)  # true, read duration in s
    delays_s: list[float] = field(default_factory=list)


def score(truth: Truth, readings: Sequence[Reading], summary: SetSummary) -> Score:
    """Hold the readings of a clip against its truth."""
    if truth.exercise == "situp":
        return _score_situp(truth, readings, summary)
    result = Score(truth, len(summary.holds))
    _compare(result, "shoulder_elevation", truth.elevation, readings)
    for number in range(1, truth.count + 1):
        start_s, end_s = truth.hold_s(number)
        for hold in summary.holds:
            if hold.start_s < end_s and hold.end_s > start_s:
                result.holds.append((end_s - start_s, hold.measures["duration_s"].value))
    return result


def _score_situp(truth: Truth, readings: Sequence[Reading], summary: SetSummary) -> Score:
    result = Score(truth, len(summary.reps))
    _compare(result, "neck_flexion_deg", truth.neck_deg, readings)
    trunk = _column("trunk_deg", readings)
    result.trunk_deg = float(np.nanmean(np.abs(trunk - truth.trunk_deg[: len(trunk)])))
    warned = {w.number: w for w in summary.warnings if w.code == "strain.neck-flexed"}
    for number in range(1, truth.count + 1):
        during = truth.time_s[truth.rep == number]
        for rep in summary.reps:
            if rep.start_s < during[-1] and rep.end_s > during[0]:
                peak = rep.measures["neck_flexion_peak_deg"]
                said = "warned" if rep.number in warned else "silent"
                result.peaks.append((truth.lasting_peak_deg(number), peak.value, said))
        beyond = during[truth.neck_deg[truth.rep == number] > Limits().strain.neck_flexed_deg]
        told = [w.start_s + 0.2 for w in warned.values() if during[0] <= w.end_s <= during[-1] + 1]
        if len(beyond) and told:
            result.delays_s.append(told[0] - float(beyond[0]))
    return result


def _column(name: str, readings: Sequence[Reading], end: str = "value") -> Floats:
    return np.array(
        [getattr(r.measures[name], end) if name in r.measures else np.nan for r in readings]
    )


def _compare(result: Score, name: str, true: Floats, readings: Sequence[Reading]) -> None:
    value, low, high = (_column(name, readings, end) for end in ("value", "low", "high"))
    true = true[: len(value)]
    known = np.isfinite(value)
    off = (value - true)[known]
    result.error, result.bias = float(np.abs(off).mean()), float(off.mean())
    result.covered = float(((low <= true) & (true <= high))[known].mean())


def truth_report(scores: Sequence[Score]) -> list[tuple[str, str, str, bool]]:
    """Figure, target, measured, met."""
    situps = [s for s in scores if s.truth.exercise == "situp"]
    near = [s for s in situps if abs(s.truth.yaw_deg) <= NEAR_SIDE_DEG]
    holds = [pair for s in scores for pair in s.holds]
    peaks = [peak for s in situps for peak in s.peaks]
    must = [said for true, _, said in peaks if true >= MUST_WARN_DEG]
    must_not = [said for true, _, said in peaks if true < MUST_NOT_DEG]
    wrong = [s.truth.name for s in scores if s.found != s.truth.count]
    longest = max((abs(true - read) for true, read in holds), default=np.nan)
    neck = float(np.mean([s.error for s in near])) if near else np.nan
    peak = float(np.mean([abs(true - read) for true, read, _ in peaks])) if peaks else np.nan
    delays = [delay for s in situps for delay in s.delays_s]
    counted = sum(s.truth.count for s in scores)
    trunk = float(np.mean([s.trunk_deg for s in situps])) if situps else np.nan
    raised = float(np.mean([s.error for s in scores if s not in situps]))
    covered = float(np.mean([s.covered for s in situps])) if situps else np.nan
    return [
        ("reps and holds", "all, none too many",
         f"{counted} in {len(scores)} clips" + (f", wrong in {', '.join(wrong)}" if wrong else ""),
         not wrong),
        ("hold duration, largest error", "0.15 s", f"{longest:.2f} s, {len(holds)} holds",
         not longest > 0.15),
        ("neck flexion, mean absolute error, yaw up to 20 deg", "4.5 deg",
         f"{neck:.1f} deg, {len(near)} clips", not neck > 4.5),
        ("peak of a rep, mean absolute error", "5 deg", f"{peak:.1f} deg, {len(peaks)} reps",
         not peak > 5.0),
        ("warned where truth stays past 31 deg", "all",
         f"{must.count('warned')} of {len(must)} reps", "silent" not in must),
        ("warned where truth stays below 19 deg", "none",
         f"{must_not.count('warned')} of {len(must_not)} reps", "warned" not in must_not),
        ("trunk inclination, mean absolute error", "-", f"{trunk:.1f} deg, {len(situps)} clips",
         True),
        ("shoulder elevation, mean absolute error", "-",
         f"{raised:.3f} trunk lengths, {len(scores) - len(situps)} clips", True),
        ("truth inside the 90 % interval of neck flexion", "-",
         f"{covered:.0%}, {len(situps)} clips", True),
        ("from truth past 25 deg to the warning, median", "-",
         f"{np.median(delays) if delays else np.nan:.2f} s, {len(delays)} reps", True),
    ]  # fmt: skip


def real_report(folder: Path) -> tuple[list[tuple[str, str, str, bool]], list[str]]:
    """The same for real clips with hand counts, and a row for each clip."""
    rows, wrong, alarms = [], {"situp": 0, "shrug": 0}, 0
    clips = {"situp": 0, "shrug": 0, "negative": 0}
    for about in json.loads((folder / "annotations.json").read_text()):
        _, summary = analyse(load_poses(folder / "poses" / f"{about['name']}.npz"))
        found = len(summary.reps) + len(summary.holds)
        form = sum(warning.cause != "camera" for warning in summary.warnings)
        clips[about["kind"]] += 1
        if about["kind"] == "negative":
            good = found == 0 and form == 0
            alarms += not good
            expected = "0"
        else:
            low, high = np.broadcast_to(about["count"], 2)
            kinds = (about["kind"], "none") if low == 0 else (about["kind"],)
            good = low <= found <= high and summary.exercise in kinds
            wrong[about["kind"]] += not good
            expected = f"{low}" if low == high else f"{low} to {high}"
        rows.append(f"| {about['name']} | {about['note'][:48]} | {summary.exercise} | {expected} "
                    f"| {found} | {form} |")  # fmt: skip
    return [
        ("sit-up clips counted wrong", "at most 1", f"{wrong['situp']} of {clips['situp']}",
         wrong["situp"] <= 1),
        ("shrug clips counted wrong", "0", f"{wrong['shrug']} of {clips['shrug']}",
         wrong["shrug"] == 0),
        ("negatives with a rep, hold or warning of form", "0",
         f"{alarms} of {clips['negative']}", alarms == 0),
    ], rows  # fmt: skip


def print_figures(title: str, figures: list[tuple[str, str, str, bool]]) -> None:
    """A Markdown table of figures against their targets."""
    print(f"\n{title}\n\n| figure | target | measured | |\n|---|---|---|---|")
    for figure, target, measured, met in figures:
        print(f"| {figure} | {target} | {measured} | {'met' if met else 'MISSED'} |")


def print_clips(scores: Sequence[Score]) -> None:
    """A Markdown table, a row for each clip with truth."""
    print("\n| clip | yaw | found | error | bias | in interval | trunk | reps: true > read, or "
          "holds |\n|---|--:|--:|--:|--:|--:|--:|---|")  # fmt: skip
    for s in scores:
        reps = [f"{true:.0f} > {read:.0f} {said}" for true, read, said in s.peaks]
        holds = [f"{true:.2f} > {read:.2f} s" for true, read in s.holds]
        places = 1 if s.peaks else 3
        print(f"| {s.truth.name} | {s.truth.yaw_deg:.0f} | {s.found}/{s.truth.count} "
              f"| {s.error:.{places}f} | {s.bias:+.{places}f} | {s.covered:.0%} "
              f"| {s.trunk_deg:.1f} | {'; '.join(reps + holds)} |")  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("truth", type=Path, help="a folder of clips with their truth")
    parser.add_argument("--real", type=Path, help="a folder of real clips, as poses")
    parser.add_argument("--model", default="blazepose-full")
    asked = parser.parse_args()
    scores = []
    for truth in read_truth(asked.truth):
        scores.append(score(truth, *analyse(watch(truth.video, asked.model))))
        print(f"watched {truth.name}", file=sys.stderr)
    figures = truth_report(scores)
    print_figures("Rendered clips with exact truth", figures)
    print_clips(scores)
    if asked.real:
        real, rows = real_report(asked.real)
        print_figures("Real clips, counted by hand", real)
        print("\n| clip | what | recognised | count | found | warnings of form |\n"
              "|---|---|---|--:|--:|--:|", *rows, sep="\n")  # fmt: skip
        figures += real
    sys.exit(not all(met for *_, met in figures))


if __name__ == "__main__":
    main()
