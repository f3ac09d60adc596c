"""A camera as a source of frames: the newest picture only, and frames even when it fails."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from threading import Condition, Event, Thread

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.core.errors import FormcheckError
from formcheck.frame import Frame
from formcheck.sources.capture import Capture, CaptureError, Shot
from formcheck.sources.picture_watch import PictureWatch
from formcheck.sources.trouble import NO_PICTURE, Trouble

START_S = 8.0  # for a camera to show its first picture; some take five seconds to wake
LATE_S = 1.0  # without a picture for so long, something is wrong
BLANK_EVERY_S = 0.2  # enough to keep the screen alive
BACKOFF_S = (0.2, 0.5, 1.0, 2.0)  # between attempts to open it again; the last one for ever
LEAST_STEP_S = 1e-3  # MediaPipe counts whole milliseconds


class Camera:
    """Yields the newest picture whenever it is asked, stamped with its time of arrival.

    ``open_capture`` opens the camera, and opens it again whenever it was lost; ``clock``
    tells seconds, which count from the first picture. While nothing comes, blank frames are
    yielded at their true times, a few a second; ``trouble`` says what is wrong meanwhile, and
    is None else. Every frame has the size of the first one. ``moves`` is False where the
    same picture again is no fault, as in a file.

    ``start`` raises FormcheckError where no picture comes within ``start_s`` seconds.
    """

    def __init__(
        self,
        name: str,
        open_capture: Callable[[], Capture],
        *,
        clock: Callable[[], float] = time.monotonic,
        moves: bool = True,
        start_s: float = START_S,
        late_s: float = LATE_S,
        backoff_s: tuple[float, ...] = BACKOFF_S,
    ) -> None:
        self.trouble: Trouble | None = None
        self.captured = self.dropped = 0
        self._name, self._open, self._clock = name, open_capture, clock
        self._start_s, self._late_s, self._backoff_s = start_s, late_s, backoff_s
        self._watch = PictureWatch(moves=moves)
        self._news = Condition()
        self._newest: Shot | None = None
        self._ended = False
        self._why: Trouble | None = None  # it can't be opened
        self._error: Exception | None = None
        self._closed = Event()
        self._zero_s = self._last_s = math.nan
        self._size = (0, 0)
        self._thread = Thread(target=self._work, name="formcheck camera", daemon=True)

    @property
    def width_px(self) -> int:
        """Columns of every frame; 0 where none has come."""
        return self._size[0]

    @property
    def height_px(self) -> int:
        """Rows of every frame; 0 while none has come."""
        return self._size[1]

    def now_s(self) -> float:
        """The time now, as frames count it."""
        return self._clock() - self._zero_s

    def start(self) -> None:
        """Open the camera and wait for its first picture, or to be closed."""
        self._thread.start()
        with self._news:
            self._news.wait_for(
                lambda: self._newest or self._ended or self._closed.is_set(), self._start_s
            )
            first = self._newest
        if first is None and self._closed.is_set():
            return
        if first is None:
            self.close()
            if self._error is not None:
                raise self._error
            what = (self._why or NO_PICTURE).headline
            raise FormcheckError(
                f"--camera {self._name}: {what[:1].lower()}{what[1:]}: plug it in, close other "
                "programs that use it, or choose another that `formcheck doctor` lists"
            )
        self._size = (first.image.shape[1], first.image.shape[0])

    def __iter__(self) -> Iterator[Frame]:
        while not self._closed.is_set():
            with self._news:
                wait_s = BLANK_EVERY_S if self.trouble else self._late_s
                self._news.wait_for(
                    lambda: self._newest or self._ended or self._closed.is_set(), wait_s
                )
                shot, self._newest = self._newest, None
                ended = self._ended
            if self._closed.is_set() or (shot is None and ended):
                break
            yield self._blank() if shot is None else self._frame(shot)
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """End every iteration and let go of the camera, as soon as its driver allows."""
        self._closed.set()
        with self._news:
            self._news.notify_all()

    def _frame(self, shot: Shot) -> Frame:
        frame = Frame(self._grown(shot.time_s), _fitted(shot.image, self._size))
        self.trouble = self._watch.update(frame)
        return frame

    def _blank(self) -> Frame:
        self.trouble = self._why or NO_PICTURE
        width, height = self._size
        return Frame(self._grown(self.now_s()), np.zeros((height, width, 3), np.uint8))

    def _grown(self, time_s: float) -> float:
        """The time, or a little after the last one where clocks ran back."""
        if time_s < self._last_s + LEAST_STEP_S:
            time_s = self._last_s + LEAST_STEP_S
        self._last_s = time_s
        return time_s

    def _work(self) -> None:
        """Open the camera, read it until it is lost, open it again: the thread's life."""
        attempt = 0
        while not self._closed.is_set():
            try:
                capture = self._open()
                try:
                    attempt = 0
                    self._read(capture)
                finally:
                    capture.close()
            except CaptureError as lost:
                self._why = lost.trouble
                self._closed.wait(self._backoff_s[min(attempt, len(self._backoff_s) - 1)])
                attempt += 1
                continue
            except EOFError:
                pass
            except Exception as error:  # raised again in the loop's thread
                self._error = error
            with self._news:
                self._ended = True
                self._news.notify_all()
            return

    def _read(self, capture: Capture) -> None:
        while not self._closed.is_set():
            shot = capture.read()
            now_s = self._clock()
            if math.isnan(self._zero_s):
                self._zero_s = now_s - (0.0 if math.isnan(shot.time_s) else shot.time_s)
            if math.isnan(shot.time_s):
                shot = Shot(shot.image, now_s - self._zero_s)
            self._why = None
            with self._news:
                self.captured += 1
                self.dropped += self._newest is not None
                self._newest = shot
                self._news.notify_all()


def _fitted(image: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """The picture in another size, with bars where it has another shape."""
    width, height = size
    if image.shape[:2] == (height, width):
        return image
    scale = min(width / image.shape[1], height / image.shape[0])
    inner = (round(image.shape[1] * scale), round(image.shape[0] * scale))
    made = np.zeros((height, width, 3), np.uint8)
    left, top = (width - inner[0]) // 2, (height - inner[1]) // 2
    made[top : top + inner[1], left : left + inner[0]] = cv2.resize(image, inner)
    return made
