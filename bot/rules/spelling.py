"""Which words can be searched for: what may stand in a word or a phrase, where ``*`` and ``?`` may, and how long it is.

A sign that means something in another query language is never quietly taken for a space: it is refused by name.
"""

from __future__ import annotations

from bot.domain.errors import BadQuery
from bot.rules.folding import one_token_a_character
from bot.rules.pattern import LETTER, REST, Form, forms_of
from bot.rules.stems import STEMMED
from bot.rules.surface import EXACTLY

MIN_LETTERS = 3
MAX_WORD = 100

_LETTERS_OF_SYLLABLE = 2
"""Letters that a Korean syllable counts for: it has two or three, and most nouns have two syllables."""

_SIGNS = {
    **dict.fromkeys("[]{}", "group with ( and )"),
    ";": "put a space between words that must all be there, OR between those of which any will do",
    **dict.fromkeys("&+", "write AND"),
    "|": "write OR",
    "!": "write NOT",
    "/": "put a space before a regular expression, which stands between two /, as in /Q[1-4] results/",
    "=": '= stands right before a word, as in =US, which never finds us, or inside the quotes of a phrase: "=Red Sea"',
    STEMMED: "~ stands at the end of a word, as in return~, for all the forms of it",
    "^": "leave it out; no word weighs more than another",
    "\\": "leave it out; put signs that should be searched for in quotes",
    **dict.fromkeys("<>", "a number is compared behind figure( ), as in figure(killed) > 10"),
}
_SIGNS |= {chr(ord(sign) + 0xFEE0): hint for sign, hint in _SIGNS.items()}
"""The wide ones of Chinese and Japanese keyboards too."""

_SIGNS |= {"＊": "write * at the end of the word, as in repatriat*", "？": "write ? inside a word, as in wom?n"}

_INNER = frozenset("&/+=!")
"""Signs that are at home inside words (AT&T, km/h), and mean something only at their ends."""

_NAMES_END = frozenset("+!&")
"""Signs with which names end too (C++, Yahoo!)."""


def check_word(word: str, start: int) -> None:
    """Raise ``BadQuery`` unless ``word``, which stands at ``start`` of the query, can be searched for."""
    if word[0] in ":：":
        raise BadQuery(
            f"{word[0]} at character {start + 1} stands behind no field",
            position=start,
            hint="write a field without a space before its colon, as in title:syria",
        )
    for index, char in enumerate(word):
        if char in _SIGNS and not _inside(word, index) and not (char == EXACTLY and index == 0):
            raise BadQuery(
                f"{char} at character {start + index + 1} means nothing there",
                position=start + index,
                hint=_hint(word, index),
            )
    _check_forms(word, word, start)


def _hint(word: str, index: int) -> str:
    name = word.rstrip("".join(_NAMES_END))
    if name and index >= len(name):
        signs = "".join(f"\\{sign}" for sign in word[len(name) :])
        return f"write {name}, or /{name}{signs}/ to find the signs too"
    return _SIGNS[word[index]]


def check_stemmed(word: str, start: int) -> None:
    """Raise ``BadQuery`` unless ``word``, which ends with ~, is one that can be looked for by its stem."""
    bare = word.removesuffix(STEMMED)
    check_word(bare, start)
    if not can_be_stemmed(bare):
        raise BadQuery(
            f"the ~ at character {start + len(word)} stands behind what is no plain word",
            position=start + len(bare),
            hint="write ~ behind one word without other signs, as in return~",
        )


def can_be_stemmed(word: str) -> bool:
    """Whether a word that can be searched for can be looked for by its stem: one plain word, without other signs."""
    return len(forms_of(word)) == 1 and word[0] != EXACTLY and "*" not in word and "?" not in word


