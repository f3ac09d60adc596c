"""A neck model that is plain geometry: the mean turn of the lines, off by a known amount at most.

A stick figure bends all its lines alike, so that it reads what the figure does.
"""

from __future__ import annotations

import numpy as np

from formcheck.geometry import Line
from formcheck.neck import CONDITIONS, HEAD, NeckModel
from formcheck.network import Network

TURNS = len(Line) - 1
INPUTS = TURNS + 2 + 2 * len(HEAD) + 2  # turns, speeds, places of the head, rise and stretch
FAR = 1e4  # of the inputs' scale: nothing is ever cut


def plain_neck(**spread_deg: float) -> NeckModel:
    """The model; ``spread_deg`` is by how much each condition widens its interval."""
    plane = np.zeros(INPUTS)
    plane[:TURNS] = FAR / TURNS
    network = Network(
        centre=np.zeros(INPUTS),
        scale=np.full(INPUTS, FAR),
        plane=plane,
        bias=np.zeros(1),
        inner=np.zeros((INPUTS, 1)),
        inner_bias=np.zeros(1),
        outer=np.zeros(1),
    )
    return NeckModel(network, np.array([spread_deg.get(name, 0.0) for name in CONDITIONS]))


PLAIN_NECK = plain_neck(always=5.0)
