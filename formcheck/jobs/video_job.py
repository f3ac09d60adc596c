"""The main job: one recorded video, or its recorded poses, to a folder of results."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from formcheck import __version__
from formcheck.core.analysis.analyzer import Analyzer, Measured, analyzer_for
from formcheck.core.analysis.recognition import neutral_in, recognise
from formcheck.core.analysis.set_summary import Session
from formcheck.core.baseline.estimate import Baseline
from formcheck.core.baseline.transfer import MisfitError, refit
from formcheck.core.exercises import (
    AUTO,
    NONE,
    selectable_exercises,
    spec_of,
)
from formcheck.core.readings import FormWarning
from formcheck.core.risks.cramp import EMPTY_HANDS
from formcheck.core.risks.triage import MEASURED_ONLY
from formcheck.detectors.protocols import PoseDetector
from formcheck.frame import Frame
from formcheck.jobs.config import limits_sha256
from formcheck.jobs.neck_weights import neck_models, neck_sha256, shoulder_sha256
from formcheck.jobs.options import Options
from formcheck.jobs.resume import drop_outdated
from formcheck.outputs import FILES, open_outputs, with_pictures, without_pictures
from formcheck.outputs.job import Job, SourceFacts, ToolFacts
from formcheck.outputs.result import add_notes
from formcheck.pages.report import write_report
from formcheck.results.load import load_result
from formcheck.results.model import SetResult
from formcheck.run import run
from formcheck.sources.pose_log import PoseLog
from formcheck.sources.replay import RecordedPoses, Replay, save_poses
from formcheck.sources.video import VideoSource, file_sha256
from formcheck.system.atomic_write import staged

Progress = Callable[[float], None]
"""Told the share that is done, from 0 to 1."""

DETECTING = {True: 0.7, False: 0.95}
"""The share of the time that finding poses takes, where pictures are drawn on and where not."""


def _silent(share: float) -> None:
    """Tell nobody."""


def check_video(
    path: Path,
    folder: Path,
    options: Options,
    detector: PoseDetector,
    progress: Progress = _silent,
) -> SetResult:
    """Analyse a video into ``folder`` and give back its result.

    Raises FormcheckError when the video can't be read or the folder can't be written.
    """
    source = VideoSource(path, start_s=options.start_s, end_s=options.end_s)
    info = source.info
    detecting = DETECTING[bool(with_pictures(options.write))]
    expected = _expected_frames(info.frames, info.duration_s, options)
    with closing(source), staged(folder, FILES["result"]) as files, PoseLog() as log:
        for count, frame in enumerate(source, start=1):
            log.append(detector.detect(frame))
            progress(detecting * min(1.0, count / expected))
        poses = log.poses(info.width, info.height)
        facts = SourceFacts(
            *(info.name, info.sha256, info.duration_s, len(poses), info.width, info.height),
            recorded=info.recorded,
        )
        tool = ToolFacts(
            __version__, detector.name, detector.model_sha256, shoulder_sha256(), neck_sha256()
        )

        def rest(share: float) -> None:
            progress(detecting + (1 - detecting) * share)

        result = analyse(poses, files, options, facts, tool, video=source, progress=rest)
        _finish(files, folder, options, result)
    return result


def check_poses(path: Path, poses: RecordedPoses, folder: Path, options: Options) -> SetResult:
    """Analyse recorded poses into ``folder``, without a model and so without an annotated video.

    Raises FormcheckError when the folder can't be written.
    """
    facts = SourceFacts(
        path.name,
        file_sha256(path),
        float(poses.time_s[-1] - poses.time_s[0]),
        len(poses),
        poses.width,
        poses.height,
    )
    tool = ToolFacts(__version__, "replay", None, None, neck_sha256())
    options = replace(options, write=without_pictures(options.write))
    with staged(folder, FILES["result"]) as files:
        result = analyse(poses, files, options, facts, tool)
        _finish(files, folder, options, result)
    return result


def analyse(
    poses: RecordedPoses,
    files: Path,
    options: Options,
    facts: SourceFacts,
    tool: ToolFacts,
    *,
    video: VideoSource | None = None,
    progress: Progress = _silent,
) -> SetResult:
    """The one loop over poses that are all known, so the baseline is too; into ``files``.

    ``video`` is where the pictures come from for what is drawn on them. Raises FormcheckError when
    a file can't be written.
    """
    job = plan(poses, options, facts, tool, video=video)
    frames: Iterable[Frame] = video if video and with_pictures(options.write) else Replay(poses)
    late = write_files(job, poses, files, options.write, _told(frames, len(poses), progress))
    return with_late_notes(files, late)


def plan(
    poses: RecordedPoses,
    options: Options,
    facts: SourceFacts,
    tool: ToolFacts,
    *,
    video: VideoSource | None = None,
    notes: Sequence[str] = (),
) -> Job:
    """What is to be written of the poses: the exercise is recognised and the neutral found.

    ``notes`` are sentences on what is worth knowing of the clip.
    """
    exercise, baseline, misfit = _exercise(poses, options)
    return Job(
        source=facts,
        tool=tool,
        exercise=exercise,
        baseline=baseline,
        limits=options.limits,
        limits_sha256=limits_sha256(options.limits),
        asked=options.asked(),
        triage=options.triage,
        notes=(*notes, *misfit, *_notes(video, exercise, options)),
        save_poses=lambda path: save_poses(path, poses),
        sound_from=video.info.path if video and video.info.has_audio else None,
        origin_s=video.info.origin_s if video else 0.0,
        start_s=options.start_s,
        end_s=options.end_s,
    )


def write_files(
    job: Job, poses: RecordedPoses, files: Path, names: Sequence[str], frames: Iterable[Frame]
) -> tuple[str, ...]:
    """Read the poses at each of the ``frames`` and write those of ``OUTPUTS`` to ``files``.

    What comes back are sentences on what only turned out when files were finished. Raises
    FormcheckError when one can't be written.
    """
    if with_pictures(names):
        job = replace(job, warnings=_warnings(job, poses))
    outputs = open_outputs(files, job, names)
    run(frames, Replay(poses), _analyzer(job, poses), outputs)
    return tuple(output.note for output in outputs if output.note)


def _analyzer(job: Job, poses: RecordedPoses) -> Analyzer | Measured:
    size = {"width_px": poses.width, "height_px": poses.height}
    analyzer = analyzer_for(job.exercise, job.limits, job.baseline, neck_models(), **size)
    return analyzer if job.triage.coaches else Measured(analyzer)


def _warnings(job: Job, poses: RecordedPoses) -> tuple[FormWarning, ...]:
    """The warnings of the whole set, to be drawn where each begins."""
    session, analyzer = Session(job.limits), _analyzer(job, poses)
    for pose in poses:
        session.add(analyzer.update(pose))
    return session.summary().warnings


def _exercise(poses: RecordedPoses, options: Options) -> tuple[str, Baseline, tuple[str, ...]]:
    """The exercise that was asked for or is recognised, and the person's neutral for it.

    A neutral that was learnt before the set, or a profile's, goes before the clip's own; the
    sentences say where a profile could not be used.
    """
    learnt = poses.learnt
    if learnt is not None and options.exercise in (AUTO, learnt.exercise):
        return learnt.exercise, learnt.baseline, ()
    if options.exercise == AUTO:
        name, baseline = recognise(poses, options.limits, neck_models())
    else:
        name, baseline = options.exercise, neutral_in(poses, options.exercise)
    if name not in options.neutrals:
        return name, baseline, ()
    try:
        return name, refit(options.neutrals[name], baseline, **spec_of(name).seen), ()
    except MisfitError as misfit:
        return name, baseline, (f"the profile was not used: {misfit}",)


def _notes(video: VideoSource | None, exercise: str, options: Options) -> tuple[str, ...]:
    """What is worth knowing of the clip, as far as it is known before it is written."""
    notes = [video.note] if video and video.note else []
    notes += [options.person_note] if options.person_note else []
    if exercise == NONE:
        known = " nor ".join(spec_of(name).many for name in selectable_exercises())
        notes.append(f"neither {known} were found: nothing is judged")
    elif not options.triage.coaches:
        notes.append(MEASURED_ONLY)
    elif spec_of(exercise).has_load and options.limits.cramp.load == EMPTY_HANDS:
        notes.append("no load was stated: hold limits are for empty hands, see --load")
    return tuple(notes)


def with_late_notes(files: Path, late: Sequence[str]) -> SetResult:
    """The result as it was written, with what only turned out when other files were finished."""
    if late:
        add_notes(files / FILES["result"], late)
    return load_result(files)


def _finish(files: Path, folder: Path, options: Options, result: SetResult) -> None:
    """Write what is made of the other files, and clear the way for all of them."""
    if "report" in options.write:
        write_report(files, place=folder)
    drop_outdated(folder, result)


def _told(frames: Iterable[Frame], expected: int, progress: Progress) -> Iterable[Frame]:
    for count, frame in enumerate(frames, start=1):
        yield frame
        progress(min(1.0, count / expected))


def _expected_frames(frames: int, duration_s: float, options: Options) -> float:
    """About how many frames there are to go; only for a progress bar."""
    wanted_s = min(options.end_s, duration_s) - options.start_s
    share = wanted_s / duration_s if duration_s > 0 else 1.0
    return max(1.0, frames * share if math.isfinite(share) else frames)
