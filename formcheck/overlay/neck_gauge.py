"""The neck against its limit, drawn at the shoulder: a wedge to stay in and a needle."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from formcheck.core.pose import Landmark, Pose
from formcheck.core.readings import UNKNOWN, Reading
from formcheck.core.risks.strain import StrainLimits
from formcheck.overlay.boxes import Box
from formcheck.overlay.lettering import Block, Phrase
from formcheck.overlay.pen import Pen, Point, arc
from formcheck.overlay.verdicts import GREEN, GREY, WHITE, neck_verdict

RADIUS = 0.85  # over the trunk's length in the picture: the arc passes above the head
LEAST_RADIUS_PX = 12.0
WEDGE_STRENGTH = 0.35
BAND = 0.09  # how thick the interval's arc is, over the radius
LABEL_SHARE = 0.8  # of the radius
LABEL_TURNS_DEG = (-55.0, 80.0, -110.0, 130.0)  # from neutral, + to the limit's side


@dataclass(frozen=True, slots=True)
class Dial:
    """Where the gauge stands in the picture; directions clockwise, 0 to the right."""

    pivot: Point
    radius_px: float
    neutral_deg: float
    sign: float

    def direction_deg(self, flexion_deg: float) -> float:
        """The direction in the picture of a neck bent so far from neutral."""
        return self.neutral_deg + self.sign * flexion_deg

    def at(self, flexion_deg: float, share: float) -> Point:
        """A point in that direction, at a share of the radius."""
        turn = math.radians(self.direction_deg(flexion_deg))
        reach = share * self.radius_px
        return (self.pivot[0] + reach * math.cos(turn), self.pivot[1] + reach * math.sin(turn))

    def arc(self, start_deg: float, end_deg: float, share: float) -> list[Point]:
        """Points of an arc between two flexions, at most half a turn from neutral."""
        start, end = (
            self.direction_deg(min(max(turn, -180.0), 180.0)) for turn in (start_deg, end_deg)
        )
        return arc(self.pivot, share * self.radius_px, start, end)


def flexion_sign(pose: Pose) -> float:
    """+1 where bending the neck forwards turns clockwise in the picture, -1 where not.

    Forwards is the side of the trunk line to which the nose lies from the ears. NaN where it
    can't be seen.
    """
    hip, shoulder, ear = _midpoints(pose)
    nose = pose.points[Landmark.NOSE].tolist()
    trunk = (shoulder[0] - hip[0], shoulder[1] - hip[1])
    cross = trunk[0] * (nose[1] - ear[1]) - trunk[1] * (nose[0] - ear[0])
    return math.copysign(1.0, cross) if math.isfinite(cross) and cross != 0.0 else math.nan


def draw_neck(pen: Pen, reading: Reading, strain: StrainLimits) -> None:
    """The measured lines, and where they can be had the wedge and the needle."""
    hip, shoulder, ear = _midpoints(reading.pose)
    dial = _dial(reading)
    beyond = (2.0 * shoulder[0] - hip[0], 2.0 * shoulder[1] - hip[1])
    pen.dashes(shoulder, beyond, GREY, 2.0)
    if dial is not None:
        _draw_dial(pen, dial, reading, strain)
    pen.lines([(hip, shoulder), (shoulder, ear)], WHITE, 3.0)
    for joint in (hip, shoulder, ear):
        pen.dot(joint, WHITE, 4.0)


def neck_phrases(reading: Reading, strain: StrainLimits, scale: float) -> list[Phrase]:
    """The flexion and what it means, in words."""
    flexion = reading.measures.get("neck_flexion_deg", UNKNOWN)
    verdict = neck_verdict(flexion, strain, judged=reading.judged)
    phrases = [Phrase(verdict.word, 0.55 * scale, verdict.colour)]
    if flexion.known:
        phrases.insert(0, Phrase(f"Neck {round(flexion.value)} deg", 0.8 * scale, WHITE))
    return phrases


def label_box(reading: Reading, label: Block, picture: Box, taken: Sequence[Box]) -> Box | None:
    """Where a label stands beside the gauge, clear of what is taken; None without room."""
    dial = _dial(reading)
    if dial is None:
        return None
    boxes = (_beyond(dial, turn, label) for turn in LABEL_TURNS_DEG)
    free = (
        box
        for box in boxes
        if box.within(picture) and not any(box.overlap_px(other) for other in taken)
    )
    return next(free, None)


def _draw_dial(pen: Pen, dial: Dial, reading: Reading, strain: StrainLimits) -> None:
    flexion = reading.measures.get("neck_flexion_deg", UNKNOWN)
    verdict = neck_verdict(flexion, strain, judged=reading.judged)
    limit = strain.neck_flexed_deg
    if reading.judged:
        pen.fill([dial.pivot, *dial.arc(0.0, limit, 1.0)], GREEN, WEDGE_STRENGTH)
        pen.line((dial.at(limit, 0.45), dial.at(limit, 1.08)), GREEN, 2.5)
    if not flexion.known:
        return
    if not math.isnan(flexion.low + flexion.high):
        pen.line(dial.arc(flexion.low, flexion.high, 1.0 + BAND), verdict.colour, 5.0)
    pen.line((dial.at(flexion.value, 0.0), dial.at(flexion.value, 1.0)), verdict.colour, 3.0)


def _beyond(dial: Dial, flexion_deg: float, block: Block) -> Box:
    """The block's box outside the dial's circle in a direction, touching it."""
    x, y = dial.at(flexion_deg, LABEL_SHARE)
    turn = math.radians(dial.direction_deg(flexion_deg))
    left = round(x + (math.cos(turn) - 1.0) * block.width / 2)
    top = round(y + (math.sin(turn) - 1.0) * block.height / 2)
    return Box(left, top, left + block.width, top + block.height)


def _dial(reading: Reading) -> Dial | None:
    """The gauge's place; None where the lines or the neutral can't be had."""
    hip, shoulder, ear = _midpoints(reading.pose)
    turned = reading.measures.get("neck_line_deg", UNKNOWN).value
    sign = flexion_sign(reading.pose)
    neck_deg = math.degrees(math.atan2(ear[1] - shoulder[1], ear[0] - shoulder[0]))
    neutral = neck_deg - sign * turned
    radius = RADIUS * math.dist(hip, shoulder)
    if not math.isfinite(neutral) or radius < LEAST_RADIUS_PX:
        return None
    return Dial(shoulder, radius, neutral, sign)


def _midpoints(pose: Pose) -> Iterator[Point]:
    for left, right in (
        (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
        (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
        (Landmark.LEFT_EAR, Landmark.RIGHT_EAR),
    ):
        x, y = ((pose.points[left] + pose.points[right]) / 2).tolist()
        yield (x, y)
