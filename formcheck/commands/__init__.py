"""What the command line does: a function a command, whose docstring is its help."""
