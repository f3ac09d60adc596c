"""Programs that some tests need: where one is missing the test is skipped, except in the gate."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Sequence

import pytest


def needs(programs: Sequence[str] = (), modules: Sequence[str] = ()) -> pytest.MarkDecorator:
    """Skip without these, naming them; under CI=true run, and fail."""
    missing = [name for name in programs if shutil.which(name) is None]
    missing += [name for name in modules if importlib.util.find_spec(name) is None]
    skipped = bool(missing) and os.environ.get("CI") != "true"
    return pytest.mark.skipif(skipped, reason=f"not installed: {', '.join(missing)}")
