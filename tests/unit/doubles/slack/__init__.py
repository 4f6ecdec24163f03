"""The double of Slack, driven by the real slack_sdk and slack_bolt and by bare requests."""
