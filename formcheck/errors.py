"""The one error that a person can mend, told in one line."""

from __future__ import annotations


class FormcheckError(Exception):
    """Bad input: the message names the file or flag and the remedy, in one line."""
