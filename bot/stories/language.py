"""What language a text is in: the feed's claim, unless the text clearly contradicts it.

The classifier is py3langid (a naive Bayes model over byte n-grams, after Lui and Baldwin's langid.py, 2012). It only
computes: the same text always gives the same answer. Its model is read once, at the first text that needs it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_NEWS_LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id ig is it ja ka kk km "
    "kn ko ku ky lo lt lv mk ml mn mr ms mt my ne nl nn no om pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te tg th "
    "tk tr ug uk ur uz vi xh yo yue zh zu"
)
"""Living languages that outlets publish in; left to itself the model also proposes Latin or Ladin for short headlines."""

_READ = 2_000
"""Characters that are looked at; more of them do not change the answer."""

_ENOUGH_TO_GUESS = 20
_ENOUGH_TO_CONTRADICT = 120
"""Letters needed to name a language where none is claimed, and to overrule a claim."""

_SURE_GUESS = 0.5
_SURE_CONTRADICTION = 0.9
"""Normalised probabilities of the best language."""

_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "yue": "zh", "bs": "hr", "sr": "hr", "ms": "id", "sh": "hr"}
"""Tags whose texts the model cannot tell apart, or that name one written language: they never contradict each other."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")


def language_of(title: str, text: str, claimed: str | None) -> str | None:
    """The language's primary BCP 47 tag in lower case ("en"), or None where nobody can tell.

    ``claimed`` is a feed's tag in any form ("en-US", "pt_BR"). It holds unless at least 120 letters of title and text
    are another language with a probability of 0.9 or more. Without a claim 20 letters and a probability of 0.5 do.
    """
    claim = _primary(claimed)
    sample = f"{title}\n{text}"[:_READ]
    letters = sum(map(str.isalpha, sample))
    if letters < (_ENOUGH_TO_CONTRADICT if claim else _ENOUGH_TO_GUESS):
        return claim
    found, probability = _classify(sample)
    if claim is None:
        return found if probability >= _SURE_GUESS else None
    if probability < _SURE_CONTRADICTION or _SAME.get(found, found) == _SAME.get(claim, claim):
        return claim
    return found


def _primary(tag: str | None) -> str | None:
    found = _TAG.match(tag.strip()) if tag else None
    if found is None:
        return None
    primary = found[0].lower()
    return None if primary in {"und", "mul", "zxx", "mis"} else primary


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_NEWS_LANGUAGES.split())
    return identifier


def _classify(sample: str) -> tuple[str, float]:
    # Lone surrogates, which JSON can carry, have no place in UTF-8 that a model was trained on.
    language, probability = _identifier().classify(sample.encode("utf-8", "replace").decode())
    return str(language), float(probability)
