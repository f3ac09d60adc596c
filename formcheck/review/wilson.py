"""The interval of a share."""

from __future__ import annotations

import math
from statistics import NormalDist


def wilson(hits: int, count: int, level: float) -> tuple[float, float]:
    """The score interval (Wilson 1927) of ``hits`` out of ``count``, at least one, at a level."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, weight = hits / count, z**2 / count
    middle = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * math.sqrt((share * (1 - share) + weight / 4) / count)
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))
