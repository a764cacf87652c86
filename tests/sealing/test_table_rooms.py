"""A table as a whole: who opens what, what a newcomer sees, and what is shown there of a workers' room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from remedy_api.audit.new_epoch import LateWrap, check_first_epoch, check_late_wraps, check_new_epoch
from remedy_api.sealing.content import TABLE_KINDS, Attachment, Content, Text, check_kind
from remedy_api.sealing.disclosure import Disclosure, check_disclosed, wraps_hash
from remedy_api.sealing.errors import Code
from remedy_api.sealing.keys import AccountKeys, OrganisationKeys, PublicKeys
from remedy_api.sealing.room import check_current, check_new_entry, verify_further, verify_header, verify_headers
from remedy_api.sealing.seal import SealedEntry, seal_epoch, wrap_late
from remedy_api.sealing.unseal import EpochWrap, open_at_table, open_entry, open_epochs
from tests.fixtures.sealed_world import INSTANCE, Organisation, person, secret
from tests.fixtures.table_world import ANA, BEA, FAY, MO, TableRoom, TableWorld
from tests.fixtures.workers_world import WorkersRoom
from tests.sealing.refusals import refused

FINDING = Text("finding", "en", "Wages were kept back from all of them.")


def message(text: str = "hello") -> Text:
    return Text("message", "en", text)


def test_a_newcomer_opens_nothing_before_its_epoch() -> None:
    union, maker = Organisation("Union", ANA), Organisation("Maker", FAY)
    room = TableRoom.found(union, ANA)
    before = room.write(ANA, message("among ourselves"))
    room.admit(ANA, maker, "duty_bearer")
    after = room.write(FAY, message("good morning"))
    verify_headers(room.verified(), [entry.raw_header for entry in room.entries])
    assert [epoch.previous for epoch in room.epochs] == [None, None]
    opened = room.opened_with(maker.keys)
    assert sorted(opened) == [1]
    assert open_entry(opened[1], INSTANCE, "table", after.header, after.body) == message("good morning")
    with refused(Code.WRONG_COMMITMENT):
        open_entry(opened[1], INSTANCE, "table", before.header, before.body)
    assert sorted(room.opened_with(union.keys)) == [0, 1]


def test_a_leaver_opens_and_writes_nothing_after() -> None:
    world = TableWorld()
    room = world.room
    room.write(BEA, message("I am still here"))
    room.say(ANA, "revoked", {"reader": world.buyer.fingerprint.hex()})
    with refused(Code.STALE_EPOCH):
        check_current(room.verified())
    room.rekey(FAY, [one for one in room.reading if one is not world.buyer])
    room.write(FAY, message("she left"))
    assert sorted(room.opened_with(world.buyer.keys)) == [1]
    assert sorted(room.opened_with(world.maker.keys)) == [1, 2]
    with refused(Code.FOREIGN_AUTHOR):
        check_new_entry(room.verified(), room.write(BEA, message()).raw_header)
    # Let in again, it still has a hole where it was away.
    room.entries.pop()
    room.admit(ANA, world.buyer)
    assert sorted(room.opened_with(world.buyer.keys)) == [1, 3]


def test_nothing_in_a_table_names_the_case() -> None:
    union = Organisation("Union", ANA)
    case = WorkersRoom.found(union, ANA)
    table = TableRoom.found(union, ANA, (("received", {}),))
    with refused(Code.NOT_ENTITLED):
        # Its founder represents; that it received something it cannot say.
        table.verified()
    table = TableRoom.found(union, ANA)
    case.say(ANA, "table_opened", {"table": table.id.hex()})
    assert case.verified().tables == (table.id,) != (case.id,)
    said = b"".join(event.payload for event in table.events) + b"".join(epoch.signed.body for epoch in table.epochs)
    assert case.id not in said
    assert case.id.hex().encode() not in said
    assert not table.epochs[0].previous


def test_no_key_is_handed_on() -> None:
    union, maker = Organisation("Union", ANA), Organisation("Maker", FAY)
    room = TableRoom.found(union, ANA)
    check_first_epoch(room.verified(), room.epochs[0].wraps)
    known = len(room.events)
    room.admit(ANA, maker)
    epoch, verified = room.epochs[1], room.verified()
    check_new_epoch(verified, epoch.wraps, None, [])
    for previous in (bytes(60), b"", bytes(61)):
        with refused(Code.MALFORMED):
            check_new_epoch(verified, epoch.wraps, previous, [])
    with refused(Code.WRONG_WRAPS):
        check_new_epoch(verified, epoch.wraps[:1], None, [])
    zero = room.epochs[0]
    late = wrap_late(zero.ck, zero.statement, room.events[known].digest, maker.recipient())
    with refused(Code.WRONG_WRAPS):
        check_late_wraps(verified, known, [LateWrap(0, late)])
    keys = {key.kid: key for key in maker.keys}
    with refused(Code.WRONG_WRAPS):
        open_epochs(verified, keys, [EpochWrap(0, late.kid, late.sealed, late=True)], {})
    # A server that had one from somebody would still not be believed, wherever it puts it.
    wraps = [EpochWrap(1, wrap.kid, wrap.sealed) for wrap in epoch.wraps]
    assert sorted(open_epochs(verified, keys, wraps, {})) == [1]
    for number in (1, 7):
        with refused(Code.MALFORMED):
            open_epochs(verified, keys, wraps, {number: bytes(60)}, [])
    with refused(Code.MALFORMED):
        seal_epoch(
            instance=INSTANCE,
            room=room.id,
            kind="table",
            epoch=2,
            before=epoch.signed.body,
            headers=(),
            last_event=room.head,
            signer=ANA,
            recipients=[union.recipient()],
            previous_key=epoch.ck,
        )


def test_readers_are_whom_the_history_lets_in() -> None:
    for readers in ("union", "stranger"):
        world = TableWorld()
        world.room.organisations.append(world.stranger)
        found = [world.union] if readers == "union" else [*world.room.reading, world.stranger]
        world.room.rekey(FAY, found)
        with refused(Code.READERS_CHANGED):
            world.room.verified()
    union, maker = Organisation("Union", ANA), Organisation("Maker", FAY)
    room = TableRoom.found(union, ANA)
    room.organisations.append(maker)
    verify_header(room.verified(), room.write(ANA, message()).raw_header)
    with refused(Code.FOREIGN_AUTHOR):
        verify_header(room.verified(), room.write(FAY, message()).raw_header)


def test_kinds_of_entries() -> None:
    for epoch in (0, 1, 7):
        for kind in (*TABLE_KINDS, "attachment"):
            check_kind(kind, "table", epoch)
        for kind in ("person", "answers", "narrative", "mandate", "witness", "reprisal", "reprisal_link", "finding", "notice", "poem"):
            with refused(Code.KIND_NOT_ALLOWED):
                check_kind(kind, "table", epoch)


def test_what_was_walked_further_is_the_same() -> None:
    world = TableWorld()
    world.agreed()
    before, known = world.room.verified(), len(world.room.events)
    world.done()
    world.judge("partly")
    world.plan(FAY, *(dict(one) for one in before.plans[-1].event.steps()))
    world.room.say(BEA, "received")
    further = verify_further(
        before,
        statements=[epoch.signed for epoch in world.room.epochs],
        events=world.room.events[known:],
        authors=world.room.authors,
        chains=[organisation.chain for organisation in world.room.organisations],
    )
    assert further == world.room.verified()
    assert before.steps["pay"].state == before.walked.table.steps["pay"].state == "open"
    assert (len(before.walked.table.plans), before.walked.table.received) == (1, set())


class Shown:
    """A workers' room with a finding in it, and a table where it is shown to the maker under a consent."""

    def __init__(self, content: Content = FINDING, author: AccountKeys = MO) -> None:
        self.world = TableWorld()
        self.table = self.world.room
        self.case = WorkersRoom.found(self.world.union, ANA)
        watch = self.world.monitor if author is MO else Organisation("Watch", author)
        self.case.admit(ANA, watch, "monitor")
        self.entry: SealedEntry = self.case.write(author, content)
        self.consent = self.consented(self.world.maker, self.world.buyer)
        self.made: Disclosure = self.table.show(ANA, self.case, self.entry, self.consent, [self.world.maker])

    def consented(self, *to: Organisation) -> bytes:
        data = {"audience": "buyer", "content": "findings", "until": "", "way": "written", "entry": ""}
        names = tuple(one.fingerprint.hex() for one in to)
        order = ("audience", "content", "organisations", "until", "way", "entry")
        return self.case.say(ANA, "consent_given", {name: (data | {"organisations": names})[name] for name in order}).digest

    def open(self, keys: OrganisationKeys, **change: object) -> Content:
        """What these keys open of it, with something the server hands out changed."""
        given = {"wraps": self.made.wraps, "signature": self.made.signature, "body": self.entry.body, "authors": ()} | change
        event, wrap = check_disclosed(
            self.table.verified(),
            given.get("digest", self.table.head),  # type: ignore[arg-type]
            given["wraps"],  # type: ignore[arg-type]
            given["signature"],  # type: ignore[arg-type]
            {keys.kid},
            given["authors"],  # type: ignore[arg-type]
        )
        return open_at_table(keys, self.table.verified(), event, wrap, given["body"])


