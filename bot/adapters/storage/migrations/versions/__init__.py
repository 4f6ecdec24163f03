"""The steps, oldest first along their ``down_revision``."""
