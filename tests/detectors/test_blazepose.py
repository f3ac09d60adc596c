from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from formcheck.core.errors import FormcheckError
from formcheck.core.pose import Landmark, Pose
from formcheck.detectors import DEFAULT_DETECTOR, DETECTORS, open_detector
from formcheck.detectors.blazepose import BlazePose
from formcheck.detectors.mediapipe_blazepose import NAME
from formcheck.detectors.weights.manifest import model, models
from formcheck.frame import Frame
from tests.fixtures import drawn_person, fresh_process
from tests.fixtures.drawn_person import draw_person

PERSON = draw_person()
CLOSE_PX = 12.0  # a drawn shoulder has no exact joint; the trunk is 130 px long
DETECT = """
import sys
import numpy as np
from tests.fixtures.drawn_person import draw_person
from formcheck.detectors.blazepose import open_detector
from formcheck.frame import Frame
with open_detector("blazepose-full") as detector:
    detector.detect(Frame(0.0, np.zeros((480, 640, 3), np.uint8)))
    assert detector.detect(Frame(1.0, draw_person())).seen
"""


@pytest.fixture
def detector() -> Iterator[BlazePose]:
    with BlazePose(model(DEFAULT_DETECTOR)) as opened:
        yield opened


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
    detector: BlazePose, view: np.ndarray
) -> None:
    expected = detector.detect_still(Frame(0.0, PERSON)).points
    np.testing.assert_array_equal(detector.detect_still(Frame(0.0, view)).points, expected)


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
def test_closing_twice_does_no_harm(detector: BlazePose) -> None:
    detector.close()
    detector.close()


@pytest.mark.model
def test_the_detector_says_which_model_runs(detector: BlazePose) -> None:
    assert detector.name == "blazepose-full"
    assert detector.model_sha256 == models()["blazepose-full"].sha256


def test_an_unknown_model_is_refused_with_the_names_of_the_known() -> None:
    with pytest.raises(FormcheckError, match=r"blazepose-huge.*blazepose-lite.*blazepose-heavy"):
        open_detector("blazepose-huge")


def test_the_detector_that_is_used_unless_another_is_asked_for_is_one_of_them() -> None:
    assert DEFAULT_DETECTOR in DETECTORS


def test_every_model_of_the_manifest_has_a_detector_and_the_full_one_a_reference() -> None:
    assert set(DETECTORS) == {*models(), NAME}


@pytest.mark.model
def test_who_was_forgotten_is_found_wherever_they_are_then(detector: BlazePose) -> None:
    beside = np.hstack([np.zeros_like(PERSON), PERSON])
    assert detector.detect(Frame(0.0, beside)).seen
    detector.forget()
    moved = detector.detect(Frame(0.1, np.hstack([PERSON, np.zeros_like(PERSON)])))
    assert moved.points[:, 0].max() < PERSON.shape[1]


@pytest.mark.model
def test_a_fresh_process_stays_silent_and_loads_no_mediapipe() -> None:
    heavy = "{'matplotlib', 'sounddevice', 'jax', 'scipy', 'mediapipe', 'flatbuffers'}"
    told = fresh_process.run(f"{DETECT}print({heavy} & set(sys.modules) or 'none')")
    assert told == ("none\n", "")
