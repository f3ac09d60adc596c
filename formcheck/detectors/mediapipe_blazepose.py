"""BlazePose through MediaPipe's own package: what formcheck's BlazePose is compared with."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from formcheck.core.errors import FormcheckError
from formcheck.core.pose import Pose
from formcheck.detectors.weights.manifest import Model, model, read_weights
from formcheck.frame import Frame

NAME = "mediapipe-full"


class MediaPipe:
    """Finds the pose in one frame after another, following the person between frames.

    Raises FormcheckError if the package is not installed.
    """

    def __init__(self, model: Model, name: str = NAME) -> None:
        try:
            from formcheck.detectors.weights.mediapipe_bundle import build_bundle
        except ImportError as error:
            raise FormcheckError(
                f"{name} needs MediaPipe's package, for Python below 3.13: "
                "run `pip install 'formcheck[mediapipe]'`"
            ) from error
        self.name, self.model_sha256 = name, model.sha256
        self._bundle = build_bundle(
            read_weights(model, model.detector), read_weights(model, model.landmarks)
        )
        self._last = Frame(0.0, np.zeros((1, 1, 3), np.uint8))
        self._last_ms = -1
        self._landmarker = _open_landmarker(self._bundle, "VIDEO")
        self._still: Any = None  # for pictures by themselves, opened when it is first needed

    def detect(self, frame: Frame) -> Pose:
        """The pose in ``frame``, in its pixels; all NaN where nobody is seen."""
        # Whole milliseconds that always grow: MediaPipe's graph dies for good if they don't.
        self._last, self._last_ms = frame, max(self._last_ms + 1, round(frame.time_s * 1000))
        found = self._landmarker.detect_for_video(_to_mediapipe(frame), self._last_ms)
        return _pose(frame, found)

    def detect_still(self, frame: Frame) -> Pose:
        """The pose in ``frame`` by itself; whoever is followed is followed on."""
        self._still = self._still or _open_landmarker(self._bundle, "IMAGE")
        return _pose(frame, self._still.detect(_to_mediapipe(frame)))

    def forget(self) -> None:
        """Lose whom it follows: it finds nobody in a black picture."""
        self.detect(Frame(self._last.time_s, np.zeros_like(self._last.image)))

    def close(self) -> None:
        """Let go of the model. Closing twice does no harm."""
        for landmarker in (self._landmarker, self._still):
            if landmarker is not None:
                landmarker.close()
        self._landmarker = self._still = None


def open_detector(name: str) -> MediaPipe:
    """The full model; raises FormcheckError if MediaPipe or its weights are missing."""
    return MediaPipe(model("blazepose-full"), name)


def _open_landmarker(bundle: bytes, mode: str) -> Any:
    from mediapipe.tasks.python import BaseOptions, vision

    return vision.PoseLandmarker.create_from_options(
        vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_buffer=bundle),
            running_mode=vision.RunningMode[mode],
        )
    )


def _to_mediapipe(frame: Frame) -> Any:
    from mediapipe import Image, ImageFormat

    picture = cv2.cvtColor(frame.image, cv2.COLOR_BGR2RGB)
    return Image(image_format=ImageFormat.SRGB, data=picture)


def _pose(frame: Frame, found: Any) -> Pose:
    """What MediaPipe found, in the pixels of ``frame``; all NaN where it found nobody."""
    if not found.pose_landmarks:
        return Pose.missing(frame.time_s)
    points = np.array([(p.x, p.y, p.visibility) for p in found.pose_landmarks[0]])
    world = np.array([(p.x, p.y, p.z) for p in found.pose_world_landmarks[0]])
    size_px = np.array([frame.width_px, frame.height_px], np.float64)
    return Pose(frame.time_s, points[:, :2] * size_px, world, points[:, 2])
