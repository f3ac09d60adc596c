"""The tables. A new version of them is one more entry of ``MIGRATIONS``, which keeps all data.

``at`` is an instant in UTC, ``day`` the day that the calendar showed where the person was.
``uid`` tells an entry apart in any journal, ``id`` is its number in this one.
"""

from __future__ import annotations

APPLICATION = 0x666D636B  # "fmck", in the header of the file

_FIRST = (
    """CREATE TABLE people (
      id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 80),
      log_live INTEGER CHECK (log_live IN (0, 1)))""",
    """CREATE TABLE sets (
      id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
      person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
      at TEXT NOT NULL, day TEXT NOT NULL,
      dated TEXT NOT NULL CHECK (dated IN ('recorded', 'logged', 'stated')),
      exercise TEXT NOT NULL CHECK (exercise <> ''),
      reps INTEGER NOT NULL CHECK (reps >= 0), holds INTEGER NOT NULL CHECK (holds >= 0),
      held_s REAL CHECK (held_s >= 0), load TEXT NOT NULL, weight_kg REAL CHECK (weight_kg >= 0),
      worst_peak_deg REAL, worst_peak_low_deg REAL, worst_peak_high_deg REAL, dose_deg_s REAL,
      too_far INTEGER NOT NULL, cant_tell INTEGER NOT NULL,
      warnings TEXT NOT NULL CHECK (json_valid(warnings)), coverage REAL,
      neck_limit_deg REAL, hold_limit_s REAL, limits_sha256 TEXT NOT NULL,
      model TEXT NOT NULL, model_sha256 TEXT NOT NULL, version TEXT NOT NULL,
      source_name TEXT NOT NULL, source_sha256 TEXT NOT NULL, start_s REAL, end_s REAL,
      words TEXT NOT NULL)""",
    """CREATE UNIQUE INDEX clips ON sets
      (person, source_sha256, ifnull(start_s, 0), ifnull(end_s, -1)) WHERE source_sha256 <> ''""",
    "CREATE INDEX set_days ON sets (person, day)",
    """CREATE TABLE pains (
      id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
      person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
      place TEXT NOT NULL CHECK (place <> ''), since TEXT NOT NULL, closed TEXT)""",
    "CREATE INDEX pains_of ON pains (person)",
    """CREATE TABLE pain_entries (
      id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
      pain INTEGER NOT NULL REFERENCES pains ON DELETE CASCADE,
      at TEXT NOT NULL, day TEXT NOT NULL, level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 10),
      words TEXT NOT NULL)""",
    "CREATE INDEX entries_of ON pain_entries (pain)",
    # A red flag outlives the pain it was found with: only a doctor clears it.
    """CREATE TABLE screens (
      id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
      person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
      pain INTEGER REFERENCES pains ON DELETE SET NULL,
      at TEXT NOT NULL, day TEXT NOT NULL)""",
    "CREATE INDEX screens_of ON screens (person)",
    """CREATE TABLE answers (
      screen INTEGER NOT NULL REFERENCES screens ON DELETE CASCADE,
      question TEXT NOT NULL, yes INTEGER NOT NULL CHECK (yes IN (0, 1)),
      PRIMARY KEY (screen, question)) WITHOUT ROWID""",
    """CREATE TABLE clearances (
      id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
      person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
      at TEXT NOT NULL, day TEXT NOT NULL, words TEXT NOT NULL)""",
    "CREATE INDEX clearances_of ON clearances (person)",
    f"PRAGMA application_id = {APPLICATION}",
)

Migration = tuple[str, ...]
"""Statements that lead from one version to the next."""

# How heavy the weights are that somebody lifts, as last stated; NULL while nobody has said.
_LOAD = ("ALTER TABLE people ADD COLUMN load TEXT CHECK (load <> '')",)

MIGRATIONS: tuple[Migration, ...] = (_FIRST, _LOAD)
