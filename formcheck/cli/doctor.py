"""Whether everything that formcheck needs is there."""

from __future__ import annotations

import platform
from contextlib import closing
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

from formcheck.detectors import DEFAULT_DETECTOR, open_detector

SYSTEM_LIBRARIES = "on Debian and Ubuntu run `apt-get install libgl1 libglib2.0-0`"
CV2 = ("opencv-python", "opencv-contrib-python", "opencv-python-headless")
SIZE_PX = (480, 640)  # of the empty picture that the model is tried on


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; ``needed`` says whether checking recorded video needs it."""

    what: str
    good: bool
    found: str
    needed: bool = True


def examine() -> list[Check]:
    """Look at the parts one by one; nothing is opened that a person would notice."""
    return [
        Check("Python", True, platform.python_version()),
        _cv2(),
        _model(),
        _codec("h264", "w", "writes annotated.mp4"),
        _codec("h264", "r", "reads most videos"),
        _codec("hevc", "r", "reads videos of newer phones"),
        _cameras(),
        _sound(),
        _voice(),
    ]


def _cv2() -> Check:
    """Several packages put their files into the same folder: no harm if they are of one version."""
    found = {name: version for name in CV2 if (version := _version(name))}
    told = ", ".join(map(" ".join, found.items()))
    if not found:
        return Check("cv2", False, f"{CV2[0]} is not installed: run `pip install {CV2[0]}`")
    if len({*found.values()}) == 1:
        return Check("cv2", True, told)
    remedy = f"`pip uninstall -y {' '.join(found)}`, then `pip install {CV2[0]}`"
    return Check("cv2", False, f"{told} share their files: run {remedy}")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _model() -> Check:
    """Try it, for a library of the system that is missing shows only then."""
    try:
        import numpy as np

        from formcheck.frame import Frame

        with closing(open_detector(DEFAULT_DETECTOR)) as detector:
            detector.detect(Frame(0.0, np.zeros((*SIZE_PX, 3), np.uint8)))
    except ImportError as error:
        return Check("pose model", False, f"{DEFAULT_DETECTOR}: {error}; {SYSTEM_LIBRARIES}")
    except Exception as error:  # native libraries fail in many ways
        return Check("pose model", False, f"{DEFAULT_DETECTOR}: {error}")
    return Check("pose model", True, f"{DEFAULT_DETECTOR} works")


def _codec(name: str, mode: Literal["r", "w"], use: str) -> Check:
    what = f"{name} {'encoder' if mode == 'w' else 'decoder'}"
    try:
        import av

        return Check(what, True, f"{av.Codec(name, mode).name}; {use}")
    except (ImportError, ValueError) as error:
        remedy = "reinstall PyAV from its wheel: `pip install --force-reinstall av`"
        return Check(what, False, f"{error}; {use}; {remedy}")


def _cameras() -> Check:
    try:
        from formcheck.sources.cameras import list_cameras

        found = [str(camera) for camera in list_cameras()]
    except ImportError as error:
        return Check("camera", False, f"can't be looked for: {error}", needed=False)
    remedy = "none found; `formcheck live` needs one, or a video file as --camera"
    return Check("camera", bool(found), ", ".join(found) or remedy, needed=False)


def _sound() -> Check:
    from formcheck.live.audio.loudspeaker import Loudspeaker, SinkError

    try:
        with closing(Loudspeaker()) as loudspeaker:
            return Check("sound", True, loudspeaker.name, needed=False)
    except SinkError as error:
        return Check("sound", False, f"{error}; live sets are silent", needed=False)


def _voice() -> Check:
    """Let it say a word that nobody hears, for a voice fails only when it speaks."""
    from formcheck.live.audio.voice import SystemVoice, VoiceError

    with closing(SystemVoice()) as voice:
        try:
            voice.say("Ready")
        except VoiceError as error:
            return Check("voice", False, f"{error}; live sets have tones only", needed=False)
    return Check("voice", True, "the system's voice works", needed=False)
