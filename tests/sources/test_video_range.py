from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from formcheck.core.errors import FormcheckError
from formcheck.frame import Frame
from formcheck.sources.recording import Recording
from formcheck.sources.video import VideoSource
from tests.fixtures.clips import Image, noise, write_video

QUARTERS_S = [i / 4 for i in range(96)]
EACH_2_S, EACH_10_S = {"g": "8"}, {"g": "40", "sc_threshold": "1000000000"}  # key pictures
LONG_CLIPS = [
    ("clip.mp4", "libx264", "yuv420p", EACH_2_S),
    ("clip.mkv", "libx264", "yuv420p", EACH_2_S),
    ("clip.flv", "libx264", "yuv420p", EACH_2_S),
    ("clip.ts", "libx264", "yuv420p", EACH_2_S),
    ("clip.ts", "libx264", "yuv420p", EACH_10_S),
    ("clip.ts", "mpeg4", "yuv420p", EACH_10_S),
    ("clip.gif", "gif", "rgb8", {}),
]


def test_each_iteration_gives_the_same_frames(tmp_path: Path) -> None:
    source = VideoSource(write_video(tmp_path / "clip.mp4"))
    first, second = list(source), list(source)
    assert [frame.time_s for frame in first] == [frame.time_s for frame in second]
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one.image, other.image)


def drifting(i: int) -> Image:
    """Pictures that differ, but not enough for encoders to begin anew with one of them."""
    return np.roll(noise(0), i, axis=1) // 4 + 96


@pytest.fixture(scope="module", params=LONG_CLIPS)
def long_clip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 s, with a picture each quarter."""
    folder = tmp_path_factory.mktemp("long")
    name, codec, pixels, coding = request.param
    return write_video(
        folder / name, QUARTERS_S, drifting, codec=codec, pixels=pixels, coding=coding
    )


@pytest.mark.parametrize("start_s", [0.2, 3.0, 15.3, 23.5])
def test_a_range_holds_exactly_the_frames_between_start_and_end(
    long_clip: Path, start_s: float
) -> None:
    end_s = start_s + 2.0
    whole = [frame for frame in VideoSource(long_clip) if start_s <= frame.time_s < end_s]
    part = list(VideoSource(long_clip, start_s=start_s, end_s=end_s))
    assert part
    assert [frame.time_s for frame in part] == [frame.time_s for frame in whole]
    for one, other in zip(part, whole, strict=True):
        np.testing.assert_array_equal(one.image, other.image)


def test_a_late_start_is_reached_without_decoding_all_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_video(tmp_path / "clip.mkv", QUARTERS_S, coding={"g": "8"})
    source = VideoSource(path, start_s=20.0)
    decoded: list[float] = []
    pictures = Recording.pictures

    def counted(recording: Recording) -> Iterator[object]:
        for time, picture in pictures(recording):
            decoded.append(float(time))
            yield time, picture

    monkeypatch.setattr(Recording, "pictures", counted)
    assert next(iter(source)).time_s == 20.0
    assert min(decoded) >= 10.0


@pytest.mark.parametrize(("start_s", "end_s"), [(2.0, 1.0), (1.0, 1.0), (-1.0, 1.0), (math.nan, 1)])
def test_a_range_that_holds_nothing_is_refused(
    tmp_path: Path, start_s: float, end_s: float
) -> None:
    path = write_video(tmp_path / "clip.mp4")
    with pytest.raises(FormcheckError, match=r"--start .* --end .*clip\.mp4"):
        VideoSource(path, start_s=start_s, end_s=end_s)


@pytest.mark.parametrize(("start_s", "end_s"), [(9.0, math.inf), (20.0, 30.0), (0.34, 0.36)])
def test_a_range_without_a_frame_is_refused(tmp_path: Path, start_s: float, end_s: float) -> None:
    path = write_video(tmp_path / "clip.mp4")
    with pytest.raises(FormcheckError, match=r"clip\.mp4 has no frame between --start .*--end"):
        VideoSource(path, start_s=start_s, end_s=end_s)


def reading_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "formcheck read ahead"]


@pytest.fixture
def open_files(monkeypatch: pytest.MonkeyPatch) -> list[Recording]:
    """The recordings that are open, kept up to date."""
    opened: list[Recording] = []
    start, close = Recording.__init__, Recording.close

    def starting(recording: Recording, path: Path) -> None:
        start(recording, path)
        opened.append(recording)

    def closing(recording: Recording) -> None:
        close(recording)
        opened.remove(recording)

    monkeypatch.setattr(Recording, "__init__", starting)
    monkeypatch.setattr(Recording, "close", closing)
    return opened


def leave_with_break(source: VideoSource) -> None:
    for _ in source:
        break


def leave_with_an_error(source: VideoSource) -> None:
    with pytest.raises(ZeroDivisionError):
        for _ in source:
            1 / 0  # noqa: B018  # the error is the point


def leave_with_close(source: VideoSource) -> None:
    frames: Iterator[Frame] = iter(source)
    next(frames)
    assert reading_threads()
    source.close()
    assert next(frames, None) is None


@pytest.mark.parametrize("leave", [leave_with_break, leave_with_an_error, leave_with_close])
def test_leaving_early_ends_the_thread_and_closes_the_file(
    tmp_path: Path, open_files: list[Recording], leave: Callable[[VideoSource], None]
) -> None:
    source = VideoSource(write_video(tmp_path / "clip.mp4"), queue_size=1)
    leave(source)
    assert reading_threads() == []
    assert open_files == []


def test_a_file_that_goes_away_is_told_to_the_one_who_iterates(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.mp4")
    source = VideoSource(path)
    path.unlink()
    with pytest.raises(FormcheckError, match=r"clip\.mp4 does not exist"):
        list(source)
    assert reading_threads() == []
