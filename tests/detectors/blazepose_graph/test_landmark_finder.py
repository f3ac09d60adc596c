from __future__ import annotations

import numpy as np
import pytest

from formcheck.detectors.blazepose_graph.landmark_finder import sharpened

COLD, HOT = -50.0, 50.0


def heat_map(*hot: tuple[int, int]) -> np.ndarray:
    """One map of 64 x 64 cells with hot cells, each (column, row)."""
    heat = np.full((64, 64, 1), COLD, np.float32)
    for column, row in hot:
        heat[row, column] = HOT
    return heat


def test_a_place_moves_to_the_middle_of_the_warmth_around_it() -> None:
    moved = sharpened(np.array([[10.5 / 64, 20.5 / 64]]), heat_map((9, 20), (12, 22)))
    np.testing.assert_allclose(moved, [[10.5 / 64, 21.0 / 64]])


@pytest.mark.parametrize("hot", [(14, 20), (10, 24), (6, 20)])
def test_warmth_more_than_three_cells_away_does_not_count(hot: tuple[int, int]) -> None:
    place = np.array([[10.5 / 64, 20.5 / 64]])
    np.testing.assert_array_equal(sharpened(place, heat_map(hot)), place)


def test_a_place_stays_where_no_cell_is_sure() -> None:
    place = np.array([[0.5, 0.5]])
    unsure = np.full((64, 64, 1), -0.01, np.float32)
    np.testing.assert_array_equal(sharpened(place, unsure), place)


@pytest.mark.parametrize("place", [(-0.1, 0.5), (1.1, 0.5), (0.5, -0.1), (0.5, 1.2)])
def test_a_place_outside_the_map_stays(place: tuple[float, float]) -> None:
    everywhere = np.full((64, 64, 1), HOT, np.float32)
    np.testing.assert_array_equal(sharpened(np.array([place]), everywhere), [place])


def test_at_the_edge_only_cells_of_the_map_count() -> None:
    everywhere = np.full((64, 64, 1), HOT, np.float32)
    np.testing.assert_allclose(
        sharpened(np.array([[0.0, 0.0]]), everywhere), [[1.5 / 64, 1.5 / 64]]
    )


def test_each_place_has_a_map_of_its_own() -> None:
    heat = np.concatenate([heat_map((10, 20)), heat_map((40, 50))], axis=2)
    places = np.array([[10.9 / 64, 20.9 / 64], [41.0 / 64, 51.0 / 64]])
    np.testing.assert_allclose(sharpened(places, heat), np.array([[10, 20], [40, 50]]) / 64)
