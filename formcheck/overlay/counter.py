"""The corner panel: which rep or hold it is, and how long a hold has lasted."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from formcheck.core.exercises import spec_of
from formcheck.core.exercises.specs import Counted
from formcheck.core.readings import UNKNOWN, Reading
from formcheck.core.risks.cramp import CrampLimits
from formcheck.overlay.boxes import Box
from formcheck.overlay.lettering import Phrase, lay_out
from formcheck.overlay.pen import Pen, arc
from formcheck.overlay.verdicts import GREY, WHITE, hold_verdict

MARGIN = 12  # at scale one
RING_SHARE = 0.34  # the ring's radius over the panel's height
TOP_DEG = -90.0  # the ring fills clockwise from the top


def draw_counter(
    pen: Pen,
    reading: Reading,
    cramp: CrampLimits,
    taken: Sequence[Box],
    more: Sequence[Phrase] = (),
) -> None:
    """Write the count, the timer of a hold and ``more`` in a corner that nothing has taken."""
    held = reading.measures.get("hold_s", UNKNOWN)
    limit_s = reading.measures.get("hold_limit_s", UNKNOWN).value if reading.judged else math.nan
    timed = spec_of(reading.exercise).counts(Counted.HOLD) and held.known
    phrases = [Phrase(_count(reading), 0.8 * pen.text_scale, WHITE), *more]
    if timed:
        limited = math.isfinite(limit_s)
        hold_for = spec_of(reading.exercise).hold_for(cramp).strip() if limited else ""
        of_limit = f" of {limit_s:.0f} s" if limited else " s"
        verdict = hold_verdict(held, limit_s, cramp, judged=reading.judged)
        phrases.append(Phrase(f"{held.value:.1f}{of_limit}", 0.65 * pen.text_scale, WHITE))
        phrases += [Phrase(hold_for, 0.5 * pen.text_scale, GREY)] if hold_for else []
        phrases.append(Phrase(verdict.word, 0.55 * pen.text_scale, verdict.colour))
    block = lay_out(phrases, pen.picture.width)
    ringed = timed and limit_s > 0.0 and math.isfinite(limit_s)
    ring = block.height if ringed else 0
    for box in _corners(pen, block.width + ring, block.height):
        if box.within(pen.picture) and not any(box.overlap_px(other) for other in taken):
            block.draw(pen, box.left + ring, box.top)
            if ringed:
                _draw_ring(pen, box, held.value / limit_s, verdict.colour)
            return


def _count(reading: Reading) -> str:
    counted = spec_of(reading.exercise).counted_in[0]
    if reading.number:
        return f"{counted.value.capitalize()} {reading.number}"
    return counted.how_many(reading.count)


def _corners(pen: Pen, width: int, height: int) -> Iterator[Box]:
    room = pen.picture.shrunk(pen.width_px(MARGIN))
    for top in (room.top, room.bottom - height):
        for left in (room.left, room.right - width):
            yield Box(left, top, left + width, top + height)


def _draw_ring(pen: Pen, panel: Box, share: float, colour: tuple[int, int, int]) -> None:
    square = Box(panel.left, panel.top, panel.left + panel.height, panel.bottom)
    pen.panel(square)
    centre = (panel.left + 0.55 * panel.height, panel.top + 0.5 * panel.height)
    radius_px = RING_SHARE * panel.height
    pen.line(arc(centre, radius_px, 0.0, 360.0), GREY, 2.0)
    filled_deg = 360.0 * min(max(share, 0.0), 1.0)
    pen.line(arc(centre, radius_px, TOP_DEG, TOP_DEG + filled_deg), colour, 7.0)
