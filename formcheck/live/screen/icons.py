"""Signs that are told apart by their shape, so that no meaning hangs on a colour."""

from __future__ import annotations

import math
from collections.abc import Callable

from formcheck.live.screen.letters import engrave
from formcheck.overlay.pen import Pen, Point, arc
from formcheck.overlay.verdicts import DARK, WHITE, Colour

Sign = Callable[[Pen, Point, float, Colour], None]
Shape = list[Point]


def _polygon(corners: int, turn_deg: float, centre: Point, radius_px: float) -> list[Point]:
    return [
        (centre[0] + radius_px * math.cos(turn), centre[1] + radius_px * math.sin(turn))
        for turn in (math.radians(turn_deg + 360.0 * i / corners) for i in range(corners))
    ]


def tick(pen: Pen, centre: Point, radius_px: float, colour: Colour) -> None:
    """A disc with a tick: fine."""
    pen.fill(arc(centre, radius_px, 0.0, 360.0), colour, 1.0)
    x, y = centre
    strokes = [
        (x - 0.45 * radius_px, y + 0.05 * radius_px),
        (x - 0.12 * radius_px, y + 0.38 * radius_px),
        (x + 0.48 * radius_px, y - 0.35 * radius_px),
    ]
    _stroke(pen, strokes, radius_px)


def cross(pen: Pen, centre: Point, radius_px: float, colour: Colour) -> None:
    """A square with a cross: missing."""
    pen.fill(_polygon(4, 45.0, centre, 1.25 * radius_px), colour, 1.0)
    x, y, reach = *centre, 0.42 * radius_px
    _stroke(pen, [(x - reach, y - reach), (x + reach, y + reach)], radius_px)
    _stroke(pen, [(x - reach, y + reach), (x + reach, y - reach)], radius_px)


def question(pen: Pen, centre: Point, radius_px: float, colour: Colour) -> None:
    """A lozenge with a question mark: can't tell."""
    pen.fill(_polygon(4, 0.0, centre, 1.25 * radius_px), colour, 1.0)
    engrave(pen, "?", centre, round(1.1 * radius_px))


def octagon(pen: Pen, centre: Point, radius_px: float, colour: Colour) -> None:
    """The shape of a stop sign."""
    pen.fill(_polygon(8, 22.5, centre, 1.15 * radius_px), colour, 1.0)
    engrave(pen, "!", centre, round(1.2 * radius_px))


def triangle(pen: Pen, centre: Point, radius_px: float, colour: Colour) -> None:
    """The shape of a sign that warns."""
    lower = (centre[0], centre[1] + 0.25 * radius_px)
    pen.fill(_polygon(3, -90.0, lower, 1.4 * radius_px), colour, 1.0)
    engrave(pen, "!", (lower[0], lower[1] + 0.05 * radius_px), round(0.95 * radius_px))


def note(pen: Pen, centre: Point, radius_px: float, colour: Colour) -> None:
    """A disc with an i: to know."""
    pen.fill(arc(centre, radius_px, 0.0, 360.0), colour, 1.0)
    engrave(pen, "i", centre, round(1.1 * radius_px))


def bars(pen: Pen, centre: Point, radius_px: float, colour: Colour) -> None:
    """Two bars: paused."""
    x, y = centre
    for middle in (x - 0.45 * radius_px, x + 0.45 * radius_px):
        left, right = middle - 0.25 * radius_px, middle + 0.25 * radius_px
        top, bottom = y - 0.9 * radius_px, y + 0.9 * radius_px
        pen.fill([(left, top), (right, top), (right, bottom), (left, bottom)], colour, 1.0)


def camera(pen: Pen, centre: Point, radius_px: float, colour: Colour) -> None:
    """A camera struck out: no picture."""
    x, y, size = *centre, radius_px
    body = [(x - size, y - 0.55 * size), (x + 0.4 * size, y - 0.55 * size)]
    body += [(x + 0.4 * size, y + 0.55 * size), (x - size, y + 0.55 * size)]
    hood = [(x + 0.5 * size, y - 0.1 * size), (x + 1.05 * size, y - 0.5 * size)]
    hood += [(x + 1.05 * size, y + 0.5 * size), (x + 0.5 * size, y + 0.1 * size)]
    pen.fill(body, WHITE, 0.9)
    pen.fill(hood, WHITE, 0.9)
    _stroke(pen, [(x - size, y + size), (x + size, y - size)], 1.6 * size)
    _stroke(pen, [(x - size, y + size), (x + size, y - size)], 0.9 * size, colour)


def crossed_speaker(pen: Pen, centre: Point, radius_px: float, colour: Colour) -> None:
    """A loudspeaker struck out: muted."""
    x, y, size = *centre, radius_px
    horn = [(x - 0.8 * size, y - 0.35 * size), (x - 0.35 * size, y - 0.35 * size)]
    horn += [(x + 0.3 * size, y - 0.9 * size), (x + 0.3 * size, y + 0.9 * size)]
    horn += [(x - 0.35 * size, y + 0.35 * size), (x - 0.8 * size, y + 0.35 * size)]
    pen.fill(horn, colour, 1.0)
    _stroke(pen, [(x - 0.9 * size, y - 0.9 * size), (x + 0.9 * size, y + 0.9 * size)], size, colour)


def disc(pen: Pen, centre: Point, radius_px: float, colour: Colour) -> None:
    """A plain disc: recording."""
    pen.fill(arc(centre, 0.8 * radius_px, 0.0, 360.0), colour, 1.0)


def _stroke(pen: Pen, points: list[Point], size_px: float, colour: Colour = DARK) -> None:
    """A stroke as thick as suits a sign of this size."""
    pen.stroke(points, colour, max(2, round(0.24 * size_px)))