def test_what_is_shown_opens_for_whom_it_was_shown_to() -> None:
    shown = Shown()
    assert shown.open(shown.world.maker.keys[-1]) == FINDING
    for other in (shown.world.buyer, shown.world.dyer, shown.world.union):
        with refused(Code.NOT_A_READER):
            shown.open(other.keys[-1])
    said = b"".join(event.payload for event in shown.table.events)
    for part in (shown.case.id, shown.entry.header.salt, shown.entry.header.head):
        assert part.hex().encode() not in said
    file = Attachment("pay.pdf", "application/pdf", b"%PDF" * 2000)
    assert Shown(file).open(Organisation("Maker", FAY).keys[0]) == file


def test_a_wrap_opens_with_its_own_room_and_consent_only() -> None:
    shown = Shown()
    maker = shown.world.maker.keys[-1]
    for member in ("consent", "entry", "place", "commitment", "body"):
        data = shown.made.data | {member: secret("x").hex()[: len(str(shown.made.data[member]))]}
        shown.table.events.pop()
        shown.table.say(ANA, "disclosed", data)
        # The author signed all of these but the consent; that one the wrap is bound to.
        with refused(Code.CANNOT_OPEN if member == "consent" else Code.BAD_SIGNATURE):
            shown.open(maker)
    # The same words in another table's history.
    elsewhere = Shown()
    elsewhere.table.events.pop()
    elsewhere.table.say(ANA, "disclosed", shown.made.data)
    elsewhere.made, elsewhere.entry = shown.made, shown.entry
    with refused(Code.CANNOT_OPEN):
        elsewhere.open(maker)


