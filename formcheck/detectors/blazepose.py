"""BlazePose through MediaPipe Tasks: one person, 33 landmarks."""

from __future__ import annotations

import math
from contextlib import AbstractContextManager, nullcontext
from itertools import cycle
from types import TracebackType
from typing import Any

import cv2
import numpy as np

from formcheck.core.kinematics.camera_yaw import is_upright
from formcheck.core.pose import Floats, Pose
from formcheck.detectors.head_refiner import HeadRefiner
from formcheck.detectors.shoulder_refiner import ShoulderRefiner
from formcheck.detectors.weights.bundle_cache import Bundle
from formcheck.detectors.weights.mediapipe_import import mediapipe_module
from formcheck.frame import Frame
from formcheck.system.native_stderr import native_stderr_silenced

TURNS = (cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE)
# What a look says that it is off by, of somebody in a turned picture, for them to be believed: it
# said 2 to 5 where they were there, 8 to 12 where they were not.
PLAIN_DEG = 6.0
DOUBT_EVERY_S = 0.5  # how often somebody is searched for who was found, and perhaps wrongly


class BlazePose:
    """Finds the pose in one frame after another, following the person between frames.

    ``bundle`` is what ``load_bundle`` gives; ``second_look`` and ``shoulder_look`` are taken at
    each pose, if there are any. ``name`` and ``model_sha256`` say what runs.

    The model misses some people who lie, and takes the feet of others for their head. Where it
    finds nobody, or a body that lies and of which the second look sees no head, it is asked again
    with the picture turned by a quarter, once this way and once the other; if the second look
    sees the person then, they are followed in turned pictures until they are lost.
    """

    def __init__(
        self,
        bundle: Bundle,
        second_look: HeadRefiner | None = None,
        shoulder_look: ShoulderRefiner | None = None,
    ) -> None:
        self.name = bundle.name
        self.model_sha256 = bundle.sha256
        self._last_ms = -1
        self._has_seen = False
        self._second_look, self._shoulder_look = second_look, shoulder_look
        self._turn: int | None = None  # of the pictures in which somebody is followed
        self._turns = cycle(TURNS)
        self._doubted_s = -math.inf  # when somebody who was found was last searched for
        self._content = bundle.content
        self._searcher: Any = None  # for turned pictures, opened when it is first needed
        with native_stderr_silenced():
            self._landmarker = _open_landmarker(bundle.content)

    def detect(self, frame: Frame) -> Pose:
        """The pose in ``frame``, in its pixels; all NaN where nobody is seen."""
        with self._quiet():
            picture = _to_mediapipe(frame, self._turn)
            found = self._landmarker.detect_for_video(picture, self._timestamp_ms(frame))
        if not found.pose_landmarks:
            self._turn = None
            return self._searched(frame)
        self._has_seen = True
        pose = self._looked_at(frame, found, self._turn)
        if self._is_doubtful(pose):
            self._doubted_s = frame.time_s
            other = self._searched(frame)
            if other.seen:
                self._forget(frame)
                return other
        return pose

    def _forget(self, frame: Frame) -> None:
        """Let the model lose whom it follows: it finds nobody in a black picture."""
        black = _to_mediapipe(Frame(frame.time_s, np.zeros_like(frame.image)), self._turn)
        self._landmarker.detect_for_video(black, self._timestamp_ms(frame))

    def _is_doubtful(self, pose: Pose) -> bool:
        """Whether somebody lies of whom the second look sees no head: a pose may lie reversed."""
        if self._second_look is None or not math.isnan(pose.refined_error_deg):
            return False
        early = 0.0 <= pose.time_s - self._doubted_s < DOUBT_EVERY_S
        return not early and not is_upright(pose)

    def _searched(self, frame: Frame) -> Pose:
        """The pose as found in the turned picture, if the second look sees it plainly."""
        missing = Pose.missing(frame.time_s)
        if self._second_look is None:
            return missing
        turn = next(self._turns)
        with self._quiet(opening=self._searcher is None):
            self._searcher = self._searcher or _open_landmarker(self._content, "IMAGE")
            found = self._searcher.detect(_to_mediapipe(frame, turn))
        if not found.pose_landmarks:
            return missing
        pose = self._looked_at(frame, found, turn)
        if not pose.refined_error_deg <= PLAIN_DEG:
            return missing
        self._turn = turn
        return pose

    def _quiet(self, *, opening: bool = False) -> AbstractContextManager[None]:
        """Keeps MediaPipe's log lines away: they come with opening and the first person."""
        silent = opening or not self._has_seen
        return native_stderr_silenced() if silent else nullcontext()

    def _looked_at(self, frame: Frame, found: Any, turn: int | None) -> Pose:
        """What MediaPipe found in a picture that was turned, as it lies in ``frame``."""
        points = np.array([(p.x, p.y, p.visibility) for p in found.pose_landmarks[0]])
        world = np.array([(p.x, p.y, p.z) for p in found.pose_world_landmarks[0]])
        points[:, :2] = turned_back(points[:, :2], 1.0, turn)
        world[:, :2] = turned_back(world[:, :2], 0.0, turn)
        size_px = np.array([frame.width_px, frame.height_px], np.float64)
        pose = Pose(frame.time_s, points[:, :2] * size_px, world, points[:, 2])
        for look in (self._second_look, self._shoulder_look):
            pose = look.at(frame.image, pose) if look else pose
        return pose

    def close(self) -> None:
        """Let go of the model. Closing twice does no harm."""
        for landmarker in (self._landmarker, self._searcher):
            if landmarker is not None:
                landmarker.close()
        self._landmarker = self._searcher = None

    def __enter__(self) -> BlazePose:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _timestamp_ms(self, frame: Frame) -> int:
        """Whole milliseconds that always grow: MediaPipe's graph dies for good if they don't."""
        self._last_ms = max(self._last_ms + 1, round(frame.time_s * 1000))
        return self._last_ms


def _open_landmarker(bundle: bytes, mode: str = "VIDEO") -> Any:
    vision = "mediapipe.tasks.python.vision"
    tasks = mediapipe_module(f"{vision}.pose_landmarker")
    modes = mediapipe_module(f"{vision}.core.vision_task_running_mode")
    options = mediapipe_module("mediapipe.tasks.python.core.base_options")
    return tasks.PoseLandmarker.create_from_options(
        tasks.PoseLandmarkerOptions(
            base_options=options.BaseOptions(model_asset_buffer=bundle),
            running_mode=modes.VisionTaskRunningMode[mode],
        )
    )


def turned_back(places: Floats, side: float, turn: int | None) -> Floats:
    """Places (N, 2) of a picture that was turned, ``side`` wide and high, before the turn."""
    across, down = places.T
    if turn == cv2.ROTATE_90_CLOCKWISE:
        across, down = down, side - across
    elif turn == cv2.ROTATE_90_COUNTERCLOCKWISE:
        across, down = side - down, across
    return np.column_stack([across, down])


def _to_mediapipe(frame: Frame, turn: int | None) -> Any:
    bindings = mediapipe_module("mediapipe.python")
    image = frame.image if turn is None else cv2.rotate(frame.image, turn)
    return bindings.Image(
        image_format=bindings.ImageFormat.SRGB, data=cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
    )
