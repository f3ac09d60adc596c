"""Renders people doing sit-ups, shrugs and other things, with the exact truth of every frame.

    python -m benchmarks.render OUT --clips N --seed S

Its modules import one another relatively, so that they are one package both when run as
above and when a type checker meets this folder by itself.
"""
