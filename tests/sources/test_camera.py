"""The camera: newest picture only, true times, and frames whatever happens."""

from __future__ import annotations

import itertools
import math
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from formcheck.core.errors import FormcheckError
from formcheck.frame import Frame
from formcheck.sources.camera import Camera
from formcheck.sources.capture import CaptureError, Playback, Shot, Wanted, is_device, quieten
from formcheck.sources.choice import choose_camera
from formcheck.sources.picture_watch import DARK_S, FROZEN_S, PictureWatch
from formcheck.sources.trouble import BUSY, DARK, FROZEN, MISSING, NO_PICTURE, Trouble
from formcheck.sources.video import VideoSource
from tests.fixtures.clips import write_video
from tests.fixtures.scripted_camera import SHAPE, Room, fails, noise, shows

LOST = CaptureError(NO_PICTURE)


def watched(room: Room, camera: Camera, limit: int = 500) -> list[tuple[Frame, Trouble | None]]:
    """Every frame with the trouble that it came with."""
    camera.start()
    seen = []
    for frame in camera:
        seen.append((frame, camera.trouble))
        room.free.set()
        if len(seen) == limit:
            break
    camera.close()
    return seen


def test_frames_are_stamped_on_arrival_from_zero_on() -> None:
    room = Room(shows(*((100.0 + at, noise(i)) for i, at in enumerate((0.0, 0.03, 0.5)))))
    frames = [frame for frame, _ in watched(room, room.camera())]
    assert [frame.time_s for frame in frames] == pytest.approx([0.0, 0.03, 0.5])
    assert np.array_equal(frames[2].image, noise(2))


def test_only_the_newest_picture_is_kept_for_a_loop_that_is_late() -> None:
    last = threading.Event()

    class Hasty:
        """Doesn't wait for anybody."""

        count = 0

        def read(self) -> Shot:
            if self.count == 9:
                last.set()
                time.sleep(0.05)
                raise EOFError
            self.count += 1
            return Shot(noise(self.count))

        def close(self) -> None:
            pass

    camera = Camera("7", Hasty)
    camera.start()
    assert last.wait(5.0)
    frames = list(camera)
    assert len(frames) == 1
    assert np.array_equal(frames[0].image, noise(9))
    assert (camera.captured, camera.dropped) == (9, 8)


def test_a_camera_that_dies_three_times_comes_back_and_frames_never_stop() -> None:
    lives = [
        shows(*((100.0 + life + i / 10, noise(10 * life + i)) for i in range(3)), LOST)
        for life in range(3)
    ]
    room = Room(*lives, shows((104.0, noise(99))))
    seen = watched(room, room.camera())
    good = [frame for frame, trouble in seen if trouble is None]
    expected = [life + i / 10 for life in range(3) for i in range(3)] + [4.0]
    assert [frame.time_s for frame in good] == pytest.approx(expected)
    assert room.opened == 4
    times_s = [frame.time_s for frame, _ in seen]
    assert times_s == sorted(set(times_s))


def test_a_blank_picture_of_the_same_size_stands_for_a_lost_one() -> None:
    room = Room(shows((100.0, noise(0)), LOST), *[fails(CaptureError(MISSING))] * 300)
    seen = watched(room, room.camera(), limit=3)
    assert seen[0][1] is None
    for frame, trouble in seen[1:]:
        assert trouble in (NO_PICTURE, MISSING)
        assert frame.image.shape == SHAPE
        assert not frame.image.any()


def test_a_camera_that_hangs_is_told_though_it_never_fails() -> None:
    room = Room(shows((100.0, noise(0)), (100.1, noise(1))))
    camera = room.camera()
    camera.start()
    frames = iter(camera)
    next(frames)
    next(frames)  # nobody frees the script: no picture comes
    assert camera.trouble == NO_PICTURE
    room.free.set()
    next(frames)
    assert camera.trouble is None
    camera.close()


def test_a_camera_that_was_opened_again_with_another_size_gives_the_first_size() -> None:
    wide = np.full((40, 160, 3), 200, np.uint8)
    room = Room(shows((100.0, noise(0)), LOST), shows((101.0, wide)))
    frame, trouble = watched(room, room.camera())[-1]
    assert trouble is None
    assert frame.image.shape == SHAPE
    rows = np.flatnonzero(frame.image.any(axis=(1, 2)))
    assert (rows[0], len(rows)) == (16, 16)  # 64 columns at 4 to 1, in the middle of 48 rows


@pytest.mark.parametrize("trouble", [MISSING, BUSY])
def test_a_camera_that_is_not_there_at_the_start_is_named_with_a_remedy(trouble: Trouble) -> None:
    room = Room(fails(CaptureError(trouble)))
    with pytest.raises(FormcheckError, match="--camera 7: ") as told:
        room.camera(start_s=0.1).start()
    assert trouble.headline.lower() in str(told.value)
    assert "formcheck doctor" in str(told.value)
    assert "\n" not in str(told.value)
    assert room.opened > 1


def test_a_camera_that_comes_up_late_is_waited_for() -> None:
    room = Room(*[fails()] * 5, shows((100.0, noise(0))))
    assert len(watched(room, room.camera())) == 1


