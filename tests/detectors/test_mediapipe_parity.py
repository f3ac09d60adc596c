"""formcheck's BlazePose gives what MediaPipe's own package gives."""

from __future__ import annotations

import sys
from contextlib import closing
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.parity import compare_checks, compare_landmarks
from formcheck.core.errors import FormcheckError
from formcheck.core.pose import Pose
from formcheck.detectors.blazepose import BlazePose
from formcheck.detectors.mediapipe_blazepose import MediaPipe
from formcheck.detectors.weights.manifest import model
from formcheck.frame import Frame
from formcheck.sources.video import VideoSource
from tests.fixtures.drawn_person import draw_person

SAMPLES = sorted((Path(__file__).parents[2] / "sample_videos").glob("*.mp4"))
FULL = model("blazepose-full")
FRAMES = 60  # the longer a video, the more the smallest differences grow: models/blazepose.md
STILL_PX, VIDEO_PX, NECK_DEG = 0.01, 0.3, 0.3

needs_mediapipe = pytest.mark.skipif(
    find_spec("mediapipe") is None, reason="not installed: mediapipe, for Python below 3.13"
)
pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # MediaPipe's own, on import
]
BUNDLE = "formcheck.detectors.weights.mediapipe_bundle"


@needs_mediapipe
@pytest.mark.parametrize("clip", SAMPLES, ids=lambda clip: clip.stem)
def test_landmarks_of_two_seconds_lie_where_mediapipe_puts_them(clip: Path) -> None:
    stills, video = compare_landmarks(list(islice(VideoSource(clip), FRAMES)))
    assert (stills.seen_by_one, video.seen_by_one) == (0, 0)
    assert np.median(stills.apart_px) <= STILL_PX
    assert np.median(video.apart_px) <= VIDEO_PX


@needs_mediapipe
@pytest.mark.parametrize("clip", SAMPLES, ids=lambda clip: clip.stem)
def test_a_whole_check_finds_the_same_reps_and_warnings_and_the_same_neck(clip: Path) -> None:
    checks = compare_checks(clip)
    assert checks.same_reps
    assert checks.same_warnings
    assert checks.neck_mean_deg <= NECK_DEG


def poses_of(detector: BlazePose | MediaPipe, *, forgotten: bool) -> list[Pose]:
    """Of a person who moves, is gone or ``forgotten`` for a while, and moves again elsewhere."""
    person = draw_person()
    poses = []
    with closing(detector):
        for number, aside in enumerate([*range(6), None, None, *range(20, 26)]):
            if aside is None and forgotten:
                detector.forget()
                continue
            shown = np.zeros_like(person) if aside is None else np.roll(person, 4 * aside, 1)
            poses.append(detector.detect(Frame(number * 0.0204, shown)))
    return poses


@needs_mediapipe
@pytest.mark.parametrize("forgotten", [False, True])
def test_whoever_was_lost_is_smoothed_anew_as_there(*, forgotten: bool) -> None:
    ours_all = poses_of(BlazePose(FULL), forgotten=forgotten)
    theirs_all = poses_of(MediaPipe(FULL), forgotten=forgotten)
    for ours, theirs in zip(ours_all, theirs_all, strict=True):
        assert ours.seen == theirs.seen
        np.testing.assert_allclose(ours.points, theirs.points, atol=1.5)
        np.testing.assert_allclose(ours.world, theirs.world, atol=0.03)
        np.testing.assert_allclose(ours.visibility, theirs.visibility, atol=0.01)


def test_a_missing_mediapipe_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, BUNDLE, None)
    with pytest.raises(FormcheckError, match=r"pip install 'formcheck\[mediapipe\]'"):
        MediaPipe(FULL)
