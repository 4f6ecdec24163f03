"""Dateline: news alerts with the figures that matter, for desks that live in chat.

How a news item travels, one direction, no back and forth::

    feed --poll--> bytes --parse--> entries --decide--> new article
      --analyse--> figures, fingerprint, story --match--> topics that want it
      --decide--> alert (new | update | nothing) --compose--> card
      --outbox--> platform --> message in a channel (posted, or edited in place)

The rooms, from the inside out; imports point inwards only:

- ``domain``    the nouns, as frozen dataclasses, and the one error tree
- ``figures``   text -> quantities that matter, with their words and offsets
- ``feeds``     bytes -> entries; what is new; when to poll next
- ``rules``     the query language, its index and its explanations
- ``stories``   fingerprints, grouping articles into stories, summaries
- ``alerts``    what a channel is told, as decisions and cards
- ``pipeline``  the use cases that read, ask the core, and store; and ``ports.py``
- ``adapters``  everything that touches the world, one folder per outside thing
- ``app``       the composition root; ``cli`` and ``__main__`` stand on it

Beside this package: ``handlers`` (one module per user verb) and ``config`` (settings and default files).
"""

__version__ = "0.1.0"
