from __future__ import annotations

import numpy as np
import pytest

from formcheck.detectors.blazepose_graph.person_finder import (
    CELLS,
    SIZE,
    candidates,
    merged,
    overlaps,
)


def answer(x: float, y: float, side: float) -> np.ndarray:
    """A box and four points, all at its middle."""
    return np.array([x, y, side, side, *[x, y] * 4])


def test_there_is_a_cell_for_each_answer_row_by_row() -> None:
    assert CELLS.shape == (28 * 28 * 2 + 14 * 14 * 2 + 7 * 7 * 6, 2)
    np.testing.assert_allclose(CELLS[[0, 1, 2]], [[1 / 56] * 2, [1 / 56] * 2, [3 / 56, 1 / 56]])
    np.testing.assert_allclose(CELLS[-1], [13 / 14, 13 / 14], rtol=1e-6)


def test_answers_count_from_the_middle_of_their_cells_in_pixels_of_the_networks_picture() -> None:
    boxes = np.zeros((len(CELLS), 12), np.float32)
    logits = np.full((len(CELLS), 1), -9.0, np.float32)
    boxes[2] = [SIZE / 4, 0, SIZE / 2, SIZE / 8, *[0.0, SIZE / 2] * 4]
    logits[2] = 0.0
    found, scores = candidates(boxes, logits)
    middle = np.array([3 / 56, 1 / 56])
    np.testing.assert_allclose(found[0, :4], [middle[0] + 0.25, middle[1], 0.5, 0.125], atol=1e-7)
    np.testing.assert_allclose(found[0, 4:6], middle + np.array([0.0, 0.5]), atol=1e-7)
    assert scores == pytest.approx([0.5])


def test_answers_that_are_not_sure_or_have_no_size_are_none() -> None:
    boxes = np.zeros((len(CELLS), 12), np.float32)
    logits = np.full((len(CELLS), 1), -0.01, np.float32)
    boxes[5, 2:4], logits[5] = -1.0, 5.0
    assert len(candidates(boxes, logits)[0]) == 0


def test_answers_about_one_person_are_averaged_by_their_scores_and_the_surest_comes_first() -> None:
    answers = np.array([answer(0.8, 0.8, 0.2), answer(0.2, 0.2, 0.2), answer(0.22, 0.2, 0.2)])
    one, other = merged(answers, np.array([0.6, 0.6, 0.9]))
    np.testing.assert_allclose(one[:2], [(0.2 * 0.6 + 0.22 * 0.9) / 1.5, 0.2])
    np.testing.assert_allclose(other, answers[0])


def test_nobody_is_merged_from_no_answers() -> None:
    assert merged(np.empty((0, 12)), np.empty(0)) == []


def test_boxes_without_an_area_overlap_nothing() -> None:
    flat = answer(0.5, 0.5, 0.0)
    assert overlaps(flat, flat[np.newaxis]) == 0.0
    assert len(merged(np.array([flat, flat]), np.array([0.9, 0.8]))) == 2
