"""The command line: parses, builds, calls."""

from __future__ import annotations

import io
import math
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck import __version__, flags
from formcheck.errors import FormcheckError, UsageError
from formcheck.leaving import Stopped, leave_on_signals
from formcheck.plain import plain

if TYPE_CHECKING:
    from formcheck.batch import Outcome

app = typer.Typer(
    name="formcheck",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Watch sit-ups and shrugs on video and warn before the neck hurts. "
    "No medical device: it never diagnoses. Nothing leaves this machine.",
)
models_app = typer.Typer(rich_markup_mode=None, invoke_without_command=True)
app.add_typer(models_app, name="models")

FAULT, MISUSE = 1, 2  # exit codes


@app.command()
def check(
    videos: flags.Videos,
    exercise: flags.Exercise = flags.Asked.auto,
    load: flags.Loaded = None,
    out: flags.Out = None,
    write: flags.Write = flags.ALL,
    config: flags.Config = None,
    model: flags.ModelFlag = "blazepose-full",
    start: flags.Start = 0.0,
    end: flags.End = math.inf,
    jobs: flags.Jobs = 0,
    resume: flags.Resume = False,
) -> None:
    """Analyse recorded sit-ups and shrugs.

    The results of clip.mp4 go to the folder clip.formcheck. Folders are searched through,
    and get a summary.csv with one row a video. Bad form is no error: the exit code is 0,
    or 1 where a video could not be read, and 2 for wrong usage.
    """
    from formcheck.batch import check_all, find_videos, is_folder
    from formcheck.config import chosen_limits
    from formcheck.detectors import DETECTORS
    from formcheck.options import Options, writes
    from formcheck.terminal import with_progress

    if not start < end:
        raise UsageError(f"--end {end:g} must be later than --start {start:g}")
    if model not in DETECTORS:
        raise UsageError(f"--model {model}: choose from {', '.join(DETECTORS)}")
    options = Options(
        exercise.value,
        chosen_limits(config, load),
        writes(write, flags.ALL),
        start_s=start,
        end_s=end,
    )
    tasks = find_videos(videos, out)
    at_once = jobs or max(1, (os.cpu_count() or 1) // 2)
    outcomes = with_progress(
        tasks,
        lambda watch: check_all(tasks, options, model, jobs=at_once, resume=resume, watch=watch),
    )
    _report(outcomes, [path for path in videos if is_folder(path)], out)


@app.command()
def replay(
    poses: flags.Poses,
    exercise: flags.Exercise = flags.Asked.auto,
    load: flags.Loaded = None,
    out: flags.ReplayOut = None,
    write: flags.Write = flags.FROM_POSES,
    config: flags.Config = None,
) -> None:
    """Analyse recorded poses again, with other limits or another load.

    Neither the video nor a model is needed. The results of clip.formcheck/poses.npz go to
    the folder clip.replay.formcheck.
    """
    from formcheck.batch import Outcome, Task, results_folder
    from formcheck.check import check_poses
    from formcheck.config import chosen_limits
    from formcheck.options import Options, writes
    from formcheck.sources.replay import load_poses

    options = Options(
        exercise.value,
        chosen_limits(config, load),
        writes(write, f"{flags.FROM_POSES},poses"),
    )
    folder = results_folder(poses, out)
    result = check_poses(poses, load_poses(poses), folder, options)
    _report([Outcome(Task(poses, folder), result)])


@app.command()
def limits(config: flags.Config = None, load: flags.Loaded = None) -> None:
    """Print every limit and where it comes from."""
    from formcheck.config import chosen_limits
    from formcheck.listing import hold_limits, limits_table
    from formcheck.screen import show

    chosen = chosen_limits(config, load)
    show(limits_table(chosen), "", hold_limits(chosen))


@app.command()
def doctor() -> None:
    """See whether everything is there that is needed.

    The exit code is 1 where something is missing that checking a video needs.
    """
    from formcheck.doctor import examine
    from formcheck.listing import checks_table
    from formcheck.screen import show

    checks = examine()
    show(checks_table(checks))
    if not all(check.good for check in checks if check.needed):
        raise typer.Exit(FAULT)


@models_app.callback()
def models(context: typer.Context) -> None:
    """List the pose models, or get one."""
    if context.invoked_subcommand is None:
        from formcheck.detectors.catalogue import model_table
        from formcheck.listing import hashes, models_table
        from formcheck.screen import show

        states = model_table()
        show(models_table(states), "", hashes(states))


@models_app.command("get")
def models_get(name: flags.ModelName) -> None:
    """Fetch a model's weights with npm and verify them.

    No other command uses a network.
    """
    from formcheck.detectors.fetch import get_model
    from formcheck.detectors.weights import models

    full = name if name in models() else f"blazepose-{name}"
    if full not in models():
        raise UsageError(f"there is no model {name}: choose from {', '.join(models())}")
    typer.echo(f"{full} is ready: {get_model(full)}")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"formcheck {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version  # its callback has answered


def _report(
    outcomes: list[Outcome], searched: list[Path] | None = None, out: Path | None = None
) -> None:
    """Print what was found and exit 1 if a video could not be read."""
    from formcheck.screen import show
    from formcheck.summary import write_summaries
    from formcheck.terminal import findings, summary_table

    found = [findings(outcome) for outcome in outcomes if outcome.result]
    if found:
        show(*found, summary_table(outcomes))
    errors = [outcome.error for outcome in outcomes if outcome.error]
    try:
        for path in write_summaries(outcomes, searched or [], out):
            typer.echo(f"\nOne row a video: {plain(path)}")
    except FormcheckError as error:
        errors.append(str(error))
    for fault in dict.fromkeys(errors):
        _complain(fault)
    if errors:
        raise typer.Exit(FAULT)


def _complain(fault: object) -> None:
    typer.echo(f"formcheck: {plain(fault)}", err=True)


def main() -> None:
    """Run the command line; errors that a person can mend are one line, without a trace."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name that can't be shown is no fault
    leave_on_signals()
    try:
        app(prog_name="formcheck")
    except Stopped:
        _complain("stopped")
        raise
    except UsageError as error:
        _complain(error)
        sys.exit(MISUSE)
    except FormcheckError as error:
        _complain(error)
        sys.exit(FAULT)
    except OSError as error:  # whatever can't be read or written else has told so by now
        _complain(f"standard output can't be written ({error.strerror}): make room")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python still flushes it
        sys.exit(FAULT)
