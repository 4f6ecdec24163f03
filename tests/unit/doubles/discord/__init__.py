"""The double of Discord, driven by the real discord.py and by bare requests."""

import warnings

with warnings.catch_warnings():
    # discord.py's voice player imports audioop, which Python 3.11 and 3.12 announce the end of; 3.13 has a backport.
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    import discord as discord
