"""What keeps a camera from showing anything, in words for whoever stands before it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault of the camera: a few words that can be read from afar, and what to do."""

    headline: str
    detail: str


NO_PICTURE = Trouble(
    "No picture from the camera",
    "Is it plugged in, and awake? It is tried again by itself; the set goes on.",
)
MISSING = Trouble("The camera is not there", "Plug it in; it is found again by itself.")
BUSY = Trouble("The camera can't be opened", "Close other programs that use it.")
DARK = Trouble("The picture is dark", "Open the lens cover, or switch on a light.")
FROZEN = Trouble("The picture stands still", "Unplug the camera and plug it in again.")
