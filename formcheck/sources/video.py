"""A video file as a source of frames, at the times at which they were meant to be seen."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from weakref import WeakSet

from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from formcheck.core.errors import FormcheckError
from formcheck.frame import Frame
from formcheck.sources.ahead import read_ahead
from formcheck.sources.condition import BREAKS_OFF, CHANGES_SHAPE, JUMPS_BACK, Condition
from formcheck.sources.recording import Recording, Stamped, unreadable
from formcheck.sources.upright import Upright

HASH_PIECE = 1 << 20  # bytes
WORTH_SEEKING_S = 10.0  # a start that is earlier is reached soon enough by decoding up to it
SETTLED_S = 1  # the first pictures after a seek may lean on pictures that were not read
CLOCK_JUMP_S = 1.0  # a picture that is earlier by more comes after a break in the file's clock


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What a video file says of itself.

    ``width`` and ``height`` in pixels as shown: upright, with square pixels. ``duration_s``
    is NaN and ``frames`` 0 where the file doesn't tell; ``frames`` is only good for a
    progress bar. ``origin_s`` is the container's time at ``Frame.time_s`` zero: subtract it
    from the times of the sound to keep sound and frames in step. ``recorded`` is when it was
    recorded, as ISO 8601 in UTC, or None where the file doesn't tell.
    """

    name: str
    path: Path
    sha256: str
    width: int
    height: int
    duration_s: float
    frames: int
    has_audio: bool
    origin_s: float
    recorded: str | None


class VideoSource:
    """The frames of a video file from ``start_s`` on and before ``end_s``.

    Each iteration decodes the file anew, in a thread of its own that keeps at most
    ``queue_size`` frames ready. ``Frame.time_s`` is the presentation time in seconds since
    the file's start, which is its first picture or its first sound, whichever comes first.
    Damaged frames, and frames whose time doesn't grow, are left out.

    ``note`` is one plain sentence once an iteration found the file broken or damaged, else
    "". Raises FormcheckError when the file can't be read as a video or has no frame in the
    wanted range, and when the range is none.
    """

    def __init__(
        self, path: Path, *, start_s: float = 0.0, end_s: float = math.inf, queue_size: int = 8
    ) -> None:
        if not 0.0 <= start_s < math.inf or not start_s < end_s:
            raise FormcheckError(
                f"--start {start_s:g} s and --end {end_s:g} s leave nothing of {path}: "
                "give a start of zero or more and a later end"
            )
        self.note = ""
        self._start_s, self._end_s, self._queue_size = start_s, end_s, queue_size
        self._running: WeakSet[Generator[Frame, None, None]] = WeakSet()
        digest = file_sha256(path)
        with closing(Recording(path)) as recording:
            time, picture = _first_pictures(recording, path)
            self._upright = Upright.of(picture, recording.stream.sample_aspect_ratio)
            sound_start = recording.sound_start
            self._origin = time if sound_start is None else min(time, sound_start)
            self.info = self._describe(recording, path, digest)
        if start_s > 0.0 or end_s < math.inf:
            self._require_a_frame()

    def __iter__(self) -> Iterator[Frame]:
        frames = read_ahead(self._frames(), self._queue_size)
        self._running.add(frames)
        return frames

    def close(self) -> None:
        """Stop every iteration under way and close its file."""
        for frames in list(self._running):
            frames.close()

    def _describe(self, recording: Recording, path: Path, digest: str) -> VideoInfo:
        stream, duration = recording.stream, recording.duration
        estimated = round((duration or 0) * (stream.average_rate or 0))
        return VideoInfo(
            name=path.name,
            path=path,
            sha256=digest,
            width=self._upright.width,
            height=self._upright.height,
            duration_s=math.nan if duration is None else float(duration),
            frames=stream.frames or estimated,
            has_audio=recording.sound_start is not None,
            origin_s=float(self._origin),
            recorded=recording.recorded,
        )

    def _require_a_frame(self) -> None:
        with closing(self._frames()) as frames:
            if next(frames, None) is None:
                length = self.info.duration_s
                told = "" if math.isnan(length) else f", it says it is {length:.1f} s long"
                raise FormcheckError(
                    f"{self.info.path} has no frame between --start {self._start_s:g} s and "
                    f"--end {self._end_s:g} s{told}: choose another range"
                )

    def _frames(self) -> Generator[Frame, None, None]:
        """Decode the wanted range once; ``note`` is left as this reading found the file."""
        condition = Condition()
        recording, pictures = self._open_at_start()
        with closing(recording):
            try:
                yield from self._good_frames(pictures, recording, condition)
            finally:
                self.note = condition.note

    def _good_frames(
        self, pictures: Iterator[Stamped], recording: Recording, condition: Condition
    ) -> Iterator[Frame]:
        """The frames of the wanted range; ``condition`` learns what is wrong with the file."""
        reformatter = VideoReformatter()
        for time, picture in pictures:
            time_s = float(time - self._origin)
            if picture is None:
                if self._start_s <= time_s < self._end_s:
                    condition.damaged_at(time_s)
            elif time_s >= self._end_s:
                return
            elif time_s < condition.last_s - CLOCK_JUMP_S:
                condition.ending = JUMPS_BACK
                return
            elif not self._upright.fits(picture):
                condition.ending = CHANGES_SHAPE
                return
            elif time_s >= self._start_s and time_s > condition.last_s:
                condition.last_s = time_s
                yield Frame(time_s, self._upright.image(picture, reformatter))
        if recording.breaks_off or condition.damaged_at_the_end:
            condition.ending = BREAKS_OFF

    def _open_at_start(self) -> tuple[Recording, Iterator[Stamped]]:
        """The file, and its pictures from a little before the start of the wanted range on."""
        start = Fraction(self._start_s) + self._origin
        if self._start_s > WORTH_SEEKING_S:
            recording = Recording(self.info.path)
            pictures = recording.pictures()
            landed = next(pictures, None) if recording.seek(start) else None
            if landed is not None and landed[0] <= start - SETTLED_S:
                return recording, chain([landed], pictures)
            recording.close()  # the file has no way there but from its beginning
        recording = Recording(self.info.path)
        return recording, recording.pictures()


def _first_pictures(recording: Recording, path: Path) -> tuple[Fraction, VideoFrame]:
    """The first picture and its time, once a second one shows that this is a video."""
    good = ((time, picture) for time, picture in recording.pictures() if picture is not None)
    first, second = next(good, None), next(good, None)
    if first is None:
        raise FormcheckError(
            f"{path}: none of its pictures can be decoded, they are damaged or encrypted: "
            "copy it again, or convert it to H.264 MP4"
        )
    if second is None:
        kind = "a single picture" if recording.sound_start is None else "sound with a cover picture"
        raise FormcheckError(f"{path} is {kind}, not a video: give a video file")
    return first


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file that is one, can be read and isn't empty."""
    digest = hashlib.sha256()
    try:
        if path.exists() and not path.is_file():
            raise FormcheckError(f"{path} is not a file: give a video file")
        with path.open("rb") as file:
            while piece := file.read(HASH_PIECE):
                digest.update(piece)
            size = file.tell()
    except OSError as error:
        raise unreadable(path, error) from error
    if size == 0:
        raise FormcheckError(f"{path} is empty: copy it again, or record anew")
    return digest.hexdigest()
