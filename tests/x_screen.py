"""A screen that nobody sees, and somebody who presses keys and crosses in it."""

from __future__ import annotations

import ctypes
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

DEADLINE_S = 20.0


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent, padded to the size of XEvent."""

    _fields_ = (
        ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p), ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong), ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5), ("padding", ctypes.c_long * 24),
    )  # fmt: skip


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment of a screen of its own, which is gone afterwards."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(  # noqa: S603  # a screen of our own
        command, pass_fds=(write,), stderr=subprocess.DEVNULL
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        unset = {"WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
        kept = {name: value for name, value in os.environ.items() if name not in unset}
        yield {**kept, "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()


def ask(environment: dict[str, str], *command: str) -> str:
    """What xdotool answers."""
    run = subprocess.run(  # noqa: S603  # keys for our own window
        ["xdotool", *command],  # noqa: S607  # wherever the system has it
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout.strip()


def find_window(environment: dict[str, str], title: str) -> str:
    """The window's number, as soon as it is there."""
    return eventually(lambda: ask(environment, "search", "--name", title))


def eventually(look: Callable[[], str]) -> str:
    """What ``look`` finds before long."""
    end = time.monotonic() + DEADLINE_S
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def press_cross(environment: dict[str, str], window: str) -> None:
    """Ask the window to close, as a window manager does when its cross is pressed."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(environment["DISPLAY"].encode()))
    protocols, deletes = (
        x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
    )
    message = _ClientMessage(type=33, window=int(window), message_type=protocols, format=32)
    message.data[0] = deletes
    target = ctypes.c_ulong(int(window))
    x11.XSendEvent(display, target, 0, ctypes.c_long(0), ctypes.byref(message))
    x11.XCloseDisplay(display)
