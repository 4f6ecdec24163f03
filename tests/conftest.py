"""Fixtures that tests of every kind may ask for by name, and how property tests run."""

from hypothesis import settings

pytest_plugins = ["tests.doubles.postgres"]

# How fast an example runs says more about the machine than about the code; benchmarks measure speed.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")
