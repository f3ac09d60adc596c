"""What a coach says of a clip, instant by instant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from bodies import eased
from plain_neck import PLAIN_NECK
from seen_clip import Clip

from formcheck.limits import Limits
from formcheck.live.coach import Coach
from formcheck.live.scene import Scene, Stage
from formcheck.live.set_run import EndedSet, Take
from formcheck.pose import Pose
from formcheck.readings import Event, Reading

LYING_DEG = 5.0
BEGIN = [Stage.PLACING, Stage.COUNTDOWN, Stage.NEUTRAL, Stage.SET]


@dataclass
class Told:
    """All that a coach made of a clip."""

    scenes: list[Scene] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    takes: list[Take] = field(default_factory=list)
    ended: list[EndedSet] = field(default_factory=list)

    @property
    def stages(self) -> list[Stage]:
        """The stages in order, each once where it lasted."""
        found = [scene.stage for scene in self.scenes]
        return [one for one, before in zip(found, [None, *found], strict=False) if one != before]

    @property
    def headlines(self) -> list[str]:
        """The headlines in order, each once where it lasted."""
        found = [scene.headline for scene in self.scenes]
        return [one for one, before in zip(found, [None, *found], strict=False) if one != before]

    def at(self, time_s: float) -> Scene:
        """The scene of an instant."""
        return next(scene for scene in self.scenes if scene.time_s >= time_s - 1e-6)

    def events(self) -> list[Event]:
        """All events as they came."""
        return [event for reading in self.readings for event in reading.events]

    def cues(self) -> list[str]:
        """The keys of all cues as they came."""
        return [cue.key for scene in self.scenes for cue in scene.cues]


def coached(
    clip: Iterable[Pose],
    exercise: str = "situp",
    *,
    before: Callable[[Coach, Pose], None] | None = None,
    size: tuple[int, int] | None = None,
    limits: Limits | None = None,
    **how: Any,
) -> Told:
    """What a coach says; ``before`` may press keys before each pose."""
    if size is None:
        assert isinstance(clip, Clip)
        size = round(clip.width_px), round(clip.height_px)
    coach = Coach(
        exercise, limits or Limits(), PLAIN_NECK, width_px=size[0], height_px=size[1], **how
    )
    told = Told()
    for pose in clip:
        if before is not None:
            before(coach, pose)
        told.readings.append(coach.update(pose))
        told.scenes.append(coach.scene)
        told.takes += [coach.take] if coach.take else []
        told.ended += [coach.ended] if coach.ended else []
    told.ended += [ended] if (ended := coach.finish()) else []
    return told


def situps(*tops_s: float, end_s: float, top_deg: float = 70.0) -> Callable[[Any], Any]:
    """A trunk that rises and comes back within two seconds around each of some instants."""
    keys = [(0.0, LYING_DEG)]
    for top_s in tops_s:
        keys += [(top_s - 1.0, LYING_DEG), (top_s, top_deg), (top_s + 1.0, LYING_DEG)]
    return eased(*keys, (end_s, LYING_DEG))
