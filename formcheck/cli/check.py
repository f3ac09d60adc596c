"""Recorded sets: `formcheck check` and `formcheck replay`."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.cli import flags
from formcheck.cli.exit_codes import FAULT, complain
from formcheck.cli.load_option import has_load, with_load
from formcheck.cli.log_option import Log
from formcheck.cli.person_option import subject_of, with_person
from formcheck.core.errors import FormcheckError, UsageError
from formcheck.detectors import DEFAULT_DETECTOR
from formcheck.system.safe_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from formcheck.core.risks.limits import Limits
    from formcheck.core.risks.triage import Triage
    from formcheck.jobs.batch import Outcome
    from formcheck.jobs.options import Options
    from formcheck.results.paths import Task

    Analysis = Callable[..., Generator[Outcome, None, None]]


def check(
    videos: flags.Videos,
    exercise: flags.Exercise = flags.AUTO,
    load: flags.Loaded = None,
    out: flags.Out = None,
    write: flags.Write = flags.USUAL,
    config: flags.Config = None,
    model: flags.ModelFlag = DEFAULT_DETECTOR,
    start: flags.Start = 0.0,
    end: flags.End = math.inf,
    profile: flags.ProfileName = "",
    jobs: flags.Jobs = 0,
    resume: flags.Resume = False,
    log: flags.Log = False,
    person: flags.Person = None,
    no_person: flags.NoPerson = False,
    health: flags.Health = None,
    kilograms: flags.Kilograms = None,
) -> None:
    """Analyse recorded sit-ups and shrugs.

    The results of clip.mp4 go to the folder clip.formcheck. Folders are searched through,
    and get a summary.csv with one row a video. Bad form is no error: the exit code is 0,
    or 1 where a video could not be read, and 2 for wrong usage.
    """
    from functools import partial

    from formcheck.jobs.batch import check_all
    from formcheck.jobs.config import chosen_limits
    from formcheck.jobs.options import Options, writes
    from formcheck.jobs.profiles import with_profile
    from formcheck.results.paths import find_videos, is_folder

    _require_sense(start, end, model)
    limits, wanted = chosen_limits(config, load), writes(write)
    tasks = find_videos(videos, out)
    subject = subject_of(person, no_person, limits, health=health, asks=True)
    known = has_load(exercise)
    told = with_load(limits, load, subject, asks=known)
    journal = Log(log, subject, kilograms, told)
    options = with_person(Options(exercise, told, wanted, start, end), subject)
    options = with_profile(options, profile)
    how = partial(check_all, model=model, jobs=jobs or _half(), resume=resume)
    outcomes = _analyse(tasks, options, how)
    if not known and load is None:  # whether weights matter shows only now
        ask = partial(with_load, limits, None, subject, asks=True)
        outcomes = _with_weights(outcomes, options, how, ask)
    journal.add([outcome.result for outcome in outcomes if outcome.result])
    searched = [path for path in videos if is_folder(path)]
    _tell(outcomes, searched, out, journal, indexed="report" in wanted, triage=subject.triage)


def _half() -> int:
    return max(1, (os.cpu_count() or 1) // 2)


def _analyse(tasks: Sequence[Task], options: Options, how: Analysis) -> list[Outcome]:
    from formcheck.cli.findings import with_progress

    return with_progress(tasks, lambda watch: how(tasks, options, watch=watch))


def _with_weights(
    outcomes: list[Outcome], options: Options, how: Analysis, limits_for: Callable[[], Limits]
) -> list[Outcome]:
    """The outcomes, of which those in which weights matter are analysed anew by other limits."""
    from dataclasses import replace

    loaded = [one.task for one in outcomes if one.result and one.result.spec.has_load]
    anew = replace(options, limits=limits_for()) if loaded else options
    if anew.limits == options.limits:
        return outcomes
    again = _analyse(loaded, anew, how)
    return [*{one.task: one for one in (*outcomes, *again)}.values()]


def _require_sense(start_s: float, end_s: float, model: str) -> None:
    from formcheck.detectors import require_detector

    if not start_s < end_s:
        raise UsageError(f"--end {end_s:g} must be later than --start {start_s:g}")
    require_detector(model)


def replay(
    poses: flags.Poses,
    exercise: flags.Exercise = flags.AUTO,
    load: flags.Loaded = None,
    out: flags.ReplayOut = None,
    write: flags.Write = flags.USUAL_IN_REPLAY,
    config: flags.Config = None,
    profile: flags.ProfileName = "",
    relearn: flags.Relearn = False,
    person: flags.Person = None,
    no_person: flags.NoPerson = False,
    health: flags.Health = None,
) -> None:
    """Analyse recorded poses again, with other limits or load.

    Neither the video nor a model is needed. The results of clip.formcheck/poses.npz go to
    the folder clip.replay.formcheck. A live set is judged by the neutral that was learnt
    before it, unless a flag says otherwise.
    """
    from dataclasses import replace

    from formcheck.jobs.batch import Outcome
    from formcheck.jobs.config import chosen_limits
    from formcheck.jobs.options import Options, writes
    from formcheck.jobs.profiles import with_profile
    from formcheck.jobs.video_job import check_poses
    from formcheck.results.paths import Task, results_folder
    from formcheck.sources.replay import load_poses

    limits, wanted = chosen_limits(config, load), writes(write, from_poses=True)
    folder = results_folder(poses, out)
    recorded = load_poses(poses)
    subject = subject_of(person, no_person, limits, health=health, asks=True)
    limits = with_load(limits, load, subject, asks=has_load(exercise))
    options = with_profile(with_person(Options(exercise, limits, wanted), subject), profile)
    if relearn or profile:
        recorded = replace(recorded, learnt=None)
    result = check_poses(poses, recorded, folder, options)
    _tell([Outcome(Task(poses, folder), result)])


def _tell(
    outcomes: list[Outcome],
    searched: list[Path] | None = None,
    out: Path | None = None,
    journal: Log | None = None,
    *,
    indexed: bool = False,
    triage: Triage | None = None,
) -> None:
    """Print what was found and exit 1 if a video could not be read."""
    from formcheck.cli.findings import findings, summary_table
    from formcheck.jobs.summary_csv import write_summaries
    from formcheck.system.console import show

    found = [findings(outcome) for outcome in outcomes if outcome.result]
    if found:
        show(*found, summary_table(outcomes), *(["", *journal.parts] if journal else []))
    errors = [outcome.error for outcome in outcomes if outcome.error]
    errors += journal.errors if journal else []
    try:
        for path in write_summaries(outcomes, searched or [], out):
            typer.echo(f"\nOne row a video: {plain(path)}")
            if indexed:
                typer.echo(f"All sets in one table: {plain(_index(path.parent, triage))}")
    except FormcheckError as error:
        errors.append(str(error))
    for fault in dict.fromkeys(errors):
        complain(fault)
    if errors:
        raise typer.Exit(FAULT)


def _index(folder: Path, triage: Triage | None) -> Path:
    from formcheck.pages.index import write_index
    from formcheck.results.analysed_set import find_sets

    return write_index(folder, find_sets([folder]), triage=triage)
