"""What models there are, and which of them are ready to run."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.detectors.weights.manifest import Model, is_sound, models, weights_path


@dataclass(frozen=True, slots=True)
class ModelState:
    """One row of the table of models.

    ``state`` is "ready", "not installed" or "damaged"; the size, the licence, the source and the
    SHA-256 are those of the landmark weights.
    """

    name: str
    state: str
    size_bytes: int
    licence: str
    source: str
    sha256: str


def model_table() -> list[ModelState]:
    """Every model that ``--model`` takes, and whether it can run on this machine."""
    return [
        ModelState(
            model.name,
            _state(model),
            model.landmarks.size_bytes,
            model.landmarks.licence,
            model.landmarks.source,
            model.landmarks.sha256,
        )
        for model in models().values()
    ]


def _state(model: Model) -> str:
    for weights in (model.detector, model.landmarks):
        try:
            content = weights_path(weights).read_bytes()
        except OSError:
            return "not installed"
        if not is_sound(content, weights.sha256):
            return "damaged"
    return "ready"
