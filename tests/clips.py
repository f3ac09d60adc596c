"""Write small video files to test with."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

CLOCK = Fraction(1, 30000)  # s; each time in these tests is a multiple
RATE_HZ = 30
SOUND_HZ = 48000
TIMES_S = tuple(i / RATE_HZ for i in range(12))

RED, GREEN, BLUE, WHITE = (0, 0, 255), (0, 255, 0), (255, 0, 0), (255, 255, 255)  # BGR

# Display matrices (a, b, c, d) by the turn that shows the picture upright, counter-clockwise.
TURNS = {0: (1, 0, 0, 1), 90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}


def corners(width: int, height: int) -> Image:
    """Red and green above blue and white."""
    image = np.empty((height, width, 3), np.uint8)
    rows, columns = slice(None, height // 2), slice(None, width // 2)
    image[:] = WHITE
    image[rows] = GREEN
    image[:, columns] = BLUE
    image[rows, columns] = RED
    return image


def noise(i: int, width: int = 64, height: int = 48) -> Image:
    """Another picture for each ``i``, which compresses badly."""
    return np.random.default_rng(i).integers(0, 256, (height, width, 3), np.uint8)


def write_video(
    path: Path,
    times_s: Sequence[float] = TIMES_S,
    picture: Callable[[int], Image] = noise,
    *,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    coding: dict[str, str] | None = None,
    container: dict[str, str] | None = None,
    sound_s: tuple[float, float] | None = None,
    recorded: str = "",
) -> Path:
    """A video with a picture at each of ``times_s``, and sound between two times.

    ``coding`` and ``container`` are options of FFmpeg's encoder and muxer, ``recorded`` what
    the file tells of when it was recorded.
    """
    with av.open(str(path), "w", options=container or {}) as output:
        if recorded:
            output.metadata["creation_time"] = recorded
        sound = output.add_stream("pcm_s16le", rate=SOUND_HZ, layout="mono") if sound_s else None
        stream = output.add_stream(codec, rate=RATE_HZ, options=coding or {})
        first = picture(0)
        stream.height, stream.width = first.shape[:2]
        stream.pix_fmt = pixels
        stream.codec_context.time_base = CLOCK
        if sound is not None and sound_s is not None:
            output.mux(silence(sound, *sound_s))
        for i, time_s in enumerate(times_s):
            frame = av.VideoFrame.from_ndarray(picture(i), "bgr24").reformat(format=pixels)
            frame.time_base = CLOCK
            frame.pts = round(time_s / CLOCK)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def silence(stream: av.AudioStream, start_s: float, end_s: float) -> list[av.Packet]:
    """Sound without a sound, between two times."""
    size = 1152  # samples; what MP3 takes at a time
    packets = []
    for start in range(round(start_s * SOUND_HZ), round(end_s * SOUND_HZ), size):
        frame = av.AudioFrame.from_ndarray(np.zeros((1, size), np.int16), "s16p", "mono")
        frame.sample_rate, frame.time_base, frame.pts = SOUND_HZ, Fraction(1, SOUND_HZ), start
        packets += stream.encode(frame)
    return packets + stream.encode(None)


def write_sound(path: Path) -> Path:
    """Sound alone."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream("pcm_s16le", rate=SOUND_HZ, layout="mono")
        output.mux(silence(stream, 0.0, 0.5))
    return path


def write_sound_with_cover(path: Path) -> Path:
    """An MP3 with a picture of the record's sleeve."""
    with av.open(str(path), "w") as output:
        sound = output.add_stream("libmp3lame", rate=SOUND_HZ, layout="mono")
        cover = output.add_stream("mjpeg")
        cover.width, cover.height, cover.pix_fmt = 64, 48, "yuvj420p"
        packets = cover.encode(av.VideoFrame.from_ndarray(corners(64, 48), "bgr24"))
        output.mux([*silence(sound, 0.0, 0.5), *packets, *cover.encode(None)])
    return path


def set_display_matrix(path: Path, matrix: tuple[int, int, int, int]) -> Path:
    """Write a display matrix into the track header of an MP4's first track.

    ISO/IEC 14496-12, 8.3.2: 40 bytes behind its name comes {a, b, u, c, d, v, x, y, w},
    16.16 fixed point but for u, v and w, which are 2.30.
    """
    content = bytearray(path.read_bytes())
    a, b, c, d = (entry << 16 for entry in matrix)
    struct.pack_into(">9i", content, content.index(b"tkhd") + 44, a, b, 0, c, d, 0, 0, 0, 1 << 30)
    path.write_bytes(content)
    return path


def cut(path: Path, share: float) -> Path:
    """Keep the first ``share`` of a file."""
    content = path.read_bytes()
    path.write_bytes(content[: round(len(content) * share)])
    return path


def damage(path: Path, number: int) -> float:
    """Overwrite the ``number``-th picture of a video; its time in seconds."""
    with av.open(str(path)) as video:
        packet = [packet for packet in video.demux(video=0) if packet.size][number]
        position, size, time_s = packet.pos, packet.size, float(packet.pts * packet.time_base)
    content = bytearray(path.read_bytes())
    content[position + 8 : position + size] = b"\xff" * (size - 8)
    path.write_bytes(content)
    return time_s
