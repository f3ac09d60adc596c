"""Find people in a whole picture: the first of BlazePose's two networks."""

from __future__ import annotations

import cv2
import numpy as np

from formcheck.core.pose import Floats
from formcheck.detectors.blazepose_graph.network import Network, as_input
from formcheck.detectors.blazepose_graph.region import Region, letterbox, region_around
from formcheck.detectors.keypoint_cnn import Image, Planes

SIZE = 224  # pixels of its picture
GRIDS = ((28, 2), (14, 2), (7, 6))  # cells along a side, and answers in each
SCORE_MIN = 0.5
OVERLAP = 0.5  # of boxes around the same person
LOGIT_MAX = 100.0


class PersonFinder:
    """Finds the region of each person in a picture.

    ``content`` is the network as a ``.tflite`` file.
    """

    def __init__(self, content: bytes) -> None:
        self._network = Network(content)

    def find(self, image: Image) -> list[Region]:
        """The regions of the people in a picture (H, W, 3), BGR; the surest first."""
        whole = letterbox(image.shape[1], image.shape[0])
        seen = whole.cut_out(image, SIZE, cv2.BORDER_CONSTANT)
        boxes, logits = self._network.run(as_input(seen, -1.0, 1.0))
        people = merged(*candidates(boxes, logits))
        return [region_around(*whole.in_picture(person[4:8].reshape(2, 2))) for person in people]


def cells() -> Planes:
    """The middle (2254, 2) of the cell that each of the network's answers belongs to, 0 to 1."""
    middles = []
    for count, answers in GRIDS:
        down, across = (np.indices((count, count)) + 0.5) / count
        cell = np.stack([across, down], axis=-1).reshape(-1, 2)
        middles.append(np.repeat(cell, answers, axis=0))
    found: Planes = np.concatenate(middles).astype(np.float32)
    return found


CELLS = cells()


def candidates(boxes: Planes, logits: Planes) -> tuple[Floats, Floats]:
    """The answers (N, 12) that are sure enough, 0 to 1 across the square, and their scores (N).

    Of the network's ``boxes`` (2254, 12) each is middle and size of a face's box and four points,
    of which the first is between the hips and the second on the circle around the body.
    """
    scores = 1.0 / (1.0 + np.exp(-np.clip(logits[:, 0].astype(np.float64), -LOGIT_MAX, LOGIT_MAX)))
    sure = scores >= SCORE_MIN
    answers = boxes[sure].astype(np.float64) / SIZE
    answers[:, 0:2] += CELLS[sure]
    answers[:, 4:] += np.tile(CELLS[sure], 4)
    solid = (answers[:, 2:4] >= 0.0).all(axis=1)
    return answers[solid], scores[sure][solid]


def merged(answers: Floats, scores: Floats) -> list[Floats]:
    """One answer (12) for each person, the surest first.

    Each is the mean of those whose boxes overlap, weighted with their scores.
    """
    order = np.argsort(-scores, kind="stable")
    answers, scores = answers[order], scores[order]
    people = []
    while len(answers):
        same = overlaps(answers[0], answers) > OVERLAP
        same[0] = True  # a box without an area overlaps nothing, not even itself
        people.append(np.average(answers[same], axis=0, weights=scores[same]))
        answers, scores = answers[~same], scores[~same]
    return people


def overlaps(one: Floats, answers: Floats) -> Floats:
    """The part (N) of what ``one`` box and each of some cover that both share, 0 to 1."""
    low = np.maximum(one[:2] - one[2:4] / 2.0, answers[:, :2] - answers[:, 2:4] / 2.0)
    high = np.minimum(one[:2] + one[2:4] / 2.0, answers[:, :2] + answers[:, 2:4] / 2.0)
    shared = np.prod(np.maximum(high - low, 0.0), axis=1)
    covered = np.prod(one[2:4]) + np.prod(answers[:, 2:4], axis=1) - shared
    found: Floats = np.divide(shared, covered, out=np.zeros_like(shared), where=covered > 0.0)
    return found
