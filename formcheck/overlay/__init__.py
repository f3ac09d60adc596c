"""What a coach sees: the picture with what was read from it drawn on top."""

from __future__ import annotations

from formcheck.limits import Limits
from formcheck.overlay.banner import draw_warning
from formcheck.overlay.boxes import head_box
from formcheck.overlay.counter import NAMES, draw_counter
from formcheck.overlay.neck_gauge import draw_neck, flexion_sign
from formcheck.overlay.pen import Image, Pen
from formcheck.overlay.shoulders import draw_shoulders
from formcheck.overlay.verdicts import GREY
from formcheck.pose import BONES
from formcheck.readings import Reading

__all__ = ["draw", "flexion_sign"]


def draw(image: Image, reading: Reading, limits: Limits) -> Image:
    """A copy of the picture with skeleton, neck or shoulders, count and the worst warning.

    ``image`` is (height, width, 3) uint8, BGR, of any size, and stays as it is. What can't be
    seen isn't drawn. A warning never hides the head where the picture has room beside it.
    """
    pen = Pen(image.copy())
    if not image.size:
        return pen.image
    head = head_box(reading.pose, pen.picture)
    _draw_skeleton(pen, reading)
    if reading.exercise == "situp":
        draw_neck(pen, reading, limits.strain, head)
    elif reading.exercise == "shrug":
        draw_shoulders(pen, reading, limits.cramp)
    taken = [head]
    if reading.active:
        taken.append(draw_warning(pen, reading.active[0], head))
    if reading.exercise in NAMES:
        draw_counter(pen, reading, limits.cramp, taken)
    return pen.image


def _draw_skeleton(pen: Pen, reading: Reading) -> None:
    points = reading.pose.points.tolist()
    pen.lines([(points[start], points[end]) for start, end in BONES], GREY, 1.0)
