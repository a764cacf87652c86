"""Events: the signed history of a room. DSSE over exact bytes; each names the hash of the one before it.

A payload has one form only: these members in this order, no space between them. A reader builds the form
again from what it understood and compares; twin keys, odd numbers, escapes and unknown members all end
there, in one comparison.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event_data import EVENT_DATA, is_day
from remedy_api.sealing.event_data import Value as Value
from remedy_api.sealing.event_shapes import PlanStep
from remedy_api.sealing.keys import AccountKeys, PublicKeys, verify_signature
from remedy_api.sealing.lp import MAX_NUMBER, instance_text, sha256

PAYLOAD_TYPE = "application/vnd.remedy.event.v1+json"
MAX_PAYLOAD = 16_384

_HEX_32 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_HEX_16 = re.compile(r"[0-9a-f]{32}", re.ASCII)
_MEMBERS = ("v", "instance", "room", "seq", "prev", "day", "type", "actor", "roster", "data")


@dataclass(frozen=True)
class Event:
    """One event as it was understood. `prev` and `roster` are 32 bytes or empty; digests in `data` stay
    hex.
    """

    instance: str
    room: bytes
    seq: int
    prev: bytes
    day: date
    type: str
    actor: bytes
    roster: bytes
    data: Mapping[str, Value]

    def encode(self) -> bytes:
        """The exact payload."""
        body = {
            "v": 1,
            "instance": self.instance,
            "room": self.room.hex(),
            "seq": self.seq,
            "prev": self.prev.hex(),
            "day": self.day.isoformat(),
            "type": self.type,
            "actor": self.actor.hex(),
            "roster": self.roster.hex(),
            "data": self.data,
        }
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()

    def digests(self, member: str) -> tuple[bytes, ...]:
        """A member of `data` as raw digests, whether it holds one or several."""
        return tuple(bytes.fromhex(item) for item in self.texts(member))

    def texts(self, member: str) -> tuple[str, ...]:
        """A member of `data` as texts, whether it holds one or several."""
        value = self.data[member]
        return (value,) if isinstance(value, str) else tuple(item for item in value if isinstance(item, str))

    def steps(self) -> tuple[PlanStep, ...]:
        """The steps of a `plan`."""
        return tuple(item for item in self.data["steps"] if not isinstance(item, str))


@dataclass(frozen=True)
class SignedEvent:
    """Exact payload bytes and the signature (64 bytes) over their DSSE encoding."""

    payload: bytes
    signature: bytes

    @property
    def digest(self) -> bytes:
        """What the next event names as `prev`."""
        return sha256(self.payload)


def pae(payload: bytes, payload_type: str = PAYLOAD_TYPE) -> bytes:
    """DSSE's pre-authentication encoding: what is signed. It begins with `DSSEv1`, so it is never an lp."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def sign_event(keys: AccountKeys, event: Event) -> SignedEvent:
    """The event in its exact bytes, signed by the acting account or receipt."""
    payload = event.encode()
    parse_event(payload)
    return SignedEvent(payload, keys.sign(pae(payload)))


def _load(payload: bytes) -> Mapping[str, object]:
    if len(payload) > MAX_PAYLOAD:
        raise SealError(Code.TOO_LARGE, "event")
    try:
        # RecursionError: deep nesting. A Unicode or JSON error is a ValueError.
        body = json.loads(payload.decode())
    except (ValueError, RecursionError):
        raise SealError(Code.MALFORMED, "event") from None
    if not isinstance(body, dict) or tuple(body) != _MEMBERS or type(body["v"]) is not int or body["v"] != 1:
        raise SealError(Code.MALFORMED, "event members")
    return body


def _hex(value: object, pattern: re.Pattern[str], where: str, empty: bool = False) -> bytes:
    if isinstance(value, str) and (pattern.fullmatch(value) or (empty and not value)):
        return bytes.fromhex(value)
    raise SealError(Code.MALFORMED, where)


def _day(value: object) -> date:
    if not isinstance(value, str) or not is_day(value):
        raise SealError(Code.MALFORMED, "day")
    return date.fromisoformat(value)


def _data(kind: object, value: object) -> Mapping[str, Value]:
    if not isinstance(kind, str) or kind not in EVENT_DATA:
        raise SealError(Code.UNKNOWN_EVENT)
    shape = EVENT_DATA[kind]
    if not isinstance(value, dict) or tuple(value) != tuple(shape):
        raise SealError(Code.MALFORMED, "data")
    return {name: check(value[name]) for name, check in shape.items()}


def _instance(value: object) -> str:
    if not isinstance(value, str):
        raise SealError(Code.MALFORMED, "instance")
    try:
        return instance_text(value.encode())
    except UnicodeEncodeError:
        raise SealError(Code.MALFORMED, "instance") from None


def parse_event(payload: bytes) -> Event:
    """Strictly; the place in a chain and the signature are not checked. Raises `malformed`,
    `unknown-event`.
    """
    body = _load(payload)
    seq = body["seq"]
    if type(seq) is not int or not 0 <= seq <= MAX_NUMBER:
        raise SealError(Code.MALFORMED, "seq")
    event = Event(
        instance=_instance(body["instance"]),
        room=_hex(body["room"], _HEX_16, "room"),
        seq=seq,
        prev=_hex(body["prev"], _HEX_32, "prev", empty=True),
        day=_day(body["day"]),
        type=str(body["type"]),
        actor=_hex(body["actor"], _HEX_32, "actor"),
        roster=_hex(body["roster"], _HEX_32, "roster", empty=True),
        data=_data(body["type"], body["data"]),
    )
    if (event.seq == 0) != (event.type == "founded") or (event.seq == 0) != (not event.prev):
        raise SealError(Code.BROKEN_CHAIN, "event")
    if event.encode() != payload:
        raise SealError(Code.MALFORMED, "event form")
    return event


def verify_event(signed: SignedEvent, sig_public: bytes) -> Event:
    """The event, if these keys signed exactly these bytes. Raises `bad-signature` besides what
    `parse_event` raises.
    """
    verify_signature(sig_public, pae(signed.payload), signed.signature)
    return parse_event(signed.payload)


def verify_link(
    signed: SignedEvent,
    instance: str,
    room: bytes,
    seq: int,
    prev: bytes,
    keys: Mapping[bytes, PublicKeys],
) -> Event:
    """The event, if it is number `seq` of this room after the event with hash `prev`, signed by keys that
    are known.

    `keys` by kid, checked (`keys.by_kid`). Raises `foreign-instance`, `foreign-room`, `unknown-signer`,
    `bad-signature`, or `broken-chain`, which a writer meets when somebody else wrote first.
    """
    event = parse_event(signed.payload)
    if event.instance != instance:
        raise SealError(Code.FOREIGN_INSTANCE)
    if event.room != room:
        raise SealError(Code.FOREIGN_ROOM)
    if event.seq != seq or event.prev != prev:
        raise SealError(Code.BROKEN_CHAIN, "event")
    if event.actor not in keys:
        raise SealError(Code.UNKNOWN_SIGNER)
    verify_signature(keys[event.actor].sig_public, pae(signed.payload), signed.signature)
    return event
