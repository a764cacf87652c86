"""What is shown at a table of a workers' room: to whom it opens, what is checked before it is made, and after it came."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from remedy_api.sealing import disclosing
from remedy_api.sealing.content import Attachment, Content, Text
from remedy_api.sealing.disclosure import Disclosure, check_disclosed, wraps_hash
from remedy_api.sealing.errors import Code
from remedy_api.sealing.keys import AccountKeys, OrganisationKeys, PublicKeys
from remedy_api.sealing.seal import SealedEntry
from remedy_api.sealing.unseal import open_at_table
from tests.fixtures.sealed_world import DAY, Organisation, person, secret
from tests.fixtures.table_world import ANA, FAY, MO, TableWorld
from tests.fixtures.workers_world import WorkersRoom
from tests.sealing.refusals import refused

FINDING = Text("finding", "en", "Wages were kept back from all of them.")


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

    def consented(self, *to: Organisation, until: str = "") -> bytes:
        data = {"audience": "buyer", "content": "findings", "until": until, "way": "written", "entry": ""}
        names = tuple(one.fingerprint.hex() for one in to)
        order = ("audience", "content", "organisations", "until", "way", "entry")
        return self.case.say(ANA, "consent_given", {name: (data | {"organisations": names})[name] for name in order}).digest

    def open(self, keys: OrganisationKeys, **change: object) -> Content:
        """What these keys open of it, with something the server hands out changed."""
        given: dict[str, Any] = {
            "wraps": self.made.wraps,
            "signature": self.made.signature,
            "body": self.entry.body,
            "authors": (),
        } | change
        event, wrap = check_disclosed(
            self.table.verified(),
            given.get("digest", self.table.head),
            given["wraps"],
            given["signature"],
            {keys.kid},
            given["authors"],
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
def test_what_is_never_disclosed(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # By whoever would show it, whatever it is said to be; and, should somebody do it all the same, by whoever would read it.
    with refused(Code.KIND_NOT_ALLOWED):
        Shown(Text(kind, "en", "x"))
    monkeypatch.setattr(disclosing, "check_disclosed_kind", lambda kind: None)
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
    with refused(Code.FOREIGN_ROOM):
        table.show(ANA, Shown().case, entry, secret("x"), [shown.world.ally])


def test_a_consent_holds_through_its_last_day() -> None:
    shown = Shown()
    given = shown.consented(until=str(DAY))
    shown.table.show(ANA, shown.case, shown.entry, given, [shown.world.dyer])
    over = shown.consented(until=str(DAY - timedelta(days=1)))
    with refused(Code.NOT_ENTITLED):
        shown.table.show(ANA, shown.case, shown.entry, over, [shown.world.dyer])


def test_what_was_shown_is_shown_again_under_a_new_consent() -> None:
    shown = Shown()
    maker = shown.world.maker
    shown.case.say(ANA, "consent_withdrawn", {"consent": shown.consent.hex()})
    shown.made = shown.table.show(ANA, shown.case, shown.entry, shown.consented(maker), [maker])
    assert shown.open(maker.keys[-1]) == FINDING
    shown.table.show(ANA, shown.case, shown.entry, shown.consented(maker), [maker])
    assert len(shown.table.verified().disclosures) == 3
    shown.table.say(ANA, "disclosed", shown.made.data)
    with refused(Code.WRONG_EVENT):
        shown.table.verified()
