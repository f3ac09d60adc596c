"""Trains the neck estimate on rendered sit-ups, and tells how wrong it is on people left out."""
