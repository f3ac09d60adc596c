"""The sentences around the questions of a check-in; the questions stand in their own file."""

from __future__ import annotations

COACHING_OFF = (
    "Live coaching is off. When a doctor has cleared you, run `formcheck journal cleared`."
)
SCREEN_OPENING = "A few questions, yes or no. They are no diagnosis; each has its reason."
SCREEN_CLEAR = (
    "None of your answers asks for a doctor first. If something worries you, see one all the same."
)
HEALTH_OPENING = "Before your first set: a few questions about your health, yes or no. Asked once."
HEALTH_NOTED = "Noted. If any of it changes, run `formcheck journal health`."
PAIN_QUESTION = "{where}: how bad is it today, from 0 (gone) to 10?"
PAIN_REASON = "Pain that lasts or grows is for a doctor."
CLEARED = "Noted: a doctor cleared you on {day}."
LOGGED = "{where}: noted."
CLOSED = "{where}: noted as gone."
