"""Videos that flash and beep at the same instants, and how to find both again."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

EVERY_S, FIRST_S, LONG_S = 0.8, 0.39, 0.12  # a hundredth before a picture of TIMES_S
RATE_HZ = 25
TIMES_S = tuple(i / RATE_HZ for i in range(80))
CLOCK = Fraction(1, 1000)


def bright(time_s: float) -> bool:
    return time_s >= FIRST_S and (time_s - FIRST_S) % EVERY_S < LONG_S


def flashing_video(
    path: Path,
    sound: str = "aac",
    *,
    times_s: Sequence[float] = TIMES_S,
    sound_from_s: float = 0.0,
    rate_hz: int = 48000,
    hole_s: tuple[float, float] = (0.0, 0.0),
    jump_s: tuple[float, int] = (math.inf, 0),
) -> Path:
    """A video whose pictures turn white while a tone sounds; ``sound`` is an encoder or "".

    Between the two times of ``hole_s`` it has no sound, not even silence. From the first time
    of ``jump_s`` on the sound's clock is fast by the second.
    """
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=RATE_HZ)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.codec_context.time_base = CLOCK
        streams = {VideoFrame: stream}
        frames: list[tuple[float, VideoFrame | AudioFrame]] = list(_pictures(times_s))
        if sound:
            streams[AudioFrame] = output.add_stream(sound, rate=rate_hz, layout="stereo")
            tones = _tones(sound_from_s, times_s[-1] + 1 / RATE_HZ, rate_hz)
            frames += (tone for tone in tones if not hole_s[0] <= tone[0] < hole_s[1])
        for time_s, frame in frames:
            if isinstance(frame, AudioFrame) and time_s >= jump_s[0]:
                frame.pts += jump_s[1] * rate_hz
        for _, frame in sorted(frames, key=lambda timed: timed[0]):
            output.mux(streams[type(frame)].encode(frame))
        for each in streams.values():
            output.mux(each.encode(None))
    return path


def _pictures(times_s: Sequence[float]) -> Iterator[tuple[float, VideoFrame]]:
    for time_s in times_s:
        image = np.full((48, 64, 3), 255 if bright(time_s) else 0, np.uint8)
        frame = VideoFrame.from_ndarray(image, format="bgr24")
        frame.pts, frame.time_base = round(time_s / CLOCK), CLOCK
        yield time_s, frame


def _tones(start_s: float, end_s: float, rate_hz: int) -> Iterator[tuple[float, AudioFrame]]:
    samples = np.arange(round(start_s * rate_hz), round(end_s * rate_hz))
    loud = (samples / rate_hz >= FIRST_S) & ((samples / rate_hz - FIRST_S) % EVERY_S < LONG_S)
    wave = np.where(loud, 0.8 * np.sin(2 * np.pi * 880 * samples / rate_hz), 0.0)
    for i in range(0, len(samples), 1000):
        both = np.repeat(wave[None, i : i + 1000], 2, axis=0).astype(np.float32)
        frame = AudioFrame.from_ndarray(both, format="fltp", layout="stereo")
        frame.sample_rate, frame.time_base = rate_hz, Fraction(1, rate_hz)
        frame.pts = int(samples[i])
        yield samples[i] / rate_hz, frame


def flashes_s(path: Path) -> list[float]:
    """When pictures turn white."""
    with av.open(str(path)) as video:
        seen = [(f.time, f.to_ndarray(format="gray").mean() > 128) for f in video.decode(video=0)]
    before = [False, *(white for _, white in seen)]
    return [time for (time, white), was in zip(seen, before, strict=False) if white and not was]


def beeps_s(path: Path) -> list[float]:
    """When the tone begins."""
    starts: list[float] = []
    last = -1.0
    with av.open(str(path)) as video:
        for frame in video.decode(audio=0):
            samples = frame.to_ndarray()
            scale = 1.0 if samples.dtype.kind == "f" else np.iinfo(samples.dtype).max
            wave = np.abs(samples / scale)
            level = wave.max(axis=0) if frame.format.is_planar else wave.reshape(-1, 2).max(axis=1)
            for i in np.flatnonzero(level > 0.2):
                time_s = frame.time + i / frame.sample_rate
                if time_s > last + EVERY_S / 3:
                    starts.append(time_s)
                last = time_s
    return starts
