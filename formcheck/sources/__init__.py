"""Sources yield frames: a video file, or poses recorded before."""
