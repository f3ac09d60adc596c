"""A set that was analysed: where it lies, how it is read back, what it says in words."""
