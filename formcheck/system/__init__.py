"""The machine beneath: files, processes, signals, the terminal."""
