"""Which way to go, as arrows that are told apart by their shape and place."""

from __future__ import annotations

from formcheck.live.screen.icons import Shape
from formcheck.live.screen.page import Page
from formcheck.overlay.pen import Point, arc
from formcheck.overlay.verdicts import AMBER, DARK

LENGTH = 20.0  # of an arrow, in hundredths of the screen's height

ARROW: Shape = [  # pointing right, its length and height one
    (-0.5, -0.17), (0.02, -0.17), (0.02, -0.45), (0.5, 0.0),
    (0.02, 0.45), (0.02, 0.17), (-0.5, 0.17),
]  # fmt: skip


def draw_move(page: Page) -> None:
    """The arrow for ``scene.move``: at the side to go to, or at both sides."""
    move = page.scene.move
    if move in ("left", "right"):
        to_left = (move == "left") == page.mirrored
        _draw_sideways(page, to_left=to_left)
    elif move in ("closer", "farther"):
        _draw_in_depth(page, closer=move == "closer")
    elif move == "lower":
        x = page.size[0] - page.px(LENGTH * 0.75)
        _draw(page, (x, page.px(40.0)), page.px(26.0), 90.0)
    elif move == "turn":
        _draw_turn(page)


def _draw_sideways(page: Page, *, to_left: bool) -> None:
    inset = page.px(LENGTH * 0.75)
    x = inset if to_left else page.size[0] - inset
    _draw(page, (x, page.px(44.0)), page.px(26.0), 180.0 if to_left else 0.0)


def _draw_in_depth(page: Page, *, closer: bool) -> None:
    """Two arrows that part as things do that come nearer, or meet."""
    middle = (page.picture.left + page.picture.right) / 2
    apart = min(page.px(58.0), 0.36 * page.size[0])
    for side in (-1, 1):
        outwards = 0.0 if side > 0 else 180.0
        turn = outwards if closer else outwards + 180.0
        _draw(page, (middle + side * apart, page.px(44.0)), page.px(LENGTH), turn)


def _draw(page: Page, centre: Point, length_px: float, turn_deg: float) -> None:
    quarter = round(turn_deg / 90.0) % 4
    turned = ARROW
    for _ in range(quarter):
        turned = [(-y, x) for x, y in turned]
    _fill(page, [(centre[0] + x * length_px, centre[1] + y * length_px) for x, y in turned])


def _draw_turn(page: Page) -> None:
    """Most of a circle, seen from above at a slant, ending in a head."""
    middle = ((page.picture.left + page.picture.right) / 2, float(page.px(22.0)))
    wide = min(page.px(24.0), 0.4 * page.picture.width)
    flat = 0.5

    def slanted(points: list[Point]) -> list[Point]:
        return [(x, middle[1] + (y - middle[1]) * flat) for x, y in points]

    outer = slanted(arc(middle, wide, -60.0, 200.0))
    inner = slanted(arc(middle, 0.74 * wide, 200.0, -60.0))
    reach = 0.87 * wide
    tip = slanted(arc(middle, reach, 200.0, 246.0))[-1]
    barbs = slanted(arc(middle, 1.2 * wide, 196.0, 200.0))[-1:]
    barbs += [tip, *slanted(arc(middle, 0.52 * wide, 196.0, 200.0))[-1:]]
    _fill(page, [*outer, *barbs, *inner])


def _fill(page: Page, shape: Shape) -> None:
    pen = page.pen
    pen.stroke([*shape, shape[0]], DARK, page.px(2.2))
    pen.fill(shape, AMBER, 1.0)
