"""What a channel is told: the decision, the card, and what becomes of a delivery after its platform answered.

Old state and new facts in, a frozen decision with its reasons out. Nothing here sends, stores, or reads a clock.
"""

from bot.alerts.card import AlertView, compose_alert, excerpt, figure_fields, title_of
from bot.alerts.decide import AlertDecision, Development, decide_alert
from bot.alerts.plain import plain_text, write_card
from bot.alerts.retry import Settlement, decide_retry

__all__ = [
    "AlertDecision",
    "AlertView",
    "Development",
    "Settlement",
    "compose_alert",
    "decide_alert",
    "decide_retry",
    "excerpt",
    "figure_fields",
    "plain_text",
    "title_of",
    "write_card",
]
