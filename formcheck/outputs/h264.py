"""Pictures to H.264 that every browser plays, each at its own time."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from statistics import median
from typing import cast

import av
import cv2
import numpy as np
from av.codec.context import CodecContext
from av.container import OutputContainer
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.core.errors import FormcheckError

ENCODERS = ("libx264", "libopenh264", "h264_videotoolbox", "h264_mf")
"""In order of preference; which of them there are depends on the system."""

# The cheap motion search of "ultrafast" with the parts of better presets that cost little and
# save much: arithmetic coding, deblocking, and quality that follows what stays in the picture.
# Measured at 854x480 against "veryfast": half the time for 0.2 dB and a tenth more bytes.
X264 = {
    "preset": "ultrafast",
    "crf": "21",
    "x264-params": "cabac=1:deblock=0,0:aq-mode=1:mbtree=1:rc-lookahead=10",
}
TIME_BASE = Fraction(1, 90_000)  # s; fine enough for any camera
KEY_INTERVAL = 60  # frames; coaches step back and forth
FALLBACK_KBIT_S_PER_MEGAPIXEL = 6000  # for encoders without a constant quality
USUAL_DURATION = 3600  # of a lone frame, in TIME_BASE: 1/25 s
BT601, LIMITED_RANGE = 6, 1  # as OpenCV converts, and as FFmpeg numbers them


class H264:
    """Encodes pictures of one size into a new stream of ``container``.

    An odd width or height grows by one column or row that repeats the last: H.264 at this
    quality of colour wants even sizes, and scaling would blur every pixel. Raises
    FormcheckError where the system has no encoder for H.264.
    """

    def __init__(self, container: OutputContainer, width: int, height: int) -> None:
        self._odd = (width % 2, height % 2)
        size = (width + self._odd[0], height + self._odd[1])
        name = next((name for name in ENCODERS if _opens(name, size)), None)
        if name is None:
            raise FormcheckError(
                "no H.264 encoder found for annotated.mp4: reinstall PyAV from its wheel "
                "(pip install --force-reinstall av), or leave video out of --write"
            )
        self.stream = cast("VideoStream", container.add_stream(name))
        _set_up(self.stream.codec_context, name, size)
        self.stream.time_base = TIME_BASE
        self._held: Packet[VideoStream] | None = None
        self._durations: list[int] = []
        self._last = -1

    def encode(self, image: NDArray[np.uint8], time_s: float) -> Iterator[Packet[VideoStream]]:
        """The packets that are ready once this picture, BGR, is shown from ``time_s`` on."""
        across, down = self._odd
        if across or down:
            image = np.pad(image, ((0, down), (0, across), (0, 0)), mode="edge")
        # OpenCV converts in a twentieth of the time that PyAV takes to set itself up for it.
        planes = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2YUV_I420), np.uint8)
        picture = VideoFrame.from_ndarray(planes, format="yuv420p")
        self._last = max(round(time_s / TIME_BASE), self._last + 1)
        picture.pts, picture.time_base = self._last, TIME_BASE
        yield from self._timed(self.stream.encode(picture))

    def finish(self) -> Iterator[Packet[VideoStream]]:
        """The packets still under way; the last picture lasts as long as most."""
        yield from self._timed(self.stream.encode(None))
        if self._held is not None:
            self._held.duration = int(median(self._durations or [USUAL_DURATION]))
            yield self._held

    def _timed(self, packets: list[Packet[VideoStream]]) -> Iterator[Packet[VideoStream]]:
        """Hold each packet back until the next one tells how long its picture lasts."""
        for packet in packets:
            if self._held is not None:
                self._held.duration = (packet.pts or 0) - (self._held.pts or 0)
                self._durations.append(self._held.duration)
                yield self._held
            self._held = packet


def _opens(name: str, size: tuple[int, int]) -> bool:
    """Whether an encoder exists and works here: some need hardware that is absent."""
    try:
        context = cast("VideoCodecContext", CodecContext.create(name, "w"))
        _set_up(context, name, size)
        context.open()
    except (av.FFmpegError, ValueError):
        return False
    return True


def _set_up(context: VideoCodecContext, name: str, size: tuple[int, int]) -> None:
    context.width, context.height = size
    context.pix_fmt = "yuv420p"
    context.time_base = TIME_BASE
    context.sample_aspect_ratio = Fraction(1)
    context.max_b_frames = 0  # then packets come in the order in which they are shown
    context.gop_size = KEY_INTERVAL
    context.colorspace, context.color_range = BT601, LIMITED_RANGE
    if name == "libx264":
        context.options = X264
        context.thread_count = 1  # the pose model needs the other cores
    else:
        context.bit_rate = FALLBACK_KBIT_S_PER_MEGAPIXEL * size[0] * size[1] // 1000
