"""The files of trained numbers: where they are, how they are checked and loaded."""
