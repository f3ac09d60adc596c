from __future__ import annotations

import hashlib
import math
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.sources.recording import Recording
from formcheck.sources.video import VideoSource
from tests.fixtures.clips import (
    BLUE,
    CLOCK,
    GREEN,
    RED,
    TIMES_S,
    TURNS,
    WHITE,
    Image,
    corners,
    noise,
    set_display_matrix,
    write_video,
)

UNEVEN_S = (0.0, 0.1, 0.15, 0.5, 0.9)


def times_s(source: VideoSource) -> list[float]:
    return [frame.time_s for frame in source]


def images(source: VideoSource) -> list[Image]:
    return [frame.image for frame in source]


def corner_colours(image: Image) -> list[tuple[int, ...]]:
    """Of the four quarters' middles, row by row, each channel either 0 or 255."""
    height, width = image.shape[:2]
    middles = [image[height * row // 4, width * column // 4] for row in (1, 3) for column in (1, 3)]
    return [tuple(255 if channel > 127 else 0 for channel in middle) for middle in middles]


@pytest.mark.parametrize(
    ("name", "codec", "pixels"),
    [
        ("clip.mp4", "libx264", "yuv420p"),
        ("clip.mov", "prores_ks", "yuv422p10le"),
        ("clip.mkv", "ffv1", "bgr0"),
        ("clip.webm", "libvpx", "yuv420p"),
        ("clip.ts", "libx264", "yuv420p"),
        ("clip.gif", "gif", "rgb8"),
    ],
)
def test_uneven_times_come_back_from_every_format(
    tmp_path: Path, name: str, codec: str, pixels: str
) -> None:
    path = write_video(tmp_path / name, UNEVEN_S, codec=codec, pixels=pixels)
    assert times_s(VideoSource(path)) == pytest.approx(UNEVEN_S, abs=0.5 * CLOCK)


@settings(max_examples=20, deadline=None)
@given(steps_ms=st.lists(st.integers(1, 500), min_size=1, max_size=6))
def test_any_growing_times_come_back(
    tmp_path_factory: pytest.TempPathFactory, steps_ms: list[int]
) -> None:
    expected = np.cumsum([0, *steps_ms]) / 1000
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    source = VideoSource(write_video(path, expected.tolist(), coding={"preset": "ultrafast"}))
    assert times_s(source) == pytest.approx(expected, abs=1e-9)


def test_pictures_that_are_stored_out_of_order_come_in_order(tmp_path: Path) -> None:
    path = write_video(
        tmp_path / "clip.mp4", picture=grey, coding={"x264-params": "b-adapt=0:bframes=3"}
    )
    with av.open(str(path)) as video:
        stored = [packet.pts for packet in video.demux(video=0) if packet.pts is not None]
    assert stored != sorted(stored)
    source = VideoSource(path)
    assert times_s(source) == pytest.approx(TIMES_S)
    assert [image.mean() for image in images(source)] == pytest.approx(
        [grey(i).mean() for i in range(len(TIMES_S))], abs=9.0
    )


def grey(i: int) -> Image:
    return np.full((48, 64, 3), 20 * i, np.uint8)


def test_a_file_without_times_runs_at_its_rate(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "clip.h264"), "w") as video:
        stream = video.add_stream("libx264", rate=50)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for i in range(10):
            video.mux(stream.encode(av.VideoFrame.from_ndarray(noise(i), "bgr24")))
        video.mux(stream.encode(None))
    assert times_s(VideoSource(tmp_path / "clip.h264")) == pytest.approx(np.arange(10) / 50)


def test_time_zero_is_the_first_picture_where_the_container_starts_late(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.ts", [1.4 + time_s for time_s in UNEVEN_S])
    source = VideoSource(path)
    assert times_s(source) == pytest.approx(UNEVEN_S)
    assert source.info.origin_s == pytest.approx(1.4)


def test_time_zero_is_the_first_sound_where_that_comes_first(tmp_path: Path) -> None:
    path = write_video(
        tmp_path / "clip.mkv", [1.4 + time_s for time_s in UNEVEN_S], sound_s=(0.5, 2.0)
    )
    source = VideoSource(path)
    assert times_s(source) == pytest.approx([0.9 + time_s for time_s in UNEVEN_S], abs=1e-3)
    assert source.info.origin_s == pytest.approx(0.5, abs=1e-3)
    assert source.info.has_audio


def test_the_run_in_of_a_sound_codec_does_not_move_time_zero(tmp_path: Path) -> None:
    recording = Recording(write_video(tmp_path / "clip.mkv", UNEVEN_S, sound_s=(0.0, 1.0)))
    run_in = SimpleNamespace(start_time=-312, time_base=Fraction(1, 48000))  # as Opus has it
    recording.sound = cast("av.AudioStream", run_in)
    assert recording.sound_start == 0
    recording.close()


def test_the_last_pictures_are_kept_where_sound_is_the_first_stream(tmp_path: Path) -> None:
    source = VideoSource(write_video(tmp_path / "clip.mov", sound_s=(0.0, 1.0)))
    assert times_s(source) == pytest.approx(TIMES_S)


def test_of_two_pictures_at_one_time_the_first_is_kept(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.mkv", [0.0, 0.1, 0.1002, 0.2], codec="ffv1", pixels="bgr0")
    frames = list(VideoSource(path))  # Matroska tells milliseconds
    assert [frame.time_s for frame in frames] == [0.0, 0.1, 0.2]
    np.testing.assert_array_equal(frames[1].image, noise(1))


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (0, [RED, GREEN, BLUE, WHITE]),
        (90, [GREEN, WHITE, RED, BLUE]),
        (180, [WHITE, BLUE, GREEN, RED]),
        (270, [BLUE, RED, WHITE, GREEN]),
    ],
)
def test_a_rotated_phone_video_is_turned_upright(
    tmp_path: Path, turn: int, expected: list[tuple[int, int, int]]
) -> None:
    path = write_video(tmp_path / "clip.mp4", picture=lambda _: corners(64, 48))
    source = VideoSource(set_display_matrix(path, TURNS[turn]))
    shape = (64, 48) if turn in (90, 270) else (48, 64)
    assert (source.info.height, source.info.width) == shape
    for image in images(source):
        assert image.shape == (*shape, 3)
        assert image.flags.c_contiguous
        assert corner_colours(image) == expected


def test_a_mirrored_video_is_mirrored_back(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.mp4", picture=lambda _: corners(64, 48))
    source = VideoSource(set_display_matrix(path, (-1, 0, 0, 1)))
    assert corner_colours(images(source)[0]) == [GREEN, RED, WHITE, BLUE]


def test_pixels_that_are_not_square_are_made_square(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.mp4", coding={"aspect": "2"})  # of a pixel
    source = VideoSource(path)
    assert (source.info.width, source.info.height) == (128, 48)
    assert images(source)[0].shape == (48, 128, 3)


def test_pixels_are_made_square_before_the_picture_is_turned(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.mp4", coding={"aspect": "2"})
    source = VideoSource(set_display_matrix(path, TURNS[90]))
    assert images(source)[0].shape == (source.info.height, source.info.width, 3) == (128, 48, 3)


@pytest.mark.parametrize(
    ("codec", "pixels"),
    [
        ("libx264", "yuv444p"),
        ("ffv1", "yuv420p10le"),
        ("ffv1", "gray16le"),
        ("ffv1", "yuva420p"),
        ("png", "rgba"),
        ("rawvideo", "bgr24"),
    ],
)
def test_every_kind_of_pixel_and_odd_size_comes_as_bgr_bytes(
    tmp_path: Path, codec: str, pixels: str
) -> None:
    path = write_video(
        tmp_path / "clip.nut", picture=lambda _: corners(153, 271), codec=codec, pixels=pixels
    )
    for image in images(VideoSource(path)):
        assert image.shape == (271, 153, 3)
        assert image.dtype == np.uint8
        assert image.flags.c_contiguous
        if "gray" not in pixels:
            assert corner_colours(image) == [RED, GREEN, BLUE, WHITE]


def test_the_info_tells_what_the_file_is(tmp_path: Path) -> None:
    path = write_video(tmp_path / "my clip.mp4")
    info = VideoSource(path).info
    assert (info.name, info.path, info.has_audio) == ("my clip.mp4", path, False)
    assert info.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert info.frames == len(TIMES_S)
    assert info.duration_s == pytest.approx(len(TIMES_S) / 30, abs=1 / 30)


def test_a_name_that_looks_like_an_address_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_video(tmp_path / "clip.mp4").rename(tmp_path / "data:clip.mp4")
    monkeypatch.chdir(tmp_path)
    assert len(times_s(VideoSource(Path("data:clip.mp4")))) == len(TIMES_S)


def test_a_length_that_the_file_does_not_tell_is_nan(tmp_path: Path) -> None:
    info = VideoSource(write_video(tmp_path / "clip.h264")).info
    assert math.isnan(info.duration_s)
    assert info.frames == 0


def test_a_video_tells_when_it_was_recorded(tmp_path: Path) -> None:
    clip = write_video(tmp_path / "a.mp4", recorded="2026-03-29T01:30:00+02:00")
    assert VideoSource(clip).info.recorded == "2026-03-28T23:30:00Z"


@pytest.mark.parametrize("told", ["", "1970-01-01T00:00:00Z", "1904-01-01T00:00:00Z"])
def test_a_camera_without_a_clock_tells_no_date(told: str, tmp_path: Path) -> None:
    assert VideoSource(write_video(tmp_path / "a.mp4", recorded=told)).info.recorded is None
