"""Fingerprints and passphrases as English BIP39 words: short, distinct, printable on a notice board."""

from __future__ import annotations

import secrets
from functools import lru_cache
from importlib.resources import files

from remedy_api.sealing.lp import exact

FINGERPRINT_WORDS = 12
PASSPHRASE_WORDS = 7
"""77 bits."""
_BITS = 11


@lru_cache(maxsize=1)
def word_list() -> tuple[str, ...]:
    """The 2048 words, in their order."""
    return tuple((files(__package__) / "words_english.txt").read_text("utf-8").split())


def fingerprint_words(fingerprint: bytes) -> tuple[str, ...]:
    """The first 132 bits of 32 bytes as 12 words. No checksum: they are compared, not typed."""
    value = int.from_bytes(exact(fingerprint, 32, "fingerprint"), "big") >> (256 - FINGERPRINT_WORDS * _BITS)
    return tuple(word_list()[value >> (_BITS * (FINGERPRINT_WORDS - 1 - index)) & 0x7FF] for index in range(FINGERPRINT_WORDS))


def generate_passphrase() -> str:
    """Seven words drawn at random, with single spaces between."""
    return " ".join(secrets.choice(word_list()) for _ in range(PASSPHRASE_WORDS))
