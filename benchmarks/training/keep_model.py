"""Puts trained arrays into the models folder, and their hash into its manifest."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

MODELS = Path(__file__).parents[2] / "models"


def keep_model(name: str, what: str, arrays: Mapping[str, Any]) -> None:
    """Write ``arrays`` as the file ``name``; ``what`` says what they are, for people to read."""
    content = io.BytesIO()
    np.savez(content, **arrays)
    keep_content(name, what, content.getvalue())


def keep_content(name: str, what: str, content: bytes) -> None:
    """Write the bytes of a model as the file ``name``, and its hash into the manifest."""
    (MODELS / name).write_bytes(content)
    path = MODELS / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["trained"][name] = {
        "what": what,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size_bytes": len(content),
        "licence": "Apache-2.0",
    }
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
