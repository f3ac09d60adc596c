from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from formcheck.sources.clock import Clock

TICK = Fraction(1, 10)
STEP = Fraction(1, 25)

Stamps = list[tuple[int | None, int | None]]


def told(stamps: Stamps) -> list[Fraction]:
    clock = Clock(TICK, STEP)
    return [clock.tell(pts, dts) for pts, dts in stamps]


@given(st.lists(st.integers(-1000, 1000), min_size=1, unique=True))
def test_growing_presentation_stamps_are_believed(stamps: list[int]) -> None:
    stamps.sort()
    assert told([(stamp, None) for stamp in stamps]) == [stamp * TICK for stamp in stamps]
    assert told([(stamp, 7) for stamp in stamps]) == [stamp * TICK for stamp in stamps]


def test_decoding_stamps_are_believed_once_presentation_stamps_run_back() -> None:
    decoding = [2, 3, 4, 5, 6, 7, 8]
    presentation = [1, 4, 3, 5, 2, 7, 6]  # pictures numbered as they were decoded
    times = told(list(zip(presentation, decoding, strict=True)))
    assert times[:2] == [1 * TICK, 4 * TICK]
    assert times[2:] == [stamp * TICK for stamp in decoding[2:]]


def test_a_picture_without_stamps_comes_one_step_later() -> None:
    assert told([(None, None)] * 3) == [0, STEP, 2 * STEP]
    assert told([(5, 5), (None, None), (7, 7)]) == [5 * TICK, 5 * TICK + STEP, 7 * TICK]


def test_a_clock_that_starts_anew_is_told_as_it_is() -> None:
    assert told([(5, 5), (6, 6), (0, 0), (1, 1)]) == [5 * TICK, 6 * TICK, 0, TICK]
