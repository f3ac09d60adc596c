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

from formcheck.errors import FormcheckError

QUALITY = 72  # of JPEG, in per cent: about 10 kB a still
LONG_SIDE_PX = 360
SECOND = Fraction(1)
TOLERANCE_S = 1e-3  # times in files are rounded


def stills(video: Path, times_s: Sequence[float]) -> list[str]:
    """A still of the picture shown at each time, as data URIs of JPEG; "" where there is none.

    ``video`` is one that formcheck wrote; ``times_s`` are those of its player. Raises
    FormcheckError when it can't be read.
    """
    try:
        with av.open(f"file:{video}") as container:
            return [_still(container, time_s) for time_s in times_s]
    except (av.FFmpegError, OSError, IndexError) as error:
        raise FormcheckError(f"{video} can't be read: analyse the video anew") from error


def _still(container: InputContainer, time_s: float) -> str:
    """Decoding begins at the last key picture before the time, at most two seconds earlier."""
    stream = container.streams.video[0]
    container.seek(max(0, int(time_s / (stream.time_base or SECOND))), stream=stream)
    shown: VideoFrame | None = None
    for picture in container.decode(stream):
        if shown is not None and picture.time > time_s + TOLERANCE_S:
            break
        shown = picture
    return "" if shown is None else _data_uri(shown)


def _data_uri(picture: VideoFrame) -> str:
    scale = min(1.0, LONG_SIDE_PX / max(picture.width, picture.height))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    image = cv2.resize(picture.to_ndarray(format="bgr24"), size, interpolation=cv2.INTER_AREA)
    _, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return "data:image/jpeg;base64," + b64encode(np.asarray(coded).tobytes()).decode("ascii")
