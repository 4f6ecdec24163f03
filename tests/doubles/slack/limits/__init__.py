"""What Slack refuses in a payload: sizes, numbers, kinds and names of blocks, elements and views.

Limits are those of Slack's reference ("Block Kit"); sentences are in the form that clients have seen. Nothing here
knows the network.
"""
