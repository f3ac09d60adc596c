"""The weights that formcheck runs on: what they are, where they lie, whether they are sound."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from platformdirs import user_data_path

from formcheck.core.errors import FormcheckError
from formcheck.system.json_files import read_json


@dataclass(frozen=True, slots=True)
class Weights:
    """One ``.tflite`` file as its maker published it.

    ``member`` is its path inside ``package``, which comes from ``ecosystem`` ("Python" or
    "npm"). What comes from a Python package lies in the ``models`` folder; npm fetches the rest.
    """

    file: str
    what: str
    sha256: str
    size_bytes: int
    licence: str
    ecosystem: str
    package: str
    version: str
    member: str

    @property
    def source(self) -> str:
        """The package it comes from, for people to read."""
        return f"{self.ecosystem} package {self.package} {self.version}"


@dataclass(frozen=True, slots=True)
class Model:
    """A pose model: two networks, and the SHA-256 of their files, one after the other."""

    name: str
    detector: Weights
    landmarks: Weights
    sha256: str


@cache
def models() -> dict[str, Model]:
    """Every model in the manifest, by name."""
    manifest = read_json(manifest_path())
    weights = {file: Weights(file, **entry) for file, entry in manifest["weights"].items()}
    return {
        name: Model(name, weights[entry["detector"]], weights[entry["landmarks"]], entry["sha256"])
        for name, entry in manifest["models"].items()
    }


def model(name: str) -> Model:
    """The model called ``name``; raises FormcheckError if there is none."""
    if name not in models():
        raise FormcheckError(f"there is no model {name}: choose from {', '.join(models())}")
    return models()[name]


def manifest_path() -> Path:
    """``models/manifest.json``: inside the installed package, beside it in a checkout."""
    package = Path(__file__).parents[2]
    installed = package / "models" / "manifest.json"
    return installed if installed.is_file() else package.parent / "models" / "manifest.json"


def weights_path(weights: Weights) -> Path:
    """Where the file lies, or would lie."""
    if weights.ecosystem == "npm":
        return user_data_path("formcheck", appauthor=False) / "models" / weights.file
    return manifest_path().with_name(weights.file)


def read_weights(model: Model, weights: Weights) -> bytes:
    """The bytes of one of the ``model``'s files, checked.

    Raises FormcheckError if the file is missing or is not the one in the manifest.
    """
    path = weights_path(weights)
    fetched = weights.ecosystem == "npm"
    remedy = f"run `formcheck models get {model.name}`" if fetched else "install formcheck anew"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FormcheckError(f"{model.name} is not installed ({path}): {remedy}") from None
    except OSError as error:
        raise FormcheckError(f"{path} can't be read ({error.strerror}): {remedy}") from error
    if not is_sound(content, weights.sha256):
        raise FormcheckError(f"{path} is damaged or not what {weights.package} ships: {remedy}")
    return content


def is_sound(content: bytes, expected_sha256: str) -> bool:
    """Whether ``content`` is exactly what was expected."""
    return hashlib.sha256(content).hexdigest() == expected_sha256
