"""User verbs, one module each, declared once for all platforms.

A module here declares ``VERB`` (path, help, typed options, permission, audience) and the function that answers it with a
card. From the declarations every platform makes its commands, completion and help, so a new verb is one new file. Handlers
know the domain, the use cases and the ports; they never know a platform or a database.
"""

from __future__ import annotations

import importlib
import pkgutil

from bot.domain.verbs import Verb


def all_verbs() -> tuple[Verb, ...]:
    """Every verb declared in this package, by path."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    verbs = [module.VERB for module in modules if hasattr(module, "VERB")]
    return tuple(sorted(verbs, key=lambda verb: verb.path))
