from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import pytest

from formcheck.core.errors import FormcheckError
from formcheck.sources.video import VideoSource
from tests.fixtures.clips import (
    corners,
    cut,
    damage,
    noise,
    write_sound,
    write_sound_with_cover,
    write_video,
)

TENTHS_S = [i / 10 for i in range(30)]
MOOV_FIRST = {"movflags": "+faststart"}
KEY = {
    "encryption_scheme": "cenc-aes-ctr",
    "encryption_key": "00112233445566778899aabbccddeeff",
    "encryption_kid": "ffeeddccbbaa99887766554433221100",
}


def read(path: Path) -> tuple[list[float], str]:
    """The times of a video's frames, and what was noted about the file."""
    source = VideoSource(path)
    return [frame.time_s for frame in source], source.note


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("one two three\n" * 1000, "utf-8")


def play_list(path: Path) -> None:
    write_video(path.with_name("part.ts"))
    path.write_text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\npart.ts\n#EXT-X-ENDLIST\n", "utf-8"
    )


def photo(path: Path) -> None:
    with av.open(str(path), "w", format="image2") as output:
        stream = output.add_stream("png")
        stream.width, stream.height, stream.pix_fmt = 64, 48, "rgb24"
        output.mux(stream.encode(av.VideoFrame.from_ndarray(corners(64, 48), "bgr24")))


def one_frame(path: Path) -> None:
    write_video(path, [0.0])


def without_its_end(path: Path) -> None:
    cut(write_video(path), 0.6)


def encrypted(path: Path) -> None:
    write_video(path, container=KEY)


def of_an_unknown_kind(path: Path) -> None:
    write_video(path)
    path.write_bytes(path.read_bytes().replace(b"avc1", b"what"))


@pytest.mark.parametrize(
    ("name", "make", "complaint"),
    [
        ("gone.mp4", str, "does not exist"),
        ("folder.mp4", Path.mkdir, "is not a file"),
        ("empty.mp4", empty, "is empty"),
        ("notes.txt", text, "is text"),
        ("notes.mp4", text, "is not a video that can be read"),
        ("list.m3u8", play_list, "play list"),
        ("photo.png", photo, "is a single picture, not a video"),
        ("photo.mp4", one_frame, "is a single picture, not a video"),
        ("song.wav", write_sound, "has sound but no picture"),
        ("song.mp3", write_sound_with_cover, "is sound with a cover picture, not a video"),
        ("cut.mp4", without_its_end, "its end is missing"),
        ("locked.mp4", encrypted, "none of its pictures can be decoded.*encrypted"),
        ("odd.mp4", of_an_unknown_kind, "can't be read here"),
    ],
)
def test_what_is_not_a_video_is_told_in_one_line_with_a_remedy(
    tmp_path: Path, name: str, make: Callable[[Path], object], complaint: str
) -> None:
    path = tmp_path / name
    make(path)
    with pytest.raises(FormcheckError, match=complaint) as raised:
        VideoSource(path)
    line = str(raised.value)
    assert line.startswith(str(path))
    assert "\n" not in line
    assert ": " in line.removeprefix(str(path))  # what to do about it


def test_a_file_that_may_not_be_read_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_video(tmp_path / "clip.mp4")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FormcheckError, match=r"clip\.mp4 can't be read \(Permission denied\)"):
        VideoSource(path)


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.ts", "clip.avi"])
def test_a_whole_file_has_no_note(tmp_path: Path, name: str) -> None:
    codec = "mpeg4" if name.endswith("avi") else "libx264"
    assert read(write_video(tmp_path / name, TENTHS_S, codec=codec))[1] == ""


