"""Showing an entry of one room at a table, to those whom a consent of the workers names.

It is opened first: what is never disclosed is known by what it says, not by what somebody says of it. So no server part may
import this.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from remedy_api.sealing.content import check_disclosed_kind
from remedy_api.sealing.disclosure import Disclosure, wraps_hash
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event
from remedy_api.sealing.event_data import Value
from remedy_api.sealing.format import Header, place_of
from remedy_api.sealing.infos import disclosure_info
from remedy_api.sealing.keys import PublicKeys
from remedy_api.sealing.recipients import Wrap, wrap_key
from remedy_api.sealing.record import RecordKey
from remedy_api.sealing.seal import Recipient
from remedy_api.sealing.unseal import open_body
from remedy_api.sealing.verified import VerifiedRoom


def disclose(
    key: RecordKey, instance: str, header: Header, body: bytes, target_room: bytes, consent: bytes, to: PublicKeys
) -> Wrap:
    """One entry's key for one recipient a consent names.

    Raises `kind-not-allowed` for what is never disclosed, and what opening the entry raises (`wrong-commitment`,
    `wrong-body` …).
    """
    check_disclosed_kind(open_body(key, header, body).kind)
    return _wrap(key, instance, header, target_room, consent, to)


def _wrap(key: RecordKey, instance: str, header: Header, target_room: bytes, consent: bytes, to: PublicKeys) -> Wrap:
    place = place_of(header.room, header.epoch, header.salt, header.head)
    commitment, digest = header.commitment, header.body_hash
    info = disclosure_info(instance, place, header.entry, commitment, digest, target_room, consent, to.kid)
    return Wrap(to.kid, wrap_key(to.kem_public, key.key, info))


def make_disclosure(
    *,
    case: VerifiedRoom,
    consent: bytes,
    table: VerifiedRoom,
    day: date,
    key: RecordKey,
    header: Header,
    body: bytes,
    to: Sequence[Recipient],
) -> Disclosure:
    """One entry for readers of the table, under the consent with this hash in the workers' room; `day` is that of the event.

    Raises `foreign-room` for an entry of another room; `not-entitled` if that consent is not in force, has run out on that day,
    or names organisations and not all of `to`; `not-a-reader` for somebody who does not read the table under this key; what
    `disclose` raises.
    """
    readers = sorted(to, key=lambda one: one.reader.fingerprint)
    names = {one.reader.fingerprint for one in readers}
    if header.room != case.room:
        raise SealError(Code.FOREIGN_ROOM)
    if not _agreed(case.consents.get(consent), names, day):
        raise SealError(Code.NOT_ENTITLED, "consent")
    if not {one.reader for one in readers} <= set(table.latest.readers):
        raise SealError(Code.NOT_A_READER)
    check_disclosed_kind(open_body(key, header, body).kind)
    wraps = tuple(
        _wrap(key, table.instance, header, table.room, consent, PublicKeys(one.reader.kid, one.kem_public, b"")) for one in readers
    )
    data: dict[str, Value] = {
        "entry": header.entry.hex(),
        "place": place_of(header.room, header.epoch, header.salt, header.head).hex(),
        "commitment": header.commitment.hex(),
        "body": header.body_hash.hex(),
        "author": header.author.hex(),
        "consent": consent.hex(),
        "to": tuple(one.reader.fingerprint.hex() for one in readers),
        "wraps": wraps_hash(wraps).hex(),
    }
    return Disclosure(data, wraps, header.signature)


def _agreed(given: Event | None, names: set[bytes], day: date) -> bool:
    """Whether a consent that was not withdrawn holds on this day for all of these."""
    if given is None or (given.data["until"] and date.fromisoformat(str(given.data["until"])) < day):
        return False
    return not given.data["organisations"] or names <= set(given.digests("organisations"))
