"""A filing as the server judges it: the honest one passes, and each part that does not belong is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from remedy_api.sealing.content import Attachment, Content, Text
from remedy_api.sealing.errors import Code
from remedy_api.sealing.event import SignedEvent, parse_event, sign_event
from remedy_api.sealing.filing import Filing, rewrap
from remedy_api.sealing.keys import Signed
from remedy_api.sealing.lp import lp, sha256
from remedy_api.sealing.seal import seal_entry
from remedy_api.sealing.statement import Statement, sort_readers
from remedy_api.sealing.submission import (
    Envelope,
    FiledEntry,
    FiledEpoch,
    check_filing,
    envelope_length,
    parse_envelope,
    read_submission,
)
from remedy_api.sealing.unseal import open_entry, open_epoch
from tests.fixtures.sealed_world import INSTANCE, TEXTS, Organisation, file_report, ident, person, receipt, secret
from tests.sealing.refusals import refused

ME = receipt("reporter")
UNION = Organisation("Union", person("ana"))
MONITOR = Organisation("Monitor", person("mo"))


def filing(*organisations: Organisation, contents: tuple[Content, ...] = TEXTS, reread: bool = False) -> Filing:
    return file_report(organisations or (UNION, MONITOR), by=ME, contents=contents, reread=reread)


def _sign(statement: Statement) -> Signed:
    body = statement.encode()
    return Signed(body, ME.account.sign(body))


def _with(envelope: Envelope, at: int, **change: object) -> Envelope:
    """The envelope with one statement changed, and everything that names it made to fit and signed anew."""
    epochs = list(envelope.epochs)
    old = epochs[at]
    statement = replace(old.statement, **change)  # type: ignore[arg-type]
    wraps = {wrap.kid: wrap for epoch in epochs for wrap in epoch.wraps}
    spare = epochs[1].wraps[0]
    fitting = tuple(replace(wraps.get(r.kid, spare), kid=r.kid) for r in statement.readers)
    epochs[at] = FiledEpoch(statement, _sign(statement), fitting)
    if at == 0:
        one = replace(epochs[1].statement, previous=sha256(epochs[0].signed.body))
        epochs[1] = FiledEpoch(one, _sign(one), epochs[1].wraps)
    return _announce(replace(envelope, epochs=(epochs[0], epochs[1])))


def _announce(envelope: Envelope, **change: object) -> Envelope:
    data = {"statements": tuple(sha256(epoch.signed.body).hex() for epoch in envelope.epochs)}
    event = replace(envelope.announced, **({"data": data} | change))  # type: ignore[arg-type]
    return replace(envelope, events=(envelope.events[0], sign_event(ME.account, event)), announced=event)


def _found(envelope: Envelope, **change: object) -> Envelope:
    """Event 0 changed, with what follows left as it was."""
    event = replace(envelope.founded, **change)  # type: ignore[arg-type]
    payload = event.encode()
    return replace(envelope, events=(SignedEvent(payload, bytes(64)), envelope.events[1]), founded=parse_event(payload))


def _entry(envelope: Envelope, **change: object) -> Envelope:
    """The first entry's header changed, closed over and signed anew."""
    first = envelope.entries[0]
    header = replace(first.header, **change)  # type: ignore[arg-type]
    entries = (FiledEntry(header, header.encode(), first.body), *envelope.entries[1:])
    return _closed(replace(envelope, entries=entries))


def _closed(envelope: Envelope) -> Envelope:
    from remedy_api.sealing.statement import closed_hash

    return _with(envelope, 1, closed=closed_hash(entry.raw_header for entry in envelope.entries))


def _readers(envelope: Envelope, at: int, change: Callable[[list], list]) -> Envelope:  # type: ignore[type-arg]
    readers = list(envelope.epochs[at].statement.readers)
    return _with(envelope, at, readers=sort_readers(change(readers)))


