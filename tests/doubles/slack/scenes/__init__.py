"""What happens at Slack without the app's doing: people, channels, messages, commands given, sockets lost.

Scenes change the store and tell the deliveries, as Slack would; they never call the app.
"""
