"""Opening: the only file that turns sealed bytes into plaintext. No server part may import it, not even
indirectly.

Whatever does not open as it must is a `SealError`; nothing here returns a part, a guess or a default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from remedy_api.sealing import box, labels
from remedy_api.sealing.content import Content, check_disclosed_kind, check_kind, parse_content
from remedy_api.sealing.derive import hkdf
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event
from remedy_api.sealing.format import Header
from remedy_api.sealing.infos import disclosure_info, epoch_info, late_info, organisation_info
from remedy_api.sealing.keys import AccountKeys, OrganisationKeys, account_keys, organisation_keys
from remedy_api.sealing.lp import exact
from remedy_api.sealing.recipients import WRAP_SIZE, Wrap, kem_private, suite
from remedy_api.sealing.record import RecordKey, commit_of, record_key
from remedy_api.sealing.room import VerifiedRoom
from remedy_api.sealing.statement import Statement
from remedy_api.sealing.stream import CHUNK, TAG, body_hash, chunks, nonce


def open_wrap(kem_seed: bytes, wrap: bytes, info: bytes) -> bytes:
    """The 32 bytes of a wrap. Raises `cannot-open`. They count only after a check against something
    signed.
    """
    exact(wrap, WRAP_SIZE, "wrap")
    try:
        return suite().decrypt(wrap, kem_private(kem_seed), info=info)
    except (InvalidTag, ValueError):
        raise SealError(Code.CANNOT_OPEN, "wrap") from None


def open_box(key: bytes, aad: bytes, sealed: bytes) -> bytes:
    """What `box.seal_box` sealed. Raises `cannot-open`."""
    nonce_bytes, ciphertext = sealed[: box.NONCE_SIZE], sealed[box.NONCE_SIZE :]
    if len(ciphertext) < TAG:
        raise SealError(Code.CANNOT_OPEN, "box")
    try:
        return AESGCM(exact(key, 32, "key")).decrypt(nonce_bytes, ciphertext, aad)
    except InvalidTag:
        raise SealError(Code.CANNOT_OPEN, "box") from None


def _checked_epoch_key(ck: bytes, statement: Statement) -> bytes:
    # HPKE Base and the previous seal prove nothing about who sealed: the signed commitment does.
    if commit_of(ck) != statement.commit:
        raise SealError(Code.WRONG_COMMITMENT, "epoch")
    return ck


def open_epoch(keys: AccountKeys | OrganisationKeys, statement: Statement, wrap: bytes) -> bytes:
    """The key of an epoch, by one's own wrap. Raises `not-a-reader`, `cannot-open`, `wrong-commitment`."""
    if keys.kid not in {reader.kid for reader in statement.readers}:
        raise SealError(Code.NOT_A_READER)
    info = epoch_info(statement.instance, statement.room, statement.epoch, statement.commit, keys.kid)
    return _checked_epoch_key(open_wrap(keys.kem_seed, wrap, info), statement)


def open_late(keys: AccountKeys | OrganisationKeys, statement: Statement, admitting: bytes, wrap: bytes) -> bytes:
    """The key of an epoch from before one was admitted; `admitting` is the hash of the event that did it."""
    info = late_info(statement.instance, statement.room, statement.epoch, statement.commit, admitting, keys.kid)
    return _checked_epoch_key(open_wrap(keys.kem_seed, wrap, info), statement)


def open_previous(ck: bytes, after: Statement, sealed: bytes, statement: Statement) -> bytes:
    """The key of the epoch `statement` from the key of the one `after` it."""
    aad = box.epoch_prev_aad(after.instance, after.room, after.epoch)
    return _checked_epoch_key(exact(open_box(hkdf(ck, labels.EPOCH_PREV), aad, sealed), 32, "key"), statement)


def open_organisation_secret(
    keys: AccountKeys, instance: str, organisation: bytes, epoch: int, organisation_kid: bytes, wrap: bytes
) -> OrganisationKeys:
    """An organisation's keys from a member's wrap. Raises `cannot-open`, `wrong-kid` if the roster signed
    another.
    """
    info = organisation_info(instance, organisation, epoch, organisation_kid, keys.kid)
    return _checked_organisation(open_wrap(keys.kem_seed, wrap, info), organisation_kid)


