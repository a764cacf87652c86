"""What a lying server, a removed member or a finder would make of a room, and the code each ends in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from remedy_api.sealing.content import Text
from remedy_api.sealing.event import SignedEvent
from remedy_api.sealing.keys import Signed
from remedy_api.sealing.seal import Recipient
from remedy_api.sealing.statement import Reader
from tests.fixtures.sealed_world import TEXTS, Organisation, Room, person, secret

Lie = Callable[[Room, Organisation, Organisation], object]


def _message(text: str) -> Text:
    return Text("message", "en", text)


def _resign(room: Room, at: int, actor: str, **change: Any) -> None:
    """The statement at `at`, changed and signed anew by somebody, with the event that announces it signed
    anew too.
    """
    epoch = room.epochs[at]
    statement = replace(epoch.statement, signer=person(actor).kid, **change)
    body = statement.encode()
    room.epochs[at] = replace(epoch, statement=statement, signed=Signed(body, person(actor).sign(body)))


def _drop_event(room: Room, at: int) -> None:
    del room.events[at]


def _removed_member_mints(room: Room, union: Organisation, network: Organisation) -> None:
    # Noor was removed. With the server's help she makes an epoch for the right new keys, whose key she would know.
    roster = next(digest for digest, r in zip(network.chain.digests, network.chain.rosters, strict=True) if r.version == 1)
    room.next_epoch(person("noor"), room.recipients([union, network]), roster=roster)


def _member_mints_old_key(room: Room, union: Organisation, network: Organisation) -> None:
    readers = [union.recipient(), network.recipient(0), room.recipients([])[0]]
    room.next_epoch(person("nel"), readers)


def _adds_reader(room: Room, union: Organisation, network: Organisation) -> None:
    outsider = Organisation("Buyer", person("bea"))
    room.organisations.append(outsider)
    room.next_epoch(person("ana"), room.recipients([union, network, outsider]))


def _drops_reader_behind_its_name(room: Room, union: Organisation, network: Organisation) -> None:
    # A "receipt" with the union's fingerprint for a kid: all names are there, and the union reads no further.
    nel = person("nel")
    room.next_epoch(nel, [*room.recipients([network]), Recipient(Reader(b"", union.fingerprint), nel.kem_public)])


def _drops_reader(room: Room, union: Organisation, network: Organisation) -> None:
    room.next_epoch(person("nel"), room.recipients([network]))


def _admits_without_consent(room: Room, union: Organisation, network: Organisation) -> None:
    outsider = Organisation("Buyer", person("bea"))
    room.organisations.append(outsider)
    room.say(person("ana"), "admitted", {"fingerprint": outsider.fingerprint.hex()})


def _outsider_acts(room: Room, union: Organisation, network: Organisation) -> None:
    room.organisations.append(Organisation("Buyer", person("bea")))
    room.say(person("bea"), "acknowledged")


def _outsider_writes(room: Room, union: Organisation, network: Organisation) -> None:
    room.organisations.append(Organisation("Buyer", person("bea")))
    room.write(person("bea"), _message("We are the union, honestly."))


def _old_roster(room: Room, union: Organisation, network: Organisation) -> None:
    room.say(person("noor"), "acknowledged", roster=network.chain.digests[1])


def _after_withdrawal(room: Room, union: Organisation, network: Organisation) -> None:
    room.say(room.founder.account, "withdrawn")
    room.say(person("ana"), "acknowledged")


def _cut_off_receipt(room: Room, union: Organisation, network: Organisation) -> None:
    room.say(person("ana"), "revoked", {"reader": room.founder.account.kid.hex()})
    room.say(room.founder.account, "withdrawn")


def _swap_wraps(room: Room, union: Organisation, network: Organisation) -> None:
    one, two = room.epochs[1], room.epochs[2]
    room.epochs[1] = replace(one, wraps=two.wraps)


def _mint_for_reader(room: Room, union: Organisation, network: Organisation) -> None:
    # HPKE lets anybody wrap anything: the server wraps a key of its own under the right info.
    from remedy_api.sealing.infos import epoch_info
    from remedy_api.sealing.recipients import Wrap, wrap_key

    last = room.epochs[-1]
    kid = union.keys[0].kid
    info = epoch_info(room.instance, room.id, 3, last.statement.commit, kid)
    wraps = tuple(
        Wrap(kid, wrap_key(union.keys[0].kem_public, secret("server"), info)) if wrap.kid == kid else wrap for wrap in last.wraps
    )
    room.epochs[-1] = replace(last, wraps=wraps)


def _withhold_entry(room: Room, union: Organisation, network: Organisation) -> None:
    del room.entries[3]


def _add_to_closed(room: Room, union: Organisation, network: Organisation) -> None:
    room.write(person("ana"), _message("I always said so."), epoch=1)


def _reader_forges_filing(room: Room, union: Organisation, network: Organisation) -> None:
    room.entries = [entry for entry in room.entries if entry.header.epoch != 0]
    room.write(person("ana"), TEXTS[2], epoch=0)


def _foreign_head(room: Room, union: Organisation, network: Organisation) -> None:
    room.write(person("ana"), _message("x"), head=secret("head"))


def _alter_event(room: Room, union: Organisation, network: Organisation) -> None:
    last = room.events[-1]
    room.events[-1] = SignedEvent(last.payload.replace(b"2026-03-09", b"2026-03-10"), last.signature)


def _other_key_for_reader(room: Room, union: Organisation, network: Organisation) -> None:
    stranger = Organisation("Stranger", person("ana"))
    recipients = room.recipients([union, network])
    swapped = [
        replace(r, reader=replace(r.reader, kid=stranger.keys[0].kid), kem_public=stranger.keys[0].kem_public)
        if r.reader.fingerprint == union.fingerprint
        else r
        for r in recipients
    ]
    room.next_epoch(person("nel"), swapped)


LIES: list[tuple[str, str, Lie]] = [
    ("first event missing", "broken-chain", lambda r, u, n: _drop_event(r, 0)),
    ("an event in the middle missing", "broken-chain", lambda r, u, n: _drop_event(r, 2)),
    ("events reordered", "broken-chain", lambda r, u, n: r.events.insert(2, r.events.pop(3))),
    ("the last event missing", "not-announced", lambda r, u, n: _drop_event(r, -1)),
    ("an event altered", "bad-signature", _alter_event),
    (
        "a statement without event",
        "not-announced",
        lambda r, u, n: r.next_epoch(person("ana"), r.recipients([u, n]), announce=False),
    ),
    ("the last statement missing", "not-announced", lambda r, u, n: r.epochs.pop()),
    ("a statement signed by another", "not-announced", lambda r, u, n: _resign(r, 3, "ana")),
    ("a removed member mints an epoch", "roster-went-back", _removed_member_mints),
    ("an organisation's old key comes back", "roster-went-back", _member_mints_old_key),
    ("a reader added without event", "readers-changed", _adds_reader),
    ("a reader dropped without event", "readers-changed", _drops_reader),
    ("a reader dropped behind a receipt of its name", "readers-changed", _drops_reader_behind_its_name),
    ("another key for a reader", "wrong-kid", _other_key_for_reader),
    ("admitted without consent", "not-entitled", _admits_without_consent),
    (
        "an organisation admitted twice",
        "wrong-event",
        lambda r, u, n: r.say(r.founder.account, "admitted", {"fingerprint": n.fingerprint.hex()}),
    ),
    (
        "somebody revoked who is no reader",
        "wrong-event",
        lambda r, u, n: r.say(r.founder.account, "revoked", {"reader": secret("x").hex()}),
    ),
    (
        "a reader revokes another organisation",
        "not-entitled",
        lambda r, u, n: r.say(person("ana"), "revoked", {"reader": n.fingerprint.hex()}),
    ),
    ("a representative withdraws", "not-entitled", lambda r, u, n: r.say(person("ana"), "withdrawn")),
    (
        "a representative consents",
        "not-entitled",
        lambda r, u, n: r.say(person("ana"), "consented", {"fingerprint": secret("x").hex(), "purpose": "handover"}),
    ),
    ("the reporter acknowledges", "not-entitled", lambda r, u, n: r.say(r.founder.account, "acknowledged")),
    ("a receipt that was cut off", "not-entitled", _cut_off_receipt),
    ("an outsider's event", "unknown-roster", _outsider_acts),
    ("an outsider's entry", "foreign-author", _outsider_writes),
    ("a removed member under her old roster", "roster-went-back", _old_roster),
    ("something after the withdrawal", "after-withdrawal", _after_withdrawal),
    ("wraps of another epoch", "cannot-open", _swap_wraps),
    ("a key of the server's own", "wrong-commitment", _mint_for_reader),
    ("an entry withheld from a closed epoch", "wrong-closed", _withhold_entry),
    ("an entry added to a closed epoch", "wrong-closed", _add_to_closed),
    ("an entry twice", "twins", lambda r, u, n: r.entries.append(r.entries[-1])),
    ("a reader forges what was filed", "foreign-author", _reader_forges_filing),
    ("an entry that saw another history", "foreign-head", _foreign_head),
    ("a chain withheld", "unknown-roster", lambda r, u, n: r.organisations.remove(n)),
]
