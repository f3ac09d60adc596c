"""Every set to a dated folder, as a check would write it, while the next one is under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import numpy as np

from formcheck.core.errors import FormcheckError
from formcheck.core.readings import Reading
from formcheck.frame import Frame
from formcheck.jobs.batch import Outcome
from formcheck.jobs.options import Options
from formcheck.jobs.video_job import plan, with_late_notes, write_files
from formcheck.live.coaching.coach import Coach
from formcheck.live.coaching.set_run import EndedSet, Take
from formcheck.outputs import FILES, with_pictures, without_pictures
from formcheck.outputs.job import SourceFacts, ToolFacts
from formcheck.outputs.video_file import GROWING, VideoFile, step_back
from formcheck.pages.report import write_report
from formcheck.results.model import SetResult
from formcheck.results.paths import RESULTS, Task
from formcheck.sources.pose_log import PoseLog
from formcheck.sources.replay import Learnt, RecordedPoses, Replay, save_poses
from formcheck.sources.video import VideoSource, file_sha256
from formcheck.system.atomic_write import staged, unwritable

LONG_GAP_S = 0.5  # nobody's webcam is that slow


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where sets are kept, and what is known of them from the beginning.

    ``camera`` is the camera's name; ``record`` the file for the first recorded set's picture,
    or None for a file beside its folder.
    """

    out: Path
    camera: str
    tool: ToolFacts
    options: Options
    record: Path | None = None


class OpenSet:
    """What is on disk of a set that goes on: its poses, and its picture where it is recorded."""

    def __init__(
        self, folder: Path, size: tuple[int, int], video: Path | None, begun: datetime
    ) -> None:
        self.folder, self.video, self.size = folder, video, size
        self.begun = begun.astimezone(timezone.utc)
        self.number = 0
        self._log = PoseLog()
        self._file = None
        if video is not None:
            width, height = size
            self._file = VideoFile(video, width=width, height=height, muxing=GROWING, behind=True)

    def add(self, frame: Frame, take: Take) -> None:
        """Take one instant."""
        self.number = take.number
        self._log.append(take.pose)
        if self._file is not None:
            self._file.offer(take.pose.time_s, frame.image)

    def poses(self, learnt: Learnt) -> RecordedPoses:
        """All poses, with the neutral that they were judged by."""
        return replace(self._log.poses(*self.size), learnt=learnt)

    def end(self) -> None:
        """Finish the picture's file. Raises FormcheckError where it can't be written."""
        if self._file is not None:
            self._file.close()

    def close(self, *, keep: bool) -> None:
        """Let go of the poses, and remove the picture unless it is kept."""
        self._log.close()
        if not keep and self.video is not None:
            self.video.unlink(missing_ok=True)


