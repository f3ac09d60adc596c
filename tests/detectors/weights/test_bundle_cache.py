from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck.core.errors import FormcheckError
from formcheck.detectors.weights import bundle_cache, manifest
from formcheck.detectors.weights.bundle_cache import cached_bundle, load_bundle
from formcheck.detectors.weights.catalogue import model_table
from formcheck.detectors.weights.manifest import manifest_path, model, models, read_weights
from tests.fixtures import fresh_process

FULL = "blazepose-full"
HEAVY = "blazepose-heavy"
LOAD_AT_ONCE = """
import sys, time
from pathlib import Path
from formcheck.detectors.weights.bundle_cache import load_bundle
folder = Path(sys.argv[1])
(folder / sys.argv[2]).touch()
while not (folder / "go").exists():
    time.sleep(0.001)
bundle = load_bundle("blazepose-full", folder / "cache")
print(bundle.sha256, "flatbuffers" in sys.modules, "mediapipe" in sys.modules)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that holds the full model's bundle."""
    cache = tmp_path_factory.mktemp("built")
    load_bundle(FULL, cache)
    return cache


@pytest.fixture
def cache(built: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to be spoilt."""
    return Path(shutil.copytree(built, tmp_path / "cache"))


@pytest.fixture
def data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where fetched weights go during a test."""
    folder = tmp_path / "data"
    monkeypatch.setattr(manifest, "user_data_path", lambda *_, **__: folder)
    return folder


def wait_for(*files: Path) -> None:
    for _ in range(3000):
        if all(file.exists() for file in files):
            return
        time.sleep(0.01)
    raise TimeoutError(files)


# --- the cache of bundles ---


@pytest.mark.model
def test_two_processes_that_start_at_once_leave_one_sound_bundle(tmp_path: Path) -> None:
    processes = [fresh_process.start(LOAD_AT_ONCE, tmp_path, name) for name in ("one", "two")]
    wait_for(tmp_path / "one", tmp_path / "two")
    (tmp_path / "go").touch()
    digests = {process.communicate()[0].split()[0] for process in processes}
    assert digests == {model(FULL).bundle_sha256}
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert cached_bundle(model(FULL), tmp_path / "cache")


@pytest.mark.model
def test_a_bundle_from_the_cache_needs_neither_mediapipe_nor_flatbuffers(cache: Path) -> None:
    (cache.parent / "go").touch()
    out, _ = fresh_process.run(LOAD_AT_ONCE, cache.parent, "one")
    assert out.split() == [model(FULL).bundle_sha256, "False", "False"]


@pytest.mark.model
@pytest.mark.parametrize("spoil", [lambda b: b[:-1], lambda b: b"\0" + b[1:], lambda _: b""])
def test_a_damaged_cache_is_rebuilt(cache: Path, spoil: Callable[[bytes], bytes]) -> None:
    (file,) = cache.iterdir()
    sound = file.read_bytes()
    file.write_bytes(spoil(sound))
    assert load_bundle(FULL, cache).content == sound
    assert file.read_bytes() == sound


@pytest.mark.model
def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    bundle = load_bundle(FULL, tmp_path / "file" / "cache")
    assert bundle.sha256 == model(FULL).bundle_sha256


@pytest.mark.model
def test_a_bundle_that_the_manifest_does_not_know_runs_under_its_own_hash_and_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "formcheck.detectors.weights.bundle.build_bundle", lambda *_: b"another builder's"
    )
    bundle = load_bundle(FULL, tmp_path / "cache")
    assert bundle.sha256 == hashlib.sha256(b"another builder's").hexdigest()
    assert not (tmp_path / "cache").exists()


def test_a_write_that_is_cut_short_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", cut_short)
    with pytest.raises(KeyboardInterrupt):
        bundle_cache.put_in_place(tmp_path / "weights", b"content")
    assert list(tmp_path.iterdir()) == []


# --- the weights ---


@pytest.mark.model
@pytest.mark.parametrize("part", ["detector", "landmarks"])
def test_weights_with_another_hash_are_refused_with_the_remedy(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_weights(model(FULL), getattr(model(FULL), part))
    wrong = tmp_path / "wrong.tflite"
    wrong.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    file, path_of = getattr(model(FULL), part).file, manifest.weights_path
    monkeypatch.setattr(
        manifest, "weights_path", lambda asked: wrong if asked.file == file else path_of(asked)
    )
    with pytest.raises(FormcheckError, match=r"wrong\.tflite .*pip install .*mediapipe==0\.10\.21"):
        load_bundle(FULL, tmp_path / "cache")


@pytest.mark.usefixtures("data_folder")
def test_a_model_that_was_never_fetched_is_refused_with_the_remedy() -> None:
    with pytest.raises(FormcheckError, match="formcheck models get blazepose-heavy"):
        read_weights(model(HEAVY), model(HEAVY).landmarks)


def test_a_missing_mediapipe_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "find_spec", lambda _: None)
    with pytest.raises(FormcheckError, match=r"pip install mediapipe==0\.10\.21"):
        read_weights(model(FULL), model(FULL).landmarks)


def test_the_model_card_gives_every_hash_and_size_of_the_manifest() -> None:
    card = (manifest_path().parent / "blazepose.md").read_text(encoding="utf-8")
    for known in models().values():
        for part in (known.detector, known.landmarks):
            assert part.sha256 in card
            assert f"{part.size_bytes:,}" in card
        assert known.bundle_sha256 in card


# --- the table of models ---


def states(cache: Path) -> dict[str, str]:
    return {row.name: row.state for row in model_table(cache)}


@pytest.mark.model
def test_the_table_tells_what_can_run(cache: Path, data_folder: Path, tmp_path: Path) -> None:
    assert states(cache)[FULL] == "ready"
    assert states(tmp_path / "empty")[FULL] == "built on first use"
    assert states(tmp_path / "empty")[HEAVY] == "not installed"
    heavy = data_folder / "models" / "pose_landmark_heavy.tflite"
    heavy.parent.mkdir(parents=True)
    heavy.write_bytes(b"half a file")
    assert states(tmp_path / "empty")[HEAVY] == "damaged"


def test_without_mediapipe_no_model_is_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(manifest, "find_spec", lambda _: None)
    assert set(states(tmp_path).values()) == {"not installed"}


def test_the_table_names_licence_source_and_hash(tmp_path: Path) -> None:
    rows = {row.name: row for row in model_table(tmp_path)}
    landmarks = model(HEAVY).landmarks
    assert rows[HEAVY].licence == "Apache-2.0"
    assert rows[HEAVY].source == "npm package @mediapipe/pose 0.5.1675469404"
    assert (rows[HEAVY].sha256, rows[HEAVY].size_bytes) == (landmarks.sha256, landmarks.size_bytes)
