"""How many reps or holds are done, in the upper left corner."""

from __future__ import annotations

from formcheck.live.screen.letters import write
from formcheck.live.screen.page import Page
from formcheck.overlay.boxes import Box
from formcheck.overlay.verdicts import WHITE

NAMES = {"situp": ("REP", "REPS"), "shrug": ("HOLD", "HOLDS")}


def draw_counter(page: Page) -> None:
    """The number as large as can be read from across a room, and what is counted."""
    count = page.reading.count
    one, many = NAMES.get(page.scene.exercise, NAMES["situp"])
    box = Box(0, 0, page.px(30.0), page.px(31.0))
    page.panel(box)
    middle = box.width / 2
    write(page.pen, str(count), (middle, page.px(4.5)), page.px(14.0), WHITE, 0.5)
    name = one if count == 1 else many
    write(page.pen, name, (middle, page.px(23.0)), page.px(5.0), WHITE, 0.5)
