"""A TensorFlow Lite network on LiteRT, MediaPipe's own kernel library."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from formcheck.detectors.keypoint_cnn import Image, Planes
from formcheck.system.native_stderr import native_stderr_silenced


class Network:
    """One network with one picture as its input. It runs on one thread, like MediaPipe's.

    ``content`` is a ``.tflite`` file.
    """

    def __init__(self, content: bytes) -> None:
        from ai_edge_litert.interpreter import Interpreter  # here: it takes a while to load

        with native_stderr_silenced():  # it says there which of its parts computes
            self._interpreter: Any = Interpreter(model_content=content, num_threads=1)
            self._interpreter.allocate_tensors()
        (given,) = self._interpreter.get_input_details()
        self._input: int = given["index"]
        self._outputs = [found["index"] for found in self._interpreter.get_output_details()]

    def run(self, picture: Planes) -> list[Planes]:
        """Its outputs for a picture (H, W, 3), RGB, without the axis that counts pictures."""
        self._interpreter.set_tensor(self._input, picture[np.newaxis])
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(output)[0] for output in self._outputs]


def as_input(picture: Image, darkest: float, brightest: float) -> Planes:
    """A picture (H, W, 3), BGR, as RGB with numbers from ``darkest`` to ``brightest``."""
    scale = np.float32((brightest - darkest) / 255.0)
    scaled: Planes = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB) * scale + np.float32(darkest)
    return scaled
