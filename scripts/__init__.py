"""The project's own tools: set-up, the checks of ``make check`` that no library makes, and the picture in the README.

Nothing here is shipped, and nothing of Dateline imports it. What set-up needs runs before any package is installed.
"""
