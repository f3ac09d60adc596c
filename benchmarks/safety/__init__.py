"""How many harmless cases the triage stops, and how many dangerous ones it misses."""
