"""Outputs write what the analyzer read. A new one is one file and one line in ``OUTPUTS``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from formcheck.outputs.job import FileOutput, Job


@dataclass(frozen=True, slots=True)
class OutputKind:
    """A file of a set, and all that is to be known to write it.

    ``module`` is the one whose ``open_output(path, job)`` opens it, "" for a page that is made of
    finished files. ``needs_pictures`` says that poses alone don't do, ``needs`` which others have
    to be written too. It is written unless something else is asked for: in a check and a live set
    where it is ``usual``, in a replay where it is ``usual_in_replay`` and needs no pictures.
    """

    file: str
    module: str
    needs_pictures: bool = False
    needs: tuple[str, ...] = ()
    usual: bool = True
    usual_in_replay: bool = True


OUTPUTS: Mapping[str, OutputKind] = {
    "result": OutputKind("result.json", "formcheck.outputs.result"),
    "frames": OutputKind("frames.csv", "formcheck.outputs.table"),
    "video": OutputKind("annotated.mp4", "formcheck.outputs.annotated_video", needs_pictures=True),
    "captions": OutputKind("warnings.vtt", "formcheck.outputs.captions"),
    "poses": OutputKind("poses.npz", "formcheck.outputs.poses", usual_in_replay=False),
    "report": OutputKind("report.html", "", needs=("frames",)),
}
"""What ``--write`` takes, by name."""

FILES = {name: kind.file for name, kind in OUTPUTS.items()}
"""The file that each writes."""


def writable(*, from_poses: bool = False) -> tuple[str, ...]:
    """The names of all that can be written, with pictures at hand or from poses alone."""
    return without_pictures(OUTPUTS) if from_poses else tuple(OUTPUTS)


def usual(*, in_replay: bool = False) -> tuple[str, ...]:
    """The names of what is written unless something else is asked for."""
    return tuple(
        name
        for name in writable(from_poses=in_replay)
        if (OUTPUTS[name].usual_in_replay if in_replay else OUTPUTS[name].usual)
    )


def without_pictures(names: Iterable[str]) -> tuple[str, ...]:
    """Those that can be written from poses alone."""
    return tuple(name for name in names if not OUTPUTS[name].needs_pictures)


def with_pictures(names: Iterable[str]) -> tuple[str, ...]:
    """Those that poses alone don't do for."""
    return tuple(name for name in names if OUTPUTS[name].needs_pictures)


def with_needs(names: Iterable[str]) -> tuple[str, ...]:
    """These and all that they need, in the order of the registry."""
    wanted, found = set(names), set[str]()
    while wanted:
        found |= wanted
        wanted = {need for name in wanted for need in OUTPUTS[name].needs} - found
    return tuple(name for name in OUTPUTS if name in found)


def open_outputs(folder: Path, job: Job, names: Iterable[str]) -> list[FileOutput]:
    """Those that readings are written to, opened in ``folder``; all or nothing."""
    outputs: list[FileOutput] = []
    with ExitStack() as undo:
        for kind in (OUTPUTS[name] for name in names if OUTPUTS[name].module):
            outputs.append(import_module(kind.module).open_output(folder / kind.file, job))
            undo.callback(outputs[-1].close)
        undo.pop_all()
    return outputs
