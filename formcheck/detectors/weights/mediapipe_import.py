"""Import parts of MediaPipe without its plotting, sound and text packages.

MediaPipe's three outer ``__init__`` files import all that it has: matplotlib, PortAudio
(which opens the machine's sound devices) and every task. Finding a pose needs none of it.
Their running is put off until something asks for a name that only they define, so that
``import mediapipe`` elsewhere in the same process still gets the whole.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

PUT_OFF = ("mediapipe", "mediapipe.tasks.python", "mediapipe.tasks.python.vision")


def mediapipe_module(name: str) -> ModuleType:
    """The module of MediaPipe called ``name``, imported with only what it needs itself."""
    for package in PUT_OFF:
        if package not in sys.modules:
            _put_off(package)
    return import_module(name)


def _put_off(package: str) -> None:
    """Import ``package`` as an empty one that runs its ``__init__`` when it is missed."""
    spec = find_spec(package)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    loader, module = spec.loader, module_from_spec(spec)

    def run_init(attribute: str) -> Any:
        # Python itself and test tools probe modules for dunder names all the time.
        if attribute.startswith("__") and attribute != "__version__":
            raise AttributeError(f"module {package!r} has no attribute {attribute!r}")
        del module.__dict__["__getattr__"]
        loader.exec_module(module)
        return getattr(module, attribute)

    module.__dict__["__getattr__"] = run_init
    sys.modules[package] = module
    parent, _, child = package.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)
