"""Searching by name with an index that every PostgreSQL has: from each of its words on, a name is kept as a line of its own.

"Sunrise Garments Ltd" is found by what begins "sunrise garments ltd", "garments ltd" or "ltd", so a search is one walk along an
ordered index, and costs the same however many names there are and however many fit.

Limits: a search of several words finds names that hold them side by side in this order, the last one perhaps not yet complete;
letters are compared without case and without the accents that Unicode takes apart (é is e, but ø is not o); spelling mistakes
find nothing; only the first 60 characters from a word on, and at most 40 words of all names of one thing, are kept.
"""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 60
MOST = 40

# Scripts written without spaces between words: there every letter may begin one.
_UNSPACED = re.compile(
    "["
    "\u0e00-\u0fff"  # Thai, Lao, Tibetan
    "\u1000-\u109f\u1780-\u17ff"  # Myanmar, Khmer
    "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana, Han
    "]"
)
_ACCENTS = re.compile("[\u0300-\u036f]")


def folded(text: str) -> str:
    """A name or a search as it is compared: folded case, no accents, and one space for everything that is no letter or digit."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", apart))
    return " ".join("".join(each if unicodedata.category(each)[0] in "LNM" else " " for each in plain).split())


def words_of(names: Iterable[str]) -> set[str]:
    """The lines under which something with these names is found; at most MOST, each at most LONGEST characters."""
    found: dict[str, None] = {}
    for name in names:
        text = folded(name)
        for place, letter in enumerate(text):
            if letter != " " and (place == 0 or text[place - 1] == " " or _begins(text, place)):
                found.setdefault(text[place : place + LONGEST].rstrip(), None)
    return set(list(found)[:MOST])


def _begins(text: str, place: int) -> bool:
    # A vowel sign belongs to the letter before it.
    return _UNSPACED.match(text[place]) is not None and unicodedata.category(text[place])[0] != "M"
