from __future__ import annotations

import platform
from importlib import metadata

import av
import pytest
from av.codec.codec import UnknownCodecError

import formcheck.cli.doctor
from formcheck.cli.doctor import Check, examine
from formcheck.core.errors import FormcheckError
from tests.fixtures import fresh_process
from tests.fixtures.command import Command

WITHOUT = """
import sys
sys.modules[sys.argv[1]] = None
sys.argv[1:] = ["doctor"]
from formcheck.cli import main
main()
"""
INSTALLED = {"opencv-python": "4.11.0.86"}


def checks(
    monkeypatch: pytest.MonkeyPatch, installed: dict[str, str] | None = None
) -> dict[str, Check]:
    """What the doctor finds with these packages installed, by what it looked at."""
    packages = INSTALLED if installed is None else installed

    def version(name: str) -> str:
        if name not in packages:
            raise metadata.PackageNotFoundError(name)
        return packages[name]

    monkeypatch.setattr(metadata, "version", version)
    return {check.what: check for check in examine()}


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the time to load the model."""

    def refuse(name: str) -> None:
        raise FormcheckError(f"{name} is damaged: reinstall it")

    monkeypatch.setattr(formcheck.cli.doctor, "open_detector", refuse)


@pytest.mark.model
def test_a_machine_that_runs_these_tests_has_all_that_is_needed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = Command(monkeypatch, capfd)("doctor")
    assert ran.code == 0
    assert "blazepose-full works" in ran.out
    assert "fault" not in ran.out


@pytest.mark.usefixtures("no_model")
def test_a_model_that_does_not_run_is_told_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    check = checks(monkeypatch)["pose model"]
    assert (check.good, check.needed) == (False, True)
    assert "blazepose-full is damaged: reinstall it" in check.found
    assert Command(monkeypatch, capfd)("doctor").code == 1


@pytest.mark.parametrize(
    ("module", "told"), [("cv2", "apt-get install libgl1"), ("av", "pip install --force-reinstall")]
)
def test_a_library_that_cannot_be_loaded_is_told_with_the_remedy(module: str, told: str) -> None:
    with fresh_process.start(WITHOUT, module) as process:
        out, err = process.communicate()
    assert (process.returncode, err) == (1, "")
    assert told in " ".join(out.split())


@pytest.mark.usefixtures("no_model")
def test_one_cv2_is_right_and_another_version_beside_it_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert checks(monkeypatch)["cv2"].good
    both = checks(monkeypatch, INSTALLED | {"opencv-contrib-python": "4.10.0.84"})["cv2"]
    assert not both.good
    assert "pip uninstall -y opencv-python opencv-contrib-python" in both.found
    none = checks(monkeypatch, {})["cv2"]
    assert not none.good
    assert "run `pip install opencv-python`" in none.found


@pytest.mark.usefixtures("no_model")
def test_two_cv2_of_one_version_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks(monkeypatch, INSTALLED | {"opencv-contrib-python": "4.11.0.86"})["cv2"].good


@pytest.mark.usefixtures("no_model")
def test_a_missing_codec_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks(monkeypatch)["h264 encoder"].good

    def unknown(name: str, mode: str) -> None:
        raise UnknownCodecError(f"{name} {mode}")

    monkeypatch.setattr(av, "Codec", unknown)
    found = checks(monkeypatch)
    assert not any(found[what].good for what in ("h264 encoder", "h264 decoder", "hevc decoder"))


@pytest.mark.usefixtures("no_model")
def test_camera_and_sound_are_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = checks(monkeypatch)
    assert not found["camera"].needed
    assert not found["sound"].needed
    assert found["Python"].found == platform.python_version()
