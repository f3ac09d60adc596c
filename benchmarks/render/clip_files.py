"""Makes a clip's files: video, truth, what was drawn, and what the pose model sees in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from benchmarks.render.camera import Lens
from benchmarks.render.clip import Clip
from benchmarks.render.motion import Motion
from benchmarks.render.painter import Painter
from benchmarks.render.random_streams import stream
from benchmarks.render.sensor import Encoder, Picture, Sensor
from benchmarks.render.shape import Floats, Ints
from benchmarks.render.stage import Stage, set_stage
from benchmarks.render.truth_table import truth_columns, visible, write_truth
from formcheck.detectors import open_detector
from formcheck.sources.replay import RecordedPoses, save_poses
from formcheck.sources.video import VideoSource

MODEL = "blazepose-full"
CONVENTIONS = (
    "world: metres, y up, who stands faces +z, who lies has the head to -z; "
    "c: as OpenGL has it, x right, y up, -z ahead; u, v: pixels from the top left"
)
SEAL = ".json"  # comes last: where it is, the clip is whole


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where clips go, how large they are, and which files are wanted of each."""

    folder: Path
    width_px: int
    height_px: int
    poses: bool
    video: bool

    def endings(self) -> list[str]:
        """The files of a clip, the seal last."""
        wanted = {".mp4": self.video, ".csv": True, ".poses.npz": self.poses, SEAL: True}
        return [ending for ending, is_wanted in wanted.items() if is_wanted]

    def has(self, name: str) -> bool:
        """Whether a clip is there, whole."""
        return all((self.folder / f"{name}{ending}").exists() for ending in self.endings())


def produce(clip: Clip, wanted: Wanted) -> int:
    """Make the files of a clip; gives the number of its frames.

    Each file gets its name only when all are whole. What a killed run left is overwritten.
    """
    cv2.setNumThreads(1)
    partial = {
        ending: wanted.folder / f".{clip.name}{ending}.partial"
        for ending in (".mp4", ".csv", ".poses.npz", SEAL)
    }
    lens = Lens(wanted.width_px, wanted.height_px, clip.viewpoint.view_deg)
    try:
        frames = _film(clip, lens, partial)
        if wanted.poses:
            save_poses(partial[".poses.npz"], watch(partial[".mp4"]))
        for ending in wanted.endings():
            partial[ending].replace(wanted.folder / f"{clip.name}{ending}")
    finally:
        for path in partial.values():
            path.unlink(missing_ok=True)
    return frames


def watch(video: Path) -> RecordedPoses:
    """What formcheck's pose model sees in a video."""
    source, detector = VideoSource(video), open_detector(MODEL)
    poses = [detector.detect(frame) for frame in source]
    detector.close()
    return RecordedPoses.of(poses, source.info.width, source.info.height)


def _film(clip: Clip, lens: Lens, files: dict[str, Path]) -> int:
    time_s, exposed_s = clip.times_s()
    stage = set_stage(clip, lens, exposed_s)
    middle = np.arange(len(time_s)) * clip.film.exposures + clip.film.exposures // 2
    columns = truth_columns(
        time_s,
        _at(stage.motion, middle),
        {name: where[middle] for name, where in stage.landmarks.items()},
        stage.shot.views[middle],
        lens,
    )
    names, seen = list(stage.landmarks), []
    sensor = Sensor(clip.film, lens.width_px, lens.height_px, stream(clip.seed, "noise"))
    encoder = Encoder(files[".mp4"], clip.film, lens.width_px, lens.height_px)
    for frame, (pictures, depth_m) in enumerate(paint(stage, lens, clip.film.exposures)):
        encoder.add(sensor.frame(pictures))
        seen.append(visible(columns, names, frame, depth_m))
    encoder.close()
    write_truth(files[".csv"], clip.plan.exercise, columns, seen)
    files[SEAL].write_text(json.dumps(_about(clip, lens, stage), indent=1), encoding="utf-8")
    return len(seen)


def paint(stage: Stage, lens: Lens, exposures: int) -> Iterator[tuple[list[Picture], Floats]]:
    """Each frame's pictures, and the depth of the one in the middle."""
    painter = Painter(lens, stage.room, stage.actors, stage.shaded)
    views, eyes = stage.shot.views, stage.shot.eyes
    try:
        for start in range(0, len(views), exposures):
            pictures, depth_m = [], np.zeros((0, 0))
            for at in range(start, start + exposures):
                pictures.append(painter.draw(stage.postures, at, views[at], eyes[at]))
                if at - start == exposures // 2:
                    depth_m = painter.depth_m()
            yield pictures, depth_m
    finally:
        painter.close()


def _at(motion: Motion, instants: Ints) -> Motion:
    return replace(
        motion,
        posture=motion.posture.at(instants),
        rep=motion.rep[instants],
        phase=motion.phase[instants],
        neck_deg=motion.neck_deg[instants],
        raised_m=motion.raised_m[instants],
    )


def _about(clip: Clip, lens: Lens, stage: Stage) -> dict[str, object]:
    return {
        "args": {
            "exercise": clip.plan.exercise, "az": clip.viewpoint.yaw_deg, "seed": clip.seed,
            "size": f"{lens.width_px}x{lens.height_px}", "fps": clip.film.rate_hz,
        },
        "fovy": lens.view_deg, "fx": lens.focal_px, "w": lens.width_px, "h": lens.height_px,
        "eye": stage.shot.eyes[0].tolist(), "at": stage.shot.at.tolist(),
        "conventions": CONVENTIONS, **clip.labels(),
    }  # fmt: skip
