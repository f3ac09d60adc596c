"""What finds poses, and what makes them truer; each is wrapped by the next."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from formcheck.core.pose import Pose
from formcheck.detectors.keypoint_cnn import Image
from formcheck.frame import Frame


class PoseDetector(Protocol):
    """Takes frames in order; ``name`` and ``model_sha256`` say which model is at work."""

    name: str
    model_sha256: str

    def detect(self, frame: Frame) -> Pose:
        """The pose in one frame, in its pixels; all NaN where nobody is seen."""

    def close(self) -> None:
        """Let go of the model. Closing twice does no harm."""


@runtime_checkable
class StillDetector(PoseDetector, Protocol):
    """A detector that follows the person from frame to frame, and can also do without."""

    def detect_still(self, frame: Frame) -> Pose:
        """The pose in one frame by itself; it has no effect on ``detect``."""

    def forget(self) -> None:
        """Lose the person: the next ``detect`` searches the whole picture."""


class Refiner(Protocol):
    """Looks at the picture again and says more exactly where a part of the body is."""

    def refine(self, image: Image, pose: Pose) -> Pose:
        """The pose with its keypoints as seen in ``image`` (H, W, 3), BGR.

        It comes back as it is where the part can't be seen well.
        """
