"""Search in turned pictures, for people whom a pose model misses or finds the wrong way round."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import cycle

import cv2
import numpy as np

from formcheck.core.kinematics.camera_yaw import is_upright
from formcheck.core.pose import Floats, Pose
from formcheck.detectors.protocols import Refiner, StillDetector
from formcheck.frame import Frame

TURNS = (cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE)
# How far off the head refiner may say that it is, of somebody in a turned picture who is believed:
# it said 2 to 5 where they were there, 8 to 12 where they were not.
BELIEVED_DEG = 6.0
DOUBT_EVERY_S = 0.5  # how often somebody is searched for who was found, and perhaps wrongly


class TurnedSearch:
    """Any detector, asked again with the picture turned where it may be wrong.

    Pose models miss some people who lie, and take the feet of others for their head. Where
    ``detector`` finds nobody, or a body that lies and of which ``head`` sees no head, it is asked
    again with the picture turned by a quarter, once this way and once the other. If ``head`` sees
    the person then, they are followed in turned pictures until they are lost.
    """

    def __init__(self, detector: StillDetector, head: Refiner) -> None:
        self.name, self.model_sha256 = detector.name, detector.model_sha256
        self._detector, self._head = detector, head
        self._turn: int | None = None  # of the pictures in which somebody is followed
        self._turns = cycle(TURNS)
        self._doubted_s = -math.inf  # when somebody who was found was last searched for

    def detect(self, frame: Frame) -> Pose:
        """The pose in ``frame``, its head refined, in pixels; all NaN where nobody is seen."""
        found = self._detector.detect(turned(frame, self._turn))
        if not found.seen:
            self._turn = None
            return self._searched(frame)
        pose = self._refined(frame, found, self._turn)
        if self._is_doubtful(pose):
            self._doubted_s = frame.time_s
            other = self._searched(frame)
            if other.seen:
                self._detector.forget()
                return other
        return pose

    def close(self) -> None:
        """Let go of the model."""
        self._detector.close()

    def _is_doubtful(self, pose: Pose) -> bool:
        """Whether somebody lies of whom no head is seen: the pose may lie the wrong way round."""
        if not math.isnan(pose.refined_error_deg):
            return False
        early = 0.0 <= pose.time_s - self._doubted_s < DOUBT_EVERY_S
        return not early and not is_upright(pose)

    def _searched(self, frame: Frame) -> Pose:
        """The pose as found in the turned picture, if its head is plainly seen."""
        turn = next(self._turns)
        found = self._detector.detect_still(turned(frame, turn))
        pose = self._refined(frame, found, turn) if found.seen else found
        if not pose.refined_error_deg <= BELIEVED_DEG:
            return Pose.missing(frame.time_s)
        self._turn = turn
        return pose

    def _refined(self, frame: Frame, found: Pose, turn: int | None) -> Pose:
        """What was found in a picture that was turned, as it lies in ``frame``."""
        if turn is not None:
            wide_px = frame.height_px if turn == cv2.ROTATE_90_CLOCKWISE else frame.width_px
            points = turned_back(found.points, wide_px, turn)
            world = found.world.copy()
            world[:, :2] = turned_back(world[:, :2], 0.0, turn)
            found = replace(found, points=points, world=world)
        return self._head.refine(frame.image, found)


def turned(frame: Frame, turn: int | None) -> Frame:
    """The frame with its picture turned by a quarter, or as it is."""
    if turn is None:
        return frame
    return Frame(frame.time_s, np.asarray(cv2.rotate(frame.image, turn), np.uint8))


def turned_back(places: Floats, side: float, turn: int) -> Floats:
    """Places (N, 2) of a turned picture as they lie in the picture before the turn.

    ``side`` is as long as what was turned to face the other way: the picture's height before it
    was turned clockwise, else its width; 0 for places about an origin.
    """
    across, down = places.T
    if turn == cv2.ROTATE_90_CLOCKWISE:
        return np.column_stack([down, side - across])
    return np.column_stack([side - down, across])
