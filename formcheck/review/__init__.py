"""What coaches say of sets, and what sets say of each other."""
