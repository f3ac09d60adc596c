"""A person drawn with a few strokes, whom BlazePose takes for a real one."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

SKIN, SHIRT, TROUSERS, HAIR = (150, 180, 225), (120, 60, 40), (60, 60, 70), (30, 40, 60)
CENTRE_X = 320

# As drawn, in pixels, in a picture of 640 x 480; the person's left is the picture's right.
NOSE = (CENTRE_X, 89)
LEFT_SHOULDER, RIGHT_SHOULDER = (CENTRE_X + 52, 145), (CENTRE_X - 52, 145)
LEFT_KNEE, RIGHT_KNEE = (CENTRE_X + 26, 350), (CENTRE_X - 26, 350)

STROKES = (  # from, to, colour, thickness; x from the middle of the body, mirrored below
    ((22, 270), (26, 350), TROUSERS, 34),
    ((26, 350), (28, 425), TROUSERS, 26),
    ((28, 432), (40, 438), HAIR, 16),
    ((52, 145), (70, 205), SHIRT, 26),
    ((70, 205), (74, 262), SKIN, 18),
    ((74, 272), (76, 276), SKIN, 22),
    ((0, 105), (0, 135), SKIN, 26),
)
TORSO = np.array([(-52, 135), (52, 135), (40, 200), (42, 275), (-42, 275), (-40, 200)])


def draw_person() -> NDArray[np.uint8]:
    """(480, 640, 3) uint8 BGR: a person who stands facing the camera."""
    image = np.full((480, 640, 3), 215, np.uint8)
    cv2.fillPoly(image, [TORSO + np.array([CENTRE_X, 0])], SHIRT)
    for start, end, colour, thickness in STROKES:
        for side in (-1, 1):
            ends = [(CENTRE_X + side * x, y) for x, y in (start, end)]
            cv2.line(image, *ends, colour, thickness, cv2.LINE_AA)
    cv2.ellipse(image, (CENTRE_X, 80), (27, 36), 0, 0, 360, SKIN, -1, cv2.LINE_AA)
    cv2.ellipse(image, (CENTRE_X, 66), (29, 28), 0, 180, 360, HAIR, -1, cv2.LINE_AA)
    for side in (-1, 1):
        cv2.circle(image, (CENTRE_X + side * 10, 78), 4, HAIR, -1, cv2.LINE_AA)
    cv2.line(image, (CENTRE_X, 82), (CENTRE_X, 92), (120, 150, 200), 3, cv2.LINE_AA)
    cv2.line(image, (CENTRE_X - 8, 101), (CENTRE_X + 8, 101), (80, 80, 170), 3, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 1.2), np.uint8)
