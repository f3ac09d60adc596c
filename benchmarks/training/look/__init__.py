"""What benchmarks/training/fit_look.py trains the second look with."""
