"""The journal: what was trained, what hurt, and when it is for a doctor. One file, yours alone."""
