"""The search in turned pictures, around detectors whose every answer is known."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import repeat

import cv2
import numpy as np
import pytest

import formcheck.detectors
from formcheck.core.pose import HIPS, SHOULDERS, Pose
from formcheck.detectors import DETECTORS
from formcheck.detectors.protocols import StillDetector
from formcheck.detectors.turned_search import TURNS, TurnedSearch
from formcheck.frame import Frame

WIDE = np.zeros((48, 64, 3), np.uint8)
HIGH = np.zeros((64, 48, 3), np.uint8)  # turned, it is wide, and nobody is found in it
AT = (0.25, 0.125)  # where everybody is found, as shares of width and height


def found_at(frame: Frame, across: float, down: float) -> Pose:
    """A pose all of whose landmarks lie at one place of the picture, and of the world."""
    place = np.array([across, down])
    size_px = np.array([frame.width_px, frame.height_px])
    world = np.tile([across, down, 0.5], (33, 1))
    return Pose(frame.time_s, np.tile(place * size_px, (33, 1)), world, np.ones(33))


class Sideways:
    """Finds somebody in pictures that are higher than wide, at one place."""

    name, model_sha256 = "sideways", "0" * 64

    def __init__(self) -> None:
        self.calls: list[str] = []

    def detect(self, frame: Frame) -> Pose:
        self.calls.append("wide" if frame.width_px > frame.height_px else "high")
        return Pose.missing(frame.time_s) if self.calls[-1] == "wide" else found_at(frame, *AT)

    def detect_still(self, frame: Frame) -> Pose:
        pose = self.detect(frame)
        self.calls[-1] += " still"
        return pose

    def forget(self) -> None:
        self.calls.append("forget")

    def close(self) -> None:
        self.calls.append("close")


class Lying(Sideways):
    """Finds somebody in any picture, whose shoulders lie beside the hips, or stand above them."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self._shoulders = np.array([0.0, -20.0] if upright else [20.0, 0.0])

    def detect(self, frame: Frame) -> Pose:
        super().detect(frame)
        pose = found_at(frame, 0.5, 0.5)
        pose.points[list(SHOULDERS)] = pose.points[HIPS[0]] + self._shoulders
        return pose


class Head:
    """A head refiner that is off by so much at one pose after another; NaN sees no head."""

    def __init__(self, *errors_deg: float) -> None:
        self._errors_deg: Iterator[float] = iter(errors_deg)

    def refine(self, _image: np.ndarray, pose: Pose) -> Pose:
        return replace(pose, refined_error_deg=next(self._errors_deg))


class AlwaysOff(Head):
    def __init__(self, error_deg: float) -> None:
        self._errors_deg = repeat(error_deg)


SEES, SEES_NOTHING = AlwaysOff(2.0), AlwaysOff(math.nan)


def searched(
    detector: StillDetector, head: Head, pictures: Sequence[np.ndarray], step_s: float = 0.1
) -> list[Pose]:
    search = TurnedSearch(detector, head)
    return [search.detect(Frame(i * step_s, picture)) for i, picture in enumerate(pictures)]


def test_it_goes_by_the_name_of_its_detector_and_closes_it() -> None:
    detector = Sideways()
    search = TurnedSearch(detector, SEES)
    search.close()
    assert (search.name, search.model_sha256) == ("sideways", "0" * 64)
    assert detector.calls == ["close"]


def test_somebody_found_only_in_a_turned_picture_is_found_where_they_are() -> None:
    across, down = AT
    (pose,) = searched(Sideways(), SEES, [WIDE])  # the first turn is clockwise: left is up then
    assert pose.points == pytest.approx(np.tile([down * 64, (1 - across) * 48], (33, 1)))
    assert pose.world == pytest.approx(np.tile([down, -across, 0.5], (33, 1)))


@pytest.mark.parametrize("turn", range(len(TURNS)))
def test_a_place_in_a_turned_picture_is_that_place_before_it_was_turned(turn: int) -> None:
    picture = WIDE.copy()
    picture[30, 7] = 255

    class Brightest(Sideways):
        def detect(self, frame: Frame) -> Pose:
            pose = super().detect(frame)
            down, across = np.argwhere(frame.image[..., 0])[0]
            return replace(
                pose, points=np.tile([across + 0.5, down + 0.5], (33, 1)) + 0 * pose.points
            )

    # Nobody is believed before the turn in question.
    found = searched(Brightest(), Head(*[math.nan] * turn, 2.0), [picture] * (turn + 1))
    assert [pose.seen for pose in found] == [False] * turn + [True]
    assert found[-1].points == pytest.approx(np.tile([7.5, 30.5], (33, 1)))


def test_heads_are_searched_for_at_either_side(monkeypatch: pytest.MonkeyPatch) -> None:
    turned: list[int] = []

    def rotate(picture: np.ndarray, turn: int) -> np.ndarray:
        turned.append(turn)
        return picture

    monkeypatch.setattr(cv2, "rotate", rotate)
    searched(Sideways(), SEES, [WIDE] * 3)
    assert turned == [*TURNS, TURNS[0]]


def test_whoever_was_found_turned_is_followed_turned_until_they_are_lost() -> None:
    detector = Sideways()
    poses = searched(detector, SEES, [WIDE, WIDE, WIDE, HIGH, WIDE])
    assert [pose.seen for pose in poses] == [True, True, True, False, True]
    assert detector.calls == [
        *("wide", "high still"),  # lost, found turned, and followed turned
        *("high", "high"),
        *("wide", "wide still"),  # of the high picture, turned
        *("wide", "high still"),
    ]


def test_somebody_whose_head_is_not_seen_in_a_turned_picture_is_nobody() -> None:
    assert not any(pose.seen for pose in searched(Sideways(), SEES_NOTHING, [WIDE] * 3))


def test_somebody_who_lies_without_a_head_is_followed_turned_if_that_shows_it_plainly() -> None:
    detector = Lying()
    poses = searched(detector, Head(math.nan, 5.0, 2.0), [WIDE, WIDE])
    assert [pose.refined_error_deg for pose in poses] == [5.0, 2.0]
    assert detector.calls == ["wide", "high still", "forget", "high"]


def test_a_head_that_a_turned_picture_shows_dimly_is_not_believed_of_somebody_found() -> None:
    detector = Lying()
    first, second = searched(detector, Head(math.nan, 8.0, 2.0), [WIDE, WIDE])
    assert math.isnan(first.refined_error_deg)
    assert second.refined_error_deg == 2.0
    assert detector.calls == ["wide", "high still", "wide"]


def test_who_lies_without_a_head_is_searched_for_twice_a_second() -> None:
    detector = Lying()
    searched(detector, SEES_NOTHING, [WIDE] * 10, step_s=0.1)
    assert detector.calls.count("high still") == 2


def test_nobody_upright_is_searched_for_whose_head_is_not_seen() -> None:
    detector = Lying(upright=True)
    searched(detector, SEES_NOTHING, [WIDE] * 2, step_s=1.0)
    assert detector.calls == ["wide", "wide"]


OPENED: list[Sideways] = []


def open_detector(name: str) -> Sideways:
    """What a line of the registry calls: this module is one that holds a detector."""
    assert name == Sideways.name
    OPENED.append(Sideways())
    return OPENED[-1]


def test_every_detector_that_takes_a_picture_by_itself_is_asked_about_turned_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(DETECTORS, Sideways.name, __name__)
    detector = formcheck.detectors.open_detector(Sideways.name)
    assert not detector.detect(Frame(0.0, WIDE)).seen  # a black picture shows no head
    assert OPENED[-1].calls == ["wide", "high still"]
