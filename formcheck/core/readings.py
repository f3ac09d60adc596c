"""What formcheck says of an instant: measures with their intervals, and events."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from formcheck.core.pose import Pose


@dataclass(frozen=True, slots=True)
class Measure:
    """A value and its interval, of 90 % unless another is named; NaN where it can't be had."""

    value: float
    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether there is a value at all."""
        return math.isfinite(self.value)

    def exceeds(self, limit: float) -> bool | None:
        """True where the whole interval lies past ``limit``, False where none of it does.

        None is the third answer: can't tell.
        """
        if self.low > limit:
            return True
        if self.high <= limit:
            return False
        return None


def with_interval(value: float, half: float) -> Measure:
    """A measure whose interval reaches ``half`` to either side of its value."""
    return Measure(value, value - half, value + half)


UNKNOWN = Measure(math.nan, math.nan, math.nan)


class NeckUnread(Enum):
    """Why nothing can be told of a neck; the value is its slug in files."""

    NO_NEUTRAL = "no-neutral"  # the head was not seen at rest, so there is nothing to measure from
    OFF_SIDE = "off-side"  # the camera stands too far off the side
    HEAD_HIDDEN = "head-hidden"  # by an arm, hair, a blur or the edge of the picture
    BODY_LOST = "body-lost"  # nobody was found, or what was found can't be that body
    NEAR_LIMIT = "near-limit"  # measured, but the limit lies within the interval


@dataclass(frozen=True, slots=True)
class Rep:
    """One rep: from rest to the top and back.

    ``neck_unread`` is why its neck could not be told where it matters, None where it was.
    """

    number: int
    start_s: float
    top_s: float
    end_s: float
    measures: Mapping[str, Measure] = field(default_factory=dict)
    peak_phase: str = ""  # in which phase the neck was bent most
    neck_unread: NeckUnread | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold: the time that a position was held."""

    number: int
    start_s: float
    end_s: float
    measures: Mapping[str, Measure] = field(default_factory=dict)


SEVERITIES = ("stop", "caution", "notice")  # the most severe first


@dataclass(frozen=True, slots=True)
class FormWarning:
    """Something seen that hurts necks, or that keeps formcheck from seeing."""

    code: str  # a stable slug, "<cause>.<what>"
    start_s: float
    end_s: float
    severity: str  # one of SEVERITIES
    message: str  # what was seen, with figures
    advice: str  # what to do now
    number: int = 0  # the rep or hold it belongs to; 0 for none
    measure: str = ""  # the measure of that rep or hold that it judges, where it says so

    @property
    def cause(self) -> str:
        """Which of the four causes of neck pain it belongs to, or "camera"."""
        return self.code.partition(".")[0]

    @property
    def rank(self) -> int:
        """How severe it is: 0 is the most severe."""
        return SEVERITIES.index(self.severity)


Event = Rep | Hold | FormWarning


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Everything that is shown or saved of one instant.

    ``exercise`` is the name of the exercise that is watched, "" where none is. ``phase`` is
    "rest", "up", "top" or "down" around a rep, "rest" or "hold" around a hold, and "" where no
    exercise goes on. ``number`` is the rep or hold under way (0 between them), ``count`` how many
    are finished, ``active`` the warnings to show now, most severe first. ``doubt`` is why the pose
    can't be the body that rested, "" where it can: see plausibility; ``neck_unread`` why the neck
    is unknown, None where it is known or not measured at all. ``judged`` is False for somebody who
    is to see a doctor first.
    """

    pose: Pose
    exercise: str = ""
    phase: str = ""
    measures: Mapping[str, Measure] = field(default_factory=dict)
    number: int = 0
    count: int = 0
    events: tuple[Event, ...] = ()
    active: tuple[FormWarning, ...] = ()
    doubt: str = ""
    neck_unread: NeckUnread | None = None
    judged: bool = True