def open_organisation_previous(
    after: OrganisationKeys, instance: str, organisation: bytes, epoch: int, sealed: bytes, kid: bytes
) -> OrganisationKeys:
    """The keys of `epoch` - 1, whose signed kid is `kid`, from those of `epoch`."""
    aad = box.org_prev_aad(instance, organisation, epoch)
    return _checked_organisation(open_box(hkdf(after.secret, labels.ORG_PREV), aad, sealed), kid)


def _checked_organisation(secret: bytes, kid: bytes) -> OrganisationKeys:
    keys = organisation_keys(secret)
    if keys.kid != kid:
        raise SealError(Code.WRONG_KID, "organisation")
    return keys


def open_slot(key: bytes, instance: str, user: bytes, slot_type: str, slot: bytes, sealed: bytes, kid: bytes) -> bytes:
    """AS from a slot; it must give the known `kid`."""
    return _checked_account(open_box(key, box.slot_aad(instance, user, slot_type, slot), sealed), kid)


def open_session(device_key: bytes, instance: str, user: bytes, session: bytes, sealed: bytes, kid: bytes) -> bytes:
    """AS between pages; it must give the known `kid`."""
    return _checked_account(open_box(device_key, box.session_aad(instance, user, session), sealed), kid)


def _checked_account(secret: bytes, kid: bytes) -> bytes:
    if account_keys(secret).kid != kid:
        raise SealError(Code.WRONG_KID, "account")
    return secret


def open_vault(account_secret: bytes, instance: str, user: bytes, version: int, sealed: bytes, seen: int = 0) -> bytes:
    """The vault's JSON. `seen` is the highest version this device saw: an older one is `rolled-back`."""
    if version < seen:
        raise SealError(Code.ROLLED_BACK, "vault")
    return open_box(hkdf(account_secret, labels.VAULT), box.vault_aad(instance, user, version), sealed)


def open_draft(account_secret: bytes, instance: str, user: bytes, name: str, sealed: bytes) -> bytes:
    """A draft kept on the device."""
    return open_box(hkdf(account_secret, labels.DRAFT), box.draft_aad(instance, user, name), sealed)


def open_stream(key: bytes, sealed: bytes) -> bytes:
    """All chunks of a body, or `cannot-open`: one dropped, swapped, appended or cut fails its tag or its
    flag.
    """
    aead = AESGCM(key)
    plain: list[bytes] = []
    for number, last, chunk in chunks(sealed, CHUNK + TAG):
        if len(chunk) < TAG or (len(chunk) == TAG and number > 0):
            # An empty last chunk would give one plaintext two sealed forms.
            raise SealError(Code.CANNOT_OPEN, "chunk")
        try:
            plain.append(aead.decrypt(nonce(number, last), chunk, None))
        except InvalidTag:
            raise SealError(Code.CANNOT_OPEN, "chunk") from None
    return b"".join(plain)


def open_body(key: RecordKey, header: Header, body: bytes) -> Content:
    """The content of a body whose header was verified. Checks length, body hash and commitment before it
    opens.
    """
    if len(body) != header.body_length:
        raise SealError(Code.WRONG_LENGTH, "body")
    if body_hash(body) != header.body_hash:
        raise SealError(Code.WRONG_BODY)
    if key.commitment != header.commitment:
        raise SealError(Code.WRONG_COMMITMENT, "record")
    return parse_content(open_stream(key.stream_key, body))


def open_entry(ck: bytes, instance: str, room_kind: str, header: Header, body: bytes) -> Content:
    """The content of an entry. The caller has verified the header against its room
    (`room.verify_header`).
    """
    key = record_key(ck, header.salt, instance, header.room, header.epoch, header.entry, header.author)
    content = open_body(key, header, body)
    check_kind(content.kind, room_kind, header.epoch)
    return content


def open_disclosure(
    keys: AccountKeys | OrganisationKeys,
    instance: str,
    place: bytes,
    entry: bytes,
    commitment: bytes,
    body_hash: bytes,
    target_room: bytes,
    consent: bytes,
    wrap: bytes,
) -> RecordKey:
    """The record key of a disclosed entry. Raises `cannot-open`, `wrong-commitment`."""
    info = disclosure_info(instance, place, entry, commitment, body_hash, target_room, consent, keys.kid)
    key = RecordKey(open_wrap(keys.kem_seed, wrap, info))
    if key.commitment != commitment:
        raise SealError(Code.WRONG_COMMITMENT, "disclosure")
    return key


