"""A video that grows while pictures come, encoded in a thread of its own."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import Full, Queue
from threading import Thread, get_native_id

import av
import numpy as np
from av.packet import Packet
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.core.errors import FormcheckError
from formcheck.outputs.h264 import H264
from formcheck.outputs.soundtrack import Soundtrack

LOWER_PRIORITY = 10
QUEUE_SIZE = 4  # frames; a 4K frame is 25 MB
PATIENCE = 30  # frames; a second of a camera's picture, for an encoder that comes last
MOOV_FIRST = {"movflags": "+faststart"}  # a browser can begin before it has the whole file
GROWING = {"movflags": "+frag_keyframe+empty_moov+default_base_moof"}
"""In pieces of two seconds, each whole: what a killed run wrote can still be played."""


class VideoFile:
    """Writes pictures as H.264 to an MP4; ``muxing`` are options of FFmpeg's muxer.

    ``width`` and ``height`` in pixels are those of the pictures. The output begins at
    ``start_s``: a picture is shown from its time less ``start_s`` on, until the next one. The
    sound of ``sound_from`` goes with it, up to ``end_s`` or the last picture's end;
    ``origin_s`` is the time in that file at which pictures count zero. After close, ``note``
    is one sentence about sound that was lost, or "". Where it works ``behind``, it leaves the
    processor to all others first.

    Raises FormcheckError when there is no H.264 encoder and when the file can't be written,
    the latter also from ``put``, ``offer`` or ``close``.
    """

    def __init__(
        self,
        path: Path,
        *,
        width: int,
        height: int,
        muxing: Mapping[str, str],
        sound_from: Path | None = None,
        start_s: float = 0.0,
        end_s: float = float("inf"),
        origin_s: float = 0.0,
        behind: bool = False,
    ) -> None:
        self.note = ""
        self._behind = behind
        self._path = path
        self._start_s, self._end_s = start_s, end_s
        try:
            self._container = av.open(f"file:{path}", "w", format="mp4", options=dict(muxing))
        except av.FFmpegError as error:
            raise self._unwritable(error) from error
        self._sound: Soundtrack | None = None
        try:
            self._pictures = H264(self._container, width, height)
        except FormcheckError:
            self._close_files()
            raise
        if sound_from is not None:
            self._sound = Soundtrack(sound_from, self._container, origin_s + start_s)
        self._queue: Queue[tuple[float, NDArray[np.uint8]] | None] = Queue(
            PATIENCE if behind else QUEUE_SIZE
        )
        self._error: Exception | None = None
        self._thread = Thread(target=self._work, name=f"formcheck {path.name}", daemon=True)
        self._thread.start()

    def put(self, time_s: float, image: NDArray[np.uint8]) -> None:
        """Encode a picture, BGR, soon. Raises what went wrong with an earlier one."""
        self._raise_error()
        self._queue.put((time_s, image))

    def offer(self, time_s: float, image: NDArray[np.uint8]) -> bool:
        """Like ``put``, but never waits: False where the encoder has too much to do."""
        self._raise_error()
        try:
            self._queue.put_nowait((time_s, image))
        except Full:
            return False
        return True

    def close(self) -> None:
        """Finish the file. Raises what went wrong, unless an earlier call already did."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()
        if self._sound is not None:
            self.note = self._sound.note
        self._raise_error()

    def _work(self) -> None:
        """Encode until told to finish; after an error only empty the queue, so nobody waits."""
        taken = iter(self._queue.get, None)
        if self._behind:
            step_back()
        try:
            for time_s, image in taken:
                self._mux(self._pictures.encode(image, time_s - self._start_s))
            self._finish()
        except Exception as error:  # raised again in the caller's thread
            self._error = self._unwritable(error) if isinstance(error, av.FFmpegError) else error
            deque(taken, maxlen=0)
        finally:
            self._close_files()

    def _finish(self) -> None:
        self._mux(self._pictures.finish())
        self._container.close()

    def _mux(self, pictures: Iterable[Packet[VideoStream]]) -> None:
        """Write pictures, and before each the sound up to its end, so that players find both."""
        for picture in pictures:
            if self._sound is not None:
                end_s = float(((picture.pts or 0) + (picture.duration or 0)) * picture.time_base)
                self._sound.mux_until(min(end_s, self._end_s - self._start_s))
            self._container.mux(picture)

    def _close_files(self) -> None:
        with suppress(av.FFmpegError):  # what matters was raised before
            self._container.close()
        if self._sound is not None:
            self._sound.close()

    def _unwritable(self, error: av.FFmpegError) -> FormcheckError:
        return FormcheckError(
            f"{self._path} can't be written ({error.strerror}): "
            "make room or choose another folder with --out"
        )

    def _raise_error(self) -> None:
        error, self._error = self._error, None
        if error is not None:
            raise error


def step_back() -> None:
    """Let this thread give way to all others, where the system knows priorities of threads."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, get_native_id(), LOWER_PRIORITY)
