"""Stand-ins for what Dateline speaks with, over real connections on this machine: platforms, each in a folder of its own,
with what they share beside them; and a database server.
"""
