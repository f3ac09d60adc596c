"""What the person sees from across the room: the mirrored picture, and what matters now, large."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from formcheck.core.exercises import spec_of
from formcheck.core.exercises.specs import Counted
from formcheck.core.risks.limits import Limits
from formcheck.live.coaching.scene import Scene, Stage
from formcheck.live.screen.banner import draw_banner
from formcheck.live.screen.body import draw_body
from formcheck.live.screen.counter import draw_counter
from formcheck.live.screen.dial import draw_dial
from formcheck.live.screen.fit import fit
from formcheck.live.screen.page import Page
from formcheck.live.screen.positioning import draw_placing
from formcheck.live.screen.ring import draw_countdown, draw_hold, draw_learning
from formcheck.live.screen.sheets import (
    draw_help,
    draw_lost,
    draw_marks,
    draw_paused,
    draw_summary,
)
from formcheck.overlay import within_reach
from formcheck.overlay.pen import Image, Pen

__all__ = ["draw_screen"]


def draw_screen(
    image: Image,
    scene: Scene,
    limits: Limits,
    size: tuple[int, int] = (1280, 720),
    *,
    mirrored: bool = True,
) -> Image:
    """The screen of ``size`` (width, height) for one instant; (height, width, 3) uint8, BGR.

    ``image`` is the camera's picture, of any size and as it came, and stays as it is; the
    scene's pose is in its pixels. What can't be seen isn't drawn.
    """
    fitted = fit(image, scene.reading.pose, size, mirrored=mirrored)
    pen = Pen(fitted.canvas)
    reading = replace(scene.reading, pose=within_reach(fitted.pose, pen))
    page = Page(pen, fitted.picture, scene, reading, limits, mirrored)
    STAGES[scene.stage](page)
    if scene.stage not in (Stage.SUMMARY, Stage.PAUSED):
        draw_banner(page)
    if scene.help_shown:
        draw_help(page)
    draw_marks(page)
    return page.pen.image


def _draw_set(page: Page) -> None:
    spec, scene = spec_of(page.scene.exercise), page.scene
    draw_body(page)
    if spec.counted_in:
        draw_counter(page)
    timing = math.isfinite(scene.held_s) or math.isfinite(scene.left_s)
    if not page.reading.judged:
        return
    if spec.counts(Counted.HOLD) and timing:
        draw_hold(page)
    elif spec.judges_neck:
        draw_dial(page)


def _draw_countdown(page: Page) -> None:
    draw_body(page)
    draw_countdown(page)


def _draw_neutral(page: Page) -> None:
    draw_body(page)
    draw_learning(page)


STAGES: dict[Stage, Callable[[Page], None]] = {
    Stage.LOST: draw_lost,
    Stage.PLACING: draw_placing,
    Stage.COUNTDOWN: _draw_countdown,
    Stage.NEUTRAL: _draw_neutral,
    Stage.SET: _draw_set,
    Stage.PAUSED: draw_paused,
    Stage.SUMMARY: draw_summary,
}
