"""One video's analysis from end to end, and many of them."""
