from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from formcheck.core.errors import FormcheckError
from formcheck.core.pose import Landmark, Pose
from formcheck.detectors import DEFAULT_DETECTOR, DETECTORS, open_detector
from formcheck.detectors.blazepose import BlazePose
from formcheck.detectors.weights.bundle_cache import Bundle, load_bundle
from formcheck.detectors.weights.manifest import models
from formcheck.frame import Frame
from tests.fixtures import drawn_person, fresh_process
from tests.fixtures.drawn_person import draw_person

PERSON = draw_person()
CLOSE_PX = 12.0  # a drawn shoulder has no exact joint; the trunk is 130 px long
DETECT = """
import os, sys
from pathlib import Path
import numpy as np
from tests.fixtures.drawn_person import draw_person
from formcheck.detectors.blazepose import BlazePose
from formcheck.detectors.weights.bundle_cache import load_bundle
from formcheck.frame import Frame
with BlazePose(load_bundle("blazepose-full", Path(sys.argv[1]))) as detector:
    detector.detect(Frame(0.0, np.zeros((480, 640, 3), np.uint8)))
    assert detector.detect(Frame(1.0, draw_person())).seen
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def bundle(cache: Path) -> Bundle:
    return load_bundle("blazepose-full", cache)


@pytest.fixture
def detector(bundle: Bundle) -> Iterator[BlazePose]:
    with BlazePose(bundle) as opened:
        yield opened


class Recorder:
    """Stands where MediaPipe's landmarker stands and keeps what it is given."""

    def __init__(self) -> None:
        self.pictures: list[np.ndarray] = []
        self.timestamps: list[int] = []

    def detect_for_video(self, picture: Any, timestamp_ms: int) -> SimpleNamespace:
        self.timestamps.append(timestamp_ms)
        return self.detect(picture)

    def detect(self, picture: Any) -> SimpleNamespace:
        os.write(2, b"log line ")
        self.pictures.append(picture.numpy_view().copy())
        return SimpleNamespace(pose_landmarks=[])


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()

    def open_recorder(_content: bytes, mode: str = "VIDEO") -> Recorder:
        os.write(2, f"opened {mode} ".encode())
        return recorder

    monkeypatch.setattr("formcheck.detectors.blazepose._open_landmarker", open_recorder)
    return recorder


def assert_on_the_person(pose: Pose, scale: float = 1.0) -> None:
    drawn = [
        drawn_person.NOSE,
        drawn_person.LEFT_SHOULDER,
        drawn_person.RIGHT_SHOULDER,
        drawn_person.LEFT_KNEE,
        drawn_person.RIGHT_KNEE,
    ]
    landmarks = [
        Landmark.NOSE,
        Landmark.LEFT_SHOULDER,
        Landmark.RIGHT_SHOULDER,
        Landmark.LEFT_KNEE,
        Landmark.RIGHT_KNEE,
    ]
    away_px = pose.points[landmarks] - np.array(drawn) * scale
    assert np.hypot(*away_px.T).max() < CLOSE_PX * scale


@pytest.mark.model
def test_landmarks_are_pixels_of_the_picture(detector: BlazePose) -> None:
    assert_on_the_person(detector.detect(Frame(0.0, PERSON)))


