"""Random grain: the texture that surfaces share, and the sensor's noise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIZE = 256


def surface_noise(seed: int = 1) -> NDArray[np.uint8]:
    """A picture (SIZE, SIZE, 4) that tiles: smooth, fine, the smooth one's slopes."""
    rng = np.random.default_rng(seed)
    smooth, fine = _cloudy(rng, 1.6), _cloudy(rng, 0.6)
    along = np.roll(smooth, -1, axis=1) - np.roll(smooth, 1, axis=1)
    down = np.roll(smooth, -1, axis=0) - np.roll(smooth, 1, axis=0)
    layers = [smooth, fine, 0.5 + 4.0 * along, 0.5 + 4.0 * down]
    picture: NDArray[np.uint8] = np.clip(np.stack(layers, axis=-1) * 255, 0, 255).astype(np.uint8)
    return picture


def _cloudy(rng: np.random.Generator, steepness: float) -> NDArray[np.float64]:
    """Noise whose amplitude falls with frequency, stretched to 0 to 1."""
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(SIZE), np.fft.fftfreq(SIZE))) * SIZE
    frequency[0, 0] = 1.0
    spectrum = np.fft.fft2(rng.standard_normal((SIZE, SIZE))) / frequency**steepness
    picture = np.fft.ifft2(spectrum).real
    flat = picture - picture.mean()
    stretched: NDArray[np.float64] = np.clip(0.5 + flat / (5.0 * flat.std()), 0.0, 1.0)
    return stretched
