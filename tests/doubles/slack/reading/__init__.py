"""A message as a reader has it on the screen: its words without marks, whom it calls, where its links lead.

Nothing here changes anything.
"""

from tests.doubles.slack.reading.message import buttons_of, emojis_of, links_of, notified, shown
from tests.doubles.slack.reading.viewer import Viewer

__all__ = ["Viewer", "buttons_of", "emojis_of", "links_of", "notified", "shown"]