def check_phrase(inside: str, start: int) -> None:
    """Raise ``BadQuery`` unless what stands between two quotes, from ``start`` of the query, can be searched for."""
    if not forms_of(inside):
        raise BadQuery(
            f"the phrase at character {start} holds no word",
            position=start - 1,
            hint='write at least one word between the quotes, as in "sent back"',
        )
    here = 0
    for written in inside.split():
        here = inside.index(written, here)
        if written.endswith(STEMMED):
            raise BadQuery(
                f"the ~ at character {start + here + len(written)} stands inside a phrase, whose words are found as written",
                position=start + here + len(written) - 1,
                hint="take the word out of the phrase and join it by ONEAR/0, as in sent ONEAR/0 return~",
            )
        if written.startswith(EXACTLY) and here:
            raise BadQuery(
                f"the = at character {start + here + 1} stands inside a phrase",
                position=start + here,
                hint=f'put it before the first word, for the spelling of all: "={inside.split(maxsplit=1)[0]} …"',
            )
        if forms_of(written) or "*" in written or "?" in written:
            _check_forms(written, written, start + here)
        here += len(written)


def _inside(word: str, index: int) -> bool:
    """Whether a sign is part of a name (AT&T)."""
    before, after = word[index - 1 : index] if index else "", word[index + 1 : index + 2]
    return word[index] in _INNER and before.isalnum() and after.isalnum()


def _check_forms(word: str, shown: str, start: int) -> None:
    if len(word) > MAX_WORD:
        raise BadQuery(
            f"the word at character {start + 1} is {len(word)} characters long; {MAX_WORD} are allowed",
            position=start,
            hint="put a space between words",
        )
    forms = forms_of(word)
    if not forms:
        raise BadQuery(
            f"{shown} at character {start + 1} holds no letter or digit",
            position=start,
            hint=_SIGNS[EXACTLY] if word == EXACTLY else "leave it out, or write a word",
        )
    _check_stars(word, shown, start)
    if word.endswith("?"):
        raise BadQuery(
            f"the ? at character {start + len(word)} ends a word, where it is most often a question mark",
            position=start + len(word) - 1,
            hint="leave it out; one open letter stands inside a word, as in wom?n, and * is for longer words",
        )
    if word.startswith(EXACTLY) and ("*" in word or "?" in word):
        raise BadQuery(
            f"{shown} at character {start + 1} asks for one spelling with = and for many with * or ?",
            position=start,
            hint=f"leave one of them out: {word[1:]}",
        )
    if word.startswith("*") and "?" in word:
        raise BadQuery(
            f"{shown} at character {start + 1} has * before it and ? in it",
            position=start,
            hint="leave one of them out",
        )
    for form in forms:
        _check_form(form, shown, start)


def _check_form(form: Form, shown: str, start: int) -> None:
    letters = sum(_LETTERS_OF_SYLLABLE if _is_syllable(char) else char not in (LETTER, REST, ".") for char in form.text)
    if (form.open_ended or form.open_begun) and letters < MIN_LETTERS:
        side = "behind" if shown.startswith("*") else "before"
        raise BadQuery(
            f"{shown} at character {start + 1} is too short: at least {MIN_LETTERS} letters must stand {side} *",
            position=start,
            hint="write more of the word, or whole words joined by OR",
        )
    if LETTER in form.text and (letters < MIN_LETTERS or not form.stem):
        raise BadQuery(
            f"{shown} at character {start + 1} is too open: a word with ? begins with a letter "
            f"and has at least {MIN_LETTERS}",
            position=start,
            hint="write more of the word, as in wom?n",
        )


def _is_syllable(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


def _check_stars(word: str, shown: str, start: int) -> None:
    bare = word.strip("*")
    if not forms_of(bare):
        raise BadQuery(
            f"{shown} at character {start + 1} stands for no part of a word",
            position=start,
            hint="write * at the end of a word, as in repatriat*, or a ONEAR/1 b for a and b with any one word between",
        )
    if bare != word and bare and one_token_a_character(bare[0] if word.startswith("*") else bare[-1]):
        raise BadQuery(
            f"{shown} at character {start + 1} needs no *: in a script without spaces a word is found inside any sentence",
            position=start + word.index("*"),
            hint=f"write {bare}",
        )
    if word.count("*") > 1:
        raise BadQuery(
            f"{shown} at character {start + 1} has more than one *",
            position=start + word.index("*"),
            hint="write * at the end of the word, as in repatriat*, or at its beginning, as in *stan",
        )
    if "*" in word and not word.startswith("*") and not word.endswith("*"):
        raise BadQuery(
            f"the * of {shown} at character {start + 1} is not at the end of the word",
            position=start + word.index("*"),
            hint="write the beginning of the word and then *, as in repatriat*, or * and then its end, as in *stan",
        )
