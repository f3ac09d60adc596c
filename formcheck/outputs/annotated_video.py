"""annotated.mp4: the video as a coach wants to see it, at its own times and with its sound."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from queue import Queue
from threading import Thread

import av
from av.packet import Packet
from av.video.stream import VideoStream

from formcheck.errors import FormcheckError
from formcheck.frame import Frame
from formcheck.limits import Limits
from formcheck.outputs.h264 import H264
from formcheck.outputs.soundtrack import Soundtrack
from formcheck.overlay import draw
from formcheck.overlay.pen import Image
from formcheck.readings import Reading

QUEUE_SIZE = 4  # frames; a 4K frame is 25 MB
MOOV_FIRST = {"movflags": "+faststart"}  # a browser can begin before it has the whole file


class AnnotatedVideo:
    """Writes frames with their readings drawn on them as H.264 to an MP4 that browsers play.

    ``width`` and ``height`` in pixels are those of the frames. The output begins at
    ``start_s``: a frame is shown from ``time_s - start_s`` on, until the next one. The sound
    of ``sound_from`` goes with it, up to ``end_s`` or the last picture's end; ``origin_s`` is
    the time in that file at which ``Frame.time_s`` is zero. Drawing and encoding happen in a
    thread of their own. After close, ``note`` is one sentence about sound that was lost, or "".

    Raises FormcheckError when there is no H.264 encoder and when the file can't be written,
    the latter also from ``write`` or ``close``.
    """

    def __init__(
        self,
        path: Path,
        *,
        width: int,
        height: int,
        limits: Limits,
        sound_from: Path | None,
        start_s: float = 0.0,
        end_s: float = math.inf,
        origin_s: float = 0.0,
    ) -> None:
        self.note = ""
        self._path, self._limits = path, limits
        self._start_s, self._end_s = start_s, end_s
        try:
            self._container = av.open(f"file:{path}", "w", format="mp4", options=MOOV_FIRST)
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
        self._queue: Queue[tuple[float, Image] | None] = Queue(QUEUE_SIZE)
        self._error: Exception | None = None
        self._thread = Thread(target=self._work, name="formcheck annotated video", daemon=True)
        self._thread.start()

    def write(self, frame: Frame, reading: Reading) -> None:
        """Draw one frame, and encode it soon. Raises what went wrong with an earlier one."""
        self._raise_error()
        image = draw(frame.image, reading, self._limits)
        self._queue.put((frame.time_s, image))

    def close(self) -> None:
        """Finish the file. Raises what went wrong, unless ``write`` already did."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()
        if self._sound is not None:
            self.note = self._sound.note
        self._raise_error()

    def _work(self) -> None:
        """Encode until told to finish; after an error only empty the queue, so nobody waits."""
        taken = iter(self._queue.get, None)
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
