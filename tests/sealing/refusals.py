"""Expecting a refusal by its code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from remedy_api.sealing.errors import Code, SealError


@contextmanager
def refused(code: Code) -> Iterator[None]:
    """What is done inside must be refused for exactly this reason."""
    with pytest.raises(SealError) as refusal:
        yield
    assert refusal.value.code == code, refusal.value
