"""What Discord refuses in a body: the limits that its API description leaves out as well as those that it has.

Each check collects complaints by path, so that a test sees the same tree of errors that Discord answers. Nothing here
knows the store or the network.
"""
