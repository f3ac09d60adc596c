"""The annotated video: its times, its pictures and its file."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.core.analysis.set_summary import Session
from formcheck.core.analysis.told_now import SHOW_S, told_at
from formcheck.core.errors import FormcheckError
from formcheck.core.pose import Pose
from formcheck.core.readings import FormWarning, Reading
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.triage import judge
from formcheck.frame import Frame
from formcheck.outputs import h264
from formcheck.outputs.annotated_video import AnnotatedVideo
from formcheck.outputs.h264 import H264
from formcheck.overlay import draw
from tests.fixtures.flashes import TIMES_S
from tests.fixtures.recorded import TOUCHY, played

UNEVEN_S = (0.0, 0.02, 0.1, 0.1234, 0.5, 0.51, 2.0, 2.04)
WARNING = FormWarning("strain.neck-flexed", 0.0, 1.0, "stop", "Your neck is bent.", "Stop.")


def nobody(time_s: float) -> Reading:
    return Reading(Pose.missing(time_s))


def plain(width: int, height: int, shade: int | tuple[int, int, int] = 120) -> NDArray[np.uint8]:
    return np.full((height, width, 3), shade, np.uint8)


def annotate(
    path: Path,
    times_s: Sequence[float] = TIMES_S[:10],
    image: NDArray[np.uint8] | None = None,
    start_s: float = 0.0,
) -> Path:
    image = plain(64, 48) if image is None else image
    height, width = image.shape[:2]
    video = AnnotatedVideo(
        path, width=width, height=height, limits=Limits(), sound_from=None, start_s=start_s
    )
    for time_s in times_s:
        video.write(Frame(time_s, image), nobody(time_s))
    video.close()
    return path


def decoded(path: Path) -> list[tuple[float, NDArray[np.uint8]]]:
    with av.open(str(path)) as video:
        return [(f.time, f.to_ndarray(format="bgr24")) for f in video.decode(video=0)]


def times_of(path: Path) -> list[float]:
    return [time for time, _ in decoded(path)]


def test_every_picture_keeps_its_own_time(tmp_path: Path) -> None:
    times_s = times_of(annotate(tmp_path / "a.mp4", UNEVEN_S))
    assert times_s == pytest.approx(UNEVEN_S, abs=1 / 90_000)


def test_a_video_whose_first_picture_is_late_begins_late(tmp_path: Path) -> None:
    assert times_of(annotate(tmp_path / "a.mp4", (0.4, 0.5, 0.6)))[0] == pytest.approx(0.4)


def test_a_part_of_a_video_begins_at_zero(tmp_path: Path) -> None:
    times_s = times_of(annotate(tmp_path / "a.mp4", (7.01, 7.05, 7.1), start_s=7.0))
    assert times_s == pytest.approx([0.01, 0.05, 0.1], abs=1 / 90_000)


def test_the_last_picture_lasts_as_long_as_most(tmp_path: Path) -> None:
    with av.open(str(annotate(tmp_path / "a.mp4", (0.0, 0.5, 0.54, 0.58, 0.62)))) as video:
        stream = video.streams.video[0]
        assert float(stream.duration * stream.time_base) == pytest.approx(0.66)


def test_a_single_picture_lasts_a_moment(tmp_path: Path) -> None:
    with av.open(str(annotate(tmp_path / "a.mp4", (0.0,)))) as video:
        stream = video.streams.video[0]
        assert stream.frames == 1
        assert float(stream.duration * stream.time_base) == pytest.approx(1 / 25)


def test_pictures_closer_than_the_clock_are_all_kept(tmp_path: Path) -> None:
    times_s = times_of(annotate(tmp_path / "a.mp4", (0.0, 1e-6, 2e-6, 0.04)))
    assert len(set(times_s)) == 4


def test_browsers_can_play_the_file(tmp_path: Path) -> None:
    path = annotate(tmp_path / "a.mp4")
    with av.open(str(path)) as video:
        stream = video.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.pix_fmt == "yuv420p"
        assert stream.codec_context.profile in ("Constrained Baseline", "Main", "High")
        assert stream.sample_aspect_ratio in (None, Fraction(1))
    file = path.read_bytes()
    assert file.index(b"moov") < file.index(b"mdat")


@pytest.mark.parametrize(("width", "height"), [(65, 48), (64, 49), (65, 49), (1080, 1920)])
def test_an_odd_size_grows_by_a_repeated_row_or_column(
    tmp_path: Path, width: int, height: int
) -> None:
    image = plain(width, height, 40)
    image[-2:], image[:, -2:] = 200, 200
    _, shown = decoded(annotate(tmp_path / "a.mp4", image=image))[0]
    assert shown.shape == (height + height % 2, width + width % 2, 3)
    assert cv2.PSNR(shown[:height, :width].copy(), image) > 25
    assert shown[-1, width // 2] == pytest.approx([200] * 3, abs=8)
    assert shown[height // 2, -1] == pytest.approx([200] * 3, abs=8)


@pytest.mark.parametrize("colour", [(40, 40, 200), (40, 200, 40), (200, 40, 40), (16, 128, 240)])
def test_colours_stay_what_they_were(tmp_path: Path, colour: tuple[int, int, int]) -> None:
    _, shown = decoded(annotate(tmp_path / "a.mp4", image=plain(64, 48, colour)))[0]
    assert shown[24, 32] == pytest.approx(colour, abs=6)


def test_what_was_read_is_drawn(tmp_path: Path) -> None:
    image, reading = plain(320, 240), Reading(Pose.missing(0.0), active=(WARNING,))
    video = AnnotatedVideo(
        tmp_path / "a.mp4",
        width=320,
        height=240,
        limits=Limits(),
        warnings=[WARNING],
        sound_from=None,
    )
    for time_s in (WARNING.start_s, WARNING.start_s + SHOW_S + 0.1):
        video.write(Frame(time_s, image), nobody(time_s))
    video.close()
    (_, warned), (_, silent) = decoded(tmp_path / "a.mp4")
    assert cv2.PSNR(warned, draw(image, reading, Limits())) > 30
    assert cv2.PSNR(silent, image) > 40
    assert (image == 120).all()


def test_it_is_written_while_frames_still_come(tmp_path: Path) -> None:
    before = threading.active_count()
    video = AnnotatedVideo(
        tmp_path / "a.mp4", width=64, height=48, limits=Limits(), sound_from=None
    )
    assert threading.active_count() == before + 1
    video.close()
    assert threading.active_count() == before


def test_what_goes_wrong_with_a_frame_reaches_a_caller_that_waits_for_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = AnnotatedVideo(
        tmp_path / "a.mp4", width=64, height=48, limits=Limits(), sound_from=None
    )
    raised: list[str] = []

    def fail_once_the_queue_is_full(*_: object) -> None:
        while not video._queue.full():
            time.sleep(0.001)
        raise ZeroDivisionError

    def write() -> None:
        try:
            for i in range(100):
                video.write(Frame(i / 10, plain(64, 48)), nobody(i / 10))
        except ZeroDivisionError:
            raised.append("by write")
        video.close()  # raises nothing again

    monkeypatch.setattr(H264, "encode", fail_once_the_queue_is_full)
    caller = threading.Thread(target=write, daemon=True)
    caller.start()
    caller.join(timeout=10.0)
    assert not caller.is_alive()
    assert raised == ["by write"]


def test_what_goes_wrong_with_the_last_frame_is_raised_by_close(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(H264, "encode", lambda *_: 1 / 0)
    video = AnnotatedVideo(
        tmp_path / "a.mp4", width=64, height=48, limits=Limits(), sound_from=None
    )
    video.write(Frame(0.0, plain(64, 48)), nobody(0.0))
    with pytest.raises(ZeroDivisionError):
        video.close()


def test_a_folder_that_is_not_there_is_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(FormcheckError, match=r"nowhere.*can't be written.*--out"):
        annotate(tmp_path / "nowhere" / "a.mp4")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is Linux's")
def test_a_full_disk_is_named_with_a_remedy() -> None:
    with pytest.raises(FormcheckError, match=r"/dev/full can't be written.*No space.*make room"):
        annotate(
            Path("/dev/full"),
            image=np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8),
        )


def test_another_encoder_takes_over_where_x264_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(h264, "ENCODERS", ("h264_not_there", "libx264"))
    assert len(times_of(annotate(tmp_path / "a.mp4"))) == 10


def test_a_system_without_any_encoder_is_told_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(h264, "ENCODERS", ("h264_not_there",))
    with pytest.raises(FormcheckError, match=r"no H\.264 encoder.*reinstall"):
        annotate(tmp_path / "a.mp4")


def test_closing_without_a_frame_ends_the_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    annotate(tmp_path / "a.mp4", ())
    assert threading.active_count() == before


@pytest.mark.parametrize("name", ["situp", "shrug"])
def test_the_frame_that_a_click_on_a_warning_opens_tells_that_warning(name: str) -> None:
    play = played(name, TOUCHY)
    session = Session(TOUCHY)
    for reading in play.readings:
        session.add(reading)
    warnings = session.summary().warnings
    numbers = {reading.pose.time_s: reading.number for reading in play.readings}
    assert len(warnings) > 1
    for warning in warnings:
        # A player seeks to the time as it stands in the result, and a thousandth into the frame.
        sought_s = round(warning.start_s, 3) + 0.001
        frame_s = max(at_s for at_s in numbers if at_s <= sought_s)
        assert told_at(warnings, frame_s, numbers[frame_s]) == (warning,)


def test_where_a_doctor_comes_first_every_frame_says_so_and_nothing_else(tmp_path: Path) -> None:
    stopped = judge({"numb"})
    image, times_s = plain(320, 240), (0.0, 5.0, 10.0)
    video = AnnotatedVideo(
        tmp_path / "a.mp4",
        width=320,
        height=240,
        limits=Limits(),
        warnings=[WARNING],
        triage=stopped,
        sound_from=None,
    )
    for time_s in times_s:
        video.write(Frame(time_s, image), nobody(time_s))
    video.close()
    said = draw(image, Reading(Pose.missing(0.0), active=(stopped.stop(0.0, 0.0),)), Limits())
    frames = [frame for _, frame in decoded(tmp_path / "a.mp4")]
    assert len(frames) == len(times_s)
    assert all(cv2.PSNR(frame, said) > 30 for frame in frames)
