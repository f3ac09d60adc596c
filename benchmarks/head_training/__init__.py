"""What benchmarks/fit_head.py trains the second look at the head with."""
