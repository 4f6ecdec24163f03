"""Fixtures that tests of every kind may ask for by name."""

pytest_plugins = ["tests.doubles.postgres"]
