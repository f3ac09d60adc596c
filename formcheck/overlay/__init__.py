"""What a coach sees: the picture with what was read from it drawn on top."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.core.exercises import NONE, spec_of
from formcheck.core.pose import BONES, Pose
from formcheck.core.readings import Reading
from formcheck.core.risks.limits import Limits
from formcheck.overlay.banner import draw_warning, place_warning
from formcheck.overlay.boxes import Box, head_box
from formcheck.overlay.counter import draw_counter
from formcheck.overlay.lettering import lay_out
from formcheck.overlay.neck_gauge import draw_neck, flexion_sign, label_box, neck_phrases
from formcheck.overlay.pen import Image, Pen
from formcheck.overlay.shoulders import draw_shoulders
from formcheck.overlay.verdicts import GREY

__all__ = ["draw", "flexion_sign", "within_reach"]


def draw(image: Image, reading: Reading, limits: Limits) -> Image:
    """A copy of the picture with skeleton, neck or shoulders, count and the worst warning.

    ``image`` is (height, width, 3) uint8, BGR, of any size, and stays as it is. What can't be
    seen isn't drawn. A warning never hides the head where the picture has room beside it.
    """
    pen = Pen(image.copy())
    if not image.size:
        return pen.image
    reading = replace(reading, pose=within_reach(reading.pose, pen))
    taken = [head_box(reading.pose, pen.picture)]
    placed = [place_warning(warning, pen, taken[0]) for warning in reading.active[:1]]
    taken += [box for _, box in placed]
    _draw_skeleton(pen, reading)
    spec = spec_of(reading.exercise or NONE)
    if spec.times_holds:
        draw_shoulders(pen, reading, limits.cramp)
    if spec.judges_neck:
        _draw_neck_and_counter(pen, reading, limits, taken)
    elif spec.counted_in:
        draw_counter(pen, reading, limits.cramp, taken)
    for place in placed:
        draw_warning(pen, reading.active[0], place)
    return pen.image


def _draw_neck_and_counter(pen: Pen, reading: Reading, limits: Limits, taken: list[Box]) -> None:
    draw_neck(pen, reading, limits.strain)
    phrases = neck_phrases(reading, limits.strain, pen.text_scale)
    label = lay_out(phrases, pen.picture.width)
    box = label_box(reading, label, pen.picture, taken) if len(phrases) > 1 else None
    if box is None:
        draw_counter(pen, reading, limits.cramp, taken, phrases)
    else:
        label.draw(pen, box.left, box.top)
        draw_counter(pen, reading, limits.cramp, [*taken, box])


def within_reach(pose: Pose, pen: Pen) -> Pose:
    """The pose without landmarks absurdly far outside the picture."""
    far = ~(np.abs(pose.points) <= pen.reach_px).all(axis=1, keepdims=True)
    return replace(pose, points=np.where(far, np.nan, pose.points))


def _draw_skeleton(pen: Pen, reading: Reading) -> None:
    points = reading.pose.points.tolist()
    pen.lines([(points[start], points[end]) for start, end in BONES], GREY, 2.0)
