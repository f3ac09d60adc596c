"""What MediaPipe's pose graph does around its two networks, on LiteRT and without MediaPipe."""
