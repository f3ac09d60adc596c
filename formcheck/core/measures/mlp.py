"""A small trained network, evaluated with numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.core.pose import Floats

REACH = 4.0  # standard deviations; nothing further off was learnt from


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A plane through standardised inputs, and one layer of tanh units that bends it.

    ``centre``, ``scale`` and ``plane`` (F,), ``bias`` (1,); ``inner`` (F, H),
    ``inner_bias`` and ``outer`` (H,). An average of several networks is one with all their
    units. For one input, F times H stays below 9,000: BLAS multiplies so little on one thread, and
    so rounds the same on every number of processor cores.
    """

    centre: Floats
    scale: Floats
    plane: Floats
    bias: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats

    def standardised(self, rows: Floats) -> Floats:
        """Inputs (..., F) in standard deviations from their mean, cut where learning ended."""
        cut: Floats = np.clip((rows - self.centre) / self.scale, -REACH, REACH)
        return cut

    def __call__(self, rows: Floats) -> Floats:
        """The estimate (...,) for inputs (..., F); NaN where an input is missing."""
        known = self.standardised(rows)
        bent = np.tanh(known @ self.inner + self.inner_bias) @ self.outer
        estimate: Floats = known @ self.plane + self.bias[0] + bent
        return estimate
