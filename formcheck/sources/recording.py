"""A video file opened for one reading: its pictures as they leave the decoder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timezone
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from formcheck.core.errors import FormcheckError
from formcheck.sources.clock import Clock

# FFmpeg draws text as pictures and follows play lists to other files; neither is a recording.
NOT_RECORDINGS = frozenset({"adf", "bin", "concat", "dash", "hls", "idf", "tty", "xbin"})
ONLY_THIS_FILE = {"protocol_whitelist": "file"}  # whatever a file asks for, fetch nothing
USUAL_RATE = Fraction(25)  # Hz; where a file tells neither times nor rate
LOST_END = Fraction(1, 2)  # s; a file that ends earlier than it declares by more breaks off
UNSET_YEAR = 1970  # cameras without a clock write the first moment of their calendar
SEEK_MARGIN = Fraction(3)  # s; some formats can only be entered somewhat later than asked

Stamped = tuple[Fraction, VideoFrame | None]


class Recording:
    """One reading of the best video stream of ``path``, from its start or from a later time.

    Times are the container's own, in seconds. Raises FormcheckError when the file can't be
    opened as a video.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.container = _open(path)
        try:
            self.stream = _video_stream(self.container, path)
        except FormcheckError:
            self.container.close()
            raise
        self.stream.thread_type = "AUTO"
        self.sound = self.container.streams.best("audio")
        self.time_base = self.stream.time_base or Fraction(1, av.time_base)
        rate = self.stream.guessed_rate or self.stream.average_rate or USUAL_RATE
        self._clock = Clock(self.time_base, 1 / rate)
        self._sought = False
        self._broken = False
        self._reached = Fraction(0)

    def seek(self, time: Fraction) -> bool:
        """Go to some time before ``time``; False where the file offers no way."""
        try:
            stamp = int((time - SEEK_MARGIN) / self.time_base)
            self.container.seek(stamp, stream=self.stream)
        except av.FFmpegError:
            return False
        self._sought = True
        return True

    def pictures(self) -> Iterator[Stamped]:
        """Each picture with its time; None in place of a picture that is damaged."""
        try:
            for packet in self._packets():
                yield from self._decode(packet)
        except av.FFmpegError:
            self._broken = True
            yield from self._decode(None)
        except IndexError:  # PyAV trips at the end over a stream that appeared on the way
            yield from self._decode(None)

    @property
    def breaks_off(self) -> bool:
        """Whether the pictures ended before the file's declared end."""
        declared = self._declared_end()
        lost = declared is not None and declared - self._reached > LOST_END
        return self._broken or lost or self._gif_without_end()

    @property
    def duration(self) -> Fraction | None:
        """The length that the file declares in seconds; None where it declares none."""
        if self.stream.duration:
            return self.stream.duration * self.time_base
        if self.container.duration:
            return Fraction(self.container.duration, av.time_base)
        return None

    @property
    def recorded(self) -> str | None:
        """When it was recorded, as ISO 8601 in UTC to the second; None where it doesn't tell."""
        try:
            told = self.container.metadata["creation_time"]
            moment = datetime.fromisoformat(told.replace("Z", "+00:00")).astimezone(timezone.utc)
        except (KeyError, ValueError, OverflowError):
            return None
        if moment.year <= UNSET_YEAR:
            return None
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def sound_start(self) -> Fraction | None:
        """When the sound starts; None without sound.

        Sound before zero is the codec's run-in, which players don't play.
        """
        if self.sound is None:
            return None
        start = (self.sound.start_time or 0) * (self.sound.time_base or Fraction(0))
        return max(Fraction(0), start)

    def close(self) -> None:
        """Close the file."""
        self.container.close()

    def _packets(self) -> Iterator[Packet[VideoStream]]:
        # A container's length is that of its longest stream: then watch where each one ends.
        watched = [self.stream] if self.stream.duration else list(self.container.streams)
        for packet in self.container.demux(*watched):
            if packet.pts is not None:
                end = (packet.pts + (packet.duration or 0)) * packet.time_base
                self._reached = max(self._reached, end)
            # Asked of the stream, as PyAV's flushing packets bear no index of their own.
            if packet.stream.index != self.stream.index:
                continue
            if self._sought and not packet.is_keyframe:
                continue  # decoding can't begin here
            self._sought = False
            yield cast("Packet[VideoStream]", packet)

    def _decode(self, packet: Packet[VideoStream] | None) -> Iterator[Stamped]:
        try:
            pictures = self.stream.decode(packet)
        except av.error.EOFError:
            return  # all pictures were handed out before the end of the file
        except av.FFmpegError:
            yield self._about(packet), None
            return
        for picture in pictures:
            time = self._clock.tell(picture.pts, picture.dts)
            yield time, None if picture.is_corrupt else picture

    def _about(self, packet: Packet[VideoStream] | None) -> Fraction:
        """When the picture of a packet that can't be decoded would have been seen."""
        if packet is None or packet.pts is None:
            return self._clock.time or Fraction(0)
        return packet.pts * self.time_base

    def _declared_end(self) -> Fraction | None:
        if self.duration is None:
            return None
        if self.stream.duration:
            return (self.stream.start_time or 0) * self.time_base + self.duration
        return Fraction(max(self.container.start_time or 0, 0), av.time_base) + self.duration

    def _gif_without_end(self) -> bool:
        """Whether a GIF lacks its last byte: it declares no length that could be missed."""
        if self.container.format.name != "gif":
            return False
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read() != b";"


def unreadable(path: Path, error: OSError) -> FormcheckError:
    """What to tell of a file that the system doesn't hand out."""
    if isinstance(error, FileNotFoundError):
        return FormcheckError(f"{path} does not exist: check the name")
    reason = error.strerror or "unknown reason"
    return FormcheckError(
        f"{path} can't be read ({reason}): check its permissions, or copy it elsewhere"
    )


def _open(path: Path) -> InputContainer:
    try:
        # "file:" keeps names such as "data:1.mp4" from being taken for an address.
        container = av.open(f"file:{path}", mode="r", container_options=ONLY_THIS_FILE)
    except OSError as error:
        raise unreadable(path, error) from error
    except (av.FFmpegError, ValueError) as error:
        raise FormcheckError(
            f"{path} is not a video that can be read, or its end is missing: "
            "copy it again from the camera, or convert it to MP4"
        ) from error
    if container.format.name in NOT_RECORDINGS:
        container.close()
        raise FormcheckError(f"{path} is text or a play list, not a video: give a video file")
    return container


def _video_stream(container: InputContainer, path: Path) -> VideoStream:
    stream = container.streams.best("video")
    if not isinstance(stream, VideoStream):
        kind = "sound but no picture" if container.streams.audio else "no picture"
        raise FormcheckError(f"{path} has {kind}: give a video file")
    if stream.codec_context is None:
        raise FormcheckError(
            f"{path} is coded in a way that can't be read here: convert it to H.264 MP4"
        )
    return stream
