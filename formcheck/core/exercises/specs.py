"""What there is to know of an exercise besides how it is measured: words, postures, views, risks.

Everything that is said, drawn, timed or warned about an exercise comes from its spec. Nothing
outside this folder compares an exercise's name with a literal.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from formcheck.core.risks.cramp import EMPTY_HANDS, CrampLimits


class Posture(Enum):
    """How the body is held in the person's neutral, before the exercise begins."""

    SUPINE = "supine"  # lying on the back
    STANDING = "standing"
    KNEELING = "kneeling"  # the trunk upright, as in standing

    @property
    def lying(self) -> bool:
        """Whether the trunk lies; if not, it is upright."""
        return self is Posture.SUPINE


class View(Enum):
    """From where the exercise has to be filmed."""

    SIDE = "side"
    FRONT = "front"


class Counted(Enum):
    """What an exercise is counted in; the value is its word."""

    REP = "rep"
    HOLD = "hold"

    def how_many(self, count: int) -> str:
        """So many of them: "1 rep", "8 reps"."""
        return f"{count} {self.value if count == 1 else self.many}"

    @property
    def many(self) -> str:
        """The word for several: "reps"."""
        return f"{self.value}s"


@dataclass(frozen=True, slots=True)
class Guidance:
    """Short sentences that lead somebody into place and keep them there.

    ``ready`` asks for the neutral while nobody has taken it, ``keep_still`` while it is learnt;
    ``take_posture`` asks for the posture, ``turn`` for the view; ``camera`` says where the camera
    stands. ``camera_sees`` is the part of the body that the camera has to face, ``turn_positive``
    and ``turn_negative`` what to do where the view's yaw is above and below zero. ``at_rest`` is
    what somebody in the neutral is doing. ``offer`` says how to begin, where several exercises
    may be done: "lie down for sit-ups, side to the camera". ``room`` says why there must be room
    above the person, "" where there need not be.
    """

    ready: str
    keep_still: str
    take_posture: str
    turn: str
    camera: str
    camera_sees: str
    turn_positive: str
    turn_negative: str
    at_rest: str
    offer: str
    room: str = ""

    def turn_for(self, yaw_deg: float) -> str:
        """How to turn where the camera stands so far off the view; + and - as in the measure."""
        return self.turn_positive if yaw_deg > 0.0 else self.turn_negative


@dataclass(frozen=True, slots=True)
class ExerciseSpec:
    """One exercise.

    ``name`` is its stable key in files and flags; ``one`` and ``many`` its words ("sit-up",
    "sit-ups"). ``posture`` is that of its neutral, ``view`` where the camera stands. It is counted
    in ``counted_in``: reps, holds or both, first what the count of a reading counts; nothing where
    it is empty. ``key_measure`` is the measure that it is judged by, ``key_label`` what a chart
    calls it and ``key_part`` the part of the body that has to be seen for it; ``shown_beside`` are
    the measures that a chart draws with it, ``measures`` all that its readings carry. ``causes``
    are the causes of neck pain that it may warn of: "strain" judges the neck of each rep, "cramp"
    times each hold. ``has_load`` says whether hold limits depend on a load class that the person
    states.
    """

    name: str
    one: str
    many: str
    posture: Posture
    view: View
    counted_in: tuple[Counted, ...]
    key_measure: str
    key_label: str
    key_part: str
    measures: tuple[str, ...]
    shown_beside: tuple[str, ...]
    causes: tuple[str, ...]
    has_load: bool
    guidance: Guidance

    @property
    def seen(self) -> dict[str, bool]:
        """How the neutral is seen, as ``view_yaw_deg`` and ``refit`` take it."""
        return {"from_side": self.view is View.SIDE, "lying": self.posture.lying}

    @property
    def judges_neck(self) -> bool:
        """Whether each rep gets a verdict on its neck."""
        return "strain" in self.causes

    @property
    def times_holds(self) -> bool:
        """Whether each hold is timed against a limit, and a rest follows a long one."""
        return "cramp" in self.causes

    def hold_for(self, cramp: CrampLimits) -> str:
        """What a hold's limit is for, to stand behind it: " for empty hands" without a load.

        "" where a load was stated, or none matters.
        """
        return " for empty hands" if self.has_load and cramp.load == EMPTY_HANDS else ""

    def counts(self, what: Counted) -> bool:
        """Whether it is counted in reps, or in holds."""
        return what in self.counted_in

    def how_many(self, count: int) -> str:
        """So many of it: "1 sit-up", "8 sit-ups"."""
        return f"{count} {self.one if count == 1 else self.many}"
