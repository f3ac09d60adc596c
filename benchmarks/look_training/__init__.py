"""What benchmarks/fit_look.py trains the second look with."""
