"""How far real clips lie from rendered ones, feature by feature, with clips as the unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import ks_2samp

from benchmarks.accuracy.body_features import Features
from benchmarks.accuracy.clips import Floats

EDGES = (5.0, 95.0)  # per cent of rendered clips lie below
STRIKING = 0.01  # a distance that chance reaches in fewer cases is told as a difference


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """One feature of all clips, each in rendered (R,) and in real ones (N,)."""

    name: str
    rendered: Floats
    real: Floats

    @property
    def edges(self) -> tuple[float, float]:
        """Between which nine of ten rendered clips lie."""
        low, high = np.percentile(self.rendered, EDGES)
        return float(low), float(high)

    @property
    def outside(self) -> int:
        """Real clips beyond the edges; a tenth of them would be by chance."""
        low, high = self.edges
        return int(((self.real < low) | (self.real > high)).sum())

    @property
    def distance(self) -> float:
        """The largest difference of shares below any value, 0 to 1 (Kolmogorov, Smirnov)."""
        return float(ks_2samp(self.rendered, self.real).statistic)

    @property
    def striking(self) -> bool:
        """Whether chance alone hardly ever makes such a distance, of so few clips."""
        return bool(ks_2samp(self.rendered, self.real).pvalue < STRIKING)

    @property
    def higher(self) -> float:
        """How often a real clip has more of it than a rendered one: 0.5 is no difference."""
        above = (self.real[:, None] > self.rendered).mean()
        same = (self.real[:, None] == self.rendered).mean()
        return float(above + same / 2)


def gaps(rendered: Sequence[Features], real: Sequence[Features]) -> list[Gap]:
    """Every feature that both have, the farthest apart first."""
    names = [name for name in rendered[0] if name in real[0]] if rendered and real else []
    found = [Gap(name, _known(name, rendered), _known(name, real)) for name in names]
    some = [gap for gap in found if len(gap.rendered) and len(gap.real)]
    return sorted(some, key=lambda gap: (-gap.distance, gap.name))


def _known(name: str, clips: Sequence[Features]) -> Floats:
    values = np.array([clip.get(name, np.nan) for clip in clips])
    known: Floats = values[np.isfinite(values)]
    return known
