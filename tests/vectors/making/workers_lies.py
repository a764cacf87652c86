"""What a lying server, a removed member or a reader without the right would make of a workers' room, and its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from remedy_api.sealing.event import Event, sign_event
from remedy_api.sealing.keys import Signed
from remedy_api.sealing.recipients import Wrap
from remedy_api.sealing.seal import Recipient, wrap_late
from remedy_api.sealing.statement import Reader
from tests.fixtures.sealed_world import DAY, person, receipt, secret
from tests.fixtures.workers_world import REPORT
from tests.vectors.making.table_events import FINDING, ORAL
from tests.vectors.making.workers_world import SAID, TABLE, World

Lie = Callable[[World], object]


def _founded_anew(world: World, *, actor: str = "ana", roster: bytes | None = None, founder: str = "") -> None:
    """Event 0 said otherwise; all after it no longer fits, but it is event 0 that is refused."""
    room = world.room
    del room.events[:]
    under = world.union.roster_digest if roster is None else roster
    data = {"kind": "workers", "founder": founder or world.union.fingerprint.hex()}
    keys = person(actor)
    room.events.append(sign_event(keys, Event(room.instance, room.id, 0, b"", DAY, "founded", keys.kid, under, data)))


def _first_statement(world: World, readers: list[Recipient], signer: str = "ana") -> None:
    """A room with another first epoch, and nothing after it."""
    room = world.room
    del room.events[1:], room.epochs[1:], room.entries[:]
    old, keys = room.epochs[0], person(signer)
    named = tuple(sorted((one.reader for one in readers), key=Reader.encode))
    statement = replace(old.statement, readers=named, signer=keys.kid)
    body = statement.encode()
    room.epochs[0] = replace(old, statement=statement, signed=Signed(body, keys.sign(body)))
    room.say(keys, "epoch", {"statements": (room.epochs[0].digest.hex(),)}, world.union.chain.digests[1])


def _second_first(world: World, kind: str, data: dict[str, Any]) -> None:
    """Event 1 is something else."""
    del world.room.events[1:]
    world.room.say(person("ana"), kind, data)


def _cy_left(world: World) -> bytes:
    """Somebody joined the second union and left; the roster that still named her."""
    world.second.admit(person("cy"))
    named = world.second.roster_digest
    world.second.remove(person("cy"))
    return named


def _removed_member_mints(world: World) -> None:
    named = _cy_left(world)
    world.room.next_epoch(person("cy"), world.room.recipients([world.second, world.monitor]), roster=named)


def _removed_member_acts(world: World) -> None:
    named = _cy_left(world)
    world.room.rekey(person("nel"), [world.second, world.monitor])
    world.room.say(person("cy"), "resumed", roster=named)


def _removed_member_lets_somebody_in(world: World) -> None:
    # Under her old roster, which the readers' key still allows; but whoever looks has seen the newer one with this head.
    named = _cy_left(world)
    world.seen = {
        "seq": len(world.room.events) - 1,
        "hash": world.room.head,
        "rosters": {world.second.fingerprint.hex(): world.second.chain.latest.version},
    }
    world.room.say(person("cy"), "admitted", world.name(world.stranger), named)
    world.room.organisations.append(world.stranger)


def _seen(seq: int) -> Lie:
    def lie(world: World) -> None:
        world.seen = {"seq": seq, "hash": secret("another"), "rosters": {}}

    return lie


def _old_key_comes_back(world: World) -> None:
    _cy_left(world)
    world.room.rekey(person("nel"), [world.second, world.monitor])
    world.room.next_epoch(person("mo"), [world.second.recipient(0), world.monitor.recipient()])


def _comes_back_with_an_old_key(world: World) -> None:
    # The union read with its second key when it left; bo, who is no member any more, holds the first.
    world.room.say(person("nel"), "admitted", world.name(world.union))
    others = world.room.recipients([world.second, world.monitor])
    world.room.next_epoch(person("nel"), [*others, world.union.recipient(0)])


def _late_wrap(world: World) -> None:
    # For the monitor's own key, and good in itself: nobody has a reason to send it.
    zero, admitting = world.room.epochs[0], world.room.events[9].digest
    wrap: Wrap = wrap_late(zero.ck, zero.statement, admitting, world.monitor.recipient())
    world.room.late.append((0, admitting, wrap))


def _own_epoch(world: World) -> None:
    # The monitor, who may start an epoch, starts one with somebody nobody admitted.
    world.room.organisations.append(world.stranger)
    world.room.next_epoch(person("mo"), world.room.recipients([world.second, world.monitor, world.stranger]))


def _receipt_reads(world: World) -> None:
    mine = receipt("reporter").account
    readers = world.room.recipients([world.second, world.monitor])
    world.room.next_epoch(person("nel"), [*readers, Recipient(Reader(b"", mine.kid), mine.kem_public)])


def _receipt_named_like_the_monitor(world: World) -> None:
    # Every name is there; but under the monitor's stands a kid nobody has, and the monitor reads no further.
    keys = person("nel")
    readers = [world.second.recipient(), Recipient(Reader(b"", world.monitor.fingerprint), keys.kem_public)]
    world.room.next_epoch(keys, readers)


def _newcomer_signs(world: World) -> None:
    world.room.say(person("nel"), "admitted", world.name(world.stranger))
    world.room.organisations.append(world.stranger)
    readers = world.room.recipients([world.second, world.monitor, world.stranger])
    world.room.next_epoch(person("bea"), readers, roster=world.second.roster_digest)


def _draft(world: World) -> dict[str, Any]:
    return {"finding": world.draft.hex()}


def _undeclared(world: World) -> None:
    # Another monitor, who said nothing of itself.
    world.room.admit(person("nel"), world.stranger, "monitor")
    world.room.say(person("bea"), "finding", FINDING)


def _all_but_the_founder_gone(world: World) -> None:
    room = world.room
    room.say(person("nel"), "admitted", world.name(world.union))
    room.say(person("nel"), "entrusted", world.name(world.union) | {"role": "representative"})
    room.say(person("nel"), "revoked", {"reader": world.second.fingerprint.hex()})


def _says(
    actor: str, kind: str, data: Callable[[World], dict[str, Any]], roster: Callable[[World], bytes | None] = lambda w: None
) -> Lie:
    return lambda world: world.room.say(person(actor), kind, data(world), roster(world))


def _outsider(kind: str) -> Lie:
    def lie(world: World) -> None:
        world.room.organisations.append(world.stranger)
        world.room.say(person("bea"), kind)

    return lie


def _union(world: World) -> list[Recipient]:
    # With the key that `bo` had: what he could found.
    return [world.union.recipient(0)]


LIES: list[tuple[str, str, Lie]] = [
    ("founded without a roster", "not-entitled", lambda w: _founded_anew(w, roster=b"")),
    ("founded for an organisation nobody knows", "unknown-roster", lambda w: _founded_anew(w, founder=secret("x").hex())),
    ("founded under another organisation's roster", "unknown-roster", lambda w: _founded_anew(w, roster=w.second.roster_digest)),
    ("founded by somebody the roster does not name", "not-entitled", lambda w: _founded_anew(w, actor="nel")),
    ("founded by a receipt", "unknown-roster", lambda w: _founded_anew(w, founder=person("ana").kid.hex())),
    (
        "founded by a receipt for itself",
        "not-entitled",
        lambda w: _founded_anew(w, roster=b"", founder=person("ana").kid.hex()),
    ),
    ("something before the first epoch", "wrong-event", lambda w: _second_first(w, "resumed", {})),
    (
        "two statements at once to begin with",
        "wrong-event",
        lambda w: _second_first(w, "epoch", {"statements": tuple(e.digest.hex() for e in w.room.epochs[:2])}),
    ),
    ("the first epoch by a stranger", "not-entitled", lambda w: _first_statement(w, _union(w), "nel")),
    (
        "the first epoch for the founder and another",
        "readers-changed",
        lambda w: _first_statement(w, [*_union(w), w.second.recipient()]),
    ),
    ("the first epoch for another", "readers-changed", lambda w: _first_statement(w, [w.second.recipient()])),
    (
        "the first epoch by a removed member for the new key",
        "not-entitled",
        lambda w: _first_statement(w, [w.union.recipient()], "bo"),
    ),
    ("first event missing", "broken-chain", lambda w: w.room.events.pop(0)),
    ("an event in the middle missing", "broken-chain", lambda w: w.room.events.pop(7)),
    ("events reordered", "broken-chain", lambda w: w.room.events.insert(2, w.room.events.pop(3))),
    ("the last epoch withheld", "not-announced", lambda w: w.room.epochs.pop()),
    ("the last epoch withheld with its event", "foreign-epoch", lambda w: (w.room.epochs.pop(), w.room.events.pop())),
    ("a reporter's event", "wrong-event", _says("nel", "acknowledged", lambda w: {})),
    ("a reporter's event by a stranger", "wrong-event", _outsider("withdrawn")),
    ("a stranger's event", "unknown-roster", _outsider("resumed")),
    ("an event without a roster", "not-entitled", _says("nel", "resumed", lambda w: {}, lambda w: b"")),
    (
        "an event by whom its roster does not name",
        "not-entitled",
        _says("ana", "resumed", lambda w: {}, lambda w: w.second.roster_digest),
    ),
    ("a revoked organisation goes on", "unknown-roster", _says("ana", "resumed", lambda w: {})),
    ("a monitor admits", "not-entitled", _says("mo", "admitted", lambda w: w.name(w.stranger))),
    (
        "a monitor entrusts itself",
        "not-entitled",
        _says("mo", "entrusted", lambda w: w.name(w.monitor) | {"role": "representative"}),
    ),
    ("a monitor records", "not-entitled", _says("mo", "recorded", lambda w: {"fact": "site", "values": ()})),
    ("a monitor resumes", "not-entitled", _says("mo", "resumed", lambda w: {})),
    ("a representative finds", "not-entitled", _says("nel", "finding", lambda w: FINDING)),
    ("a finding without interests declared", "wrong-event", _undeclared),
    ("a finding that replaces none", "wrong-event", _says("mo", "finding", lambda w: FINDING | {"replaces": secret("x").hex()})),
    ("a finding of a representative established", "not-entitled", _says("nel", "established", lambda w: _draft(w))),
    ("a finding established twice", "wrong-event", _says("mo", "established", lambda w: {"finding": w.finding.hex()})),
    ("a finding contested twice", "wrong-event", _says("nel", "contested", lambda w: _draft(w) | {"entry": REPORT})),
    ("a finding contested by its monitor", "not-entitled", _says("mo", "contested", lambda w: _draft(w) | {"entry": REPORT})),
    ("a comment on no finding", "wrong-event", _says("nel", "commented", lambda w: {"finding": REPORT, "entry": REPORT})),
    ("a comment by a monitor", "not-entitled", _says("mo", "commented", lambda w: _draft(w) | {"entry": REPORT})),
    ("a table opened twice", "wrong-event", _says("nel", "table_opened", lambda w: {"table": TABLE})),
    ("an event of a table", "wrong-event", _says("nel", "received", lambda w: {})),
    ("a company with a role", "wrong-event", _says("nel", "entrusted", lambda w: w.name(w.monitor) | {"role": "duty_bearer"})),
    ("an oral consent without a witness", "wrong-event", _says("nel", "consent_given", lambda w: ORAL | {"entry": ""})),
    ("a reader admitted again", "wrong-event", _says("nel", "admitted", lambda w: w.name(w.monitor))),
    ("a stranger entrusted", "wrong-event", _says("nel", "entrusted", lambda w: w.name(w.stranger) | {"role": "coordinator"})),
    (
        "the last representative made coordinator",
        "wrong-event",
        _says("nel", "entrusted", lambda w: w.name(w.second) | {"role": "coordinator"}),
    ),
    ("the last representative revoked", "wrong-event", _says("nel", "revoked", lambda w: {"reader": w.second.fingerprint.hex()})),
    ("the last representative revoked for one who does not read yet", "wrong-event", _all_but_the_founder_gone),
    ("a stranger revoked", "wrong-event", _says("nel", "revoked", lambda w: {"reader": w.stranger.fingerprint.hex()})),
    ("a report linked twice", "wrong-event", _says("nel", "linked", lambda w: {"report": REPORT})),
    ("a report unlinked that never was", "wrong-event", _says("nel", "unlinked", lambda w: {"report": secret("x").hex()})),
    (
        "a consent withdrawn twice",
        "wrong-event",
        lambda w: [_says("nel", "consent_withdrawn", lambda w: {"consent": w.consent.hex()})(w) for _ in "ab"],
    ),
    ("a reader nobody admitted", "readers-changed", _own_epoch),
    ("a reader dropped without event", "readers-changed", lambda w: w.room.next_epoch(person("mo"), w.room.recipients([w.second]))),
    ("a receipt among the readers", "readers-changed", _receipt_reads),
    ("a reader dropped behind a receipt of its name", "readers-changed", _receipt_named_like_the_monitor),
    ("a newcomer signs its own admission", "not-entitled", _newcomer_signs),
    ("a removed member mints an epoch", "not-entitled", _removed_member_mints),
    ("a removed member acts under her old roster", "roster-went-back", _removed_member_acts),
    ("a removed member lets somebody in after this was seen", "roster-went-back", _removed_member_lets_somebody_in),
    ("less than was seen", "rolled-back", _seen(99)),
    ("another past than was seen", "forked", _seen(3)),
    ("an organisation's old key comes back", "roster-went-back", _old_key_comes_back),
    ("an organisation comes back with a key it gave up", "roster-went-back", _comes_back_with_an_old_key),
    ("a late wrap", "wrong-wraps", _late_wrap),
    (
        "an entry by a stranger",
        "foreign-author",
        lambda w: (w.room.organisations.append(w.stranger), w.room.write(person("bea"), SAID[0][3])),
    ),
    ("an entry by who was revoked", "foreign-author", lambda w: w.room.write(person("ana"), SAID[0][3])),
    ("an entry by a removed member", "foreign-author", lambda w: w.room.write(person("bo"), SAID[0][3], epoch=3)),
    ("an entry withheld from a closed epoch", "wrong-closed", lambda w: w.room.entries.pop(0)),
]
