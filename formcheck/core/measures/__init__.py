"""What is measured of a pose, each with its 90 % interval."""
