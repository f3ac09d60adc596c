"""The sound of the annotated video: in step, cut with the pictures, never their ruin."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.core.pose import Pose
from formcheck.core.readings import Reading
from formcheck.core.risks.limits import Limits
from formcheck.outputs.annotated_video import AnnotatedVideo
from formcheck.sources.video import VideoSource
from tests.fixtures.flashes import TIMES_S, beeps_s, flashes_s, flashing_video

IN_STEP_S = 0.02

CASES = {
    "aac.mp4": "aac",
    "mp3.mp4": "libmp3lame",
    "opus.mkv": "libopus",
    "flac.mkv": "flac",
    "pcm.mov": "pcm_s16le",
    "ac3.ts": "ac3",
    "aac.ts": "aac",
    "mp2.ts": "mp2",
}


def annotate(clip: Path, start_s: float = 0.0, end_s: float = math.inf) -> tuple[Path, str]:
    """The annotated clip, and the note about its sound."""
    source = VideoSource(clip, start_s=start_s, end_s=end_s)
    path = clip.with_name("annotated.mp4")
    video = AnnotatedVideo(
        path,
        width=source.info.width,
        height=source.info.height,
        limits=Limits(),
        sound_from=clip,
        start_s=start_s,
        end_s=end_s,
        origin_s=source.info.origin_s,
    )
    for frame in source:
        video.write(frame, Reading(Pose.missing(frame.time_s)))
    video.close()
    return path, video.note


def lags_s(path: Path) -> list[float]:
    """How long after its flash each beep comes."""
    return [beep - flash for flash, beep in zip(flashes_s(path), beeps_s(path), strict=True)]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("start_s", "end_s"), [(0.0, math.inf), (0.95, 2.7)])
def test_sound_of_any_kind_stays_in_step(
    tmp_path: Path, name: str, start_s: float, end_s: float
) -> None:
    clip = flashing_video(tmp_path / name, CASES[name])
    path, note = annotate(clip, start_s, end_s)
    assert note == ""
    before, after = lags_s(clip), lags_s(path)
    assert len(after) == (4 if start_s == 0.0 else 2)
    assert after == pytest.approx([before[0]] * len(after), abs=IN_STEP_S)


def test_sound_and_pictures_are_cut_to_the_same_span(tmp_path: Path) -> None:
    clip = flashing_video(tmp_path / "clip.mp4")
    path, _ = annotate(clip, 0.95, 2.7)
    assert flashes_s(path) == pytest.approx([1.2 - 0.95, 2.0 - 0.95], abs=0.041)
    with av.open(str(path)) as video:
        lengths = [float(stream.duration * stream.time_base) for stream in video.streams]
    assert lengths == pytest.approx([2.7 - 0.95] * 2, abs=0.05)


def test_sound_ends_with_the_wanted_span_though_the_last_picture_lasts_longer(
    tmp_path: Path,
) -> None:
    clip = flashing_video(tmp_path / "clip.mp4", times_s=(0.0, 0.5, 1.0, 1.5, 2.0))
    path, _ = annotate(clip, 0.0, 1.1)
    with av.open(str(path)) as video:
        sound = video.streams.audio[0]
        assert float(sound.duration * sound.time_base) == pytest.approx(1.1, abs=0.03)


def test_sound_before_a_cut_takes_no_room(tmp_path: Path) -> None:
    path, _ = annotate(flashing_video(tmp_path / "clip.mp4"), start_s=2.4)
    most = 0.8 * 48000 / 1024 + 4  # AAC packets in what is left, and a few at its edges
    assert len(packets(path)) < most


@pytest.mark.parametrize("name", ["aac.mp4", "pcm.mov"])
def test_sound_that_begins_later_than_the_pictures_still_does(tmp_path: Path, name: str) -> None:
    clip = flashing_video(tmp_path / name, CASES[name], sound_from_s=0.6)
    path, _ = annotate(clip)
    assert beeps_s(path) == pytest.approx(beeps_s(clip), abs=IN_STEP_S)
    assert len(beeps_s(path)) == len(flashes_s(path)) - 1


def test_sound_before_the_first_picture_is_kept(tmp_path: Path) -> None:
    times_s = [0.6 + time_s for time_s in TIMES_S[:60]]
    path, _ = annotate(flashing_video(tmp_path / "clip.mp4", times_s=times_s))
    assert beeps_s(path)[:2] == pytest.approx([0.39, 1.19], abs=IN_STEP_S)
    assert flashes_s(path)[0] == pytest.approx(1.2, abs=0.041)


@pytest.mark.parametrize("hole_s", [(0.7, 1.5), (0.7, 0.76)])
def test_a_hole_in_the_sound_becomes_silence_and_what_follows_stays_in_step(
    tmp_path: Path, hole_s: tuple[float, float]
) -> None:
    clip = flashing_video(tmp_path / "clip.ts", "mp2", hole_s=hole_s)
    path, note = annotate(clip)
    heard = [flash - 0.01 for flash in flashes_s(path) if not hole_s[0] < flash < hole_s[1]]
    assert beeps_s(path) == pytest.approx(heard, abs=IN_STEP_S)
    assert note == ""
    with av.open(str(path)) as video:
        sizes = [(frame.time, frame.samples / 48000) for frame in video.decode(audio=0)]
    for (start_s, length_s), (next_s, _) in pairwise(sizes):
        assert next_s == pytest.approx(start_s + length_s, abs=1e-3)


@pytest.mark.parametrize("name", ["aac.ts", "mp2.ts"])
def test_sound_whose_clock_jumps_by_an_hour_is_noted_and_ends_there(
    tmp_path: Path, name: str
) -> None:
    clip = flashing_video(tmp_path / name, CASES[name], jump_s=(1.0, 3600))
    path, note = annotate(clip)
    assert "damaged" in note
    first, *others = flashes_s(path)
    assert len(others) == 3
    assert beeps_s(path) == pytest.approx([first - 0.01], abs=IN_STEP_S)


def test_a_packet_that_is_no_sound_is_left_out(tmp_path: Path) -> None:
    clip = flashing_video(tmp_path / "clip.ts", "aac")
    file = bytearray(clip.read_bytes())
    header = file.index(b"\xff\xf1", len(file) // 2)  # of a packet of AAC
    file[header + 1] ^= 1  # with a checksum
    file[header + 6] |= 3  # for four blocks: legal, and not allowed in an MP4
    clip.write_bytes(file)
    path, note = annotate(clip)
    assert "damaged" in note
    assert len(flashes_s(path)) == len(beeps_s(path)) == 4


def test_pictures_at_uneven_times_keep_in_step(tmp_path: Path) -> None:
    jitter = np.random.default_rng(3).uniform(0.0, 0.03, len(TIMES_S))
    clip = flashing_video(tmp_path / "clip.mp4", times_s=list(np.add(TIMES_S, jitter)))
    path, _ = annotate(clip)
    assert lags_s(path) == pytest.approx(lags_s(clip), abs=0.002)


def test_sound_that_browsers_play_is_copied_bit_by_bit(tmp_path: Path) -> None:
    clip = flashing_video(tmp_path / "clip.mp4")
    path, _ = annotate(clip)
    before, after = (packets(path) for path in (clip, path))
    assert before == after


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as video:
        return [bytes(packet) for packet in video.demux(audio=0) if packet.size]


def test_sound_that_browsers_do_not_play_becomes_aac(tmp_path: Path) -> None:
    path, _ = annotate(flashing_video(tmp_path / "clip.ts", "ac3"))
    with av.open(str(path)) as video:
        assert video.streams.audio[0].codec_context.name == "aac"


def test_sound_lies_between_the_pictures_it_goes_with(tmp_path: Path) -> None:
    path, _ = annotate(flashing_video(tmp_path / "clip.mp4"))
    with av.open(str(path)) as video:
        placed = sorted(
            (packet.pos, packet.pts * packet.time_base)
            for packet in video.demux()
            if packet.pos is not None and packet.pts is not None
        )
    times_s = np.array([float(time) for _, time in placed])
    assert (np.maximum.accumulate(times_s) - times_s).max() < 1.0


def test_a_video_without_sound_stays_silent(tmp_path: Path) -> None:
    path, note = annotate(flashing_video(tmp_path / "clip.mp4", ""))
    assert note == ""
    assert len(flashes_s(path)) == 4
    with av.open(str(path)) as video:
        assert not video.streams.audio


def test_sound_that_can_not_be_opened_is_noted_and_the_pictures_stay(tmp_path: Path) -> None:
    clip = flashing_video(tmp_path / "clip.mp4")
    text = tmp_path / "text.txt"
    text.write_text("no sound here")
    video = AnnotatedVideo(
        tmp_path / "a.mp4", width=64, height=48, limits=Limits(), sound_from=text
    )
    for frame in VideoSource(clip):
        video.write(frame, Reading(Pose.missing(frame.time_s)))
    video.close()
    assert "left out" in video.note
    assert len(flashes_s(tmp_path / "a.mp4")) == 4


@pytest.mark.parametrize("name", ["ac3.ts", "aac.ts", "mp2.ts", "aac.mp4", "opus.mkv", "flac.mkv"])
@pytest.mark.parametrize("seed", range(2))
def test_damaged_sound_never_costs_a_picture(tmp_path: Path, name: str, seed: int) -> None:
    clip = flashing_video(tmp_path / name, CASES[name])
    whole = list(VideoSource(clip))
    damaged = tmp_path / f"damaged-{name}"
    damaged.write_bytes(spoiled(clip, seed))
    path = tmp_path / "a.mp4"
    video = AnnotatedVideo(path, width=64, height=48, limits=Limits(), sound_from=damaged)
    for frame in whole:
        video.write(frame, Reading(Pose.missing(frame.time_s)))
    video.close()
    assert len(flashes_s(path)) == 4


def spoiled(path: Path, seed: int) -> bytes:
    """The file with noise in place of a fiftieth of its bytes, after the first tenth."""
    file = np.frombuffer(path.read_bytes(), np.uint8).copy()
    random = np.random.default_rng(seed)
    places = random.integers(len(file) // 10, len(file), len(file) // 50)
    file[places] = random.integers(0, 256, len(places))
    return file.tobytes()
