"""Tables of retention: what was announced, what is held, and the last day that was seen."""

from remedy_api.retention.models.erasure import Erasure, RetentionWatch
from remedy_api.retention.models.hold import CaseHold

__all__ = ["CaseHold", "Erasure", "RetentionWatch"]
