"""Ids that say nothing: neither when, nor how many, nor what came before."""

import secrets

ID_SIZE = 16
"""Bytes of every id."""


def new_id() -> bytes:
    """16 random bytes."""
    return secrets.token_bytes(ID_SIZE)