STRANGER = Organisation("Stranger", person("eve")).recipient().reader
LIES: list[tuple[str, Code, Callable[[Envelope], Envelope]]] = [
    ("statement 0 of another instance", Code.FOREIGN_INSTANCE, lambda e: _with(e, 0, instance="x.example")),
    ("statement 1 of another instance", Code.FOREIGN_INSTANCE, lambda e: _with(e, 1, instance="x.example")),
    ("a table", Code.UNKNOWN_KIND, lambda e: _with(e, 0, kind="table")),
    ("statement 1 of another room", Code.FOREIGN_ROOM, lambda e: _with(e, 1, room=ident("x"))),
    ("epoch 2 for epoch 1", Code.FOREIGN_EPOCH, lambda e: _with(e, 1, epoch=2)),
    ("statement 1 by another signer", Code.WRONG_FOUNDER, lambda e: _with(e, 1, signer=person("ana").kid)),
    ("statement 0 after another event", Code.NOT_ANNOUNCED, lambda e: _with(e, 0, last_event=secret("x"))),
    ("statement 1 after another one", Code.BROKEN_CHAIN, lambda e: _with(e, 1, previous=secret("x"))),
    ("an entry left out of closed", Code.WRONG_CLOSED, lambda e: replace(e, entries=e.entries[1:])),
    ("the reporter not in the conversation", Code.READERS_CHANGED, lambda e: _readers(e, 1, lambda r: r[1:])),
    ("a stranger in the conversation", Code.READERS_CHANGED, lambda e: _readers(e, 1, lambda r: [*r, STRANGER])),
    ("an organisation missing there", Code.READERS_CHANGED, lambda e: _readers(e, 1, lambda r: r[:-1])),
    (
        "another receipt reads the grievance",
        Code.READERS_CHANGED,
        lambda e: _readers(e, 0, lambda r: [*r, replace(STRANGER, fingerprint=b"")]),
    ),
    (
        "no organisation",
        Code.NO_READER,
        lambda e: _readers(e, 0, lambda r: [replace(STRANGER, fingerprint=b"", kid=ME.account.kid)]),
    ),
    ("event 0 of another instance", Code.NOT_ANNOUNCED, lambda e: _found(e, instance="x.example")),
    ("event 1 of another instance", Code.FOREIGN_INSTANCE, lambda e: _announce(e, instance="x.example")),
    ("event 1 of another room", Code.FOREIGN_ROOM, lambda e: _announce(e, room=ident("x"))),
    ("event 1 by another", Code.WRONG_FOUNDER, lambda e: _announce(e, actor=person("ana").kid)),
    ("event 1 under a roster", Code.WRONG_FOUNDER, lambda e: _announce(e, roster=secret("x"))),
    ("event 1 of another type", Code.WRONG_EVENT, lambda e: _announce(e, type="acknowledged", data={})),
    ("event 1 as event 2", Code.BROKEN_CHAIN, lambda e: _announce(e, seq=2)),
    ("event 1 after another event", Code.BROKEN_CHAIN, lambda e: _announce(e, prev=secret("x"))),
    (
        "other statements announced",
        Code.NOT_ANNOUNCED,
        lambda e: _announce(e, data={"statements": (secret("x").hex(), secret("y").hex())}),
    ),
    ("an entry of another room", Code.FOREIGN_ROOM, lambda e: _entry(e, room=ident("x"))),
    ("an entry of the conversation", Code.FOREIGN_EPOCH, lambda e: _entry(e, epoch=1)),
    ("an entry by another", Code.FOREIGN_AUTHOR, lambda e: _entry(e, author=person("ana").kid)),
    ("an entry that saw another history", Code.FOREIGN_HEAD, lambda e: _entry(e, head=secret("x"))),
    ("two entries of one id", Code.TWINS, lambda e: _entry(e, entry=e.entries[1].header.entry)),
    ("no entry", Code.WRONG_ENTRIES, lambda e: _closed(replace(e, entries=()))),
]