def test_what_the_server_hands_out_beside_the_event() -> None:
    shown = Shown()
    maker, both = shown.world.maker.keys[-1], Shown()
    wrap = shown.made.wraps[0]
    for wraps in ((), (wrap, wrap), (replace(wrap, sealed=bytes(1168)),), both.made.wraps):
        with refused(Code.WRONG_WRAPS):
            shown.open(maker, wraps=wraps)
    with refused(Code.BAD_SIGNATURE):
        shown.open(maker, signature=both.made.signature)
    turned = bytes([shown.entry.body[0] ^ 1]) + shown.entry.body[1:]
    for body in (turned, shown.entry.body[:-1], both.entry.body):
        with refused(Code.WRONG_BODY):
            shown.open(maker, body=body)
    with refused(Code.NOT_ANNOUNCED):
        shown.open(maker, digest=shown.table.events[3].digest)
    with refused(Code.NOT_ANNOUNCED):
        shown.open(maker, digest=secret("no event"))
    with refused(Code.WRONG_KID):
        shown.open(maker, authors=[PublicKeys(MO.kid, ANA.kem_public, ANA.sig_public)])


def test_wraps_for_whom_the_event_does_not_name() -> None:
    shown = Shown()
    other = Shown()
    # A representative who wraps to a key of nobody, or to that of another reader than she says.
    for kid in (secret("nobody"), other.world.buyer.keys[-1].kid):
        wraps = (replace(shown.made.wraps[0], kid=kid),)
        shown.table.events.pop()
        shown.table.say(ANA, "disclosed", shown.made.data | {"wraps": wraps_hash(wraps).hex()})
        with refused(Code.WRONG_WRAPS):
            shown.open(shown.world.maker.keys[-1], wraps=wraps)


def test_an_author_nobody_at_the_table_knows() -> None:
    wim = person("wim")
    shown = Shown(author=wim)
    maker, public = shown.world.maker.keys[-1], PublicKeys(wim.kid, wim.kem_public, wim.sig_public)
    assert wim.kid not in shown.table.verified().keys
    # Where her keys are not known her signature is not judged, and a page says so; where they are, it is.
    assert shown.open(maker, signature=bytes(64)) == FINDING
    assert shown.open(maker, authors=[public]) == FINDING
    with refused(Code.BAD_SIGNATURE):
        shown.open(maker, authors=[public], signature=bytes(64))


@pytest.mark.parametrize("kind", ["witness", "reprisal", "reprisal_link", "interests", "mandate", "risk", "safe_contact"])
def test_what_is_never_disclosed(kind: str) -> None:
    # By whoever would show it; and, should somebody lie about the kind, by whoever would read it.
    shown = Shown(Text(kind, "en", "x"))
    with refused(Code.KIND_NOT_ALLOWED):
        shown.open(shown.world.maker.keys[-1])


def test_what_whoever_shows_something_looks_at_first() -> None:
    shown = Shown()
    table, case, entry = shown.table, shown.case, shown.entry
    with refused(Code.NOT_ENTITLED):
        table.show(ANA, case, entry, secret("no consent"), [shown.world.buyer])
    with refused(Code.NOT_ENTITLED):
        table.show(ANA, case, entry, shown.consent, [shown.world.buyer, shown.world.dyer])
    everybody = shown.consented()
    table.show(ANA, case, entry, everybody, [shown.world.dyer, shown.world.buyer])
    table.verified()
    with refused(Code.NOT_A_READER):
        table.show(ANA, case, entry, everybody, [shown.world.stranger])
    case.say(ANA, "consent_withdrawn", {"consent": everybody.hex()})
    with refused(Code.NOT_ENTITLED):
        table.show(ANA, case, entry, everybody, [shown.world.ally])
