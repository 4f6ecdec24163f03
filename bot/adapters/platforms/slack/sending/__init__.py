"""Messages to Slack: posted, edited, found again, and never twice; and whom and what a workspace has by which name.

It hears nothing by itself: each method asks Slack one thing, and says what was answered.
"""