@pytest.mark.parametrize(("code", "lie"), [lie[1:] for lie in LIES], ids=[lie[0] for lie in LIES])
def test_parts_that_do_not_belong(code: Code, lie: Callable[[Envelope], Envelope]) -> None:
    envelope = lie(filing().envelope)
    with refused(code):
        check_filing(parse_envelope(envelope.encode()), INSTANCE)


def test_event_0_is_bound_by_its_hash_though_its_signature_is_not_checked() -> None:
    envelope = filing().envelope
    assert check_filing(envelope, INSTANCE) is None
    for change in ({"day": date(2026, 3, 10)}, {"data": {"kind": "reporter", "founder": person("ana").kid.hex()}}):
        with refused(Code.NOT_ANNOUNCED):
            check_filing(_found(envelope, **change), INSTANCE)


def test_a_founder_who_is_not_the_receipt() -> None:
    envelope = filing().envelope
    event = replace(envelope.founded, data={"kind": "reporter", "founder": person("ana").kid.hex()})
    founded = sign_event(ME.account, event)
    lied = replace(envelope, events=(founded, envelope.events[1]), founded=event)
    lied = _with(_with(lied, 0, last_event=founded.digest), 1, last_event=founded.digest)
    with refused(Code.WRONG_FOUNDER):
        check_filing(_announce(lied, prev=founded.digest), INSTANCE)


def test_the_announcement_must_be_signed_by_the_receipt() -> None:
    envelope = filing().envelope
    forged = replace(envelope.events[1], signature=person("ana").sign(envelope.events[1].payload))
    with refused(Code.BAD_SIGNATURE):
        check_filing(replace(envelope, events=(envelope.events[0], forged)), INSTANCE)


def test_keys_that_are_not_the_receipts() -> None:
    envelope = filing().envelope
    with refused(Code.WRONG_KID):
        parse_envelope(replace(envelope, receipt=person("ana")).encode())


def test_wraps_are_those_of_the_readers_in_their_order() -> None:
    envelope = filing().envelope
    zero, one = envelope.epochs
    for wraps in (zero.wraps[:1], zero.wraps[::-1], (*zero.wraps, one.wraps[0]), (zero.wraps[0], zero.wraps[0])):
        with refused(Code.WRONG_WRAPS):
            parse_envelope(replace(envelope, epochs=(replace(zero, wraps=wraps), one)).encode())
    cut = (replace(zero.wraps[0], sealed=zero.wraps[0].sealed[:-1]), *zero.wraps[1:])
    with refused(Code.MALFORMED):
        parse_envelope(replace(envelope, epochs=(replace(zero, wraps=cut), one)).encode())


def test_bodies_are_those_of_their_headers() -> None:
    envelope = filing().envelope
    first, *others = envelope.entries
    assert first.body is not None
    turned = bytes([first.body[0] ^ 1]) + first.body[1:]
    for body, code in ((turned, Code.WRONG_BODY), (first.body[:-1], Code.WRONG_LENGTH), (None, Code.WRONG_LENGTH)):
        with refused(code):
            parse_envelope(replace(envelope, entries=(replace(first, body=body), *others)).encode())


def test_too_many() -> None:
    nine = [Organisation(f"Union {number}", person("ana")) for number in range(9)]
    with refused(Code.TOO_LARGE):
        filing(*nine)
    with refused(Code.TOO_LARGE):
        filing(contents=TEXTS[2:] * 25)
    with refused(Code.TOO_LARGE):
        envelope_length(b"\x01\x00\x00\x00")
    assert len(filing(*nine[:8], contents=TEXTS[2:] * 24).envelope.entries) == 24


