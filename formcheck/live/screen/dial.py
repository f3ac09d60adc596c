"""The neck on a dial: how far it is bent, how sure that is, and the limit."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from formcheck.core.readings import UNKNOWN, Measure
from formcheck.live.screen.icons import Shape, Sign, cross, octagon, question, tick
from formcheck.live.screen.letters import fitting_px, write
from formcheck.live.screen.page import Page, px
from formcheck.overlay.boxes import Box
from formcheck.overlay.pen import Image, Pen, Point, arc
from formcheck.overlay.verdicts import (
    CANT_TELL,
    GREEN,
    OK,
    RED,
    TOO_FAR,
    TOO_FAR_BACK,
    UNSEEN,
    WHITE,
    Colour,
    Verdict,
    neck_verdict,
)

LEAST_DEG, MOST_DEG = -25.0, 65.0  # from one end of the half circle to the other
SIGNS: dict[Verdict, Sign] = {
    OK: tick, CANT_TELL: question, TOO_FAR: octagon, TOO_FAR_BACK: octagon, UNSEEN: cross,
}  # fmt: skip
WIDE, HIGH = 46.0, 39.0  # of the panel, in hundredths of the screen's height
RADIUS, BAND, DASH_DEG = 17.5, 3.4, 3.0
PALE: Colour = (150, 150, 150)


def draw_dial(page: Page) -> None:
    """A half circle with the neck's flexion in the screen's upper right corner.

    The band is whole and green where the neck may be, and broken and red beyond; within it
    lies the interval of the measure, amber where the limit lies inside of that.
    """
    box = _box(page.size)
    page.panel(box)
    flexion = page.reading.measures.get("neck_flexion_deg", UNKNOWN)
    verdict = neck_verdict(flexion, page.limits.strain)
    strain = page.limits.strain
    face = _face(page.size, -strain.neck_extended_deg, strain.neck_flexed_deg)
    page.pen.lighten(face, box.left, box.top)
    centre = _centre(page.size)
    if flexion.known:
        _draw_measure(page, centre, flexion, verdict)
    _write_verdict(page, box, verdict, flexion.known)


def direction_deg(flexion_deg: float) -> float:
    """Where on the screen a flexion lies on the dial: clockwise, 0 to the right."""
    share = (flexion_deg - LEAST_DEG) / (MOST_DEG - LEAST_DEG)
    return 180.0 + 180.0 * min(max(share, 0.0), 1.0)


def _box(size: tuple[int, int]) -> Box:
    return Box(size[0] - px(size, WIDE), 0, size[0], px(size, HIGH))


def _centre(size: tuple[int, int]) -> Point:
    return (size[0] - px(size, WIDE) / 2, float(px(size, 26.5)))


def _at(centre: Point, flexion_deg: float, radius_px: float) -> Point:
    turn = math.radians(direction_deg(flexion_deg))
    return (centre[0] + radius_px * math.cos(turn), centre[1] + radius_px * math.sin(turn))


def _band(size: tuple[int, int], span: tuple[float, float], radii: tuple[float, float]) -> Shape:
    """A part of a ring between two flexions, with straight ends."""
    start, end = (direction_deg(flexion_deg) for flexion_deg in span)
    inner, outer = (px(size, radius) for radius in radii)
    centre = _centre(size)
    return [*arc(centre, outer, start, end), *arc(centre, inner, end, start)]


@lru_cache(maxsize=2)  # it stays from frame to frame
def _face(size: tuple[int, int], back_deg: float, limit_deg: float) -> Image:
    """What doesn't move, on black: the band, the limit and its figure."""
    pen = Pen(np.zeros((px(size, HIGH), size[0], 3), np.uint8))
    radii = (RADIUS - BAND / 2, RADIUS + BAND / 2)
    pen.fill(_band(size, (back_deg, limit_deg), radii), GREEN, 1.0)
    for start, end in ((back_deg, LEAST_DEG), (limit_deg, MOST_DEG)):
        step = math.copysign(DASH_DEG, end - start)
        for dash in range(int((end - start) / (2 * step))):
            at = start + (2 * dash + 1) * step
            pen.fill(_band(size, (at, at + step), radii), RED, 1.0)
    centre = _centre(size)
    ends = [_at(centre, limit_deg, px(size, RADIUS + reach)) for reach in (-5.6, 2.6)]
    pen.stroke(ends, WHITE, px(size, 0.9))
    x, y = _at(centre, limit_deg, px(size, RADIUS + 5.4))
    write(pen, f"{limit_deg:.0f}°", (x, y - px(size, 1.6)), px(size, 3.4), WHITE, 0.3)
    return np.ascontiguousarray(pen.image[:, _box(size).left :])


def _draw_measure(page: Page, centre: Point, flexion: Measure, verdict: Verdict) -> None:
    """The interval as an arc below the band, the value as a pointer and as a number."""
    pen = page.pen
    if not math.isnan(flexion.low + flexion.high):
        radii = (RADIUS - 4.9, RADIUS - 2.7)
        colour = verdict.colour if verdict is CANT_TELL else PALE
        pen.fill(_band(page.size, (flexion.low, flexion.high), radii), colour, 1.0)
    tip = _at(centre, flexion.value, page.px(RADIUS + 2.0))
    foot = _at(centre, flexion.value, page.px(RADIUS - 5.4))
    pen.line((foot, tip), WHITE, 5.0)
    value = min(max(flexion.value, -99.0), 199.0)
    text = f"{round(value)}°"
    write(pen, text, (centre[0], centre[1] - page.px(7.0)), page.px(7.0), WHITE, 0.46)


def _write_verdict(page: Page, box: Box, verdict: Verdict, known: bool) -> None:
    word = verdict.word if known else "NOT SEEN"
    room = box.width - page.px(13.0)
    cap_px = fitting_px(word, page.px(5.2), room)
    top = page.px(30.5)
    sign_px = page.px(7.5)
    left = (box.left + box.right - sign_px) / 2
    inked = write(page.pen, word, (left + sign_px, top), cap_px, verdict.colour, 0.5)
    middle = (inked.left - page.px(4.6), top + cap_px / 2)
    SIGNS[verdict](page.pen, middle, page.px(2.9), verdict.colour)
