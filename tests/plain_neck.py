"""A neck model that is plain geometry: the mean turn of the lines, off by a known amount at most.

A stick figure bends all its lines alike, so that it reads what the figure does.
"""

from __future__ import annotations

import numpy as np

from formcheck.geometry import Line
from formcheck.neck import CONDITIONS, HEAD, SPOTS, NeckModel, NeckModels
from formcheck.network import Network

TURNS = len(Line) - 1
FAR = 1e4  # of the inputs' scale: nothing is ever cut


def plain_neck(spots: int = len(HEAD), more: int = 0, **spread_deg: float) -> NeckModel:
    """The model for so many places of the head; what each condition widens its interval by.

    ``more`` inputs than those of landmarks count for nothing.
    """
    inputs = TURNS + 2 + 2 * spots + 2 + more  # turns, speeds, places, rise and stretch
    plane = np.zeros(inputs)
    plane[:TURNS] = FAR / TURNS
    network = Network(
        centre=np.zeros(inputs),
        scale=np.full(inputs, FAR),
        plane=plane,
        bias=np.zeros(1),
        inner=np.zeros((inputs, 1)),
        inner_bias=np.zeros(1),
        outer=np.zeros(1),
    )
    return NeckModel(network, np.array([spread_deg.get(name, 0.0) for name in CONDITIONS]))


PLAIN_NECK = NeckModels(plain_neck(len(SPOTS), more=1, always=5.0), plain_neck(always=5.0))
