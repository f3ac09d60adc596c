"""Text on pictures: OpenCV's own letters, wrapped to a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from formcheck.overlay.boxes import Box
from formcheck.overlay.pen import Image, Pen
from formcheck.overlay.verdicts import Colour

FONT = cv2.FONT_HERSHEY_DUPLEX
LEADING = 0.55  # space between lines, over the height of a capital
PADDING = 0.7  # space around the text, over the height of its first line's capitals
PLAIN = str.maketrans({
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{DEGREE SIGN}": " deg",
    "\N{PLUS-MINUS SIGN}": "+-",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text in one colour and size; ``size`` 1 has capitals about 22 px high."""

    text: str
    size: float
    colour: Colour

    @property
    def stroke_px(self) -> int:
        """How thick its letters are drawn."""
        return max(1, round(1.4 * self.size))

    @property
    def extent(self) -> tuple[int, int, int]:
        """Width, height above and depth below the line it stands on, in pixels."""
        (width, height), depth = cv2.getTextSize(self.text, FONT, self.size, self.stroke_px)
        return width, height, depth

    def resized(self, by: float) -> Phrase:
        """The same text in another size."""
        return Phrase(self.text, self.size * by, self.colour)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text, each already fitting the width, and the size of their box in pixels."""

    lines: tuple[Phrase, ...]
    width: int
    height: int
    padding: int

    def draw(self, pen: Pen, left: int, top: int) -> Box:
        """Write it on a dark panel whose corner is given; returns the panel's box."""
        box = Box(left, top, left + self.width, top + self.height)
        pen.panel(box)
        foot = top + self.padding
        for line in self.lines:
            _, height, _ = line.extent
            foot += height
            edge = line.stroke_px
            pen.lighten(_ink(line), left + self.padding - edge, foot - height - edge)
            foot += round(height * LEADING)
        return box


@lru_cache(maxsize=32)  # letters take longest to draw, and most stay from frame to frame
def _ink(phrase: Phrase) -> Image:
    """The phrase on black, with its strokes' width as margin around it."""
    width, height, depth = phrase.extent
    edge = phrase.stroke_px
    ink = np.zeros((height + depth + 2 * edge, width + 2 * edge, 3), np.uint8)
    cv2.putText(
        ink, phrase.text, (edge, edge + height), FONT, phrase.size, phrase.colour, edge, cv2.LINE_AA
    )
    ink.setflags(write=False)
    return ink


def plain(text: str) -> str:
    """The text in the letters that OpenCV can draw: ASCII."""
    spelled = unicodedata.normalize("NFKD", text.translate(PLAIN))
    return spelled.encode("ascii", "ignore").decode("ascii")


def lay_out(phrases: Sequence[Phrase], width_px: int) -> Block:
    """Wrap the phrases below one another; a word that is too long alone stands alone."""
    first = Phrase("H", phrases[0].size, phrases[0].colour)
    padding = round(first.extent[1] * PADDING)
    lines = [line for phrase in phrases for line in _wrapped(phrase, width_px - 2 * padding)]
    extents = [line.extent for line in lines]
    heights = sum(height for _, height, _ in extents)
    gaps = sum(round(height * LEADING) for _, height, _ in extents[:-1])
    return Block(
        lines=tuple(lines),
        width=max((width for width, _, _ in extents), default=0) + 2 * padding,
        height=heights + gaps + 2 * padding,
        padding=padding,
    )


def _wrapped(phrase: Phrase, width_px: int) -> list[Phrase]:
    lines: list[Phrase] = []
    for word in plain(phrase.text).split():
        longer = Phrase(f"{lines[-1].text} {word}" if lines else word, phrase.size, phrase.colour)
        if lines and longer.extent[0] <= width_px:
            lines[-1] = longer
        else:
            lines.append(Phrase(word, phrase.size, phrase.colour))
    return lines
