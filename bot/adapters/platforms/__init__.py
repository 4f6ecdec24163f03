"""The places where people read, one folder each. What they share is the ``Platform`` port; none knows another."""
