"""How alike rendered and real clips are, in what the pose model sees of them.

    python -m benchmarks.accuracy.domain_gap FOLDER ... --real FOLDER [--write FOLDER]

A FOLDER of rendered clips holds CLIP.poses.npz and CLIP.json; the folder of --real holds
annotations.json and poses/CLIP.npz. Sit-ups are compared with sit-ups, shrugs with shrugs.
Prints Markdown tables; --write also writes them, with plots and a JSON.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.accuracy.body_features import Features, features
from benchmarks.accuracy.gap import gaps
from benchmarks.accuracy.gap_report import PLURALS, Comparison, text, write
from formcheck.sources.replay import load_poses

Clips = dict[str, list[Features | None]]


def rendered_clips(folder: Path) -> Iterator[tuple[str, Path]]:
    """What each clip shows, and its poses."""
    for poses in sorted(folder.glob("*.poses.npz")):
        about = poses.with_name(poses.name.replace(".poses.npz", ".json"))
        if about.exists():
            yield json.loads(about.read_text())["args"]["exercise"], poses


def real_clips(folder: Path) -> Iterator[tuple[str, Path]]:
    """What each clip shows, and its poses."""
    for about in json.loads((folder / "annotations.json").read_text(encoding="utf-8")):
        yield about["kind"], folder / "poses" / f"{about['name']}.npz"


def measured(clips: Iterator[tuple[str, Path]]) -> Clips:
    """The features of each clip, by exercise."""
    found: Clips = {kind: [] for kind in PLURALS}
    for kind, path in clips:
        if kind in found:
            found[kind].append(features(load_poses(path), kind))
    return found


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rendered", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--real", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="where results go")
    asked = parser.parse_args()
    rendered = measured(clip for folder in asked.rendered for clip in rendered_clips(folder))
    real = measured(real_clips(asked.real))
    comparisons = []
    for kind in PLURALS:
        one, other = ([clip for clip in side[kind] if clip] for side in (rendered, real))
        left_out = len(rendered[kind]) + len(real[kind]) - len(one) - len(other)
        if one and other:
            found = tuple(gaps(one, other))
            comparisons.append(Comparison(kind, found, len(one), len(other), left_out))
    if not comparisons:
        parser.error("no clip of the same exercise on both sides: check the folders")
    print(text(comparisons))
    if asked.write:
        write(asked.write, comparisons)


if __name__ == "__main__":
    main()
