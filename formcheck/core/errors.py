"""Errors that a person can mend, told in one line."""

from __future__ import annotations


class FormcheckError(Exception):
    """Bad input: the message names the file or flag and the remedy, in one line."""


class UsageError(FormcheckError):
    """Bad input on the command line or in the file of limits, before any video is touched."""
