"""Unit tests of the query language."""
