"""What each type of event says: the members of its data and their shapes. Codes, kids, fingerprints, hashes and
days; no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.statement import ROOM_KINDS

MAX_STATEMENTS = 16
MAX_VALUES = 32

Value = str | tuple[str, ...]
Shape = Callable[[object], Value]

_HEX_32 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}", re.ASCII)
_VALUE = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,79}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def is_day(value: str) -> bool:
    """Whether this is a day of the calendar, written YYYY-MM-DD and no other way."""
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _text(fits: Callable[[str], object], where: str, empty: bool = False) -> Shape:
    def check(value: object) -> Value:
        if isinstance(value, str) and (fits(value) or (empty and not value)):
            return value
        raise SealError(Code.MALFORMED, where)

    return check


def _texts(fits: Callable[[str], object], sizes: range, where: str, different: bool = False) -> Shape:
    def check(value: object) -> Value:
        if not isinstance(value, list) or len(value) not in sizes:
            raise SealError(Code.MALFORMED, where)
        if not all(isinstance(item, str) and fits(item) for item in value):
            raise SealError(Code.MALFORMED, where)
        if different and len(set(value)) != len(value):
            raise SealError(Code.MALFORMED, where)
        return tuple(value)

    return check


def _word(*allowed: str) -> Shape:
    return _text(allowed.__contains__, "word")


_digest = _text(_HEX_32.fullmatch, "digest")
_digest_or_none = _text(_HEX_32.fullmatch, "digest", empty=True)
_digests = _texts(_HEX_32.fullmatch, range(1, MAX_STATEMENTS + 1), "statements")
_code = _text(_CODE.fullmatch, "code")
_code_or_none = _text(_CODE.fullmatch, "code", empty=True)
_day_or_none = _text(is_day, "day", empty=True)
_values = _texts(_VALUE.fullmatch, range(MAX_VALUES + 1), "values", different=True)

ROLES = ("representative", "coordinator")
"""What an organisation may be entrusted with in a workers' room; a reader without a role reads and writes."""

EVENT_DATA: Mapping[str, Mapping[str, Shape]] = {
    "founded": {"kind": _word(*ROOM_KINDS), "founder": _digest},
    "epoch": {"statements": _digests},
    "acknowledged": {},
    "handover_proposed": {"fingerprint": _digest},
    "consented": {"fingerprint": _digest, "purpose": _word("handover")},
    "admitted": {"fingerprint": _digest},
    # The fingerprint of an organisation, or the kid of a receipt.
    "revoked": {"reader": _digest},
    "withdrawn": {},
    "entrusted": {"fingerprint": _digest, "role": _word(*ROLES)},
    # The proof of filing of a report: it names nobody.
    "linked": {"report": _digest},
    "unlinked": {"report": _digest},
    "recorded": {"fact": _code, "values": _values},
    "kept": {"what": _code, "entry": _digest},
    "consent_given": {"audience": _code, "content": _code, "until": _day_or_none, "entry": _digest_or_none},
    "consent_withdrawn": {"consent": _digest},
    "stage": {"stage": _code, "reason": _code_or_none, "entry": _digest_or_none},
    "suspended": {"reason": _code, "review": _day_or_none, "entry": _digest_or_none},
    "resumed": {},
    "closed": {"outcome": _code, "reason": _code_or_none, "into": _digest_or_none, "entry": _digest_or_none},
    "reopened": {"reason": _code, "entry": _digest_or_none},
}
"""The types of events and the members of their data, in their order."""

_REPORTER = ("acknowledged", "handover_proposed", "consented", "admitted", "revoked", "withdrawn")
_NEW = tuple(kind for kind in EVENT_DATA if kind not in ("founded", "epoch", *_REPORTER))

EVENTS_OF: Mapping[str, frozenset[str]] = {
    "reporter": frozenset(("epoch", *_REPORTER)),
    "workers": frozenset(("epoch", "admitted", "revoked", *_NEW)),
}
"""The types that may follow `founded`, by kind of room."""
