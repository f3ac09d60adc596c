"""Whole screens over a darkened picture: no camera, paused, the summary, the keys."""

from __future__ import annotations

import cv2

from formcheck.live.screen.icons import bars, camera, crossed_speaker, disc
from formcheck.live.screen.letters import block_height, width_px, wrapped, write, write_lines
from formcheck.live.screen.page import Page
from formcheck.overlay.boxes import Box
from formcheck.overlay.verdicts import AMBER, GREY, RED, WHITE

KEYS = (
    ("space", "pause, go on"),
    ("m", "sound off, on"),
    ("c", "learn your neutral again"),
    ("e", "other exercise"),
    ("r", "record"),
    ("h", "this help"),
    ("q", "end"),
)
SHOWS_THROUGH = 0.2
SUMMARY_TYPE = (5.4, 4.8, 4.2, 3.7, 3.2, 2.7)


def _darken(page: Page, shows_through: float = SHOWS_THROUGH) -> None:
    """Let little of the picture through."""
    image = page.pen.image
    cv2.addWeighted(image, shows_through, image, 0.0, 8.0, dst=image)


def draw_lost(page: Page) -> None:
    """A camera struck out; the banner says what is wrong."""
    _darken(page)
    width, height = page.size
    camera(page.pen, (width / 2, height * 0.33), page.px(17.0), AMBER)


def draw_paused(page: Page) -> None:
    """Two bars, the word, and how to go on."""
    _darken(page)
    width, height = page.size
    bars(page.pen, (width / 2, height * 0.28), page.px(13.0), WHITE)
    word, hint = page.scene.headline or "Paused", page.scene.detail or "Press space to go on."
    write(page.pen, word, (width / 2, height * 0.5), page.px(11.0), WHITE, 0.5)
    write(page.pen, hint, (width / 2, height * 0.7), page.px(5.4), WHITE, 0.5)


def draw_summary(page: Page) -> None:
    """The sentences of the set, as large as all of them fit."""
    _darken(page)
    width, height = page.size
    title = page.scene.headline or "Done"
    left, top = page.px(7.0), page.px(7.0)
    write(page.pen, title, (left, top), page.px(9.0), WHITE)
    top += page.px(9.0 + 8.0)
    foot = height - page.px(12.0)
    for percent in SUMMARY_TYPE:
        cap_px = page.px(percent)
        sentences = [wrapped(text, cap_px, width - 2 * left) for text in page.scene.summary]
        gap_px = round(1.25 * cap_px)
        needed = sum(block_height(len(lines), cap_px) + gap_px for lines in sentences)
        if top + needed <= foot:
            break
    for lines in sentences:
        if top + block_height(len(lines), cap_px) > foot:
            break
        write_lines(page.pen, lines, (left, top), cap_px, WHITE)
        top += block_height(len(lines), cap_px) + gap_px
    hint = page.scene.detail
    write(page.pen, hint, (left, height - page.px(9.0)), page.px(4.6), GREY)


def draw_help(page: Page) -> None:
    """The keys and what they do."""
    _darken(page, 0.1)
    left, top = page.px(12.0), page.px(6.0)
    write(page.pen, "Keys", (left, top), page.px(7.0), WHITE)
    for row, (key, use) in enumerate(KEYS):
        y = top + page.px(16.0 + 11.0 * row)
        write(page.pen, key, (left, y), page.px(5.4), AMBER)
        write(page.pen, use, (left + page.px(32.0), y), page.px(5.0), WHITE)


def draw_marks(page: Page) -> None:
    """Small signs for recording and for no sound, at the middle of the upper edge."""
    marks = [("REC", disc, RED)] if page.scene.recording else []
    marks += [("MUTED", crossed_speaker, GREY)] if page.scene.muted else []
    cap_px = page.px(3.2)
    widths = [page.px(8.0) + width_px(word, cap_px) for word, _, _ in marks]
    left, top = (page.size[0] - sum(widths)) // 2, page.px(1.4)
    for (word, sign, colour), wide in zip(marks, widths, strict=True):
        page.panel(Box(left, top, left + wide, top + page.px(6.4)))
        sign(page.pen, (left + page.px(3.4), top + page.px(3.2)), page.px(1.9), colour)
        write(page.pen, word, (left + page.px(6.4), top + page.px(1.6)), cap_px, WHITE)
        left += wide