def test_sound_that_outlasts_the_picture_is_no_fault(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.mkv", TENTHS_S, sound_s=(0.0, 6.0))
    times_s, note = read(path)
    assert (len(times_s), note) == (len(TENTHS_S), "")


@pytest.mark.parametrize(
    ("name", "codec", "pixels", "share"),
    [
        ("clip.mp4", "libx264", "yuv420p", 0.6),
        ("clip.mkv", "ffv1", "bgr0", 0.6),
        ("clip.avi", "mpeg4", "yuv420p", 0.4),
        ("clip.gif", "gif", "rgb8", 0.6),
    ],
)
def test_a_file_that_breaks_off_is_read_up_to_there(
    tmp_path: Path, name: str, codec: str, pixels: str, share: float
) -> None:
    container = MOOV_FIRST if name.endswith("mp4") else {}
    path = write_video(tmp_path / name, TENTHS_S, codec=codec, pixels=pixels, container=container)
    whole = read(path)[0]
    times_s, note = read(cut(path, share))
    assert 5 < len(times_s) < 25
    assert times_s == whole[: len(times_s)]
    assert note == f"the file breaks off at {times_s[-1]:.1f} s; analysed up to there"


def test_a_file_that_cannot_be_followed_further_is_read_up_to_there(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.apng", TENTHS_S, codec="apng", pixels="rgb24")
    content = bytearray(path.read_bytes())
    chunk = content.index(b"fdAT", len(content) // 2)
    content[chunk - 4 : chunk] = b"\xff" * 4  # the length of the chunk
    path.write_bytes(content)
    times_s, note = read(path)
    assert 5 < len(times_s) < 25
    assert note == f"the file breaks off at {times_s[-1]:.1f} s; analysed up to there"


def test_a_break_behind_the_wanted_range_is_not_noted(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.mp4", TENTHS_S, container=MOOV_FIRST)
    source = VideoSource(cut(path, 0.6), end_s=0.5)
    assert len(list(source)) == 5
    assert source.note == ""


def test_the_note_is_of_the_latest_iteration(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.mp4", TENTHS_S, container=MOOV_FIRST)
    source = VideoSource(cut(path, 0.6))
    assert source.note == ""
    list(source)
    assert "breaks off" in source.note
    next(iter(source))
    source.close()
    assert source.note == ""


@pytest.mark.parametrize(
    ("name", "codec"), [("clip.mp4", "libx264"), ("clip.mkv", "libx264"), ("clip.avi", "mpeg4")]
)
def test_a_damaged_picture_is_left_out(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, codec: str
) -> None:
    path = write_video(tmp_path / name, TENTHS_S, codec=codec, coding={"g": "1"})
    damaged_s = damage(path, 12)
    times_s, note = read(path)
    assert times_s == pytest.approx([time_s for time_s in TENTHS_S if time_s != damaged_s])
    assert note.startswith("the file is damaged near 1.")
    assert note.endswith("(1 frame left out)")
    assert capfd.readouterr() == ("", "")  # FFmpeg says a lot about such a file


def test_damage_outside_the_wanted_range_is_not_noted(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.mp4", TENTHS_S, coding={"g": "1"})
    damage(path, 2)
    source = VideoSource(path, start_s=1.0)
    assert len(list(source)) == 20
    assert source.note == ""


def test_a_clock_that_jumps_back_ends_the_reading(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.ts", TENTHS_S)
    path.write_bytes(2 * path.read_bytes())
    times_s, note = read(path)
    assert times_s == pytest.approx(TENTHS_S)
    assert note == "the file jumps back in time at 2.9 s; analysed up to there"


def behind(path: Path, width: int, height: int) -> Path:
    """Join a second part, with pictures of another size, to the 2.9 s of a first."""
    first = write_video(path, TENTHS_S).read_bytes()
    later = [3.0 + time_s for time_s in TENTHS_S]
    second = write_video(path, later, lambda i: noise(i, width, height)).read_bytes()
    path.write_bytes(first + second)
    return path


def test_a_picture_that_changes_its_shape_ends_the_reading(tmp_path: Path) -> None:
    times_s, note = read(behind(tmp_path / "clip.ts", 48, 64))
    assert times_s == pytest.approx(TENTHS_S)
    assert note == "the file changes the shape of its picture at 2.9 s; analysed up to there"


def test_a_picture_that_only_changes_its_size_keeps_the_first_one(tmp_path: Path) -> None:
    source = VideoSource(behind(tmp_path / "clip.ts", 128, 96))
    shapes = [frame.image.shape for frame in source]
    assert len(shapes) > len(TENTHS_S)
    assert set(shapes) == {(48, 64, 3)}
    assert source.note == ""
