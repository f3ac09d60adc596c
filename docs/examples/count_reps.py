"""Count the sit-ups in recorded poses, with an output of your own."""

from __future__ import annotations

import sys
from pathlib import Path

from formcheck.core.analysis.analyzer import analyzer_for
from formcheck.core.analysis.recognition import neutral_in
from formcheck.core.readings import Reading, Rep
from formcheck.core.risks.limits import Limits
from formcheck.frame import Frame
from formcheck.jobs.neck_weights import neck_models
from formcheck.run import run
from formcheck.sources.replay import Replay, load_poses


class Reps:
    """An output: it takes each frame with its reading, and is closed once."""

    def __init__(self) -> None:
        self.found: list[Rep] = []

    def write(self, frame: Frame, reading: Reading) -> None:
        """Keep the reps that end in this frame."""
        del frame  # a count needs no picture
        self.found += [event for event in reading.events if isinstance(event, Rep)]

    def close(self) -> None:
        """Nothing to finish."""


def reps(path: Path) -> list[Rep]:
    """The sit-ups in a poses.npz."""
    poses = load_poses(path)
    replay = Replay(poses)  # a source of frames, and the detector that knows their poses
    analyzer = analyzer_for(
        *("situp", Limits(), neutral_in(poses, "situp"), neck_models()),
        width_px=poses.width,
        height_px=poses.height,
    )
    output = Reps()
    run(replay, replay, analyzer, [output])
    return output.found


if __name__ == "__main__":
    for rep in reps(Path(sys.argv[1])):
        peak = rep.measures["neck_flexion_peak_deg"]
        print(f"{rep.number}: {peak.value:.0f} deg ({peak.low:.0f} to {peak.high:.0f})")
