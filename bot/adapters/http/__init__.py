"""HTTP as a client of feeds' servers: one session, conditional requests, limits of time and size, public addresses only.

It never looks into a body: what was answered goes to the caller as bytes.
"""
