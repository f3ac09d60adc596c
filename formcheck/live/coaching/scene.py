"""What goes on at one instant in front of the camera: all that is shown, said or printed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from formcheck.core.readings import Reading


class Stage(Enum):
    """Where a live run stands."""

    LOST = "lost"  # no picture comes from the camera
    PLACING = "placing"  # the person or the camera isn't where it should be
    COUNTDOWN = "countdown"  # everything is in view: get into position
    NEUTRAL = "neutral"  # the person's own neutral is being learnt in quiet rest
    SET = "set"  # the set goes on
    PAUSED = "paused"
    SUMMARY = "summary"  # the set is over


class Tone(Enum):
    """Short sounds that can be told apart."""

    REP = "rep"  # a rep or hold is finished
    NEAR = "near"  # near a limit
    OVER = "over"  # past a limit
    RESTED = "rested"  # the rest is over
    READY = "ready"  # go
    ATTENTION = "attention"  # something about the camera or the place


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to be heard: a tone, and the same in a few words for a voice.

    ``key`` names what it is about (a warning's code, or "rep", "place", ...): one key is not
    repeated within its cooldown. ``urgent`` may cut short whatever sounds.
    """

    key: str
    tone: Tone
    words: str = ""
    urgent: bool = False

    @property
    def counts(self) -> bool:
        """Whether it counts a rep or hold."""
        return self.tone is Tone.REP


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What goes on at one instant.

    ``headline`` is the one thing to know or do now, in at most 36 characters, ``detail`` at
    most one more sentence; ``severity`` is "", "notice", "caution" or "stop". ``left_s`` is
    what is left of a countdown, of learning the neutral, or of the rest after a long hold;
    ``held_s`` of ``limit_s`` is the hold under way, ``limit_for`` the load that the limit is for;
    NaN where there is none. ``out_of_view``
    names "head", "shoulders" or "hips" that the camera doesn't see; ``move`` is where the
    person should go: "left", "right", "closer", "farther", "lower", "turn" or "". ``left`` and
    ``right`` are as the person sees them in a mirror.
    """

    time_s: float
    stage: Stage
    exercise: str
    reading: Reading
    headline: str = ""
    detail: str = ""
    severity: str = ""
    left_s: float = math.nan
    held_s: float = math.nan
    limit_s: float = math.nan
    limit_for: str = ""
    out_of_view: tuple[str, ...] = ()
    move: str = ""
    cues: tuple[Cue, ...] = ()
    summary: tuple[str, ...] = ()
    muted: bool = False
    recording: bool = False
    help_shown: bool = False