class SetKeeper:
    """An output that keeps every set in which something was done, and what is recorded.

    A set's files are written in a thread of their own when it is over: first the results,
    then, of a recorded set, the annotated video. ``kept`` is what came of the sets so far.
    ``now`` tells the date for their names. Raises FormcheckError where ``out`` can't be written.
    """

    def __init__(
        self, coach: Coach, keeping: Keeping, now: Callable[[], datetime] = datetime.now
    ) -> None:
        self.kept: list[Outcome] = []
        self._coach, self._keeping, self._now = coach, keeping, now
        self._open: OpenSet | None = None
        self._recorded = 0
        try:
            keeping.out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(keeping.out, error) from error
        self._over: SimpleQueue[tuple[OpenSet, EndedSet] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="formcheck sets", daemon=True)
        self._thread.start()

    def write(self, frame: Frame, reading: Reading) -> None:
        """Keep what belongs to a set of this instant."""
        del reading  # a set is read anew from its poses when its figures are final
        take, ended = self._coach.take, self._coach.ended
        if take is not None:
            if self._open is None:
                self._open = self._begin(frame, take)
            self._open.add(frame, take)
        if ended is not None:
            self._hand_over(ended)

    def close(self) -> None:
        """End the set that goes on, and wait until every file is whole."""
        ended = self._coach.finish()
        if ended is not None:
            self._hand_over(ended)
        self._over.put(None)
        self._thread.join()
        if not any(self._keeping.out.iterdir()):
            self._keeping.out.rmdir()

    def _begin(self, frame: Frame, take: Take) -> OpenSet:
        begun = self._now()
        name = f"{begun:%Y-%m-%d %H.%M.%S} {take.exercise}"
        video = None
        if self._coach.recording:
            video = self._keeping.out / f"{name}.mp4"
            if self._keeping.record is not None:
                video = _numbered(self._keeping.record, self._recorded + 1)
        size = (frame.width_px, frame.height_px)
        return OpenSet(self._keeping.out / f"{name}{RESULTS}", size, video, begun)

    def _hand_over(self, ended: EndedSet) -> None:
        opened, self._open = self._open, None
        if opened is not None:
            self._recorded += opened.video is not None and ended.began
            self._over.put((opened, ended))

    def _work(self) -> None:
        """The thread's life: keep one set after the other, giving way to the loop."""
        step_back()
        for opened, ended in iter(self._over.get, None):
            keep = ended.done or (ended.began and opened.video is not None)
            task = Task(opened.video or opened.folder.with_suffix(""), opened.folder)
            try:
                opened.end()
                if keep:
                    self.kept.append(Outcome(task, keep_set(opened, ended, self._keeping)))
            except FormcheckError as error:
                self.kept.append(Outcome(task, error=str(error)))
            except Exception as error:  # one set never takes the others with it
                told = f"{opened.folder}: {type(error).__name__}: {error}"
                self.kept.append(Outcome(task, error=told))
            finally:
                opened.close(keep=keep)


def keep_set(opened: OpenSet, ended: EndedSet, keeping: Keeping) -> SetResult:
    """Write the folder of a set, as a check of its poses would; its result.

    Raises FormcheckError when it can't be written.
    """
    poses = opened.poses(Learnt(ended.exercise, ended.baseline))
    options = replace(keeping.options, exercise=ended.exercise)
    notes = (*ended.notes, *_gaps(poses))
    with staged(opened.folder, FILES["result"]) as files:
        save_poses(files / FILES["poses"], poses)
        facts = _facts(opened, keeping, poses, files / FILES["poses"])
        job = plan(poses, options, facts, keeping.tool, notes=notes)
        late = write_files(job, poses, files, without_pictures(options.write), Replay(poses))
        result = with_late_notes(files, late)
    drawn = with_pictures(options.write)
    if opened.video is not None and drawn:
        video = VideoSource(opened.video)
        with staged(opened.folder, FILES[drawn[-1]]) as files:
            width, height = video.info.width, video.info.height
            job = replace(job, source=replace(job.source, width=width, height=height))
            write_files(job, poses, files, drawn, video)
    if "report" in options.write:
        write_report(opened.folder)
    return result


def _facts(opened: OpenSet, keeping: Keeping, poses: RecordedPoses, file: Path) -> SourceFacts:
    recorded = opened.video
    return SourceFacts(
        recorded.name if recorded else f"camera {keeping.camera}",
        file_sha256(recorded or file),
        float(poses.time_s[-1] - poses.time_s[0]),
        len(poses),
        poses.width,
        poses.height,
        f"{opened.begun:%Y-%m-%dT%H:%M:%SZ}",
    )


def _gaps(poses: RecordedPoses) -> tuple[str, ...]:
    """A sentence on the gaps that the camera or a pause left, if there are any."""
    steps_s = np.diff(poses.time_s)
    gaps_s = steps_s[steps_s > LONG_GAP_S]
    if not len(gaps_s):
        return ()
    times = "once" if len(gaps_s) == 1 else f"{len(gaps_s)} times"
    return (f"the picture was gone {times}, for {gaps_s.sum():.1f} s in all",)


def _numbered(path: Path, number: int) -> Path:
    """The path itself for the first, then "set 2.mp4"."""
    return path if number == 1 else path.with_name(f"{path.stem} {number}{path.suffix}")
