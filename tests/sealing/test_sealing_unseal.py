"""Opening: bound to everything it is said to be bound to, and never a part, a guess or a default."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from remedy_api.sealing.box import seal_epoch_previous, seal_org_previous, seal_session, seal_slot, seal_vault
from remedy_api.sealing.content import Attachment, Text
from remedy_api.sealing.disclosing import disclose
from remedy_api.sealing.errors import Code
from remedy_api.sealing.format import place_of, split_entry, split_receipt_entry
from remedy_api.sealing.infos import disclosure_info
from remedy_api.sealing.invite import Invitation, check_invite_mac, invite_mac
from remedy_api.sealing.keys import account_keys, organisation_keys
from remedy_api.sealing.recipients import wrap_key
from remedy_api.sealing.record import record_key
from remedy_api.sealing.seal import SealedEntry, seal_entry, wrap_late, wrap_organisation_secret
from remedy_api.sealing.stream import body_hash, seal_stream
from remedy_api.sealing.unseal import (
    open_body,
    open_disclosed,
    open_disclosure,
    open_entry,
    open_epoch,
    open_late,
    open_organisation_previous,
    open_organisation_secret,
    open_previous,
    open_session,
    open_slot,
    open_stream,
    open_vault,
)
from tests.fixtures.sealed_world import (
    INSTANCE,
    TEXTS,
    Organisation,
    Room,
    file_report,
    ident,
    person,
    receipt,
    secret,
)
from tests.sealing.refusals import refused

USER = ident("user")
CHUNK = 262_160


def test_streams_lose_and_gain_nothing() -> None:
    key = secret("stream")
    sealed = seal_stream(key, bytes(3 * 262_144))
    parts = [sealed[at : at + CHUNK] for at in range(0, len(sealed), CHUNK)]
    assert len(parts) == 3
    orders = [order for count in range(1, 5) for order in itertools.product(range(3), repeat=count)]
    for order in orders:
        put = b"".join(parts[index] for index in order)
        if order == (0, 1, 2):
            assert open_stream(key, put) == bytes(3 * 262_144)
        else:
            # Dropped, swapped, repeated, truncated, appended: every other way to put three chunks together.
            with refused(Code.CANNOT_OPEN):
                open_stream(key, put)


def test_an_empty_last_chunk_is_refused() -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from remedy_api.sealing.stream import nonce

    key = secret("stream")
    aead = AESGCM(key)
    sealed = aead.encrypt(nonce(0, False), bytes(262_144), None) + aead.encrypt(nonce(1, True), b"", None)
    with refused(Code.CANNOT_OPEN):
        open_stream(key, sealed)


def _message() -> SealedEntry:
    return seal_entry(
        ck=secret("ck"),
        instance=INSTANCE,
        room=ident("room"),
        room_kind="reporter",
        epoch=1,
        author=person("ana"),
        head=secret("head"),
        content=Text("message", "en", "hello"),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("room", ident("x")), ("epoch", 2), ("entry", ident("x")), ("author", person("bo").kid), ("salt", ident("x"))],
)
def test_an_entry_opens_in_its_place_only(name: str, value: object) -> None:
    entry = _message()
    moved = replace(entry.header, **{name: value})  # type: ignore[arg-type]
    with refused(Code.WRONG_COMMITMENT):
        open_entry(secret("ck"), INSTANCE, "reporter", moved, entry.body)


def test_an_entry_opens_at_its_instance_only() -> None:
    entry = _message()
    with refused(Code.WRONG_COMMITMENT):
        open_entry(secret("ck"), "elsewhere.example", "reporter", entry.header, entry.body)


def test_two_seals_of_one_text_have_nothing_in_common() -> None:
    one, two = _message(), _message()
    assert one.header.entry != two.header.entry
    assert one.header.salt != two.header.salt
    assert one.header.commitment != two.header.commitment
    assert one.body[:16] != two.body[:16]


def test_slots_give_the_known_account_only() -> None:
    key, mine, slot = secret("slot key"), secret("ana"), ident("slot")
    sealed = seal_slot(key, INSTANCE, USER, "recovery", slot, mine)
    kid = account_keys(mine).kid
    assert open_slot(key, INSTANCE, USER, "recovery", slot, sealed, kid) == mine
    with refused(Code.WRONG_KID):
        open_slot(key, INSTANCE, USER, "recovery", slot, sealed, person("bo").kid)
    session = seal_session(key, INSTANCE, USER, slot, mine)
    assert open_session(key, INSTANCE, USER, slot, session, kid) == mine
    with refused(Code.WRONG_KID):
        open_session(key, INSTANCE, USER, slot, session, person("bo").kid)
    with refused(Code.CANNOT_OPEN):
        # A slot is no session, even under one key and one id.
        open_session(key, INSTANCE, USER, slot, sealed, kid)


def test_vaults_never_go_back() -> None:
    sealed = seal_vault(secret("ana"), INSTANCE, USER, 4, b"{}")
    assert open_vault(secret("ana"), INSTANCE, USER, 4, sealed, seen=4) == b"{}"
    with refused(Code.ROLLED_BACK):
        open_vault(secret("ana"), INSTANCE, USER, 4, sealed, seen=5)
    with refused(Code.CANNOT_OPEN):
        open_vault(secret("ana"), INSTANCE, USER, 5, sealed, seen=5)


def test_organisation_secrets_match_the_signed_kid() -> None:
    zero, one, ana = organisation_keys(secret("org 0")), organisation_keys(secret("org 1")), person("ana")
    wrap = wrap_organisation_secret(zero.secret, INSTANCE, ident("org"), 0, zero.kid, ana).sealed
    assert open_organisation_secret(ana, INSTANCE, ident("org"), 0, zero.kid, wrap) == zero
    for organisation, epoch, kid in ((ident("x"), 0, zero.kid), (ident("org"), 1, zero.kid), (ident("org"), 0, one.kid)):
        with refused(Code.CANNOT_OPEN):
            open_organisation_secret(ana, INSTANCE, organisation, epoch, kid, wrap)
    lie = wrap_organisation_secret(secret("server"), INSTANCE, ident("org"), 0, zero.kid, ana).sealed
    with refused(Code.WRONG_KID):
        open_organisation_secret(ana, INSTANCE, ident("org"), 0, zero.kid, lie)
    sealed = seal_org_previous(one.secret, INSTANCE, ident("org"), 1, zero.secret)
    assert open_organisation_previous(one, INSTANCE, ident("org"), 1, sealed, zero.kid) == zero
    with refused(Code.WRONG_KID):
        open_organisation_previous(one, INSTANCE, ident("org"), 1, sealed, one.kid)


def test_late_wraps_and_previous_keys_match_the_signed_commit() -> None:
    union, network = Organisation("Union", person("ana")), Organisation("Network", person("nel"))
    room = Room.of(file_report([union], by=receipt("r")), [union])
    room.hand_over(person("ana"), network)
    zero, one, two = (epoch.statement for epoch in room.epochs)
    epoch, admitting, wrap = room.late[0]
    assert epoch == 0
    assert open_late(network.keys[0], zero, admitting, wrap.sealed) == room.epochs[0].ck
    with refused(Code.CANNOT_OPEN):
        open_late(network.keys[0], zero, secret("another event"), wrap.sealed)
    with refused(Code.WRONG_COMMITMENT):
        wrap_late(secret("server"), zero, admitting, network.recipient())
    with refused(Code.NOT_A_READER):
        open_epoch(network.keys[0], zero, wrap.sealed)
    previous = room.epochs[2].previous
    assert previous is not None
    assert open_previous(room.epochs[2].ck, two, previous, one) == room.epochs[1].ck
    lie = seal_epoch_previous(room.epochs[2].ck, INSTANCE, room.id, 2, secret("server"))
    with refused(Code.WRONG_COMMITMENT):
        open_previous(room.epochs[2].ck, two, lie, one)


def test_a_disclosed_entry_opens_for_whom_it_was_disclosed() -> None:
    entry, ana, buyer = _message(), person("ana"), person("buyer")
    header = entry.header
    key = record_key(secret("ck"), header.salt, INSTANCE, header.room, 1, header.entry, ana.kid)
    consent, table = secret("consent"), ident("table")
    wrap = disclose(key, INSTANCE, header, entry.body, table, consent, buyer).sealed
    place = place_of(header.room, header.epoch, header.salt, header.head)
    parts = (INSTANCE, place, header.entry, header.commitment, header.body_hash, table)
    opened = open_disclosure(buyer, *parts, consent, wrap)
    assert open_disclosed(opened, header.body_hash, entry.body) == Text("message", "en", "hello")
    with refused(Code.CANNOT_OPEN):
        open_disclosure(buyer, *parts, secret("another consent"), wrap)
    with refused(Code.CANNOT_OPEN):
        open_disclosure(person("competitor"), *parts, consent, wrap)
    info = disclosure_info(*parts, consent, buyer.kid)
    with refused(Code.WRONG_COMMITMENT):
        # Anybody can wrap anything to the buyer; what was signed is the commitment.
        open_disclosure(buyer, *parts, consent, wrap_key(buyer.kem_public, secret("server"), info))
    with refused(Code.WRONG_BODY):
        open_disclosed(opened, header.body_hash, entry.body[:-1] + b"\x00")
    with refused(Code.WRONG_COMMITMENT):
        disclose(replace(key, key=secret("x")), INSTANCE, header, entry.body, table, consent, buyer)
    with refused(Code.WRONG_BODY):
        disclose(key, INSTANCE, header, entry.body[:-1] + b"\x00", table, consent, buyer)


def test_a_person_is_never_disclosed_even_by_one_who_tries() -> None:
    from remedy_api.sealing.content import encode_content
    from remedy_api.sealing.record import RecordKey

    key = RecordKey(secret("record"))
    body = seal_stream(key.stream_key, encode_content(TEXTS[0]))
    with refused(Code.KIND_NOT_ALLOWED):
        open_disclosed(key, body_hash(body), body)


def test_entries_travel_in_containers_with_nothing_beside_them() -> None:
    entry = _message()
    sent = entry.encode()
    assert split_entry(sent) == (entry.header, entry.raw_header, entry.body)
    lookup = secret("lookup")
    assert split_receipt_entry(lookup + sent) == (lookup, entry.header, entry.raw_header, entry.body)
    lies = [
        (sent + b"\x00", Code.TRAILING_BYTES),
        (sent[:-1], Code.WRONG_LENGTH),
        (sent[:100], Code.MALFORMED),
        (b"", Code.MALFORMED),
        (b"\x00\x00\x10\x00" + sent[4:], Code.TOO_LARGE),
        (b"\x00\x00\x00\x01" + sent[4:], Code.MALFORMED),
    ]
    for lie, code in lies:
        with refused(code):
            split_entry(lie)
        with refused(code):
            split_receipt_entry(lookup + lie)
    with refused(Code.MALFORMED):
        split_receipt_entry(lookup[:31])


def test_a_body_is_judged_before_it_is_opened() -> None:
    entry = _message()
    header = entry.header
    key = record_key(secret("ck"), header.salt, INSTANCE, header.room, 1, header.entry, header.author)
    assert isinstance(open_body(key, header, entry.body), Text)
    with refused(Code.WRONG_LENGTH):
        open_body(key, header, entry.body + b"\x00")
    with refused(Code.WRONG_BODY):
        open_body(key, header, entry.body[::-1])


def test_an_invitation_answered_by_the_server_itself() -> None:
    what = Invitation(INSTANCE, secret("f"), ident("i"), "member", person("ana").kid, person("bo").kid)
    link, guess = secret("link")[:16], secret("server")[:16]
    check_invite_mac(link, "invitee", what, invite_mac(link, "invitee", what))
    lies = [
        invite_mac(guess, "invitee", what),
        invite_mac(link, "inviter", what),
        invite_mac(link, "invitee", replace(what, role="manager")),
        invite_mac(link, "invitee", replace(what, invitee=person("eve").kid)),
        invite_mac(link, "invitee", replace(what, fingerprint=b"")),
        b"",
    ]
    for lie in lies:
        with refused(Code.WRONG_MAC):
            check_invite_mac(link, "invitee", what, lie)


def test_secrets_do_not_show_in_what_is_printed() -> None:
    keys, union = person("ana"), Organisation("Union", person("ana"))
    shown = repr((keys, union.keys[0], file_report([union], by=receipt("r"), contents=(Attachment("n", "t", b"x"),))))
    for hidden in (keys.kem_seed, keys.sig_seed, union.keys[0].secret):
        assert repr(hidden)[2:-1] not in shown
        assert hidden.hex() not in shown
