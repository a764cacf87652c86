"""The shapes that members of an event's data have: codes, hashes, days, lists of them, and the steps of a plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from remedy_api.sealing.errors import Code, SealError

MAX_STATEMENTS = 16
MAX_VALUES = 32
MAX_ORGANISATIONS = 16
MAX_EVIDENCE = 16
MAX_STEPS = 24
MAX_BENEFICIARIES = 4
MAX_STEP_EVIDENCE = 8
MAX_STEP_CODE = 16

PlanStep = Mapping[str, str | tuple[str, ...]]
"""One step of a plan: what it says, member by member."""
Value = str | tuple[str, ...] | tuple[PlanStep, ...]
Shape = Callable[[object], Value]
StepShape = Callable[[object], str | tuple[str, ...]]

_HEX_32 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_HEX_16 = re.compile(r"[0-9a-f]{32}", re.ASCII)
_CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}", re.ASCII)
_VALUE = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,79}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_AMOUNT = re.compile(r"[1-9][0-9]{0,11}(\.[0-9]{2})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_INSTALMENTS = re.compile(r"[2-9]|[1-9][0-9]|1[01][0-9]|120", re.ASCII)


def is_day(value: str) -> bool:
    """Whether this is a day of the calendar, written YYYY-MM-DD and no other way."""
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_step_code(value: str) -> bool:
    return len(value) <= MAX_STEP_CODE and _CODE.fullmatch(value) is not None


def _text(fits: Callable[[str], object], where: str, empty: bool = False) -> StepShape:
    def check(value: object) -> str:
        if isinstance(value, str) and (fits(value) or (empty and not value)):
            return value
        raise SealError(Code.MALFORMED, where)

    return check


def _texts(
    fits: Callable[[str], object], sizes: range, where: str, *, different: bool = False, in_order: bool = False
) -> StepShape:
    def check(value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) not in sizes:
            raise SealError(Code.MALFORMED, where)
        if not all(isinstance(item, str) and fits(item) for item in value):
            raise SealError(Code.MALFORMED, where)
        if different and len(set(value)) != len(value):
            raise SealError(Code.MALFORMED, where)
        if in_order and value != sorted(value):
            raise SealError(Code.MALFORMED, where)
        return tuple(value)

    return check


def word(*allowed: str) -> StepShape:
    """One of these words; the empty text is one if it is named."""
    return _text(allowed.__contains__, "word")


digest = _text(_HEX_32.fullmatch, "digest")
digest_or_none = _text(_HEX_32.fullmatch, "digest", empty=True)
statements = _texts(_HEX_32.fullmatch, range(1, MAX_STATEMENTS + 1), "statements")
organisations = _texts(_HEX_32.fullmatch, range(MAX_ORGANISATIONS + 1), "organisations", different=True)
evidence = _texts(_HEX_32.fullmatch, range(MAX_EVIDENCE + 1), "evidence", different=True)
# Sorted, so that the wraps beside the event have one order only.
recipients = _texts(_HEX_32.fullmatch, range(1, MAX_ORGANISATIONS + 1), "recipients", different=True, in_order=True)
ident = _text(_HEX_16.fullmatch, "id")
code = _text(_CODE.fullmatch, "code")
code_or_none = _text(_CODE.fullmatch, "code", empty=True)
day = _text(is_day, "day")
day_or_none = _text(is_day, "day", empty=True)
values = _texts(_VALUE.fullmatch, range(MAX_VALUES + 1), "values", different=True)
step_code = _text(_is_step_code, "step")

STEP: Mapping[str, StepShape] = {
    "step": step_code,
    "form": code,
    "kind": code,
    # The organisation that does it, by its fingerprint.
    "owner": digest,
    "due": day,
    "amount": _text(_AMOUNT.fullmatch, "amount", empty=True),
    "currency": _text(_CURRENCY.fullmatch, "currency", empty=True),
    "instalments": _text(_INSTALMENTS.fullmatch, "instalments", empty=True),
    "workers": code_or_none,
    "beneficiaries": _texts(_CODE.fullmatch, range(MAX_BENEFICIARIES + 1), "beneficiaries", different=True),
    "evidence": _texts(_CODE.fullmatch, range(MAX_STEP_EVIDENCE + 1), "evidence", different=True),
}
"""The members of a step and their shapes, in their order."""


def _step(value: object) -> PlanStep:
    if not isinstance(value, dict) or tuple(value) != tuple(STEP):
        raise SealError(Code.MALFORMED, "step")
    step = {name: check(value[name]) for name, check in STEP.items()}
    # An amount of nothing, or instalments of no amount, would be read differently by whoever pays.
    if bool(step["amount"]) != bool(step["currency"]) or (step["instalments"] and not step["amount"]):
        raise SealError(Code.MALFORMED, "amount")
    return step


def steps(value: object) -> tuple[PlanStep, ...]:
    """The steps of a plan, 1 to 24. Raises `malformed`; whether two have one id is a matter of the history."""
    if not isinstance(value, list) or len(value) not in range(1, MAX_STEPS + 1):
        raise SealError(Code.MALFORMED, "steps")
    return tuple(_step(item) for item in value)
