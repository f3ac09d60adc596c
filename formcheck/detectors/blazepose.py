"""BlazePose on LiteRT: MediaPipe's networks and what its graph does around them, without it."""

from __future__ import annotations

from types import TracebackType

from formcheck.core.pose import Pose
from formcheck.detectors.blazepose_graph.landmark_finder import LandmarkFinder
from formcheck.detectors.blazepose_graph.person_finder import PersonFinder
from formcheck.detectors.blazepose_graph.region import Region, one_to_follow
from formcheck.detectors.blazepose_graph.smoothing import PersonSmoother
from formcheck.detectors.weights.manifest import Model, model, read_weights
from formcheck.frame import Frame


class BlazePose:
    """Finds the pose in one frame after another, following the person between frames.

    Raises FormcheckError if the weights of the ``model`` are missing or damaged.
    """

    def __init__(self, model: Model) -> None:
        self.name, self.model_sha256 = model.name, model.sha256
        self._people = PersonFinder(read_weights(model, model.detector))
        self._landmarks = LandmarkFinder(read_weights(model, model.landmarks))
        self._smoother = PersonSmoother()
        self._region: Region | None = None  # of whoever is followed
        self._last_ms = -1

    def detect(self, frame: Frame) -> Pose:
        """The pose in ``frame``, in its pixels; all NaN where nobody is seen."""
        # Whole milliseconds that always grow, as MediaPipe wants them: its filters go by them.
        self._last_ms = max(self._last_ms + 1, round(frame.time_s * 1000))
        region = self._region or one_to_follow(self._people.find(frame.image))
        found = self._landmarks.find(frame.image, region) if region else None
        if found is None:
            self.forget()
            return Pose.missing(frame.time_s)
        self._region = found.region
        smooth = self._smoother.smooth(found, self._last_ms / 1000)
        return Pose(frame.time_s, smooth.points, smooth.world, smooth.visibility)

    def detect_still(self, frame: Frame) -> Pose:
        """The pose in ``frame`` by itself; whoever is followed is followed on."""
        people = self._people.find(frame.image)
        found = self._landmarks.find(frame.image, people[0]) if people else None
        if found is None:
            return Pose.missing(frame.time_s)
        return Pose(frame.time_s, found.points, found.world, found.visibility)

    def forget(self) -> None:
        """Lose the person: the next ``detect`` searches the whole picture."""
        self._region = None
        self._smoother.lose()

    def close(self) -> None:
        """Nothing to let go of: the networks go with the detector."""

    def __enter__(self) -> BlazePose:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_detector(name: str) -> BlazePose:
    """The model ``name``; raises FormcheckError if its weights are missing or damaged."""
    return BlazePose(model(name))
