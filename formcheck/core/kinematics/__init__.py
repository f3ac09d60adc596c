"""Lines, angles, filters and the camera's angle, from landmarks."""
