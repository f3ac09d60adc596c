"""In front of the camera: `formcheck live` and `formcheck calibrate`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.cli import flags
from formcheck.cli.exit_codes import FAULT, complain
from formcheck.cli.person_option import subject_of, with_person
from formcheck.core.errors import UsageError
from formcheck.detectors import DEFAULT_DETECTOR

if TYPE_CHECKING:
    from formcheck.cli.log_option import Log
    from formcheck.jobs.batch import Outcome
    from formcheck.live.outputs.window_and_speaker import Shows, Sounds
    from formcheck.live.session import Training
    from formcheck.sources.capture import Wanted


def live(
    camera: flags.CameraName = "0",
    exercise: flags.LiveExercise = flags.AUTO,
    load: flags.Loaded = None,
    record: flags.Record = None,
    profile: flags.ProfileName = "",
    mirror: flags.Mirror = True,
    size: flags.PictureSize = "640x480",
    fps: flags.Rate = 30.0,
    quiet: flags.Quiet = False,
    voice: flags.Voice = True,
    window: flags.WindowFlag = True,
    json: flags.Json = False,
    out: flags.SetsOut = Path("formcheck-sets"),
    log: flags.LogLive = None,
    person: flags.Person = None,
    no_person: flags.NoPerson = False,
    health: flags.Health = None,
    kilograms: flags.Kilograms = None,
    config: flags.Config = None,
    model: flags.ModelFlag = DEFAULT_DETECTOR,
) -> None:
    """Be coached in front of a camera, hands-free.

    Tells where to be, learns your neutral while you keep still, then counts and warns.
    A set begins when you lie down or stand ready, and ends when you get up or walk off.
    Every set goes to a dated folder, as `formcheck check` would write it. Keys: space pauses,
    m mutes, c recalibrates, e changes the exercise, r records, h helps, q quits; so does
    Ctrl-C.
    """
    from formcheck.cli.live_gate import open_log
    from formcheck.cli.load_option import has_load, with_load
    from formcheck.jobs.config import chosen_limits
    from formcheck.jobs.options import Options
    from formcheck.jobs.profiles import with_profile
    from formcheck.live.session import Training

    _require_new(record)
    wanted = _wanted(size, fps)
    limits = chosen_limits(config, load)
    subject = subject_of(person, no_person, limits, health=health, asks=True, quiet=json)
    asks = exercise == flags.AUTO or has_load(exercise)
    limits = with_load(limits, load, subject, asks=asks and not json)
    options = with_profile(with_person(Options(exercise, limits), subject), profile)
    training = Training(camera, exercise, options, out, record, mirror, json, complain)
    journal = open_log(log, subject, kilograms, limits, quiet=json)
    outcomes = _train(training, wanted, model, window=window, quiet=quiet, voice=voice)
    journal.add([outcome.result for outcome in outcomes if outcome.result])
    _tell(outcomes, journal, quiet=json)


def _train(
    training: Training, wanted: Wanted, model: str, *, window: bool, quiet: bool, voice: bool
) -> list[Outcome]:
    """Open all that is needed, and watch; what came of every set."""
    from formcheck.detectors import open_detector
    from formcheck.live.session import train
    from formcheck.sources.choice import choose_camera

    camera = choose_camera(training.camera, wanted)
    with closing(open_detector(model)) as detector:
        return train(training, camera, detector, _window(window), _speaker(quiet, voice))


def calibrate(
    name: flags.NewProfile,
    exercise: flags.CalibratedExercise,
    camera: flags.CameraName = "0",
    mirror: flags.Mirror = True,
    size: flags.PictureSize = "640x480",
    fps: flags.Rate = 30.0,
    quiet: flags.Quiet = False,
    voice: flags.Voice = True,
    window: flags.WindowFlag = True,
    model: flags.ModelFlag = DEFAULT_DETECTOR,
) -> None:
    """Keep your neutral pose as a profile for later runs.

    Lie on your back for sit-ups, or stand with your shoulders down for shrugs, and keep still
    until it says so. A video file in the camera's place is looked through for a rest.
    """
    from formcheck.detectors import open_detector
    from formcheck.jobs.profiles import profile_path, save_neutral
    from formcheck.live.calibration import learn_from_camera, learn_from_video
    from formcheck.sources.capture import is_device
    from formcheck.sources.choice import choose_camera

    profile_path(name)
    with closing(open_detector(model)) as detector:
        if is_device(camera):
            source = choose_camera(camera, _wanted(size, fps))
            baseline = learn_from_camera(
                exercise,
                source,
                detector,
                _window(window),
                _speaker(quiet, voice),
                mirrored=mirror,
                tell=complain,
            )
        else:
            baseline = learn_from_video(Path(camera), exercise, detector)
    path = save_neutral(name, exercise, baseline)
    typer.echo(f"Profile {name}: neutral for {exercise} from {baseline.origin}. Kept in {path}")


def _require_new(record: Path | None) -> None:
    """Rather at once than after the first set. Raises UsageError."""
    if record is None:
        return
    if record.suffix.lower() != ".mp4":
        raise UsageError(f"--record {record}: it will be an MP4, name it {record.stem}.mp4")
    if record.exists():
        raise UsageError(f"--record {record} exists already: choose another name")
    if not record.absolute().parent.is_dir():
        raise UsageError(f"--record {record}: there is no folder {record.parent}: make it first")


def _wanted(size: str, rate_hz: float) -> Wanted:
    """The picture that the camera is asked for. Raises UsageError."""
    from formcheck.sources.capture import Wanted

    parts = size.lower().split("x")
    if len(parts) != 2 or not all(part.isdecimal() and 16 <= int(part) <= 8192 for part in parts):
        raise UsageError(f"--size {size}: write it like 640x480")
    return Wanted(int(parts[0]), int(parts[1]), rate_hz)


def _window(wanted: bool) -> Shows | None:
    """The window, where one is wanted and there is a display for it."""
    if not wanted:
        return None
    from formcheck.live.screen.window import Window

    if Window.available():
        return Window()
    complain("no display was found: it goes on in the terminal, as with --no-window")
    return None


def _speaker(quiet: bool, voice: bool) -> Sounds | None:
    if quiet:
        return None
    from formcheck.live.audio.speaker import open_speaker

    return open_speaker(voice=voice)


def _tell(outcomes: list[Outcome], journal: Log, *, quiet: bool) -> None:
    """Print what was found and exit 1 if anything could not be kept."""
    from formcheck.cli.findings import findings
    from formcheck.system.console import show

    found = [findings(outcome) for outcome in outcomes if outcome.result]
    if not quiet:
        show(*found or ["No set was finished: nothing was kept."], *journal.parts)
    errors = [outcome.error for outcome in outcomes if outcome.error] + journal.errors
    for fault in errors:
        complain(fault)
    if errors:
        raise typer.Exit(FAULT)
