"""Time as a ring: a hold that fills it, a rest or a countdown that empties it."""

from __future__ import annotations

import math

from formcheck.core.readings import with_interval
from formcheck.live.screen.icons import Sign, note, octagon, tick
from formcheck.live.screen.letters import fitting_px, write
from formcheck.live.screen.page import Page
from formcheck.overlay.boxes import Box
from formcheck.overlay.pen import Point, arc
from formcheck.overlay.verdicts import DARK, GREY, NEARLY, OK, TOO_LONG, WHITE, Colour, hold_verdict

TOP_DEG = -90.0  # rings begin at the top and run clockwise
REST: Colour = (235, 180, 90)  # sky blue, as in Okabe & Ito (2008)
TRACK: Colour = (90, 86, 82)
WIDE, HIGH, LINE = 46.0, 50.0, 5.5
RADIUS, BAND = 16.0, 4.2
WORDS = {OK: ("HOLD", tick), NEARLY: ("NEARLY", note), TOO_LONG: ("LOWER NOW", octagon)}


def draw_hold(page: Page) -> None:
    """The hold under way, or the rest after one, in the upper right corner; nothing without."""
    scene = page.scene
    if math.isfinite(scene.held_s):
        cramp = page.limits.cramp
        verdict = hold_verdict(with_interval(scene.held_s, 0.0), scene.limit_s, cramp)
        word, sign = WORDS[verdict]
        share = scene.held_s / scene.limit_s if scene.limit_s > 0.0 else 0.0
        limited = f"of {scene.limit_s:.0f} s" if math.isfinite(scene.limit_s) else "s"
        limit_for = f"limit{scene.limit_for}" if scene.limit_for else ""
        centre = _panel(page, word, sign, verdict.colour, limit_for)
        _ring(page, centre, share, verdict.colour, (RADIUS, BAND))
        _mark(page, centre, cramp.near_share)
        _number(page, centre, math.floor(scene.held_s), limited)
    elif math.isfinite(scene.left_s):
        rest_s = scene.limit_s if math.isfinite(scene.limit_s) else page.limits.cramp.hold_s()
        centre = _panel(page, "REST", None, REST)
        _ring(page, centre, scene.left_s / rest_s, REST, (RADIUS, BAND))
        _number(page, centre, math.ceil(scene.left_s), "s left")


def draw_countdown(page: Page) -> None:
    """What is left in seconds, as large as the screen carries, in the middle."""
    scene = page.scene
    if not math.isfinite(scene.left_s):
        return
    width, height = page.size
    radius = 24.0
    centre = (width / 2.0, height / 2.0 - page.px(13.0))
    page.pen.fill(arc(centre, page.px(radius + 5.0), 0.0, 360.0), DARK, 0.75)
    _ring(page, centre, _share_left(page), REST, (radius, 4.5))
    cap_px = page.px(24.0)
    number = _whole(math.ceil(scene.left_s))
    write(page.pen, number, (centre[0], centre[1] - cap_px / 2), cap_px, WHITE, 0.5)


def draw_learning(page: Page) -> None:
    """What is left of learning the neutral, in the upper right corner."""
    if math.isfinite(page.scene.left_s):
        centre = _panel(page, "LEARNING", None, REST)
        _ring(page, centre, 1.0 - _share_left(page), REST, (RADIUS, BAND))
        _number(page, centre, math.ceil(page.scene.left_s), "s left")


def _share_left(page: Page) -> float:
    """What is left of ``limit_s``; where that isn't told, of the second that runs."""
    scene = page.scene
    return scene.left_s / scene.limit_s if scene.limit_s > 0.0 else scene.left_s % 1.0


def _panel(page: Page, word: str, sign: Sign | None, colour: Colour, small: str = "") -> Point:
    """The dark corner with the word, and a small line below it; returns the ring's middle."""
    width = page.size[0]
    box = Box(width - page.px(WIDE), 0, width, page.px(HIGH + (LINE if small else 0.0)))
    page.panel(box)
    centre_px = (box.left + box.right) / 2
    small_px = fitting_px(small, page.px(3.4), box.width - page.px(5.0))
    write(page.pen, small, (centre_px, page.px(HIGH)), small_px, GREY, 0.5)
    sign_px = page.px(7.5) if sign else 0
    cap_px = fitting_px(word, page.px(5.4), box.width - sign_px - page.px(5.0))
    middle = (box.left + box.right + sign_px) / 2
    top = page.px(41.5)
    inked = write(page.pen, word, (middle, top), cap_px, colour, 0.5)
    if sign:
        sign(page.pen, (inked.left - page.px(4.6), top + cap_px / 2), page.px(3.0), colour)
    return (centre_px, float(page.px(20.5)))


def _ring(
    page: Page, centre: Point, share: float, colour: Colour, shape: tuple[float, float]
) -> None:
    radius_px, thick_px = page.px(shape[0]), page.px(shape[1])
    page.pen.stroke(arc(centre, radius_px, 0.0, 360.0), TRACK, thick_px)
    if share > 0.0:
        end_deg = TOP_DEG + 360.0 * min(share, 1.0)
        page.pen.stroke(arc(centre, radius_px, TOP_DEG, end_deg), colour, thick_px)


def _mark(page: Page, centre: Point, share: float) -> None:
    """A notch where the hold is nearly over."""
    turn = math.radians(TOP_DEG + 360.0 * share)
    ends = [
        (centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn))
        for radius in (page.px(RADIUS - BAND / 2), page.px(RADIUS + BAND / 2))
    ]
    page.pen.stroke(ends, WHITE, page.px(0.8))


def _number(page: Page, centre: Point, seconds: int, unit: str) -> None:
    top = centre[1] - page.px(8.0)
    write(page.pen, _whole(seconds), (centre[0], top), page.px(11.0), WHITE, 0.5)
    write(page.pen, unit, (centre[0], centre[1] + page.px(5.2)), page.px(4.0), GREY, 0.5)


def _whole(seconds: int) -> str:
    """Seconds in at most three digits: more has no room, and no end either."""
    return str(min(max(seconds, 0), 999))
