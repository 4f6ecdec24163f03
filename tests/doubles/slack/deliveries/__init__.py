"""What Slack sends to the app: events, commands and interactions, over a socket or as signed requests, and again if need be.

It decides neither what happens at Slack (scenes do) nor what an answer means there (``asking`` does).
"""
