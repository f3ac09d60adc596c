"""BlazePose through MediaPipe Tasks: one person, 33 landmarks."""

from __future__ import annotations

from contextlib import nullcontext
from types import TracebackType
from typing import Any

import cv2
import numpy as np

from formcheck.detectors.lean_import import mediapipe_module
from formcheck.detectors.quiet import native_stderr_silenced
from formcheck.detectors.second_look import SecondLook
from formcheck.detectors.store import Bundle
from formcheck.frame import Frame
from formcheck.pose import Pose


class BlazePose:
    """Finds the pose in one frame after another, following the person between frames.

    ``bundle`` is what ``load_bundle`` gives; ``second_look`` is taken at each pose,
    if there is one. ``name`` and ``model_sha256`` say what runs.
    """

    def __init__(self, bundle: Bundle, second_look: SecondLook | None = None) -> None:
        self.name = bundle.name
        self.model_sha256 = bundle.sha256
        self._last_ms = -1
        self._has_seen = False
        self._second_look = second_look
        with native_stderr_silenced():
            self._landmarker = _open_landmarker(bundle.content)

    def detect(self, frame: Frame) -> Pose:
        """The pose in ``frame``, in its pixels; all NaN where nobody is seen."""
        picture = _to_mediapipe(frame)
        # The last of MediaPipe's log lines comes with the first person.
        with nullcontext() if self._has_seen else native_stderr_silenced():
            found = self._landmarker.detect_for_video(picture, self._timestamp_ms(frame))
        if not found.pose_landmarks:
            return Pose.missing(frame.time_s)
        self._has_seen = True
        points = np.array([(p.x, p.y, p.visibility) for p in found.pose_landmarks[0]])
        world = np.array([(p.x, p.y, p.z) for p in found.pose_world_landmarks[0]])
        size_px = np.array([frame.width_px, frame.height_px], np.float64)
        pose = Pose(frame.time_s, points[:, :2] * size_px, world, points[:, 2])
        return self._second_look.at(frame.image, pose) if self._second_look else pose

    def close(self) -> None:
        """Let go of the model. Closing twice does no harm."""
        if self._landmarker is not None:
            self._landmarker.close()
            self._landmarker = None

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


def _open_landmarker(bundle: bytes) -> Any:
    vision = "mediapipe.tasks.python.vision"
    tasks = mediapipe_module(f"{vision}.pose_landmarker")
    modes = mediapipe_module(f"{vision}.core.vision_task_running_mode")
    options = mediapipe_module("mediapipe.tasks.python.core.base_options")
    return tasks.PoseLandmarker.create_from_options(
        tasks.PoseLandmarkerOptions(
            base_options=options.BaseOptions(model_asset_buffer=bundle),
            running_mode=modes.VisionTaskRunningMode.VIDEO,
        )
    )


def _to_mediapipe(frame: Frame) -> Any:
    bindings = mediapipe_module("mediapipe.python")
    return bindings.Image(
        image_format=bindings.ImageFormat.SRGB, data=cv2.cvtColor(frame.image, cv2.COLOR_BGR2RGB)
    )
