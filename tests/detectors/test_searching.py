from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest

from formcheck.core.pose import SHOULDERS, Pose
from formcheck.detectors.blazepose import TURNS, BlazePose, turned_back
from formcheck.detectors.weights.bundle_cache import Bundle
from formcheck.frame import Frame

WIDE = np.zeros((48, 64, 3), np.uint8)
HIGH = np.zeros((64, 48, 3), np.uint8)  # turned, it is wide, and nobody is found in it


class Sideways:
    """A landmarker that finds somebody in pictures that are higher than wide, at one place."""

    PLACE = (0.25, 0.125)

    def __init__(self, mode: str) -> None:
        self.mode = mode
        self.wide: list[bool] = []

    def detect(self, picture: Any) -> SimpleNamespace:
        self.wide.append(picture.width > picture.height)
        if self.wide[-1]:
            return SimpleNamespace(pose_landmarks=[])
        here = SimpleNamespace(x=self.PLACE[0], y=self.PLACE[1], z=0.5, visibility=1.0)
        return SimpleNamespace(pose_landmarks=[[here] * 33], pose_world_landmarks=[[here] * 33])

    def detect_for_video(self, picture: Any, _timestamp_ms: int) -> SimpleNamespace:
        return self.detect(picture)

    def close(self) -> None:
        self.mode = "closed"


@pytest.fixture
def sideways(monkeypatch: pytest.MonkeyPatch) -> list[Sideways]:
    opened: list[Sideways] = []

    def open_one(_content: bytes, mode: str = "VIDEO") -> Sideways:
        opened.append(Sideways(mode))
        return opened[-1]

    monkeypatch.setattr("formcheck.detectors.blazepose._open_landmarker", open_one)
    return opened


class Onlooker:
    """A second look that sees the person, or not."""

    def __init__(self, *, sees: bool) -> None:
        self.error_deg = 2.0 if sees else math.nan

    def at(self, _image: np.ndarray, pose: Pose) -> Pose:
        return replace(pose, refined_error_deg=self.error_deg)


def found_sideways(*, sees: bool, pictures: Sequence[np.ndarray]) -> list[Pose]:
    onlooker: Any = Onlooker(sees=sees)
    with BlazePose(Bundle("", b"", ""), onlooker) as detector:
        return [detector.detect(Frame(i / 10, picture)) for i, picture in enumerate(pictures)]


@pytest.mark.parametrize("turn", [None, *TURNS])
def test_places_in_a_turned_picture_are_told_where_they_were_before(turn: int | None) -> None:
    picture = np.zeros((40, 40), np.uint8)
    picture[30, 7] = 1
    turned = picture if turn is None else cv2.rotate(picture, turn)
    down, across = np.argwhere(turned)[0]
    middle = np.array([[across + 0.5, down + 0.5]])
    assert turned_back(middle, 40.0, turn) == pytest.approx(np.array([[7.5, 30.5]]))


@pytest.mark.model
def test_somebody_found_only_in_a_turned_picture_is_found_where_they_are(
    sideways: list[Sideways],
) -> None:
    pose = found_sideways(sees=True, pictures=[WIDE])[0]
    assert pose.points == pytest.approx(np.tile([0.125 * 64, 0.75 * 48], (33, 1)))
    assert pose.world == pytest.approx(np.tile([0.125, -0.25, 0.5], (33, 1)))
    assert [one.mode for one in sideways] == ["closed", "closed"]


@pytest.mark.model
@pytest.mark.usefixtures("sideways")
def test_heads_are_searched_for_at_either_side(monkeypatch: pytest.MonkeyPatch) -> None:
    turned: list[int] = []

    def rotate(picture: np.ndarray, turn: int) -> np.ndarray:
        turned.append(turn)
        return picture

    monkeypatch.setattr(cv2, "rotate", rotate)
    found_sideways(sees=False, pictures=[WIDE, WIDE, WIDE])
    assert turned == [*TURNS, TURNS[0]]


@pytest.mark.model
def test_whoever_was_found_turned_is_followed_turned_until_they_are_lost(
    sideways: list[Sideways],
) -> None:
    poses = found_sideways(sees=True, pictures=[WIDE, WIDE, WIDE, HIGH, WIDE])
    assert [pose.seen for pose in poses] == [True, True, True, False, True]
    video, searcher = sideways
    assert video.wide == [True, False, False, True, True]
    assert searcher.wide == [False, True, False]


@pytest.mark.model
@pytest.mark.usefixtures("sideways")
def test_what_the_second_look_does_not_see_in_a_turned_picture_is_nobody() -> None:
    poses = found_sideways(sees=False, pictures=[WIDE, WIDE, WIDE])
    assert not any(pose.seen for pose in poses)