def test_large_bodies_follow_the_envelope() -> None:
    contents = (TEXTS[2], Attachment("a", "", bytes(300_000)), Text("narrative", "en", "x"), Attachment("b", "", b"y" * 400_000))
    sealed = filing(contents=contents)
    data = sealed.encode()
    envelope, bodies = read_submission(data, INSTANCE)
    assert [entry.body is None for entry in envelope.entries] == [False, True, False, True]
    assert [len(body) for body in bodies] == [entry.header.body_length for entry in envelope.following]
    ck = sealed.prepared.keys[0]
    assert open_entry(ck, INSTANCE, "reporter", envelope.following[1].header, bodies[1]) == contents[3]
    turned = data[:-1] + bytes([data[-1] ^ 1])
    for wrong, code in ((turned, Code.WRONG_BODY), (data[:-1], Code.WRONG_LENGTH), (data + b"\x00", Code.TRAILING_BYTES)):
        with refused(code):
            read_submission(wrong, INSTANCE)


def test_a_large_body_inside_the_envelope_is_refused() -> None:
    sealed = filing(contents=(Attachment("a", "", bytes(300_000)),))
    (entry,) = sealed.envelope.entries
    body = sealed.prepared.entries[0].body
    with refused(Code.WRONG_LENGTH):
        parse_envelope(replace(sealed.envelope, entries=(replace(entry, body=body),)).encode())


def test_too_large_a_request_is_refused_before_it_is_sent() -> None:
    ten = Attachment("a", "", bytes(10 * 1024 * 1024))
    with refused(Code.TOO_LARGE):
        filing(contents=(ten, ten, ten)).encode()
    with refused(Code.TOO_LARGE):
        filing(contents=(Attachment("a", "", bytes(26 * 1024 * 1024)),))


def test_a_changed_roster_keeps_the_entries_and_changes_the_wraps() -> None:
    union = Organisation("Moving union", person("ana"))
    before = filing(union, MONITOR)
    union.admit(person("bo"))
    union.remove(person("bo"))
    after = rewrap(before, [union.recipient(), MONITOR.recipient()])
    assert after.prepared == before.prepared
    assert after.proof != before.proof
    assert after.envelope.events[0] == before.envelope.events[0]
    assert after.envelope.entries == before.envelope.entries
    envelope, _ = read_submission(after.encode(), INSTANCE)
    keys = union.keys[-1]
    wrap = next(wrap.sealed for wrap in envelope.epochs[0].wraps if wrap.kid == keys.kid)
    ck = open_epoch(keys, envelope.epochs[0].statement, wrap)
    first = envelope.entries[0]
    assert first.body is not None
    assert open_entry(ck, INSTANCE, "reporter", first.header, first.body) == TEXTS[0]
    with refused(Code.READERS_CHANGED):
        rewrap(before, [union.recipient()])


def test_who_finds_the_paper_does_not_read_the_grievance() -> None:
    closed, open_again = filing(), filing(reread=True)
    mine = ME.account.kid
    assert mine not in {reader.kid for reader in closed.envelope.epochs[0].statement.readers}
    assert mine in {reader.kid for reader in open_again.envelope.epochs[0].statement.readers}
    for sealed in (closed, open_again):
        assert mine in {reader.kid for reader in sealed.envelope.epochs[1].statement.readers}
    with refused(Code.NOT_A_READER):
        open_epoch(ME.account, closed.envelope.epochs[0].statement, closed.envelope.epochs[1].wraps[0].sealed)


def test_a_device_does_not_seal_what_an_epoch_may_not_hold() -> None:
    with refused(Code.KIND_NOT_ALLOWED):
        filing(contents=(Text("message", "en", "x"),))
    with refused(Code.KIND_NOT_ALLOWED):
        seal_entry(
            ck=secret("ck"),
            instance=INSTANCE,
            room=ident("room"),
            room_kind="reporter",
            epoch=1,
            author=ME.account,
            head=b"",
            content=TEXTS[2],
        )


def test_trailing_items_of_an_envelope() -> None:
    raw = filing().envelope.encode()
    for wrong, code in ((raw + lp(b""), Code.TRAILING_BYTES), (raw + b"\x00", Code.MALFORMED), (raw[:-1], Code.MALFORMED)):
        with refused(code):
            parse_envelope(wrong)
