"""From poses to readings, and from readings to what a set was."""
