"""Student's t distribution (Student 1908): how far a mean of few values may lie off."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any

import numpy as np

NORMAL_FROM = 1e7  # degrees of freedom at which it is the normal distribution but for 2e-7
_legendre: Any = np.polynomial.legendre  # numpy 1 has no types for it
NODES, WEIGHTS = _legendre.leggauss(64)
STEPS = 50  # of Newton's method at most; five to eight are taken


def student_quantile(freedom: float, share: float) -> float:
    """What a ``share`` of the distribution, at least a half, lies below.

    ``freedom``, at least 1, may be a fraction, or infinite for the normal distribution. True to
    1e-7 of itself.
    """
    value = NormalDist().inv_cdf(share)
    if freedom >= NORMAL_FROM:
        return value
    peak = math.lgamma((freedom + 1.0) / 2.0) - math.lgamma(freedom / 2.0)
    peak -= math.log(freedom * math.pi) / 2.0
    for _ in range(STEPS):
        # The density at the nodes from 0 to the value, and at the value itself.
        places = np.append(value * (NODES + 1.0) / 2.0, value)
        density = np.exp(peak - (freedom + 1.0) / 2.0 * np.log1p(places**2 / freedom))
        step = (share - 0.5 - value / 2.0 * float(WEIGHTS @ density[:-1])) / float(density[-1])
        value += step  # never too far, for the density falls
        if step <= 1e-12 * value:
            break
    return value
