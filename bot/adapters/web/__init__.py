"""The HTTP face of the process: one application made of the routers it is given, and the server that runs it.

It adds what every route needs (security headers, the checks of Host and Origin, errors as sentences, ``/healthz`` and
``/metrics``). It never knows what a router is for, takes no signal, and writes no access log.
"""

from bot.adapters.web.application import create_app
from bot.adapters.web.server import WebServer

__all__ = ["WebServer", "create_app"]
