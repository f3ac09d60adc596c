"""The person's own neutral: found in a clip, carried over from another day, checked."""
