"""What a channel is told: the decisions, the words, and what becomes of a delivery after its platform answered.

Old state and new facts in, a frozen decision with its reasons out. The way through the room: ``development`` and
``correction`` say what is material, ``flood`` what is too much, ``schedule`` and ``quiet`` what a subscription's times mean;
``decide`` asks the rules of ``posting`` and ``developing``; ``card``, ``update``, ``digest``, ``notices`` and ``wishes``
write what is said, ``fit`` shortens it to a platform's limits; ``pace`` and ``retry`` say when it is sent. Nothing here
sends, stores, or reads a clock.
"""

from bot.alerts.card import AlertView, compose_alert, excerpt, figure_fields, title_of
from bot.alerts.correction import Correction, correction_of, standing_correction
from bot.alerts.decide import AlertDecision, Development, Situation, decide_alert, eagerest
from bot.alerts.development import Moved, moved
from bot.alerts.digest import DigestView, StoryView, compose_digest
from bot.alerts.fit import clip, fit
from bot.alerts.flood import CHANNEL_SUBJECT, Arrival, Breaker, FloodLimits, breaker_of, decide_breakers
from bot.alerts.notices import (
    Trouble,
    compose_back_notice,
    compose_cap_notice,
    compose_flood_notice,
    compose_trouble_notice,
)
from bot.alerts.pace import Pace
from bot.alerts.plain import plain_spans, plain_text, write_card
from bot.alerts.quiet import Quiet, parse_quiet
from bot.alerts.retry import Occasion, Settlement, decide_retry, worth_telling
from bot.alerts.schedule import Schedule, parse_schedule
from bot.alerts.standing import standing_figures
from bot.alerts.update import UpdateView, compose_update
from bot.alerts.wishes import told_wishes

__all__ = [
    "CHANNEL_SUBJECT",
    "AlertDecision",
    "AlertView",
    "Arrival",
    "Breaker",
    "Correction",
    "Development",
    "DigestView",
    "FloodLimits",
    "Moved",
    "Occasion",
    "Pace",
    "Quiet",
    "Schedule",
    "Settlement",
    "Situation",
    "StoryView",
    "Trouble",
    "UpdateView",
    "breaker_of",
    "clip",
    "compose_alert",
    "compose_back_notice",
    "compose_cap_notice",
    "compose_digest",
    "compose_flood_notice",
    "compose_trouble_notice",
    "compose_update",
    "correction_of",
    "decide_alert",
    "decide_breakers",
    "decide_retry",
    "eagerest",
    "excerpt",
    "figure_fields",
    "fit",
    "moved",
    "parse_quiet",
    "parse_schedule",
    "plain_spans",
    "plain_text",
    "standing_correction",
    "standing_figures",
    "title_of",
    "told_wishes",
    "worth_telling",
    "write_card",
]
