"""What programs that import formcheck rely on; a type checker reads this, nobody runs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from typing_extensions import assert_type

from formcheck.core.pose import Landmark, Pose
from formcheck.core.readings import Event, FormWarning, Hold, Measure, Reading, Rep
from formcheck.frame import Frame
from formcheck.run import Output, run


class Nobody:
    """A detector."""

    def detect(self, frame: Frame) -> Pose:
        return Pose.missing(frame.time_s)


class Nothing:
    """An analyzer."""

    def update(self, pose: Pose) -> Reading:
        assert_type(pose.time_s, float)
        assert_type(pose.seen, bool)
        assert_type(pose.points[Landmark.NOSE].tolist(), Any)
        return Reading(pose)


class Reader:
    """An output."""

    def write(self, frame: Frame, reading: Reading) -> None:
        assert_type(frame.height_px, int)
        assert_type(reading.pose, Pose)
        assert_type(reading.measures, Mapping[str, Measure])
        assert_type(reading.measures["trunk_deg"].exceeds(25.0), bool | None)
        assert_type(reading.active, tuple[FormWarning, ...])
        for event in reading.events:
            assert_type(event, Event)
            if isinstance(event, FormWarning):
                assert_type(event.message, str)
            elif isinstance(event, Rep):
                assert_type(event.top_s, float)
            else:
                assert_type(event, Hold)

    def close(self) -> None:
        pass


frames = [Frame(0.0, np.zeros((480, 854, 3), np.uint8))]
outputs: list[Output] = [Reader()]
run(frames, Nobody(), Nothing(), outputs)
