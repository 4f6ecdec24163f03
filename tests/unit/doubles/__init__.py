"""Tests of the doubles themselves: a double that is wrong makes every test over it worthless."""
