"""One picture of many clips: ``python -m benchmarks.render.contact_sheet OUT.jpg``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from benchmarks.render.camera import Lens
from benchmarks.render.clip import KINDS, Clip, plan_clip
from benchmarks.render.clip_files import paint
from benchmarks.render.random_streams import stream
from benchmarks.render.sensor import Picture, Sensor
from benchmarks.render.shape import Floats
from benchmarks.render.stage import set_stage

WIDTH_PX, HEIGHT_PX = 320, 180
MOMENTS = 3  # of each clip: at rest, on the way, at the top
COLUMNS = 2


def main() -> None:
    """Draw the sheet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, help="the picture to write")
    parser.add_argument("--clips", type=int, default=12, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the first clip's seed")
    parser.add_argument("--kind", default=",".join(KINDS), help="parted by commas")
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.clips)
    strips = [strip(plan_clip(seed, tuple(options.kind.split(",")))) for seed in seeds]
    while len(strips) % COLUMNS:
        strips.append(np.full_like(strips[0], 255))
    rows = [np.hstack(strips[at : at + COLUMNS]) for at in range(0, len(strips), COLUMNS)]
    cv2.imwrite(str(options.out), cv2.cvtColor(np.vstack(rows), cv2.COLOR_RGB2BGR))


def strip(clip: Clip) -> Picture:
    """Some moments of a clip side by side."""
    lens = Lens(WIDTH_PX, HEIGHT_PX, clip.viewpoint.view_deg)
    time_s = np.linspace(0.0, clip.plan.duration_s, 60)
    stage = set_stage(clip, lens, time_s)
    chosen = telling_moments(stage.motion.phase)
    shot = replace(stage.shot, views=stage.shot.views[chosen], eyes=stage.shot.eyes[chosen])
    postures = tuple(posture.at(chosen) for posture in stage.postures)
    sensor = Sensor(clip.film, WIDTH_PX, HEIGHT_PX, stream(clip.seed, "noise"))
    painted = paint(replace(stage, shot=shot, postures=postures), lens, 1)
    return np.hstack([sensor.frame(pictures) for pictures, _ in painted])


def telling_moments(phase: Floats) -> list[int]:
    """At rest, halfway up, at the top; evenly spread where nothing rises."""
    if not phase.any():
        return [5, 30, 55]
    top = int(np.argmax(phase))
    rising = np.abs(phase[: top + 1] - 0.5 * phase[top])
    return [0, int(np.argmin(rising)), top]


if __name__ == "__main__":
    main()
