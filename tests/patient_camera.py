"""A file in a camera's place that plays as fast as the loop takes it, however slow that is."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripted_camera import Room, shows

import formcheck.detectors
import formcheck.sources.choice
from formcheck.detectors import open_detector
from formcheck.frame import Frame
from formcheck.pose import Pose
from formcheck.sources.video import VideoSource

MODEL = "blazepose-full"


class Freeing:
    """The pose model, which lets a scripted camera go on once it is through."""

    def __init__(self, room: Room) -> None:
        self._room, self._model = room, open_detector(MODEL)
        self.name, self.model_sha256 = self._model.name, self._model.model_sha256

    def detect(self, frame: Frame) -> Pose:
        pose = self._model.detect(frame)
        self._room.free.set()
        return pose

    def close(self) -> None:
        self._model.close()


def wait_for_the_loop(monkeypatch: pytest.MonkeyPatch, clip: Path) -> None:
    """Let the file play as fast as it is taken, and no faster."""
    room = Room(shows(*((100.0 + frame.time_s, frame.image) for frame in VideoSource(clip))))
    monkeypatch.setattr(
        formcheck.sources.choice, "choose_camera", lambda *_: room.camera(late_s=60.0, moves=False)
    )
    monkeypatch.setattr(formcheck.detectors, "open_detector", lambda _: Freeing(room))
