"""Whether everything that formcheck needs is there."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

CV2_DISTRIBUTIONS = (
    "opencv-python",
    "opencv-python-headless",
    "opencv-contrib-python",
    "opencv-contrib-python-headless",
)


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
        _mediapipe(),
        _cv2(),
        _model(),
        _codec("h264", "w", "writes annotated.mp4"),
        _codec("h264", "r", "reads most videos"),
        _codec("hevc", "r", "reads videos of newer phones"),
        _cameras(),
        _sound(),
    ]


def _mediapipe() -> Check:
    version = _version("mediapipe")
    return Check(
        "mediapipe",
        version == "0.10.21",
        f"{version or 'not installed'}; 0.10.21 is the last release that sends nothing home",
    )


def _cv2() -> Check:
    found = [name for name in CV2_DISTRIBUTIONS if _version(name)]
    advice = "" if len(found) == 1 else "; keep one, they overwrite each other's files"
    return Check("cv2", len(found) == 1, (", ".join(found) or "not installed") + advice)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _model() -> Check:
    from formcheck.detectors.catalogue import model_table

    states = {state.name: state.state for state in model_table()}
    state = states["blazepose-full"]
    return Check("pose model", state in ("ready", "built on first use"), f"blazepose-full: {state}")


def _codec(name: str, mode: Literal["r", "w"], use: str) -> Check:
    import av
    from av.codec.codec import UnknownCodecError

    try:
        found = av.Codec(name, mode).name
    except UnknownCodecError:
        return Check(f"{name} {'encoder' if mode == 'w' else 'decoder'}", False, f"none; {use}")
    return Check(f"{name} {'encoder' if mode == 'w' else 'decoder'}", True, f"{found}; {use}")


def _cameras() -> Check:
    nodes = sorted(str(node) for node in Path("/dev").glob("video*"))
    if platform.system() != "Linux":
        return Check("camera", True, "not looked for on this system", needed=False)
    return Check("camera", bool(nodes), ", ".join(nodes) or "none found", needed=False)


def _sound() -> Check:
    try:
        import sounddevice

        name = sounddevice.query_devices(kind="output")["name"]
    except Exception as error:  # a missing library or card shows in many ways
        return Check("sound", False, f"no output found ({type(error).__name__})", needed=False)
    return Check("sound", True, str(name), needed=False)
