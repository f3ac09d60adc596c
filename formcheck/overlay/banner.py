"""The warning, large, in a band of the picture where the head isn't."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formcheck.core.readings import FormWarning
from formcheck.overlay.boxes import Box
from formcheck.overlay.lettering import Block, Phrase, lay_out
from formcheck.overlay.pen import Pen
from formcheck.overlay.verdicts import AMBER, RED, WHITE, Colour

Placed = tuple[Block, Box]

BADGES: dict[str, tuple[str, Colour]] = {
    "stop": ("STOP", RED),
    "caution": ("TAKE CARE", RED),
    "notice": ("NOTE", AMBER),
}
MESSAGE_SIZE = 0.85
ADVICE_SIZE = 0.7
SHRINKS = (1.0, 0.8, 0.65, 0.5)
MARGIN = 12  # at scale one
SENTENCE_END = re.compile(r"(?<=[.!?])\s")


def draw_warning(pen: Pen, warning: FormWarning, placed: Placed) -> None:
    """Write a warning where ``place_warning`` put it."""
    block, box = placed
    block.draw(pen, box.left, box.top)
    _, colour = BADGES.get(warning.severity, BADGES["notice"])
    stripe = pen.width_px(5)
    pen.image[max(box.top, 0) : box.bottom, max(box.left, 0) : box.left + stripe] = colour


def place_warning(warning: FormWarning, pen: Pen, head: Box) -> Placed:
    """The warning laid out, and its box: off the head wherever any band has room for it.

    Tries the whole text from large to small, then the message without the advice. Where the
    head is in every band's way, the smallest text goes where it hides least of the head.
    """
    crowded: list[Placed] = []
    for phrases in _versions(warning, pen.text_scale):
        crowded.clear()
        for block, box in _candidates(phrases, pen.picture, pen.width_px(MARGIN)):
            if box.within(pen.picture) and not box.overlap_px(head):
                return block, box
            crowded.append((block, box))
    return min(crowded, key=lambda placed: placed[1].overlap_px(head))


def _versions(warning: FormWarning, scale: float) -> Iterator[list[Phrase]]:
    badge, colour = BADGES.get(warning.severity, BADGES["notice"])
    message = SENTENCE_END.split(warning.message, maxsplit=1)[0]
    said = [Phrase(f"{badge} - {message}", MESSAGE_SIZE * scale, colour)]
    advised = [*said, Phrase(warning.advice, ADVICE_SIZE * scale, WHITE)]
    for phrases in (advised, said):
        for shrink in SHRINKS:
            yield [phrase.resized(shrink) for phrase in phrases]


def _candidates(phrases: list[Phrase], picture: Box, margin: int) -> Iterator[Placed]:
    """Bottom, top, left and right: most heads are in the upper half."""
    room = picture.shrunk(margin)
    wide = lay_out(phrases, room.width)
    middle = (picture.width - wide.width) // 2
    yield wide, _box(wide, middle, room.bottom - wide.height)
    yield wide, _box(wide, middle, room.top)
    narrow = lay_out(phrases, room.width * 2 // 5)
    centre = (picture.height - narrow.height) // 2
    yield narrow, _box(narrow, room.left, centre)
    yield narrow, _box(narrow, room.right - narrow.width, centre)


def _box(block: Block, left: int, top: int) -> Box:
    return Box(left, top, left + block.width, top + block.height)
