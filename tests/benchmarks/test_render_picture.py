"""Rendered pictures: what is drawn is where the truth says it is. Needs OpenGL through EGL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.clips import read_truth
from benchmarks.render.camera import Lens, seen_from
from benchmarks.render.clip import Clip, plan_clip
from benchmarks.render.clip_files import Wanted, paint, produce
from benchmarks.render.stage import Stage, set_stage

pytestmark = [pytest.mark.render, pytest.mark.usefixtures("opengl")]


def plain(seed: int, kind: str) -> Clip:
    """A clip without anything that hides the person."""
    clip = plan_clip(seed, (kind,))
    film = replace(clip.film, exposures=1, shutter=0.0)
    setting = replace(clip.setting, occluder="")
    return replace(
        clip, film=film, setting=setting, bystander=None, viewpoint=replace(clip.viewpoint, crop="")
    )


def staged(clip: Clip, lens: Lens) -> Stage:
    return set_stage(clip, lens, np.linspace(0.1, clip.plan.duration_s - 0.1, 4))


@pytest.mark.parametrize(("seed", "kind"), [(1, "situp"), (4, "situp"), (2, "shrug")])
def test_faces_are_drawn_where_and_as_deep_as_the_truth_has_them(seed: int, kind: str) -> None:
    lens = Lens(320, 180, 40.0)
    stage = staged(plain(seed, kind), lens)
    for at, (_, depth_m) in enumerate(paint(stage, lens, 1)):
        off = []
        for name in ("nose", "left_eye", "right_eye", "left_ear", "right_ear"):
            seen = seen_from(stage.shot.views[[at]], stage.landmarks[name][[at]])
            (x, y), away = lens.pixels(seen)[0], -seen[0, 2]
            off.append(away - depth_m[int(y), int(x)])
        assert min(off) < 0.04, off  # the nearer side of the face is what is seen
        assert min(off) > -0.05, off  # and nothing of it floats before the surface


def test_the_same_seed_draws_the_same_picture_twice() -> None:
    lens = Lens(160, 90, 40.0)
    one, other = (next(paint(staged(plan_clip(6), lens), lens, 1))[0][0] for _ in range(2))
    assert np.array_equal(one, other)
    assert one.std() > 5.0


def test_an_occluder_stands_before_what_it_hides() -> None:
    lens = Lens(320, 180, 40.0)
    clip = plain(1, "situp")
    hidden = replace(clip, setting=replace(clip.setting, occluder="box", hides="legs"))
    without, behind = (next(paint(staged(each, lens), lens, 1))[1] for each in (clip, hidden))
    assert np.mean(behind < without - 0.1) > 0.01
    assert not np.any(behind > without + 0.01)


@pytest.fixture(scope="module")
def short() -> Iterator[Clip]:
    """A clip of less than two seconds."""
    clip = plain(2, "shrug")
    hold = replace(clip.plan.holds[0], start_s=0.2, rise_s=0.3, held_s=0.3, sink_s=0.3)  # type: ignore[attr-defined]  # a shrug's plan
    plan = replace(clip.plan, holds=(hold,), duration_s=1.4)  # type: ignore[type-var]  # as above
    yield replace(clip, plan=plan, film=replace(clip.film, rate_hz=15))


def test_a_clip_has_a_video_and_a_truth_of_as_many_frames(tmp_path: Path, short: Clip) -> None:
    wanted = Wanted(tmp_path, 160, 90, poses=False, video=True)
    frames = produce(short, wanted)
    assert wanted.has(short.name)
    assert {path.suffix for path in tmp_path.iterdir()} == {".mp4", ".csv", ".json"}
    truth = read_truth(tmp_path)[0]
    assert len(truth.time_s) == frames == 21
    assert truth.count == 1
    again = tmp_path / "again"
    again.mkdir()
    produce(short, replace(wanted, folder=again))
    table = f"{short.name}.csv"
    assert (again / table).read_bytes() == (tmp_path / table).read_bytes()


def test_a_clip_that_fails_leaves_nothing_under_its_name(
    tmp_path: Path, short: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr("benchmarks.render.clip_files.write_truth", broken)
    with pytest.raises(OSError, match="no room"):
        produce(short, Wanted(tmp_path, 160, 90, poses=False, video=True))
    assert not list(tmp_path.iterdir())