def open_disclosed(key: RecordKey, body_hash_signed: bytes, body: bytes) -> Content:
    """The content of a disclosed entry. Raises `kind-not-allowed` for what is never disclosed."""
    if body_hash(body) != body_hash_signed:
        raise SealError(Code.WRONG_BODY)
    content = parse_content(open_stream(key.stream_key, body))
    check_disclosed_kind(content.kind)
    return content


def open_at_table(keys: AccountKeys | OrganisationKeys, table: VerifiedRoom, event: Event, wrap: Wrap, body: bytes) -> Content:
    """What an event that held shows, by the wrap for one's own keys (`disclosure.check_disclosed` gives both)."""
    entry = bytes.fromhex(str(event.data["entry"]))
    place, commitment, digest, consent = (event.digests(name)[0] for name in ("place", "commitment", "body", "consent"))
    key = open_disclosure(keys, table.instance, place, entry, commitment, digest, table.room, consent, wrap.sealed)
    return open_disclosed(key, digest, body)


@dataclass(frozen=True)
class EpochWrap:
    """One wrap as a server hands it out: of which epoch, for which kid, and whether it came after an
    admission.
    """

    epoch: int
    kid: bytes
    wrap: bytes
    late: bool = False


@dataclass(frozen=True)
class Spoiled:
    """An epoch without key, because what was given for it does not open, or opens to another key than was signed (`code`).
    `signer`: the kid of whoever made the wrap or the sealed key, if the server hands out what it was given.
    """

    epoch: int
    signer: bytes
    code: Code


_SPOILED = (Code.CANNOT_OPEN, Code.WRONG_COMMITMENT, Code.MALFORMED)


def open_epochs(
    room: VerifiedRoom,
    keys: Mapping[bytes, AccountKeys | OrganisationKeys],
    wraps: Iterable[EpochWrap],
    previous: Mapping[int, bytes],
    spoiled: list[Spoiled] | None = None,
) -> dict[int, bytes]:
    """The epoch keys one's `keys` (by kid) open, by epoch. `previous[e]` is the sealed key of e - 1 under
    that of e; it is asked only where no wrap gave that key.

    A wrap for one of one's kids or a sealed key that does not open, or opens to another key than was signed, leaves its
    epoch without key and is put into `spoiled`, to be told: one reader who seals nonsense must not lock the others out of
    the rest. Without that list it is raised.
    """
    if room.kind == "table" and previous:
        # A newcomer starts with its own epoch; nobody stores such a key, so who hands one out has made it up.
        raise SealError(Code.MALFORMED, "previous key")
    opened: dict[int, bytes] = {}
    failed: dict[int, Spoiled] = {}

    def attempt(epoch: int, signer: bytes, opening: Callable[[], bytes]) -> None:
        try:
            opened[epoch] = opening()
        except SealError as refusal:
            if spoiled is None or refusal.code not in _SPOILED:
                raise
            failed[epoch] = Spoiled(epoch, signer, refusal.code)

    for item in wraps:
        if item.kid not in keys:
            continue
        if item.epoch >= len(room.statements):
            raise SealError(Code.FOREIGN_EPOCH)
        statement, mine = room.statements[item.epoch], keys[item.kid]
        if item.late and room.kind != "reporter":
            # Each epoch there carries the key of the one before, so nobody has a reason to send one.
            raise SealError(Code.WRONG_WRAPS, "late")
        if item.late:
            admitting = _admission(room, item.kid)
            actor = room.events[room.hashes.index(admitting)].actor
            attempt(item.epoch, actor, partial(open_late, mine, statement, admitting, item.wrap))
        else:
            attempt(item.epoch, statement.signer, partial(open_epoch, mine, statement, item.wrap))
    for epoch in range(len(room.statements) - 1, 0, -1):
        if epoch in opened and epoch in previous and epoch - 1 not in opened:
            after, before = room.statements[epoch], room.statements[epoch - 1]
            attempt(epoch - 1, after.signer, partial(open_previous, opened[epoch], after, previous[epoch], before))
    if spoiled is not None:
        spoiled += [each for epoch, each in sorted(failed.items()) if epoch not in opened]
    return opened


def _admission(room: VerifiedRoom, kid: bytes) -> bytes:
    for fingerprint, admitting in room.admissions.items():
        chain = room.chains.get(fingerprint)
        if chain is not None and chain.epoch_of(kid) is not None:
            return admitting
    raise SealError(Code.NOT_A_READER)
