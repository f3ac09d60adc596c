"""The one thing to know now, across the foot of the screen."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from formcheck.live.screen.icons import Sign, note, octagon, triangle
from formcheck.live.screen.letters import LEADING, block_height, wrapped, write_lines
from formcheck.live.screen.page import Page
from formcheck.overlay.boxes import Box
from formcheck.overlay.verdicts import AMBER, GREY, RED, WHITE, Colour

SIGNS: dict[str, tuple[Sign, Colour]] = {
    "stop": (octagon, RED),
    "caution": (triangle, RED),
    "notice": (note, AMBER),
}
TYPE = ((9.0, 5.2), (9.0, 4.6), (8.0, 4.2), (7.0, 4.0), (6.0, 3.5), (5.0, 3.0))
"""Capitals of headline and detail in hundredths of the height, from best to smallest."""
HIGHEST = 34.0  # hundredths of the screen's height that it may take
FRAME = 1.4  # how thick the frame of a serious warning is


@dataclass(frozen=True, slots=True)
class _Text:
    headline: list[str]
    detail: list[str]
    headline_px: int
    detail_px: int
    padding_px: int

    @property
    def gap_px(self) -> int:
        """Between headline and detail."""
        return round(1.5 * LEADING * self.detail_px) if self.headline and self.detail else 0

    @property
    def height_px(self) -> int:
        """With the padding above and below."""
        words = block_height(len(self.headline), self.headline_px)
        words += block_height(len(self.detail), self.detail_px)
        return words + self.gap_px + 2 * self.padding_px


def draw_banner(page: Page) -> Box:
    """Headline and detail with the sign of their severity; returns the box, empty without words.

    A warning to be heeded at once also frames the whole screen.
    """
    scene = page.scene
    width, height = page.size
    if not scene.headline and not scene.detail:
        return Box(0, height, width, height)
    sign = SIGNS.get(scene.severity)
    indent = page.px(19.0) if sign else page.px(4.0)
    text = _set_type(page, width - indent - page.px(4.0))
    box = Box(0, height - text.height_px, width, height)
    page.panel(box)
    colour = sign[1] if sign else GREY
    page.pen.image[box.top : box.top + page.px(0.9)] = colour
    if sign:
        radius_px = min(page.px(5.6), (text.height_px - text.padding_px) // 3)
        sign[0](page.pen, (page.px(10.5), (box.top + box.bottom) / 2), radius_px, colour)
    _write(page, text, box, indent)
    if scene.severity in ("stop", "caution"):
        _frame(page, colour)
    return box


def _set_type(page: Page, room_px: int) -> _Text:
    """The largest type with which both fit; what doesn't fit even in the smallest is cut."""
    for headline, detail in TYPE:
        headline_px, detail_px = page.px(headline), page.px(detail)
        text = _Text(
            wrapped(page.scene.headline, headline_px, room_px),
            wrapped(page.scene.detail, detail_px, room_px),
            headline_px,
            detail_px,
            page.px(3.6),
        )
        if text.height_px <= page.px(HIGHEST):
            return text
    while text.height_px > page.px(HIGHEST):
        (text.detail or text.headline).pop()
    return text


def _write(page: Page, text: _Text, box: Box, indent_px: int) -> None:
    top = box.top + text.padding_px
    write_lines(page.pen, text.headline, (indent_px, top), text.headline_px, WHITE)
    top += block_height(len(text.headline), text.headline_px) + text.gap_px
    write_lines(page.pen, text.detail, (indent_px, top), text.detail_px, WHITE)


def _frame(page: Page, colour: Colour) -> None:
    image, thick = page.pen.image, page.px(FRAME)
    cv2.rectangle(image, (0, 0), (image.shape[1] - 1, image.shape[0] - 1), colour, 2 * thick)
