"""Settings and the default files: what the operator decides, and what Dateline watches before it is told anything.

Only the composition root and the command line read this package; everything else is given what it needs.
"""
