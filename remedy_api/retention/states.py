"""Why a case is held, what is to be erased, and who may hold; pure."""

from enum import StrEnum

from remedy_api.cases.states import Role


class HoldReason(StrEnum):
    """Why a case must not be erased although its time is over."""

    COURT = "court"
    AUTHORITY = "authority"
    REMEDY = "remedy"
    SAFETY = "safety"
    WORKERS = "workers"


HOLDING = frozenset({Role.REPRESENTATIVE, Role.COORDINATOR})
"""Roles of those who may hold a case: whoever speaks for the workers in it, and its coordinators."""