def test_a_fault_of_another_kind_is_not_hidden() -> None:
    room = Room(shows((100.0, noise(0)), ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        watched(room, room.camera())


def test_time_grows_though_the_clock_runs_back_or_the_machine_slept() -> None:
    times_s = (0.0, 0.1, -50.0, 0.05, 3600.0)
    room = Room(shows(*((100.0 + at, noise(i)) for i, at in enumerate(times_s))))
    found = [frame.time_s for frame, _ in watched(room, room.camera())]
    assert found[-1] == pytest.approx(3600.0)
    assert all(later > sooner for sooner, later in itertools.pairwise(found))


def test_closing_ends_the_loop_though_no_picture_comes() -> None:
    room = Room(shows((100.0, noise(0)), (101.0, noise(1))))
    camera = room.camera(late_s=30.0)
    camera.start()
    frames = iter(camera)
    next(frames)
    threading.Timer(0.05, camera.close).start()
    assert next(frames, None) is None


def frame(time_s: float, image: np.ndarray) -> Frame:
    return Frame(time_s, image)


def test_a_dark_picture_is_told_after_a_while_and_light_ends_it() -> None:
    watch, dark = PictureWatch(), np.full(SHAPE, 9, np.uint8)
    told = {at: watch.update(frame(at, dark)) for at in np.arange(0.0, 2 * DARK_S, 0.5)}
    assert next(at for at, trouble in told.items() if trouble == DARK) == DARK_S
    assert watch.update(frame(20.0, noise(1))) is None


def test_a_picture_that_stands_still_is_told_but_a_quiet_room_is_not() -> None:
    watch, still = PictureWatch(), noise(3)
    told = {at: watch.update(frame(at, still)) for at in np.arange(0.0, 2 * FROZEN_S, 0.5)}
    assert next(at for at, trouble in told.items() if trouble == FROZEN) == FROZEN_S
    quiet = PictureWatch()
    for at in np.arange(0.0, 3 * FROZEN_S, 0.5):
        image = still.copy()
        image[0, 0, 0] = int(at * 2) % 2  # a sensor's noise
        assert quiet.update(frame(at, image)) is None


def test_a_file_in_a_camera_s_place_may_stand_still() -> None:
    watch = PictureWatch(moves=False)
    told = [watch.update(frame(at, noise(3))) for at in np.arange(0.0, 3 * FROZEN_S, 0.5)]
    assert set(told) == {None}


def test_a_file_plays_at_its_own_pace_and_then_ends(tmp_path: Path) -> None:
    times_s = (0.0, 0.1, 0.15, 0.4)
    playback = Playback(VideoSource(write_video(tmp_path / "a.mp4", times_s)), time.monotonic)
    start_s, shots, arrived = time.monotonic(), [], []
    for _ in times_s:
        shots.append(playback.read())
        arrived.append(time.monotonic() - start_s)
    assert [shot.time_s for shot in shots] == pytest.approx(times_s, abs=1e-4)
    assert all(at >= due - arrived[0] - 0.01 for at, due in zip(arrived, times_s, strict=True))
    with pytest.raises(EOFError):
        playback.read()
    playback.close()


def test_a_file_given_as_camera_keeps_its_own_times(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.mp4", (0.0, 0.1, 0.25))
    camera = choose_camera(str(path), Wanted())
    camera.start()
    assert (camera.width_px, camera.height_px) == (64, 48)
    found = [shown.time_s for shown in camera]
    assert found == pytest.approx([0.0, 0.1, 0.25], abs=1e-4)
    camera.close()


def test_a_file_that_is_no_video_is_refused_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("no video")
    with pytest.raises(FormcheckError, match=r"a\.mp4"):
        choose_camera(str(tmp_path / "a.mp4"), Wanted())


@pytest.mark.parametrize(
    ("name", "device"),
    [("0", True), ("12", True), ("/dev/video9", True), ("clip.mp4", False), ("./0/a.mp4", False)],
)
def test_a_number_or_a_device_is_a_camera_and_all_else_a_file(name: str, device: bool) -> None:
    assert is_device(name) is device


def test_a_blank_frame_comes_at_the_true_time() -> None:
    room = Room(shows((100.0, noise(0)), LOST), *[fails()] * 300)
    camera = room.camera()
    camera.start()
    frames = iter(camera)
    next(frames)
    room.clock.now_s = 107.5
    room.free.set()
    assert math.isclose(next(frames).time_s, 7.5)
    camera.close()


def test_closing_ends_the_wait_for_a_camera_that_never_comes() -> None:
    room = Room(fails())
    camera = room.camera(start_s=30.0)
    threading.Timer(0.05, camera.close).start()
    camera.start()
    assert camera.width_px == 0
    assert list(camera) == []


@pytest.mark.parametrize("moved", [False, True])
def test_opencv_is_kept_quiet_wherever_it_keeps_its_log(
    moved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels: list[int] = []
    monkeypatch.delattr(cv2, "setLogLevel", raising=False)
    if moved:
        log = SimpleNamespace(setLogLevel=levels.append)
        monkeypatch.setattr(cv2.utils, "logging", log, raising=False)
    else:
        monkeypatch.setattr(cv2, "setLogLevel", levels.append, raising=False)
    quieten()
    assert levels == [0]
