"""Socket Mode: the addresses given out, the sockets opened with them, envelopes and acknowledgements, and how sockets end.

It knows nothing of what it carries.
"""
