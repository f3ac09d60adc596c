from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.core.errors import FormcheckError
from formcheck.sources.video import VideoSource
from tests.fixtures.clips import cut, write_video

TENTHS_S = [i / 10 for i in range(30)]
MOOV_FIRST = {"movflags": "+faststart"}


def read(path: Path) -> tuple[list[float], str]:
    """The times of a video's frames, and what was noted about the file."""
    source = VideoSource(path)
    return [frame.time_s for frame in source], source.note


@pytest.fixture(scope="module", params=["clip.mp4", "clip.mkv", "clip.ts", "clip.gif"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / request.param
    if path.suffix == ".gif":
        return write_video(path, TENTHS_S, codec="gif", pixels="rgb8")
    container = MOOV_FIRST if path.suffix == ".mp4" else {}
    return write_video(path, TENTHS_S, container=container)


@settings(max_examples=10, deadline=None)
@given(share=st.floats(0.0, 1.0))
def test_a_file_cut_anywhere_is_read_up_to_there_or_refused(whole: Path, share: float) -> None:
    part = whole.with_name(f"part{whole.suffix}")
    part.write_bytes(whole.read_bytes())
    expected = read(whole)[0]
    try:
        times_s, note = read(cut(part, share))
    except FormcheckError as error:
        assert str(part) in str(error)
    else:
        assert times_s == expected[: len(times_s)]
        assert "left out" not in note


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_flipped_bytes_never_break_the_reading(whole: Path, data: st.DataObject) -> None:
    content = bytearray(whole.read_bytes())
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=20)):
        content[place] ^= 0xFF
    part = whole.with_name(f"part{whole.suffix}")
    part.write_bytes(content)
    try:
        times_s, _ = read(part)
    except FormcheckError:
        return
    assert times_s == sorted(set(times_s))
