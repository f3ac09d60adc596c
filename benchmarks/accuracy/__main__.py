"""How truly formcheck measures: clips with exact truth, real clips with counts made by eye.

    python -m benchmarks.accuracy [NAME=]FOLDER ... [--real FOLDER] [--write FOLDER]

A FOLDER of truth holds for each clip a CSV and a JSON, and beside them its poses
(CLIP.poses.npz) or its video (CLIP.mp4). The folder of --real holds annotations.json and
poses/CLIP.npz. Prints Markdown tables; --write also writes them, with plots and a JSON of
all figures. Exits 1 when a figure misses its target.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.accuracy.analysis import poses_of, watch
from benchmarks.accuracy.clip_scores import ClipScore, score
from benchmarks.accuracy.clips import read_clip, truth_files
from benchmarks.accuracy.real_clips import watch_real
from benchmarks.accuracy.report import ClipSet, Report


def score_folder(folder: Path, model: str) -> list[ClipScore]:
    """Watch every whole clip of a folder."""
    scores = []
    for path in truth_files(folder):
        truth = read_clip(path)
        scores.append(score(truth, watch(poses_of(truth, model))))
        print(f"watched {truth.name}", file=sys.stderr)
    return scores


def named(argument: str) -> tuple[str, Path]:
    """NAME=FOLDER, or a folder by its own name."""
    name, equals, folder = argument.rpartition("=")
    return (name, Path(folder)) if equals else (Path(folder).resolve().name, Path(folder))


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("truth", nargs="+", type=named, metavar="[NAME=]FOLDER")
    parser.add_argument("--real", type=Path, metavar="FOLDER", help="real clips, as poses")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="where results go")
    parser.add_argument("--model", default="blazepose-full", help="for clips without poses")
    asked = parser.parse_args()
    sets = []
    for name, folder in asked.truth:
        scores = score_folder(folder, asked.model)
        if not scores:
            parser.error(f"{folder} has no clip with its CSV and JSON: check the folder")
        sets.append(ClipSet.of(name, scores))
    report = Report(tuple(sets), tuple(watch_real(asked.real) if asked.real else ()))
    print(report.text())
    if asked.write:
        report.write(asked.write)
    sys.exit(not report.met)


if __name__ == "__main__":
    main()
