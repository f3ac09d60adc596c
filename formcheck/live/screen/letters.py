"""Large letters: a real font, drawn once and kept, for OpenCV's own fray when they are large."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from formcheck.overlay.boxes import Box
from formcheck.overlay.pen import Image, Pen
from formcheck.overlay.verdicts import DARK, Colour

CAP = 0.69  # a capital's height over the font's size
BOLD = 0.022  # how far strokes are thickened, over the font's size
LEADING = 0.62  # space between lines, over the height of a capital
KEPT = 48  # phrases, a few megabytes; all that is on a screen are twenty

Font = ImageFont.FreeTypeFont


@lru_cache(maxsize=32)
def _font(cap_px: int) -> Font:
    """Pillow's own font, Aileron, for capitals of this height."""
    font = ImageFont.load_default(cap_px / CAP)
    if not isinstance(font, Font):  # Pillow falls back to bitmaps where it lacks FreeType
        raise ImportError("Pillow was built without FreeType: reinstall it from its wheel")
    return font


def _stroke_px(cap_px: int) -> float:
    return BOLD * cap_px / CAP


@lru_cache(maxsize=256)
def width_px(text: str, cap_px: int) -> int:
    """How wide a line of text is whose capitals are ``cap_px`` high."""
    return round(_font(cap_px).getlength(text) + 2 * _stroke_px(cap_px))


@lru_cache(maxsize=KEPT)
def _ink(text: str, cap_px: int, colour: Colour) -> Image:
    """The text on black; capitals stand ``cap_px`` high, half of that below the upper edge."""
    mask = Picture.new("L", (width_px(text, cap_px) + 2, 2 * cap_px))
    ImageDraw.Draw(mask).text(
        (_stroke_px(cap_px), 1.5 * cap_px),
        text,
        fill=255,
        font=_font(cap_px),
        anchor="ls",
        stroke_width=_stroke_px(cap_px),
    )
    alpha = np.asarray(mask, np.float32)[..., None] / 255.0
    ink: Image = np.rint(alpha * np.array(colour, np.float32)).astype(np.uint8)
    ink.setflags(write=False)
    return ink


def write(
    pen: Pen, text: str, place: tuple[float, float], cap_px: int, colour: Colour, align: float = 0.0
) -> Box:
    """Write a line whose capitals reach from ``place`` down; on a dark ground.

    ``align`` 0 begins at the place, 0.5 is centred on it, 1 ends there. Returns the letters' box.
    """
    wide = width_px(text, cap_px)
    left, top = round(place[0] - align * wide), round(place[1])
    if text.strip():
        pen.lighten(_ink(text, cap_px, colour), left, top - cap_px // 2)
    return Box(left, top, left + wide, top + cap_px)


def engrave(pen: Pen, text: str, centre: tuple[float, float], cap_px: int) -> None:
    """Write dark letters in the middle of a light ground."""
    light = (255 - DARK[0], 255 - DARK[1], 255 - DARK[2])
    left = round(centre[0] - width_px(text, cap_px) / 2)
    pen.darken(np.invert(_ink(text, cap_px, light)), left, round(centre[1]) - cap_px)


def wrapped(text: str, cap_px: int, room_px: int) -> list[str]:
    """The text in lines no wider than the room; a word that is too long alone stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_px(longer, cap_px) <= room_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def fitting_px(text: str, cap_px: int, room_px: int) -> int:
    """The largest height of capitals, ``cap_px`` at most, with which the line fits the room."""
    wide = width_px(text, cap_px)
    return cap_px if wide <= room_px else max(8, cap_px * room_px // wide)


def block_height(lines: int, cap_px: int) -> int:
    """How high lines below one another are, from the first capital's head to the last's foot."""
    return round(lines * cap_px + max(lines - 1, 0) * cap_px * LEADING)


def write_lines(
    pen: Pen,
    lines: list[str],
    place: tuple[float, float],
    cap_px: int,
    colour: Colour,
    align: float = 0.0,
) -> None:
    """Lines below one another, the first as ``write`` does."""
    for row, line in enumerate(lines):
        y = place[1] + row * cap_px * (1.0 + LEADING)
        write(pen, line, (place[0], y), cap_px, colour, align)
