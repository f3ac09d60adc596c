"""A sample clip with a longer rest before it, as somebody gives who waits for the start."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from formcheck.outputs.video_file import MOOV_FIRST, VideoFile
from formcheck.sources.video import VideoSource

REST_S = 6.0  # in place, the countdown, and the neutral after it
STILL_S = 1.0  # of the clip's own rest, played forwards and backwards


def with_rest(path: Path, clip: Path) -> Path:
    """Every second frame of the clip, behind ``REST_S`` seconds made of its first one."""
    source = VideoSource(clip)
    frames = list(source)[::2]
    still = [frame for frame in frames if frame.time_s < STILL_S]
    size = {"width": source.info.width, "height": source.info.height}
    video = VideoFile(path, muxing=MOOV_FIRST, **size)
    step_s = min(later.time_s - sooner.time_s for sooner, later in pairwise(still))
    count = round(REST_S / step_s)
    turns = [*still, *still[-2:0:-1]]
    for i in range(count):
        video.put(i * step_s, turns[i % len(turns)].image)
    for frame in frames:
        video.put(count * step_s + frame.time_s, frame.image)
    video.close()
    return path
