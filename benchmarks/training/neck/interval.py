"""Fits the interval: by how many degrees each condition widens it."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

from benchmarks.accuracy.clips import Floats

COVERED = 0.90
TAILS = 4.0  # degrees of freedom: errors have heavier tails than a normal distribution's
LEAST_DEG = 0.3  # what was rare in training is never free


def fit_spread(conditions: Floats, errors_deg: Floats, shares: Floats) -> Floats:
    """What each condition (F, C) adds to the half-width of the 90 % interval, in degrees (C,).

    By maximum likelihood of the errors under Student's t, whose scale is the root of the sum
    of squares; then all are widened alike until the intervals hold 90 % of the errors, each
    frame counting by its share. No condition can narrow the interval.
    """
    squares = conditions**2

    def loss(logs: Floats) -> tuple[float, Floats]:
        parts = np.exp(2.0 * logs)
        variance = squares @ parts
        ratio = errors_deg**2 / (TAILS * variance)
        slope = 0.5 / variance - 0.5 * (TAILS + 1.0) * ratio / ((1.0 + ratio) * variance)
        likelihood = 0.5 * np.log(variance) + 0.5 * (TAILS + 1.0) * np.log1p(ratio)
        return float(shares @ likelihood), (squares.T @ (shares * slope)) * 2.0 * parts

    start = np.zeros(conditions.shape[1])
    bounds = [(np.log(LEAST_DEG), np.log(30.0))] * len(start)
    found = np.exp(minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x)
    scaled = np.abs(errors_deg) / np.sqrt(squares @ found**2)
    order = np.argsort(scaled)
    reached = np.searchsorted(np.cumsum(shares[order]) / shares.sum(), COVERED)
    widened: Floats = found * scaled[order][min(reached, len(order) - 1)]
    return widened
