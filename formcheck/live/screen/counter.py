"""How many reps or holds are done, in the upper left corner."""

from __future__ import annotations

from formcheck.core.exercises import spec_of
from formcheck.live.screen.letters import write
from formcheck.live.screen.page import Page
from formcheck.overlay.boxes import Box
from formcheck.overlay.verdicts import WHITE


def draw_counter(page: Page) -> None:
    """The number as large as can be read from across a room, and what is counted."""
    count, counted = page.reading.count, spec_of(page.scene.exercise).counted_in[0]
    box = Box(0, 0, page.px(30.0), page.px(31.0))
    page.panel(box)
    middle = box.width / 2
    write(page.pen, str(count), (middle, page.px(4.5)), page.px(14.0), WHITE, 0.5)
    name = counted.value if count == 1 else counted.many
    write(page.pen, name.upper(), (middle, page.px(23.0)), page.px(5.0), WHITE, 0.5)
