"""What happens at Discord without the bot's doing: people, guilds, channels, commands given, connections lost.

Scenes change the store and tell the gateway, as Discord would; they never call the bot.
"""
