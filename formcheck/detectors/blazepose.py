"""BlazePose through MediaPipe Tasks: one person, 33 landmarks."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Any

import cv2
import numpy as np

from formcheck.core.pose import Pose
from formcheck.detectors.weights.bundle_cache import Bundle, load_bundle
from formcheck.detectors.weights.mediapipe_import import mediapipe_module
from formcheck.frame import Frame
from formcheck.system.native_stderr import native_stderr_silenced


class BlazePose:
    """Finds the pose in one frame after another, following the person between frames.

    ``bundle`` is what ``load_bundle`` gives. ``name`` and ``model_sha256`` say what runs.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.name = bundle.name
        self.model_sha256 = bundle.sha256
        self._last = Frame(0.0, np.zeros((1, 1, 3), np.uint8))
        self._last_ms = -1
        self._has_seen = False
        self._content = bundle.content
        self._still: Any = None  # for pictures by themselves, opened when it is first needed
        with native_stderr_silenced():
            self._landmarker = _open_landmarker(bundle.content)

    def detect(self, frame: Frame) -> Pose:
        """The pose in ``frame``, in its pixels; all NaN where nobody is seen."""
        self._last = frame
        with self._quiet():
            found = self._landmarker.detect_for_video(_to_mediapipe(frame), self._next_ms(frame))
        self._has_seen = self._has_seen or bool(found.pose_landmarks)
        return _pose(frame, found)

    def detect_still(self, frame: Frame) -> Pose:
        """The pose in ``frame`` by itself; whoever is followed is followed on."""
        with self._quiet(opening=self._still is None):
            self._still = self._still or _open_landmarker(self._content, "IMAGE")
            found = self._still.detect(_to_mediapipe(frame))
        return _pose(frame, found)

    def forget(self) -> None:
        """Lose whom it follows: it finds nobody in a black picture."""
        black = Frame(self._last.time_s, np.zeros_like(self._last.image))
        self._landmarker.detect_for_video(_to_mediapipe(black), self._next_ms(black))

    def close(self) -> None:
        """Let go of the model. Closing twice does no harm."""
        for landmarker in (self._landmarker, self._still):
            if landmarker is not None:
                landmarker.close()
        self._landmarker = self._still = None

    def __enter__(self) -> BlazePose:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _quiet(self, *, opening: bool = False) -> AbstractContextManager[None]:
        """Keeps MediaPipe's log lines away: they come with opening and the first person."""
        silent = opening or not self._has_seen
        return native_stderr_silenced() if silent else nullcontext()

    def _next_ms(self, frame: Frame) -> int:
        """Whole milliseconds that always grow: MediaPipe's graph dies for good if they don't."""
        self._last_ms = max(self._last_ms + 1, round(frame.time_s * 1000))
        return self._last_ms


def open_detector(name: str) -> BlazePose:
    """The model ``name``; raises FormcheckError if its weights are missing or damaged."""
    return BlazePose(load_bundle(name))


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


def _to_mediapipe(frame: Frame) -> Any:
    bindings = mediapipe_module("mediapipe.python")
    return bindings.Image(
        image_format=bindings.ImageFormat.SRGB, data=cv2.cvtColor(frame.image, cv2.COLOR_BGR2RGB)
    )


def _pose(frame: Frame, found: Any) -> Pose:
    """What MediaPipe found, in the pixels of ``frame``; all NaN where it found nobody."""
    if not found.pose_landmarks:
        return Pose.missing(frame.time_s)
    points = np.array([(p.x, p.y, p.visibility) for p in found.pose_landmarks[0]])
    world = np.array([(p.x, p.y, p.z) for p in found.pose_world_landmarks[0]])
    size_px = np.array([frame.width_px, frame.height_px], np.float64)
    return Pose(frame.time_s, points[:, :2] * size_px, world, points[:, 2])
