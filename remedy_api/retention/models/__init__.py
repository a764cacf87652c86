"""Tables of retention: what was announced, and what is held."""

from remedy_api.retention.models.erasure import Erasure
from remedy_api.retention.models.hold import CaseHold

__all__ = ["CaseHold", "Erasure"]
