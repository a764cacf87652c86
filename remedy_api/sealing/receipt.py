"""Codes on paper: 104 random bits and 6 check bits as 22 Crockford symbols. A receipt's code stands for
all its keys.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import Final

from remedy_api.sealing import labels
from remedy_api.sealing.derive import hkdf
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.keys import AccountKeys, account_keys
from remedy_api.sealing.lp import exact, lp, sha256

R_SIZE = 13
_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {symbol: value for value, symbol in enumerate(_SYMBOLS)} | {"I": 1, "L": 1, "O": 0}
_LENGTH = 22
_GROUP = 4
_CHECK_BITS = 6
# What people and word processors put between groups. Written out, as every language has its own idea of a dash.
_SKIPPED = re.compile("[\t\n\r \xa0\u2010-\u2015\u2212-]")

RECEIPT: Final = labels.RECEIPT_CHECK
RECOVERY: Final = labels.RECOVERY_CHECK
ORGANISATION_RECOVERY: Final = labels.ORG_RECOVERY_CHECK
"""Each type of code has check bits of its own: a code typed into the wrong field is noticed 63 times out
of 64.
"""


@dataclass(frozen=True)
class ReceiptKeys:
    """All a receipt can do: sign and open as an account, and fetch by its 32-byte lookup."""

    account: AccountKeys
    lookup: bytes = field(repr=False)

    @property
    def lookup_hash(self) -> bytes:
        """What the server keeps: it finds the room when shown the lookup, and cannot show it itself."""
        return sha256(self.lookup)


def new_r() -> bytes:
    """13 random bytes."""
    return secrets.token_bytes(R_SIZE)


def _check_bits(r: bytes, label: str) -> int:
    return sha256(lp(label, r))[0] >> (8 - _CHECK_BITS)


def format_code(r: bytes, label: str) -> str:
    """R as people write it: XXXX-XXXX-XXXX-XXXX-XXXX-XX."""
    value = int.from_bytes(exact(r, R_SIZE, "code"), "big") << _CHECK_BITS | _check_bits(r, label)
    symbols = [_SYMBOLS[value >> (5 * (_LENGTH - 1 - index)) & 31] for index in range(_LENGTH)]
    return "-".join("".join(symbols[at : at + _GROUP]) for at in range(0, _LENGTH, _GROUP))


def parse_code(typed: str, label: str) -> bytes:
    """R from what was typed. Raises `bad-code`; `where` says "symbol N" (from 1), "length" or "check"."""
    value = 0
    symbols = _SKIPPED.sub("", typed)
    for index, symbol in enumerate(symbols):
        # Only ASCII has an upper case here: elsewhere it would turn strangers into symbols.
        known = _VALUE.get(symbol.upper()) if symbol.isascii() else None
        if known is None:
            raise SealError(Code.BAD_CODE, f"symbol {index + 1}")
        value = value << 5 | known
    if len(symbols) != _LENGTH:
        raise SealError(Code.BAD_CODE, "length")
    r = (value >> _CHECK_BITS).to_bytes(R_SIZE, "big")
    if value & ((1 << _CHECK_BITS) - 1) != _check_bits(r, label):
        raise SealError(Code.BAD_CODE, "check")
    return r


def receipt_keys(r: bytes, instance: str) -> ReceiptKeys:
    """Everything that hangs on a receipt at one instance."""
    k = hkdf(exact(r, R_SIZE, "receipt"), lp(labels.RECEIPT, instance))
    return ReceiptKeys(account_keys(k), hkdf(k, labels.RECEIPT_LOOKUP))


def organisation_recovery_keys(r: bytes, instance: str) -> AccountKeys:
    """The keys of an organisation's printed recovery key, which its rosters list as a manager."""
    return account_keys(hkdf(exact(r, R_SIZE, "recovery key"), lp(labels.ORG_RECOVERY, instance)))
