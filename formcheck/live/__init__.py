"""A set in front of a camera: what goes on, how it is shown, how it sounds."""
