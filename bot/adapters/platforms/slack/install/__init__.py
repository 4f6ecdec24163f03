"""How Dateline comes into a workspace and keeps its tokens: the manifest, OAuth, the stores, rotation.

It posts nothing and answers nobody but the browser of whoever installs it.
"""

from bot.adapters.platforms.slack.install.introduction import Identity, introduce, try_app_token
from bot.adapters.platforms.slack.install.manifest import SCOPES, manifest
from bot.adapters.platforms.slack.install.tokens import Installed, SingleWorkspace, Tokens

__all__ = ["SCOPES", "Identity", "Installed", "SingleWorkspace", "Tokens", "introduce", "manifest", "try_app_token"]
