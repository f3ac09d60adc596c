from __future__ import annotations

import pytest

from formcheck.core.analysis.analyzer import Analyzer
from formcheck.core.baseline.estimate import Baseline
from formcheck.core.exercises import EXERCISES
from formcheck.core.readings import Reading
from formcheck.core.risks.limits import Limits
from formcheck.frame import Frame
from formcheck.run import run
from formcheck.sources.replay import Replay
from tests.fixtures.plain_neck import PLAIN_NECK
from tests.fixtures.recorded import clip, frame_at

FRAMES = 5


class Witness:
    """An output that keeps a diary, and fails where it is told to."""

    def __init__(self, name: str, diary: list[str], fails: str = "") -> None:
        self._name, self._diary, self._fails = name, diary, fails
        self.times_s: list[float] = []

    def write(self, frame: Frame, reading: Reading) -> None:
        assert frame.time_s == reading.pose.time_s
        self.times_s.append(frame.time_s)
        self._note("write")

    def close(self) -> None:
        self._note("close")

    def _note(self, what: str) -> None:
        self._diary.append(f"{self._name} {what}")
        if what == self._fails:
            raise OSError(f"{self._name} can't {what}")


def play(*outputs: Witness) -> list[float]:
    """Run a few recorded poses into the outputs; the times of the frames."""
    replay = Replay(clip("situp"))
    frames = [frame_at(float(time_s)) for time_s in replay.poses.time_s[:FRAMES]]
    limits = Limits()
    exercise = EXERCISES["none"](limits, Baseline.unknown(), PLAIN_NECK)
    run(frames, replay, Analyzer(exercise, limits, width_px=854, height_px=480), outputs)
    return [frame.time_s for frame in frames]


def test_every_output_gets_every_frame_with_its_reading_in_turn() -> None:
    diary: list[str] = []
    one, other = Witness("one", diary), Witness("other", diary)
    times_s = play(one, other)
    assert one.times_s == other.times_s == times_s
    assert diary[:-2] == ["one write", "other write"] * FRAMES


def test_the_first_output_is_closed_last_and_each_only_once() -> None:
    diary: list[str] = []
    play(Witness("one", diary), Witness("other", diary))
    assert [line for line in diary if "close" in line] == ["other close", "one close"]


@pytest.mark.parametrize("fails", ["write", "close"])
def test_all_outputs_are_closed_though_one_fails(fails: str) -> None:
    diary: list[str] = []
    with pytest.raises(OSError, match=f"other can't {fails}"):
        play(Witness("one", diary), Witness("other", diary, fails), Witness("third", diary))
    assert [line for line in diary if "close" in line] == [
        "third close",
        "other close",
        "one close",
    ]