@pytest.mark.model
@pytest.mark.usefixtures("sideways")
def test_standard_error_is_heard_while_somebody_who_was_lost_is_searched_for(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    quiet = Sideways.detect

    def loud(landmarker: Sideways, picture: Any) -> SimpleNamespace:
        os.write(2, f"{landmarker.mode}\n".encode())
        return quiet(landmarker, picture)

    monkeypatch.setattr(Sideways, "detect", loud)
    found_sideways(sees=False, pictures=[HIGH, WIDE, WIDE])
    assert capfd.readouterr().err.split() == ["VIDEO", "IMAGE"] * 2  # opening was silent


@pytest.mark.model
def test_without_a_second_look_no_picture_is_turned(sideways: list[Sideways]) -> None:
    with BlazePose(Bundle("", b"", "")) as detector:
        assert not detector.detect(Frame(0.0, WIDE)).seen
    assert [one.wide for one in sideways] == [[True]]


class Everywhere:
    """A landmarker that finds somebody in any picture; shoulders lie beside hips, or above."""

    def __init__(self, *, upright: bool) -> None:
        self.seen: list[tuple[bool, bool]] = []  # whether a picture was wide, and black
        self._shoulders = (0.5, 0.1) if upright else (0.9, 0.5)

    def detect(self, picture: Any) -> SimpleNamespace:
        self.seen.append((picture.width > picture.height, not picture.numpy_view().any()))
        marks = [SimpleNamespace(x=0.5, y=0.5, z=0.0, visibility=1.0) for _ in range(33)]
        for shoulder in SHOULDERS:
            marks[shoulder].x, marks[shoulder].y = self._shoulders
        return SimpleNamespace(pose_landmarks=[marks], pose_world_landmarks=[marks])

    def detect_for_video(self, picture: Any, _timestamp_ms: int) -> SimpleNamespace:
        return self.detect(picture)

    def close(self) -> None:
        """Nothing to let go of."""


class Doubter:
    """A second look that is off by so much at one pose after another; NaN sees no head."""

    def __init__(self, errors_deg: Iterator[float]) -> None:
        self._errors_deg = errors_deg

    def at(self, _image: np.ndarray, pose: Pose) -> Pose:
        return replace(pose, refined_error_deg=next(self._errors_deg))


def doubted(
    monkeypatch: pytest.MonkeyPatch,
    errors_deg: Sequence[float],
    times_s: Sequence[float],
    *,
    upright: bool = False,
) -> tuple[list[float], Everywhere, Everywhere]:
    """The errors of what is found, and what the model was shown, first and in the search."""
    video, searcher = (Everywhere(upright=upright) for _ in range(2))
    opened = iter([video, searcher])
    monkeypatch.setattr("formcheck.detectors.blazepose._open_landmarker", lambda *_: next(opened))
    doubter: Any = Doubter(iter(errors_deg))
    grey = np.full_like(WIDE, 99)
    with BlazePose(Bundle("", b"", ""), doubter) as detector:
        poses = [detector.detect(Frame(time_s, grey)) for time_s in times_s]
    return [pose.refined_error_deg for pose in poses], video, searcher


@pytest.mark.model
def test_somebody_who_lies_without_a_head_is_followed_turned_if_that_shows_it_plainly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    errors_deg, video, searcher = doubted(monkeypatch, [math.nan, 5.0, 2.0], [0.0, 0.1])
    assert errors_deg == [5.0, 2.0]
    assert searcher.seen == [(False, False)]
    first, forgetting, followed = video.seen
    assert (first, followed) == ((True, False), (False, False))
    assert forgetting[1]  # a black picture, so that whoever was followed is lost


@pytest.mark.model
def test_a_head_that_a_turned_picture_shows_dimly_is_not_believed_of_somebody_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    errors_deg, video, _ = doubted(monkeypatch, [math.nan, 8.0, 2.0], [0.0, 0.1])
    assert math.isnan(errors_deg[0])
    assert errors_deg[1] == 2.0
    assert video.seen == [(True, False)] * 2


@pytest.mark.model
def test_who_lies_without_a_head_is_searched_for_twice_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times_s = [i / 10 for i in range(10)]
    _, _, searcher = doubted(monkeypatch, [math.nan] * 99, times_s)
    assert len(searcher.seen) == 2


@pytest.mark.model
def test_nobody_upright_is_searched_for_whose_head_is_not_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, _, searcher = doubted(monkeypatch, [math.nan] * 99, [0.0, 1.0], upright=True)
    assert not searcher.seen
