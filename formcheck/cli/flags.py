"""The flags of the command line, with their help."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from formcheck.outputs import usual

AUTO = "auto"  # as in core.exercises, which takes long to import


def exercise_names() -> list[str]:
    """The exercises that can be named."""
    from formcheck.core.exercises import selectable_exercises

    return list(selectable_exercises())


def exercise_names_or_auto() -> list[str]:
    """The exercises that can be asked for, and auto."""
    return [AUTO, *exercise_names()]


def _named(value: str) -> str:
    return _one_of(exercise_names(), value)


def _asked(value: str) -> str:
    return _one_of(exercise_names_or_auto(), value)


def _one_of(choices: list[str], value: str) -> str:
    if value not in choices:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(map(repr, choices))}.")
    return value


class ExerciseCommand(TyperCommand):
    """A command with an exercise among its parameters: its help lists those that there are."""

    def get_help(self, ctx: Any) -> str:
        """The help, for which alone the exercises are imported."""
        for param in self.params:
            if param.name == "exercise":
                names = exercise_names_or_auto() if param.default == AUTO else exercise_names()
                listed = "|".join(names)
                param.metavar = listed if param.param_type_name == "argument" else f"<{listed}>"
        return super().get_help(ctx)


class Load(str, Enum):
    """How heavy the weights are, as the person feels them."""

    none = "none"
    light = "light"
    moderate = "moderate"
    heavy = "heavy"
    maximal = "maximal"


USUAL, USUAL_IN_REPLAY = (",".join(usual(in_replay=replay)) for replay in (False, True))

Results = Annotated[
    list[Path],
    typer.Argument(metavar="RESULT", help="Folders that a check wrote, or folders of them."),
]
Embed = Annotated[
    bool,
    typer.Option("--embed", help="Put library and video into the page: one file to send on."),
]
Videos = Annotated[list[Path], typer.Argument(metavar="VIDEO", help="Videos, or folders of them.")]
Poses = Annotated[Path, typer.Argument(metavar="POSES", help="A poses.npz of a check.")]
Reviews = Annotated[
    list[Path], typer.Argument(metavar="PATH", help="Reviews, or folders to search for them.")
]
ModelName = Annotated[
    str, typer.Argument(metavar="NAME", help="A name that `formcheck models` lists.")
]
Exercise = Annotated[
    str,
    typer.Option(
        callback=_asked,
        autocompletion=exercise_names_or_auto,
        help="What the video shows; auto finds out.",
    ),
]
Loaded = Annotated[
    Load | None,
    typer.Option(
        help="How heavy the weights are that you hold up: no video can tell.",
        show_default="as in --config, else none",
    ),
]
Config = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="A TOML file with limits of your own.",
        show_default="the built-in limits",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Where results go.", show_default="beside each video"),
]
ReplayOut = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER", help="Where results go.", show_default="beside those of the check"
    ),
]
Write = Annotated[
    str,
    typer.Option(
        metavar="LIST", help="What to write, with commas between; the result is always written."
    ),
]
ModelFlag = Annotated[
    str, typer.Option(metavar="NAME", help="The pose model, one of `formcheck models`.")
]
Start = Annotated[
    float, typer.Option(metavar="SECONDS", min=0.0, help="Where in the video to begin.")
]
End = Annotated[
    float,
    typer.Option(metavar="SECONDS", help="Where to stop.", show_default="the end of the video"),
]
Jobs = Annotated[
    int,
    typer.Option(
        metavar="N", min=0, help="How many videos at once.", show_default="half the processors"
    ),
]
Resume = Annotated[bool, typer.Option("--resume", help="Keep results that still hold.")]
Sets = Annotated[
    list[Path],
    typer.Argument(
        metavar="SET",
        help="Folders of results, or videos that have one; all are held against the first.",
    ),
]
ComparisonOut = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Where the page goes.",
        show_default="compare-A-B.html in the current folder",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


CameraName = Annotated[
    str,
    typer.Option(
        metavar="CAMERA",
        help="A camera's number or path, or a video file that plays at its own pace.",
    ),
]
LiveExercise = Annotated[
    str,
    typer.Option(
        callback=_asked,
        autocompletion=exercise_names_or_auto,
        help="What you do; auto goes by whether you lie or stand.",
    ),
]
CalibratedExercise = Annotated[
    str,
    typer.Option(
        callback=_named,
        autocompletion=exercise_names,
        default_factory=lambda: exercise_names()[0],
        show_default="the first of these",
        help="What the neutral is for.",
    ),
]
LoggedExercise = Annotated[
    str,
    typer.Argument(callback=_named, autocompletion=exercise_names, help="What you did."),
]
Record = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Record the picture of the first set to FILE, of later ones to FILE 2, FILE 3.",
        show_default="nothing is recorded",
    ),
]
ProfileName = Annotated[
    str,
    typer.Option(
        "--profile",
        metavar="NAME",
        help="Use the neutral that `formcheck calibrate NAME` has kept.",
        show_default="your rest before the set",
    ),
]
NewProfile = Annotated[str, typer.Argument(metavar="NAME", help="Whose neutral it is.")]
Mirror = Annotated[bool, typer.Option(help="Show the picture as a mirror would.")]
PictureSize = Annotated[
    str, typer.Option("--size", metavar="WxH", help="The size that the camera is asked for.")
]
Rate = Annotated[
    float,
    typer.Option("--fps", metavar="HZ", min=1.0, max=240.0, help="How many pictures a second."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No sound at all.")]
Voice = Annotated[bool, typer.Option(help="Speak, besides the tones.")]
WindowFlag = Annotated[
    bool, typer.Option("--window/--no-window", help="Show a window, or a line in the terminal.")
]
Json = Annotated[bool, typer.Option("--json", help="Tell what happens as lines of JSON.")]
SetsOut = Annotated[Path, typer.Option(metavar="FOLDER", help="Where the folders of sets go.")]
Relearn = Annotated[
    bool,
    typer.Option(
        "--relearn", help="Find the neutral anew, though the poses came with the one they had."
    ),
]
Log = Annotated[bool, typer.Option("--log", help="Keep each set in your journal.")]
Person = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Who is in the video: their journal says whether form may be judged.",
        show_default="the only person of the journal",
    ),
]
NoPerson = Annotated[
    bool,
    typer.Option(
        "--no-person",
        help="Somebody else is in the video: ask no journal. The result says so.",
    ),
]
Health = Annotated[
    str | None,
    typer.Option(
        metavar="CODES",
        envvar="FORMCHECK_HEALTH",
        help="Answers the questions about health: none, or the codes answered yes.",
        show_default="asked once, in a terminal",
    ),
]
LogLive = Annotated[
    bool | None,
    typer.Option(
        "--log/--no-log",
        help="Keep each set in your journal, or don't.",
        show_default="asks once, then remembers",
    ),
]
Kilograms = Annotated[
    float | None,
    typer.Option(
        metavar="KG",
        min=0.0,
        help="How heavy the weights were, for the journal.",
        show_default="untold",
    ),
]
