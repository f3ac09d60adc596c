"""One HTML page that needs no server and no network: template, scripts, styles and data.

Everything that a page runs is named by its hash in the page's content security policy, so
that nothing that came in by a file's name or a note can run. The plotting library is the one
file that pages share; it lies in ``SHARED`` beside the folders of the sets.
"""

from __future__ import annotations

import json
import os
import shutil
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from formcheck.core.errors import FormcheckError
from formcheck.results.sentences import clock, sentence
from formcheck.system.atomic_write import in_place_of, unwritable, write_whole
from formcheck.system.json_files import JsonObject
from formcheck.system.safe_text import plain

HERE = Path(__file__).parent
SHARED = "formcheck-pages"
LIBRARY = "uPlot-1.6.32.iife.min.js"
LIBRARY_STYLE = "uPlot-1.6.32.min.css"
LICENCE = "uPlot-LICENSE.txt"


@dataclass(frozen=True, slots=True)
class Script:
    """Text that a page may run or be styled by, known by its hash."""

    text: str

    @property
    def source(self) -> str:
        """How a content security policy names it."""
        return f"'sha256-{b64encode(sha256(self.text.encode()).digest()).decode('ascii')}'"

    def __html__(self) -> str:
        """Itself: it is ours, and escaping would change it."""
        return self.text


def render(
    template: str,
    *,
    scripts: Sequence[str],
    styles: Sequence[str],
    data: JsonObject,
    library: str = "",
    **context: object,
) -> str:
    """The page's HTML. ``scripts`` and ``styles`` name files of assets/, joined in order.

    ``data`` is what the scripts read, as JSON in the page. ``library`` is where the plotting
    library lies, relative to the page; with "embed" it becomes a part of the page, with "" it
    is left out. Everything in ``context`` is escaped.
    """
    script, style = Script(_joined(scripts)), Script(_joined(styles, library))
    embedded = Script(_text(f"vendor/{LIBRARY}")) if library == "embed" else None
    policy = content_policy([script, *([embedded] if embedded else [])], style, bool(library))
    return (
        _environment()
        .get_template(template)
        .render(
            **context,
            policy=policy,
            script=script,
            style=style,
            embedded=embedded,
            library="" if embedded else library,
            data=in_page(data),
        )
    )


def content_policy(scripts: Sequence[Script], style: Script, library: bool) -> str:
    """Nothing but what the page brings along: its own scripts, stills, and videos beside it.

    From disk, browsers take 'self' for different things; "file:" means the same to all.
    """
    beside = "'self' file:"
    allowed = " ".join([script.source for script in scripts] + ([beside] if library else []))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {allowed}",
            f"style-src {style.source}",
            "img-src data:",
            f"media-src {beside} blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def in_page(data: JsonObject) -> Markup:
    """JSON that can stand in a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704  # what could end the element was spelt out above


def in_base64(video: Path) -> Markup:
    """A video as text that can stand in a page. Raises FormcheckError where it can't be read."""
    try:
        return Markup(b64encode(video.read_bytes()).decode("ascii"))  # noqa: S704  # base64
    except OSError as error:
        raise FormcheckError(
            f"{video} can't be read ({error.strerror}): analyse the video anew"
        ) from error


def write_page(path: Path, html: str) -> int:
    """Write a page whole or not at all; gives back its size in bytes. Raises FormcheckError."""
    # A file's name may hold bytes that are no text.
    content = html.encode("utf-8", errors="backslashreplace")
    write_whole(path, content)
    return len(content)


def share_library(folder: Path) -> int:
    """Put the plotting library into ``folder``/``SHARED`` unless it lies there; its size, bytes.

    Raises FormcheckError where it can't be written.
    """
    place = folder / SHARED
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name in (LIBRARY, LICENCE):
            _copy(HERE / "vendor" / name, place / name)
    except OSError as error:
        raise unwritable(place, error) from error
    return (place / LIBRARY).stat().st_size


def _copy(source: Path, target: Path) -> None:
    if target.is_file() and target.read_bytes() == source.read_bytes():
        return
    with in_place_of(target) as beside:
        shutil.copyfile(source, beside)


def unbroken(text: str) -> str:
    """Text whose words with hyphens are never broken across lines."""
    return text.replace("-", "\N{NON-BREAKING HYPHEN}")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"plain": plain, "clock": clock, "sentence": sentence, "unbroken": unbroken}
    return made


@cache
def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _joined(names: Sequence[str], library: str = "") -> str:
    texts = [_text(f"vendor/{LIBRARY_STYLE}")] if library else []
    return "\n".join(texts + [_text(f"assets/{name}") for name in names])


def relative(target: Path, page: Path) -> str:
    """The address of a file as a page in the folder ``page`` links it."""
    path = os.path.relpath(target.absolute(), page.absolute())
    return address(Path(path).as_posix())


def address(path: str) -> str:
    """A relative path as an address: what browsers would take for something else is quoted."""
    return quote(path, safe="/", errors="surrogateescape") if path else ""
