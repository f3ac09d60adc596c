from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.pages.sparkline import HEIGHT, STEPS, WIDTH, sparkline, thinned
from formcheck.results.analysed_set import AnalysedSet
from tests.fixtures.analysed import analysed, shrug, sit_up

Floats = NDArray[np.float64]


def neck(levels: Floats) -> AnalysedSet:
    """A set of sit-ups in which the neck was bent so far in each frame."""
    columns = {"time_s": np.linspace(0.0, 10.0, levels.size), "neck_flexion_deg": levels}
    return replace(analysed("set", [sit_up(1, 8)]), columns=columns)


def points(line: str) -> Floats:
    return np.array([list(map(float, point.split(","))) for point in line.split()])


def test_no_peak_is_lost_by_thinning() -> None:
    levels = np.zeros(100_000)
    levels[54_321] = 48.0
    (stretch,) = thinned(np.linspace(0.0, 100.0, levels.size), levels)
    assert len(stretch) <= 2 * STEPS
    assert max(level for _, level in stretch) == 48.0
    assert [at for at, _ in stretch] == sorted(at for at, _ in stretch)


def test_the_curve_fills_its_box_with_the_limit_in_it() -> None:
    drawn = sparkline(neck(np.linspace(0.0, 10.0, 500)))
    assert drawn is not None
    line = points(drawn.lines[0])
    assert (line[0, 0], line[-1, 0]) == (0.0, WIDTH)
    assert drawn.limit_y == 1.0  # 25 deg, the highest of all that is drawn
    assert line[0, 1] == HEIGHT - 1
    assert line[-1, 1] > drawn.limit_y + HEIGHT / 2
    assert drawn.label == "Neck flexion over time, at most 10 deg; the limit is 25 deg"


def test_where_nothing_is_known_the_curve_is_broken() -> None:
    levels = np.linspace(0.0, 30.0, 400)
    levels[150:250] = np.nan
    drawn = sparkline(neck(levels))
    assert drawn is not None
    before, after = map(points, drawn.lines)
    assert before[-1, 0] < WIDTH * 0.4
    assert after[0, 0] > WIDTH * 0.6


def test_nothing_is_drawn_of_nothing() -> None:
    assert sparkline(neck(np.full(50, np.nan))) is None


def test_a_shrug_has_no_limit_of_height() -> None:
    one = analysed("set", [shrug(1, 3.0)])
    columns = dict(one.columns) | {"shoulder_elevation": np.full(one.columns["time_s"].size, 0.1)}
    drawn = sparkline(replace(one, columns=columns))
    assert drawn is not None
    assert drawn.limit_y is None
    assert "at most 10 % of trunk" in drawn.label
