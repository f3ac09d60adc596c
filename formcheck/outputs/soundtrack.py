"""The sound of a source, cut and timed to go with the pictures of an MP4."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias, cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.packet import Packet

ONLY_THIS_FILE = {"protocol_whitelist": "file"}  # whatever a file asks for, fetch nothing
COPIED = frozenset({"aac", "mp3", "mp3float", "opus", "libopus", "flac"})  # browsers play these
AAC_RATES = frozenset({8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000})
USUAL_RATE = 48000
AAC_BITS_S = 96_000  # a channel
RUN_IN = Fraction(1, 40)  # s of sound kept before a cut: decoders need it, players skip it
TRIED_PACKETS = 3
ZERO = Fraction(0)
LONGEST_GAP = Fraction(60)  # s; sound that is missing for longer has a damaged clock
OVERLAP = Fraction(1, 10)  # s; sound that comes earlier than this has one too
BROKEN = (av.FFmpegError, ValueError, LookupError)  # the last where damage looks like a new stream
UNREADABLE = "the sound could not be read and was left out"
DAMAGED = "the sound is damaged and silent in places"

SoundPacket: TypeAlias = "Packet[AudioStream]"
Packets: TypeAlias = "Iterator[SoundPacket]"


class Soundtrack:
    """Packets of the sound of ``path`` for ``output``, to which it adds a stream.

    ``zero_s`` is the time in the source at which the output begins. Sound is copied where
    browsers play it from an MP4, and becomes AAC where not. Sound that can't be read is left
    out and ``note`` tells so: the pictures matter more.
    """

    def __init__(self, path: Path, output: OutputContainer, zero_s: float) -> None:
        self.note = ""
        self._output = output
        self._zero = Fraction(zero_s)
        self._source: InputContainer | None = None
        self._packets: Packets = iter(())
        self._next: SoundPacket | None = None
        self._reached: Fraction | None = None
        try:
            self._source = av.open(f"file:{path}", container_options=ONLY_THIS_FILE)
            self._packets = self._all(self._source, path)
            self._next = next(self._packets, None)
        except BROKEN:
            self.note = UNREADABLE

    def mux_until(self, time_s: float) -> None:
        """Write what is not yet written and begins before a time of the output."""
        while self._next is not None and _start(self._next) < time_s:
            packet, self._next = self._next, self._following()
            try:
                self._output.mux(packet)
            except av.FFmpegError:  # not what its codec calls sound; a full disk stops the pictures
                self.note = DAMAGED

    def close(self) -> None:
        """Close the source."""
        if self._source is not None:
            self._source.close()

    def _following(self) -> SoundPacket | None:
        try:
            return next(self._packets, None)
        except BROKEN:
            self.note = "the sound is damaged and breaks off"
            return None

    def _all(self, source: InputContainer, path: Path) -> Packets:
        stream = source.streams.best("audio")
        if not isinstance(stream, AudioStream):
            return
        if stream.codec_context is None:
            self.note = UNREADABLE
        elif stream.name in COPIED and _can_be_copied(path):
            yield from self._copied(source, stream)
        else:
            yield from self._recoded(source, stream)

    def _copied(self, source: InputContainer, stream: AudioStream) -> Packets:
        target = self._output.add_stream_from_template(stream)
        last = -math.inf
        for packet in source.demux(stream):
            if packet.pts is None:
                continue
            packet.pts -= round(self._zero / packet.time_base)
            packet.dts = packet.pts
            end = _start(packet) + (packet.duration or 0) * packet.time_base
            if packet.pts > last and self._follows(_start(packet), end):
                last = packet.pts
                if end > -RUN_IN:
                    packet.stream = target
                    yield packet

    def _recoded(self, source: InputContainer, stream: AudioStream) -> Packets:
        frames = self._decoded(source, stream)
        first = next(frames, None)
        if first is None:
            self.note = UNREADABLE
            return
        rate = first.sample_rate if first.sample_rate in AAC_RATES else USUAL_RATE
        layout = "mono" if first.layout.nb_channels == 1 else "stereo"
        target = self._output.add_stream("aac", rate=rate, layout=layout)
        target.bit_rate = AAC_BITS_S * target.layout.nb_channels
        graph = _in_step(first, rate, layout)
        for frame in chain([first], frames):
            graph.push(frame)
            for even in _pulled(graph):
                yield from target.encode(even)
        graph.push(None)
        for even in _pulled(graph):
            yield from target.encode(even)
        yield from target.encode(None)

    def _decoded(self, source: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
        """The sound's frames at their times in the output; what is damaged is left out."""
        for packet in source.demux(stream):
            try:
                frames = stream.decode(packet)
            except av.FFmpegError:
                self.note = DAMAGED
                continue
            for frame in frames:
                if frame.pts is None or frame.time_base is None:
                    continue
                frame.pts -= round(self._zero / frame.time_base)
                start = frame.pts * frame.time_base
                if self._follows(start, start + Fraction(frame.samples, frame.sample_rate)):
                    yield frame

    def _follows(self, start: Fraction, end: Fraction) -> bool:
        """Whether sound of that time may come next; its clock is damaged where not."""
        reached = start if self._reached is None else self._reached
        good = reached - OVERLAP <= start <= max(reached, ZERO) + LONGEST_GAP
        if good:
            self._reached = end
        else:
            self.note = DAMAGED
        return good


def _start(packet: SoundPacket) -> Fraction:
    return (packet.pts or 0) * packet.time_base


def _can_be_copied(path: Path) -> bool:
    """Whether an MP4 takes the sound as it is: tried on a few packets, in memory."""
    try:
        with (
            av.open(f"file:{path}", container_options=ONLY_THIS_FILE) as source,
            av.open(io.BytesIO(), "w", format="mp4") as trial,
        ):
            stream = source.streams.best("audio")
            if not isinstance(stream, AudioStream):
                return False
            target = trial.add_stream_from_template(stream)
            for packet in islice(source.demux(stream), TRIED_PACKETS):
                packet.stream = target
                trial.mux(packet)
    except BROKEN:
        return False
    return True


def _in_step(first: AudioFrame, rate: int, layout: str) -> Graph:
    """Filters that cut off what comes before zero and fill gaps with silence."""
    graph = Graph()
    graph.link_nodes(
        graph.add_abuffer(
            sample_rate=first.sample_rate,
            format=first.format.name,
            layout=first.layout.name,
            time_base=first.time_base,
        ),
        graph.add("aresample", f"{rate}:async=1:min_hard_comp=0.01:first_pts=0"),
        graph.add("aformat", f"sample_fmts=fltp:channel_layouts={layout}"),
        graph.add("abuffersink"),
    ).configure()
    return graph


def _pulled(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            yield cast("AudioFrame", graph.pull())
        except (av.BlockingIOError, av.EOFError):
            return
