"""Analysed sets on disk, with a small video, for pages; no model was run for them."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from clips import Image, write_video
from recorded import USUAL, Played, clip, play, write_all

from formcheck.limits import Limits
from formcheck.pages.sets import AnalysedSet, load_set

Json = dict[str, Any]

STEP = 3  # every third picture of the poses is enough to look at


def write_set(
    folder: Path,
    *,
    exercise: str = "situp",
    slower: float = 1.0,
    limits: Limits = USUAL,
    video: bool = True,
    **source: Any,
) -> AnalysedSet:
    """A set of recorded poses in ``folder``, each rep ``slower`` times as long.

    ``source`` is what the result tells of the video, such as its name.
    """
    folder.mkdir(parents=True)
    shown = slowed(exercise, slower, limits)
    write_all(folder, shown)
    path = folder / "result.json"
    result: Json = json.loads(path.read_text("utf-8"))
    result["source"] |= source
    text = json.dumps(result, ensure_ascii=False, indent=2)
    path.write_text(text, encoding="utf-8", errors="backslashreplace")
    if video:
        times_s = shown.poses.time_s[::STEP]
        write_video(folder / "annotated.mp4", times_s.tolist(), lambda i: grey(i, len(times_s)))
    return load_set(folder)


@cache
def slowed(exercise: str, slower: float, limits: Limits) -> Played:
    """The recorded poses of an exercise, played slower and analysed."""
    poses = clip(exercise)
    return play(replace(poses, time_s=poses.time_s * slower), limits)


def grey(place: int, count: int) -> Image:
    """A picture that is the brighter the later it comes."""
    return np.full((90, 160, 3), 40 + round(180 * place / count), np.uint8)
