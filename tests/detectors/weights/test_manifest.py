from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from formcheck.core.errors import FormcheckError
from formcheck.detectors.weights import manifest
from formcheck.detectors.weights.catalogue import model_table
from formcheck.detectors.weights.manifest import manifest_path, model, models, read_weights

FULL, HEAVY = "blazepose-full", "blazepose-heavy"


@pytest.fixture
def data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where fetched weights go during a test."""
    folder = tmp_path / "data"
    monkeypatch.setattr(manifest, "user_data_path", lambda *_, **__: folder)
    return folder


@pytest.fixture
def models_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the ``models`` folder, to be spoilt."""
    folder = Path(shutil.copytree(manifest_path().parent, tmp_path / "models"))
    monkeypatch.setattr(manifest, "manifest_path", lambda: folder / "manifest.json")
    return folder


def states() -> dict[str, str]:
    return {row.name: row.state for row in model_table()}


def test_a_models_hash_is_that_of_its_two_files_one_after_the_other() -> None:
    full = model(FULL)
    files = [read_weights(full, weights) for weights in (full.detector, full.landmarks)]
    assert hashlib.sha256(b"".join(files)).hexdigest() == full.sha256


@pytest.mark.parametrize("part", ["detector", "landmarks"])
def test_weights_with_another_hash_are_refused_with_the_remedy(
    part: str, models_folder: Path
) -> None:
    weights = getattr(model(FULL), part)
    file = models_folder / weights.file
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(FormcheckError, match=rf"{weights.file} .*install formcheck anew"):
        read_weights(model(FULL), weights)
    assert states()[FULL] == "damaged"


def test_weights_that_are_gone_are_told_with_the_remedy(models_folder: Path) -> None:
    (models_folder / model(FULL).landmarks.file).unlink()
    with pytest.raises(FormcheckError, match="install formcheck anew"):
        read_weights(model(FULL), model(FULL).landmarks)
    assert states()[FULL] == "not installed"


@pytest.mark.usefixtures("data_folder")
def test_a_model_that_was_never_fetched_is_refused_with_the_remedy() -> None:
    with pytest.raises(FormcheckError, match="formcheck models get blazepose-heavy"):
        read_weights(model(HEAVY), model(HEAVY).landmarks)


def test_the_model_card_gives_every_hash_and_size_of_the_manifest() -> None:
    card = (manifest_path().parent / "blazepose.md").read_text(encoding="utf-8")
    for known in models().values():
        for part in (known.detector, known.landmarks):
            assert part.sha256 in card
            assert f"{part.size_bytes:,}" in card
        assert known.sha256 in card


def test_the_table_tells_what_can_run(data_folder: Path) -> None:
    assert states()[FULL] == "ready"
    assert states()[HEAVY] == "not installed"
    heavy = data_folder / "models" / "pose_landmark_heavy.tflite"
    heavy.parent.mkdir(parents=True)
    heavy.write_bytes(b"half a file")
    assert states()[HEAVY] == "damaged"


def test_the_table_names_licence_source_and_hash() -> None:
    rows = {row.name: row for row in model_table()}
    landmarks = model(HEAVY).landmarks
    assert rows[HEAVY].licence == "Apache-2.0"
    assert rows[HEAVY].source == "npm package @mediapipe/pose 0.5.1675469404"
    assert (rows[HEAVY].sha256, rows[HEAVY].size_bytes) == (landmarks.sha256, landmarks.size_bytes)
