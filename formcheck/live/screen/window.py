"""A window on the screen and the keys pressed in it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import cv2

from formcheck.overlay.pen import Image

TITLE = "formcheck"
SIZE_PX = (1280, 720)
KEYS = {ord(" "): "space", 27: "q", **{ord(letter): letter for letter in "mcerqh"}}
FULL_SCREEN = ord("f")
NO_KEY = -1
TRIED_S = 20.0  # longest that a display may take to show a window
TRY = (
    "import cv2; cv2.namedWindow('formcheck', cv2.WINDOW_NORMAL); cv2.pollKey(); "
    "cv2.destroyAllWindows()"
)
FIRST_MS = 50  # for a new window to be drawn, though the next picture may be long in coming
FONTS = "QT_QPA_FONTDIR"  # cv2 points it to a folder that its wheels don't have


class Window:
    """A window that can be resized; f makes it as large as the screen, and small again.

    Only where ``available`` says so: without a display OpenCV ends the process, which nothing
    can catch.
    """

    def __init__(self, title: str = TITLE) -> None:
        self._title = title
        self._open = False
        self._early = NO_KEY  # pressed while the window was drawn for the first time
        self.closed = False

    @staticmethod
    def available() -> bool:
        """Whether a window can be shown, tried out in a process that may die of it."""
        if not sys.platform.startswith("linux"):
            return True
        if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            return False
        try:
            tried = subprocess.run(  # noqa: S603 - our own Python and a constant
                [sys.executable, "-c", TRY],
                capture_output=True,
                timeout=TRIED_S,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return tried.returncode == 0

    def show(self, image: Image) -> None:
        """Show a (height, width, 3) BGR picture; opens the window at first."""
        if self.closed:
            return
        opening = not self._open
        if opening:
            self._begin()
        cv2.imshow(self._title, image)
        if opening:
            self._early = cv2.waitKey(FIRST_MS)

    def key(self) -> str:
        """The key pressed since: "space", "m", "c", "e", "r", "q", "h", or "" for none.

        Closing the window counts as "q", and sets ``closed``.
        """
        if not self._open or self.closed:
            return ""
        pressed = cv2.pollKey()  # this also lets the window draw itself
        if pressed == NO_KEY:
            pressed, self._early = self._early, NO_KEY
        if cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) < 1.0:
            self.closed = True
            return "q"
        if pressed == NO_KEY:
            return ""
        letter = ord(chr(pressed & 0xFF).lower())
        if letter == FULL_SCREEN:
            self._toggle_full_screen()
        return KEYS.get(letter, "")

    def close(self) -> None:
        """Close it; more than once is fine."""
        if self._open:
            self._open = False
            with suppress(cv2.error):  # the person may have closed it already
                cv2.destroyWindow(self._title)
            cv2.pollKey()

    def _begin(self) -> None:
        if not Path(os.environ.get(FONTS, "/")).exists():
            os.environ[FONTS] = "/usr/share/fonts"  # or Qt complains; nothing is written by it
        flags = cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL
        cv2.namedWindow(self._title, flags)
        cv2.resizeWindow(self._title, *SIZE_PX)
        self._open = True

    def _toggle_full_screen(self) -> None:
        full = cv2.getWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN) == cv2.WINDOW_FULLSCREEN
        state = cv2.WINDOW_NORMAL if full else cv2.WINDOW_FULLSCREEN
        cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, state)
