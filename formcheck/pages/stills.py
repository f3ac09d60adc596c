"""Single pictures out of an annotated video, small enough to lie in a page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame

from formcheck.core.errors import FormcheckError

QUALITY = 72  # of JPEG, in per cent: about 10 kB a still
LONG_SIDE_PX = 360
MANY = 60  # more stills than this are smaller, or the page of half an hour would be slow
MANY_LONG_SIDE_PX = 200
SECOND = Fraction(1)
TOLERANCE_S = 1e-3  # times in files are rounded


def stills(video: Path, times_s: Sequence[float], largest_px: int = LONG_SIDE_PX) -> list[str]:
    """A still of the picture shown at each time, as data URIs of JPEG; "" where there is none.

    ``video`` is one that formcheck wrote; ``times_s`` are those of its player. No side is
    longer than ``largest_px``. Raises FormcheckError when it can't be read.
    """
    side_px = min(largest_px, LONG_SIDE_PX if len(times_s) <= MANY else MANY_LONG_SIDE_PX)
    try:
        with av.open(f"file:{video}") as container:
            return [_still(container, time_s, side_px) for time_s in times_s]
    except (av.FFmpegError, OSError, IndexError) as error:
        raise FormcheckError(f"{video} can't be read: analyse the video anew") from error


def _still(container: InputContainer, time_s: float, side_px: int) -> str:
    """Decoding begins at the last key picture before the time, at most two seconds earlier."""
    stream = container.streams.video[0]
    container.seek(max(0, int(time_s / (stream.time_base or SECOND))), stream=stream)
    shown: VideoFrame | None = None
    for picture in container.decode(stream):
        if shown is not None and picture.time > time_s + TOLERANCE_S:
            break
        shown = picture
    return "" if shown is None else _data_uri(shown, side_px)


def _data_uri(picture: VideoFrame, side_px: int) -> str:
    scale = min(1.0, side_px / max(picture.width, picture.height))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    image = cv2.resize(picture.to_ndarray(format="bgr24"), size, interpolation=cv2.INTER_AREA)
    _, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return "data:image/jpeg;base64," + b64encode(np.asarray(coded).tobytes()).decode("ascii")
