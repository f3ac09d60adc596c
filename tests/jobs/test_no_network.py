from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.outputs import FILES
from tests.fixtures import fresh_process
from tests.fixtures.clips import write_video
from tests.fixtures.drawn_person import draw_person

CHECK = """
import socket, sys

TRIED = []

class Guarded(socket.socket):
    def connect(self, address):
        self.refuse(address)
    def connect_ex(self, address):
        self.refuse(address)
    def sendto(self, *arguments):
        self.refuse(arguments[-1])
    def refuse(self, address):
        if self.family != getattr(socket, "AF_UNIX", None):
            TRIED.append(address)
            raise OSError(f"no network in tests: {address}")

def refuse(*arguments, **more):
    TRIED.append(arguments)
    raise OSError(f"no network in tests: {arguments}")

socket.socket = Guarded
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse

from formcheck.cli import main
try:
    main()
finally:
    assert not TRIED, TRIED
    assert "ai_edge_litert" in sys.modules
"""


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """A second and a half of a drawn person, whom the model takes for a real one."""
    person = draw_person()
    return write_video(tmp_path / "clip.mp4", [i / 10 for i in range(15)], lambda _: person)


@pytest.mark.model
def test_the_main_job_reaches_for_no_network(video: Path) -> None:
    out, err = fresh_process.run(CHECK, "check", video)
    assert err == ""
    assert str(video) in out
    written = {path.name for path in video.with_suffix(".formcheck").iterdir()}
    assert written == set(FILES.values())


@pytest.mark.model
def test_live_reaches_for_no_network(video: Path, tmp_path: Path) -> None:
    quiet = ("--no-window", "--quiet", "--out", tmp_path / "sets")
    out, _ = fresh_process.run(CHECK, "live", "--camera", video, *quiet)
    assert "No set was finished" in out


IMPORT_ALL = """
import pkgutil, socket, sys

def refuse(*arguments, **more):
    raise AssertionError(f"a socket was made: {arguments}")

socket.socket.__init__ = refuse
sys.addaudithook(lambda event, what: refuse(event) if event.startswith("socket.") else None)
import formcheck
for module in pkgutil.walk_packages(formcheck.__path__, "formcheck."):
    if not module.name.endswith(("__main__", "mediapipe_bundle")):
        __import__(module.name)
import ai_edge_litert.interpreter
"""


def test_importing_anything_makes_no_socket() -> None:
    assert fresh_process.run(IMPORT_ALL) == ("", "")
