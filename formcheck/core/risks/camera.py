"""Camera: not a cause of pain, but of silence. When the picture can't tell, formcheck says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formcheck.core.readings import FormWarning, NeckUnread
from formcheck.core.risks import limit

Span = tuple[float, float]

WHY_UNREAD: Mapping[NeckUnread, tuple[str, str]] = {
    NeckUnread.NO_NEUTRAL: (
        "your head could not be seen at rest",
        "Lie still for two seconds before the first rep, with all of your head in the picture.",
    ),
    NeckUnread.OFF_SIDE: (
        "the camera stood too far off your side",
        "Turn until the camera looks square at the side of your body.",
    ),
    NeckUnread.HEAD_HIDDEN: (
        "your head could not be seen well enough on the way up",
        "Keep arms, hands and hair away from the side of your face that the camera sees, and get "
        "more light.",
    ),
    NeckUnread.BODY_LOST: (
        "your body could not be made out on the way up",
        "Get more light, and keep others and furniture out of the picture.",
    ),
    NeckUnread.NEAR_LIMIT: (
        "the neck came too near the limit to be sure on which side it was",
        "Keep your chin a little further from your chest to be on the safe side.",
    ),
}
"""Why the neck of a rep can't be told, in words that follow a colon, and what to change."""

_OURS = "formcheck's own choice, from the errors measured on rendered clips"


@dataclass(frozen=True, slots=True)
class CameraLimits:
    """Limits beyond which the picture can't carry a measure."""

    view_yaw_deg: float = limit(
        45.0, "deg", "a flexion of 25 deg filmed 45 deg off the side reads 33 deg; " + _OURS
    )
    margin: float = limit(
        0.02, "picture sizes", "how far a landmark may lie outside the picture; " + _OURS
    )
    sustained_s: float = limit(1.0, "s", _OURS)


def viewpoint(yaw_deg: float, faced: str, turn: str, span: Span) -> FormWarning:
    """The camera stands too far off the part of the body that it has to be ``faced`` with.

    ``turn`` says how the person has to turn.
    """
    return FormWarning(
        "camera.viewpoint",
        *span,
        "notice",
        f"Filmed about {abs(yaw_deg):.0f} deg off {faced}: too far to measure truly.",
        f"Turn until the camera looks square at {faced}: {turn}.",
    )


def out_of_frame(parts: Sequence[str], span: Span) -> FormWarning:
    """Parts of the body that are measured lie outside the picture."""
    named = " and ".join(parts)
    return FormWarning(
        "camera.out-of-frame",
        *span,
        "notice",
        f"Your {named} can't be seen: outside the picture.",
        "Move the camera back until head, shoulders and hips are in the picture all the time.",
    )


def low_confidence(span: Span) -> FormWarning:
    """Nobody was seen, or what was seen can't be a body."""
    return FormWarning(
        "camera.low-confidence",
        *span,
        "notice",
        "Your body can't be made out here, so nothing is measured.",
        "Get more light, wear something that stands out, and keep others out of the picture.",
    )


def head_hidden(span: Span) -> FormWarning:
    """The body is measured, but its head is not seen well enough to tell how the neck bends."""
    return FormWarning(
        "camera.head-hidden",
        *span,
        "notice",
        "Your head can't be made out here, so nothing is said of your neck.",
        "Keep arms and hair away from the side of your face that the camera sees, and get more "
        "light.",
    )


def other_person(span: Span) -> FormWarning:
    """The body that is followed lies or stands where the one that rested can't have come to."""
    return FormWarning(
        "camera.other-person",
        *span,
        "notice",
        "The body seen now can't be the one that rested at first: nothing is said of its form.",
        "Keep others out of the picture and the camera still. If it is you, rest a moment where "
        "you are, as you did at first.",
    )
