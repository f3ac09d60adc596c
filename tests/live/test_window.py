"""The window: whether there can be one, what it shows and the keys it hears."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from formcheck.live.screen.window import Window
from tests.fixtures.installed import needs
from tests.fixtures.x_screen import ask, eventually, find_window, press_cross, screen

AVAILABLE = "from formcheck.live.screen.window import Window; print(Window.available())"
SHOWS = """
import sys, time
import numpy as np
from formcheck.live.screen.window import Window

window = Window("formcheck test")
image = np.full((720, 1280, 3), (40, 160, 90), np.uint8)
while not window.closed:
    window.show(image)
    if key := window.key():
        print(key, flush=True)
    if key == "e":
        break
    time.sleep(0.005)
window.show(image)
window.close()
window.close()
print("ended", flush=True)
"""

pytestmark = [
    pytest.mark.screen,
    pytest.mark.timeout(60),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is for X11"),
]


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    with screen() as environment:
        yield environment


@contextmanager
def showing(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process that shows a green picture, and its window's number."""
    with subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-c", SHOWS],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process, find_window(environment, "formcheck test")
        finally:
            process.kill()


@pytest.fixture
def shown(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with showing(environment) as process_and_window:
        yield process_and_window


def line(process: subprocess.Popen[str]) -> str:
    """The next line that a process tells."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.parametrize("display", ["", ":987", "nonsense"])
def test_a_window_is_not_available_where_no_display_answers(
    display: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", display)
    for wayland in ("", "wayland-of-nobody"):
        monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
        assert Window.available() is False


def test_a_window_that_was_never_shown_hears_nothing_and_closes() -> None:
    window = Window()
    assert window.key() == ""
    window.close()
    assert not window.closed


@needs(["Xvfb", "xdotool"])
def test_a_window_is_available_on_a_screen(environment: dict[str, str]) -> None:
    run = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", AVAILABLE],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (run.stdout, run.stderr) == ("True\n", "")


@needs(["Xvfb", "xdotool", "import"])
def test_a_window_shows_the_picture(environment: dict[str, str]) -> None:
    # On a busy machine one window in six of a screen without a window manager stays black.
    assert any(is_green(environment) for _ in range(3))


def is_green(environment: dict[str, str]) -> bool:
    """Whether a new window shows all of the green picture before long."""
    with showing(environment) as (_, window):
        command = ["import", "-window", window, "-depth", "8", "rgb:-"]
        end = time.monotonic() + 10.0
        while time.monotonic() < end:  # it is drawn a little after it is there, half at times
            taken = subprocess.run(  # noqa: S603  # of our own window
                command, env=environment, capture_output=True, check=True
            )
            pixels = np.frombuffer(taken.stdout, np.uint8).reshape(720, 1280, 3)
            if (pixels == (90, 160, 40)).all():
                return True
    return False


@needs(["Xvfb", "xdotool"])
def test_a_window_tells_the_keys_that_mean_something(
    environment: dict[str, str], shown: tuple[subprocess.Popen[str], str]
) -> None:
    process, window = shown
    assert process.stdout is not None
    for pressed, told in (
        ("space", "space"), ("m", "m"), ("c", "c"), ("r", "r"), ("h", "h"), ("q", "q"),
        ("Escape", "q"), ("shift+m", "m"), ("x", None), ("e", "e"),
    ):  # fmt: skip
        ask(environment, "key", "--window", window, pressed)
        if told:
            assert line(process) == told
    assert line(process) == "ended"
    assert process.wait(10) == 0
    assert process.stderr is not None and process.stderr.read() == ""


@needs(["Xvfb", "xdotool"])
def test_a_window_closed_by_its_cross_asks_to_quit(
    environment: dict[str, str], shown: tuple[subprocess.Popen[str], str]
) -> None:
    process, window = shown
    press_cross(environment, window)
    assert line(process) == "q"
    assert line(process) == "ended"
    assert process.wait(10) == 0


@needs(["Xvfb", "xdotool"])
def test_a_window_can_be_resized(
    environment: dict[str, str], shown: tuple[subprocess.Popen[str], str]
) -> None:
    _, window = shown
    ask(environment, "windowsize", window, "800", "450")

    def size() -> str:
        told = ask(environment, "getwindowgeometry", window)
        return told if "800x450" in told else ""

    assert eventually(size)
