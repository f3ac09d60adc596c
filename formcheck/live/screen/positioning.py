"""Getting into place: where the body should be, what isn't in view, which way to go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from formcheck.core.exercises import spec_of
from formcheck.core.exercises.specs import ExerciseSpec, Posture, View
from formcheck.core.pose import EARS, EYES, HIPS, Floats, Landmark
from formcheck.live.screen.arrows import draw_move
from formcheck.live.screen.figure import PARTS, outlines
from formcheck.live.screen.icons import cross, tick
from formcheck.live.screen.letters import width_px, write
from formcheck.live.screen.page import Page
from formcheck.overlay.boxes import Box
from formcheck.overlay.pen import Image, Pen, Point, arc
from formcheck.overlay.verdicts import AMBER, DARK, GREEN, WHITE

CHECKED = ("head", "shoulders", "hips")
LYING_WIDE = 92.0  # from toes to crown, in hundredths of the stature
LYING_FOOT, STANDING_HEAD = 67.0, 8.0  # where on the screen, in hundredths of its height
UPRIGHT_SCALE, LYING_SCALE = 1.16, 1.25  # hundredths of the height for one of the stature
OUTLINE = 0.8  # its thickness
Pair = tuple[Landmark, Landmark]
HEAD_END: tuple[Pair, Pair] = (EARS, HIPS)  # tells where the head of somebody lying is,
HEAD_FRONT: tuple[Pair, Pair] = (EYES, EARS)  # and which way somebody upright faces
VEIL = (34, 34, 34)  # how much brighter the picture is inside of the figure


def draw_placing(page: Page) -> None:
    """The figure to fill, the parts that are looked for with a tick or a cross, and an arrow."""
    _draw_figure(page)
    draw_move(page)
    _draw_checks(page)


def _draw_figure(page: Page) -> None:
    spec = spec_of(page.scene.exercise)
    posture, place = spec.posture, _place(page, spec)
    box, dark, veil, light = _inks(posture, place, page.size)
    part = page.pen.image[box.top : box.bottom, box.left : box.right]
    cv2.min(part, dark, dst=part)
    cv2.add(part, veil, dst=part)
    cv2.max(part, light, dst=part)
    for name in page.scene.out_of_view:
        if name in PARTS[posture]:
            x, y, radius = PARTS[posture][name]
            centre = place.on_screen(np.array([[x, y]]))[0]
            rim = arc(centre, radius * place.scale, 0.0, 360.0)
            page.pen.line(rim, AMBER, page.px(1.0) / page.pen.scale)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the figure stands on the screen: its scale, its origin and the way it faces."""

    scale: float
    left: float
    top: float
    sign: float

    def on_screen(self, points: Floats) -> list[Point]:
        placed = points * [self.sign * self.scale, -self.scale] + [self.left, self.top]
        return [(x, y) for x, y in placed.tolist()]


def _place(page: Page, spec: ExerciseSpec) -> _Place:
    box, unit_px = page.picture, page.px(100.0) / 100.0
    middle = (box.left + box.right) / 2
    if not spec.posture.lying:
        scale = UPRIGHT_SCALE * unit_px
        sign = _side(page, HEAD_FRONT) if spec.view is View.SIDE else 1.0
        return _Place(scale, middle, page.px(STANDING_HEAD) + 99.0 * scale, sign)
    scale = min(LYING_SCALE * unit_px, 0.9 * box.width / LYING_WIDE)
    sign = _side(page, HEAD_END)
    return _Place(scale, middle - 5.0 * sign * scale, float(page.px(LYING_FOOT)), sign)


@lru_cache(maxsize=2)  # it takes longest to draw, and stays from frame to frame
def _inks(
    posture: Posture, place: _Place, size: tuple[int, int]
) -> tuple[Box, Image, Image, Image]:
    """The figure's box; its dark edge on white, its inside and its outline on black in there."""
    width, height = size
    dark, veil, light = (np.full((height, width, 3), shade, np.uint8) for shade in (255, 0, 0))
    shapes = [place.on_screen(outline) for outline in outlines(posture)]
    thick_px = max(2, round(OUTLINE * min(size) / 100.0))
    for shape in shapes:
        Pen(dark).stroke([*shape, shape[0]], DARK, 2 * thick_px)
        Pen(light).stroke([*shape, shape[0]], WHITE, thick_px)
    cv2.fillPoly(veil, [np.rint(shape).astype(np.int32) for shape in shapes], VEIL)
    left, top, wide, high = cv2.boundingRect(np.asarray(dark.min(axis=2) < 255, np.uint8))
    box = Box(left, top, left + wide, top + high)
    dark, veil, light = (
        ink[top : box.bottom, left : box.right].copy() for ink in (dark, veil, light)
    )
    return box, dark, veil, light


def _side(page: Page, ends: tuple[Pair, Pair]) -> float:
    """-1 where the first end is to the left of the other on the screen, else +1."""
    first, other = (page.reading.pose.points[list(end), 0].mean() for end in ends)
    return -1.0 if first < other else 1.0


def _draw_checks(page: Page) -> None:
    cap_px, row_px = page.px(4.8), page.px(9.5)
    wide = page.px(14.5) + max(width_px(name, cap_px) for name in CHECKED)
    page.panel(Box(0, 0, wide, page.px(3.0) + len(CHECKED) * row_px))
    for row, name in enumerate(CHECKED):
        top = page.px(4.0) + row * row_px
        missing = name in page.scene.out_of_view
        sign, colour = (cross, AMBER) if missing else (tick, GREEN)
        sign(page.pen, (page.px(6.0), top + cap_px / 2), page.px(2.9), colour)
        write(page.pen, name, (page.px(11.0), top), cap_px, AMBER if missing else WHITE)
