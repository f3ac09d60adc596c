"""Find the landmarks of one person in a region: the second of BlazePose's two networks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.core.pose import Floats, Landmark
from formcheck.detectors.blazepose_graph.network import Network, as_input
from formcheck.detectors.blazepose_graph.pruning import without_output
from formcheck.detectors.blazepose_graph.region import Region, region_around
from formcheck.detectors.keypoint_cnn import Image, Planes

SIZE = 256  # pixels of its picture
LANDMARKS = len(Landmark)
POINTS = LANDMARKS + 6  # the next two span the region in the next frame; the rest are not used
FLAG, MASK = 1, 2  # of its outputs: landmarks, flag, mask, heat maps, world landmarks
PRESENT_MIN = 0.5
REACH = 3  # cells of a heat map that count around a point, to each side
SURE_MIN = 0.5  # of the best of these cells, for them to move the point


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """One person: ``points`` (33, 2) in pixels of the picture, ``world`` (33, 3) in metres
    around the hips, ``visibility`` (33), 0 to 1, and the ``region`` to search in the next frame.
    """

    points: Floats
    world: Floats
    visibility: Floats
    region: Region


class LandmarkFinder:
    """Finds the landmarks of the person in a region.

    ``content`` is the network as a ``.tflite`` file. It also draws a mask around the person,
    which is left out: nothing reads it, and it costs a third of the time.
    """

    def __init__(self, content: bytes) -> None:
        self._network = Network(without_output(content, MASK, stand_in=FLAG))

    def find(self, image: Image, region: Region) -> Found | None:
        """Whom the region of a picture (H, W, 3), BGR, shows; None where it shows nobody."""
        seen = region.cut_out(image, SIZE)
        landmarks, flag, _, heat, world = self._network.run(as_input(seen, 0.0, 1.0))
        if not flag[0] > PRESENT_MIN:
            return None
        answers = landmarks.reshape(POINTS, 5).astype(np.float64)
        places = region.in_picture(sharpened(answers[:, :2] / SIZE, heat))
        return Found(
            places[:LANDMARKS],
            region.turned(world.reshape(POINTS, 3)[:LANDMARKS].astype(np.float64)),
            1.0 / (1.0 + np.exp(-answers[:LANDMARKS, 3])),
            region_around(places[LANDMARKS], places[LANDMARKS + 1]),
        )


def sharpened(places: Floats, heat: Planes) -> Floats:
    """Places (N, 2), 0 to 1, moved to where their heat maps are warmest around them.

    ``heat`` (H, W, N) are log odds. A place moves where one of the cells around it is sure.
    """
    high, wide, count = heat.shape
    column, row = (np.trunc(places * [wide, high]).astype(np.int64)).T
    steps = np.arange(-REACH, REACH + 1)
    columns, rows = column[:, np.newaxis] + steps, row[:, np.newaxis] + steps
    inside = ((rows >= 0) & (rows < high))[:, :, None] & ((columns >= 0) & (columns < wide))[
        :, None
    ]
    cells = heat[
        rows.clip(0, high - 1)[:, :, None],
        columns.clip(0, wide - 1)[:, None],
        np.arange(count)[:, None, None],
    ]
    warmth = np.where(inside, 1.0 / (1.0 + np.exp(-cells.astype(np.float64))), 0.0)
    within = (column >= 0) & (column < wide) & (row >= 0) & (column < high)
    moves = within & (warmth.max(axis=(1, 2)) >= SURE_MIN)
    total = np.where(moves, warmth.sum(axis=(1, 2)), 1.0)
    warmest = np.column_stack(
        [
            (warmth.sum(axis=1) * columns).sum(axis=1) / total / wide,
            (warmth.sum(axis=2) * rows).sum(axis=1) / total / high,
        ]
    )
    return np.where(moves[:, np.newaxis], warmest, places)
