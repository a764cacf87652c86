"""The table of the vectors, the case it belongs to, and what was said and shown there."""

from __future__ import annotations

from typing import Any

from remedy_api.sealing.content import Text
from remedy_api.sealing.disclosure import Disclosure
from tests.fixtures.sealed_world import Organisation
from tests.fixtures.table_world import ANA, BEA, DEE, FAY, MO, NEL, TEXT, TableWorld, step
from tests.fixtures.workers_world import WorkersRoom

FINDING = Text("finding", "en", "Wages were kept back from all of them.")
SAID: list[tuple[int, Text]] = [
    (0, Text("message", "en", "Among ourselves.")),
    (1, Text("reply", "en", "We received this.")),
    (2, Text("minute", "en", "Without the buyer.")),
]
"""What was written, and in which epoch."""


class World(TableWorld):
    """A union that sat alone at first; then two unions, two companies, a buyer who was let go, and a monitor who wrote what is
    shown to some of them.
    """

    def __init__(self) -> None:
        super().__init__(first=lambda room: room.write(ANA, SAID[0][1]))
        self.case = WorkersRoom.found(self.union, ANA)
        self.case.admit(ANA, self.monitor, "monitor")
        self.finding = self.case.write(MO, FINDING)
        names = tuple(one.fingerprint.hex() for one in (self.maker, self.buyer))
        given: dict[str, Any] = {"audience": "buyer", "content": "findings", "organisations": names}
        self.consent = self.case.say(ANA, "consent_given", given | {"until": "", "way": "written", "entry": ""}).digest
        self.room.say(FAY, "received")
        self.room.say(BEA, "received")
        self.room.write(FAY, SAID[1][1])
        self.made: Disclosure = self.room.show(ANA, self.case, self.finding, self.consent, [self.maker, self.buyer])
        self.shown = self.room.head
        self.first = self.plan(NEL, step("pay", self.maker), step("dye", self.dyer, kind="safety"))
        self.refusal = self.room.say(DEE, "refused", {"plan": self.first.hex(), "entry": TEXT})
        self.second = self.plan(FAY, *self.steps())
        self.accept(ANA)
        self.settled = self.room.head
        self.room.say(ANA, "revoked", {"reader": self.buyer.fingerprint.hex()})
        self.room.rekey(MO, [one for one in self.room.reading if one is not self.buyer])
        self.room.write(MO, SAID[2][1])
        self.done("pay")
        self.judge("partly")
        self.said_pay = self.done("pay")
        self.judged_pay = self.judge("verified", by=NEL)
        self.said_mend = self.done("mend")
        self.judge("disputed", "mend")
        self.judge("partly", "mend")
        self.judged_mend = self.judge("step_reopened", "mend")
        pay, _ = self.steps()
        self.third = self.plan(ANA, pay, step("mend", self.maker, due="2027-01-01"), step("dye", self.dyer))

    def go_on(self) -> None:
        """The workers make new keys though nothing asks for them, show the entry again under another consent, and let the
        company go whose step they verified: the step stays in the plan that follows, and nobody asks it any more.
        """
        self.room.rekey(ANA, self.room.reading)
        self.case.say(ANA, "consent_withdrawn", {"consent": self.consent.hex()})
        names = (self.maker.fingerprint.hex(),)
        given: dict[str, Any] = {"audience": "supplier", "content": "findings", "organisations": names}
        self.consent = self.case.say(ANA, "consent_given", given | {"until": "", "way": "written", "entry": ""}).digest
        self.made = self.room.show(ANA, self.case, self.finding, self.consent, [self.maker])
        self.shown_again = self.room.head
        self.room.revoke(NEL, self.maker)
        self.fourth = self.plan(ANA, self.steps()[0], step("dye", self.dyer))
        self.accept(DEE)
        self.settled_again = self.room.head

    def steps(self) -> tuple[Any, Any]:
        bare: dict[str, Any] = {"amount": "", "currency": "", "workers": "", "beneficiaries": (), "evidence": ()}
        return step("pay", self.maker, instalments="3"), step("mend", self.maker, form="measures", **bare)

    def names(self, *organisations: Organisation) -> list[bytes]:
        return sorted(one.fingerprint for one in organisations)
