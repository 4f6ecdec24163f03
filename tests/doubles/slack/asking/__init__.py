"""People use the app: what they ask, with which trigger and response address, the views it opens, and what they see.

It plays Slack's own client as far as a person's click becomes a payload and the app's answer becomes something on a
screen; it never calls the app itself (``deliveries`` does).
"""
