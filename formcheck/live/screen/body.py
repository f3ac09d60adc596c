"""The lines on the body: trunk and neck where the neck is judged, shoulders that are held up."""

from __future__ import annotations

from formcheck.core.exercises import spec_of
from formcheck.core.pose import Landmark
from formcheck.core.readings import UNKNOWN
from formcheck.live.screen.page import Page
from formcheck.overlay.pen import Pen, Point
from formcheck.overlay.shoulders import draw_shoulders
from formcheck.overlay.verdicts import WHITE, neck_verdict

BOLD = 1.9  # lines on the body are looked at from afar
JOINTS = (
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_EAR, Landmark.RIGHT_EAR),
)


def draw_body(page: Page) -> None:
    """What is measured, thick enough for a far eye; the neck in its verdict's colour."""
    pen = Pen(page.pen.image, BOLD)
    spec = spec_of(page.scene.exercise)
    if spec.judges_neck:
        _draw_trunk_and_neck(pen, page)
    if spec.times_holds:
        draw_shoulders(pen, page.reading, page.limits.cramp)


def _draw_trunk_and_neck(pen: Pen, page: Page) -> None:
    flexion = page.reading.measures.get("neck_flexion_deg", UNKNOWN)
    verdict = neck_verdict(flexion, page.limits.strain, judged=page.reading.judged)
    colour = verdict.colour if flexion.known else WHITE
    points = page.reading.pose.points
    hip, shoulder, ear = (_point(points[list(pair)].mean(axis=0)) for pair in JOINTS)
    pen.line((hip, shoulder), WHITE, 3.0)
    pen.line((shoulder, ear), colour, 4.0)
    for joint in (hip, shoulder, ear):
        pen.dot(joint, WHITE, 4.0)


def _point(place: object) -> Point:
    x, y = place.tolist()  # type: ignore[attr-defined]
    return (x, y)