@pytest.mark.model
def test_world_landmarks_are_metres_around_the_hips(detector: BlazePose) -> None:
    pose = detector.detect(Frame(0.0, PERSON))
    hips = pose.world[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    assert np.abs(hips).max() < 0.05
    assert 0.3 < np.ptp(pose.world[:, 1]) < 2.5


@pytest.mark.model
def test_a_black_picture_holds_nobody(detector: BlazePose) -> None:
    pose = detector.detect(Frame(0.5, np.zeros((480, 640, 3), np.uint8)))
    assert not pose.seen
    assert np.isnan(pose.points).all()
    assert np.isnan(pose.world).all()
    assert np.isnan(pose.visibility).all()
    assert pose.time_s == 0.5


@pytest.mark.model
def test_the_person_is_found_again_after_leaving(detector: BlazePose) -> None:
    empty = np.zeros_like(PERSON)
    seen = [detector.detect(Frame(i / 30, im)).seen for i, im in enumerate([PERSON, empty, PERSON])]
    assert seen == [True, False, True]


@pytest.mark.model
def test_frames_within_one_millisecond_keep_their_own_times(detector: BlazePose) -> None:
    times_s = [0.0101, 0.0102, 0.0103, 0.0111, 0.05]
    poses = [detector.detect(Frame(time_s, PERSON)) for time_s in times_s]
    assert [pose.time_s for pose in poses] == times_s
    assert all(pose.seen for pose in poses)


@pytest.mark.model
@pytest.mark.parametrize(
    "view",
    [
        PERSON.copy(order="F"),
        np.hstack([PERSON, PERSON])[:, :640],
        np.ascontiguousarray(PERSON[:, ::-1])[:, ::-1],
        np.ascontiguousarray(PERSON[..., ::-1])[..., ::-1],
    ],
    ids=["columns first", "cut out", "mirrored twice", "RGB seen as BGR"],
)
def test_the_layout_of_the_picture_in_memory_does_not_matter(
    bundle: Bundle, view: np.ndarray
) -> None:
    with BlazePose(bundle) as one, BlazePose(bundle) as other:
        expected = one.detect(Frame(0.0, PERSON)).points
        np.testing.assert_array_equal(other.detect(Frame(0.0, view)).points, expected)


@pytest.mark.model
def test_colours_reach_the_model_as_red_green_blue(recorder: Recorder) -> None:
    blue_in_bgr = np.full((8, 8, 3), (255, 0, 0), np.uint8)
    BlazePose(Bundle("", b"", "")).detect(Frame(0.0, blue_in_bgr))
    assert recorder.pictures[0][0, 0].tolist() == [0, 0, 255]


@pytest.mark.model
@pytest.mark.parametrize(
    ("times_s", "timestamps"),
    [
        ([0.0, 0.0334, 0.0667], [0, 33, 67]),
        ([0.0101, 0.0102, 0.0103, 0.05], [10, 11, 12, 50]),
        ([-0.1, -0.05, 0.0, 0.2], [0, 1, 2, 200]),
    ],
    ids=["nearest millisecond", "crowded", "before zero"],
)
def test_timestamps_always_grow(
    recorder: Recorder, times_s: list[float], timestamps: list[int]
) -> None:
    detector = BlazePose(Bundle("", b"", ""))
    for time_s in times_s:
        detector.detect(Frame(time_s, np.zeros((8, 8, 3), np.uint8)))
    assert recorder.timestamps == timestamps


@pytest.mark.model
def test_the_picture_may_change_its_size_midway(detector: BlazePose) -> None:
    assert_on_the_person(detector.detect(Frame(0.0, PERSON)))
    for i in range(1, 6):
        pose = detector.detect(Frame(i / 30, PERSON[::2, ::2]))
    assert_on_the_person(pose, scale=0.5)


@pytest.mark.model
def test_a_picture_by_itself_is_searched_as_a_whole_and_nobody_is_followed(
    detector: BlazePose,
) -> None:
    beside = np.hstack([np.zeros_like(PERSON), PERSON])
    assert_on_the_person(detector.detect(Frame(0.0, PERSON)))
    assert detector.detect_still(Frame(0.1, beside)).points[:, 0].min() > PERSON.shape[1]
    assert_on_the_person(detector.detect_still(Frame(0.1, PERSON)))
    assert_on_the_person(detector.detect(Frame(0.2, PERSON)))


@pytest.mark.model
def test_it_forgets_whom_it_follows_in_a_black_picture_a_millisecond_later(
    recorder: Recorder,
) -> None:
    detector = BlazePose(Bundle("", b"", ""))
    detector.detect(Frame(0.5, np.full((8, 6, 3), 99, np.uint8)))
    detector.forget()
    assert recorder.timestamps == [500, 501]
    assert [picture.shape for picture in recorder.pictures] == [(8, 6, 3)] * 2
    assert [bool(picture.any()) for picture in recorder.pictures] == [True, False]


@pytest.mark.model
def test_log_lines_are_silenced_until_somebody_was_seen(
    recorder: Recorder, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    detector, frame = BlazePose(Bundle("", b"", "")), Frame(0.0, PERSON)
    detector.detect(frame)
    assert capfd.readouterr().err == ""
    here = SimpleNamespace(x=0.5, y=0.5, z=0.0, visibility=1.0)
    seen = SimpleNamespace(pose_landmarks=[[here] * 33], pose_world_landmarks=[[here] * 33])
    monkeypatch.setattr(recorder, "detect_for_video", lambda *_: seen)
    detector.detect(frame)
    for _ in range(2):
        detector.detect_still(frame)
    assert capfd.readouterr().err == "log line "  # opening was silent, and what came with it


@pytest.mark.model
def test_closing_twice_does_no_harm(bundle: Bundle) -> None:
    detector = BlazePose(bundle)
    detector.close()
    detector.close()


@pytest.mark.model
def test_the_detector_says_which_model_runs(detector: BlazePose) -> None:
    assert detector.name == "blazepose-full"
    assert detector.model_sha256 == models()["blazepose-full"].bundle_sha256


@pytest.mark.model
@pytest.mark.usefixtures("bundle")
def test_a_fresh_process_stays_silent_and_imports_no_more_than_it_needs(cache: Path) -> None:
    heavy = "{'matplotlib', 'sounddevice', 'jax', 'flatbuffers', 'mediapipe.python.solutions'}"
    told = fresh_process.run(f"{DETECT}print({heavy} & set(sys.modules) or 'none')", cache)
    assert told == ("none\n", "")


@pytest.mark.model
def test_standard_error_is_heard_again_once_a_person_was_seen(cache: Path) -> None:
    assert fresh_process.run(f"{DETECT}os.write(2, b'heard')", cache) == ("", "heard")


@pytest.mark.model
def test_the_rest_of_mediapipe_is_there_for_whoever_asks(cache: Path) -> None:
    asks = """
import mediapipe
from mediapipe.tasks.python import vision
assert mediapipe.__version__ and mediapipe.solutions.pose.Pose and vision.HandLandmarker
assert mediapipe.tasks.vision.PoseLandmarker is vision.PoseLandmarker
assert not hasattr(mediapipe, "nonsense")
"""
    fresh_process.run(DETECT + asks, cache)


@pytest.mark.model
def test_mediapipe_may_have_been_imported_before(cache: Path) -> None:
    fresh_process.run(f"import mediapipe\n{DETECT}", cache)


def test_an_unknown_model_is_refused_with_the_names_of_the_known() -> None:
    with pytest.raises(FormcheckError, match=r"blazepose-huge.*blazepose-lite.*blazepose-heavy"):
        open_detector("blazepose-huge")


def test_the_detector_that_is_used_unless_another_is_asked_for_is_one_of_them() -> None:
    assert DEFAULT_DETECTOR in DETECTORS


def test_the_manifest_and_the_detectors_know_the_same_models() -> None:
    assert set(models()) == set(DETECTORS)
