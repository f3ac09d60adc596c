"""What a camera does to a picture: blur, noise, compression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from benchmarks.render.random_streams import between, evenly_by_ratio, happens, one_of

Picture = NDArray[np.uint8]
GRAIN_PICTURES = 4  # of noise, of which each frame shows a piece


@dataclass(frozen=True, slots=True)
class Film:
    """``rate_hz`` frames a second, each exposed for ``shutter`` of its time.

    ``exposures`` pictures make a frame: 1 where nothing blurs by moving. ``blur_px`` is the
    lens's, ``noise`` the sensor's in grey levels, ``crf`` the encoder's quality.
    """

    rate_hz: int
    shutter: float
    exposures: int
    blur_px: float
    noise: float
    crf: int


def draw_film(rng: np.random.Generator, *, dim: bool) -> Film:
    """Any camera; in the dark they are noisier and slower."""
    moving = happens(rng, 0.45 if dim else 0.15)
    noise = evenly_by_ratio(rng, 0.6, 5.0)
    return Film(
        rate_hz=one_of(rng, {15: 1, 20: 1.5, 24: 1.5, 25: 2, 30: 3.5, 50: 0.4, 60: 0.4}),
        shutter=between(rng, 0.3, 0.9) if moving else 0.0,
        exposures=3 if moving else 1,
        blur_px=between(rng, 1.0, 2.2) if happens(rng, 0.12) else between(rng, 0.4, 0.9),
        noise=noise * 2.0 if dim else noise,
        crf=int(rng.integers(18, 33)),
    )


class Sensor:
    """Turns the pictures of one frame's exposures into the frame that the encoder gets."""

    def __init__(self, film: Film, width_px: int, height_px: int, rng: np.random.Generator) -> None:
        self._film, self._rng = film, rng
        self._size = (height_px, width_px)
        shape = (GRAIN_PICTURES, height_px + 64, width_px + 64, 3)
        grain = rng.standard_normal(shape, np.float32) * [1.0, 0.8, 1.2]
        self._grain = np.round(grain * film.noise).astype(np.int16)

    def frame(self, pictures: Sequence[Picture]) -> Picture:
        """The mean of the pictures, blurred, with noise; (height, width, 3) RGB."""
        if len(pictures) > 1:
            total = np.sum(pictures, axis=0, dtype=np.uint16)
            picture = (total // len(pictures)).astype(np.uint8)
        else:
            picture = np.ascontiguousarray(pictures[0])
        blurred = cv2.GaussianBlur(picture, (0, 0), self._film.blur_px)
        which, down, across = self._rng.integers(0, [GRAIN_PICTURES, 64, 64])
        height, width = self._size
        grain = self._grain[which, down : down + height, across : across + width]
        noisy = cv2.add(blurred, grain, dtype=cv2.CV_8U)
        return np.asarray(noisy, np.uint8)


class Encoder:
    """Writes frames to an H.264 file; the same frames give the same bytes on one machine."""

    def __init__(self, path: Path, film: Film, width_px: int, height_px: int) -> None:
        self._container = av.open(str(path), "w", format="mp4")
        self._stream = self._container.add_stream("libx264", film.rate_hz)
        context = self._stream.codec_context
        context.width, context.height, context.pix_fmt = width_px, height_px, "yuv420p"
        context.thread_count = 1  # each core makes a clip of its own
        context.options = {"crf": str(film.crf), "preset": "veryfast"}
        self._base, self._count = Fraction(1, film.rate_hz), 0

    def add(self, picture: Picture) -> None:
        """The next frame, RGB."""
        planes = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420), np.uint8)
        frame = VideoFrame.from_ndarray(planes, format="yuv420p")
        frame.pts, frame.time_base = self._count, self._base
        self._count += 1
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Write what is still under way, and the file's end."""
        self._container.mux(self._stream.encode(None))
        self._container.close()
