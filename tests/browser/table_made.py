"""Tables made with the command line's client, where a test is about what is said at one. To be made before anybody who signs
there opens a browser.
"""

from datetime import timedelta

from remedy_api.cli.client.cases import say
from remedy_api.cli.client.casework import acting_roster, current, look, post, send
from remedy_api.cli.client.codec import b64, unhex, wrap_json
from remedy_api.cli.client.rooms import epoch_json, event_json, next_epoch, next_events
from remedy_api.cli.client.trust import latest_kem, organisation_kems
from remedy_api.kit.clock import today
from remedy_api.sealing.content import Text
from remedy_api.sealing.event_shapes import PlanStep
from remedy_api.sealing.founding import found_table_room
from remedy_api.sealing.seal import Recipient
from remedy_api.sealing.statement import Reader
from tests.browser.casework_made import Made
from tests.browser.casework_world import UNION, World


class MadeTable:
    """A table of the union's, opened by Sita from a case whose workers allow it. `table` is its id."""

    def __init__(self, case: Made) -> None:
        self.world: World = case.world
        self.sita, self.plan = case.sita, ""
        founding = found_table_room(
            instance=self.sita.instance,
            day=today(),
            actor=self.sita.keys,
            roster_digest=self.sita.chain(unhex(self.world.organisations[UNION]))[0].pin.digest,
            organisation=self.named(UNION),
        )
        case.said(("table_opened", {"table": founding.room.hex()}))
        epoch = {
            "statement": b64(founding.epoch.signed.body),
            "signature": b64(founding.epoch.signed.signature),
            "wraps": [wrap_json(wrap) for wrap in founding.epoch.wraps],
        }
        body = {"events": [event_json(event) for event in founding.events], "epoch": epoch}
        self.table = str(self.sita.door.send("POST", "/v1/tables", body).json()["table"])
        self.room = founding.room

    def named(self, name: str) -> Recipient:
        """An organisation of the world, as things are locked for it."""
        chain, answer = self.sita.chain(unhex(self.world.organisations[name]))
        return Recipient(Reader(chain.fingerprint, chain.latest.kid), latest_kem(chain, organisation_kems([answer])))

    def seated(self, name: str, role: str) -> "MadeTable":
        """An organisation comes to the table, in a role."""
        newcomer = self.named(name)
        answer, opened = current(self.sita, self.room)
        roster, fingerprint = acting_roster(self.sita, opened), newcomer.reader.fingerprint.hex()
        said = [("admitted", {"fingerprint": fingerprint}), ("entrusted", {"fingerprint": fingerprint, "role": role})]
        before = next_events(opened, self.sita.keys, roster, said)
        epoch, announced = next_epoch(opened, answer, self.sita.keys, roster, [*opened.recipients(), newcomer], before)
        events = [event_json(event) for event in (*before, announced)]
        send(self.sita, opened, {"events": events, "epoch": epoch_json(epoch)})
        return self

    def proposed(self, *steps: PlanStep, text: str, warned: str = "") -> "MadeTable":
        """The union proposes a plan against the latest one."""
        entry = post(self.sita, self.room, Text("plan", "en", text)).hex()
        say(self.sita, self.room, [("plan", {"against": self.plan, "entry": entry, "warned": warned, "steps": steps})])
        self.plan = look(self.sita, self.room)[1].room.head.hex()
        return self

    def step(self, name: str, owner: str, **fields: object) -> PlanStep:
        """A step that an organisation is to do within sixty days."""
        step: PlanStep = {
            "step": name,
            "form": "compensation",
            "kind": "pay_wages",
            "owner": self.named(owner).reader.fingerprint.hex(),
            "due": str(today() + timedelta(days=60)),
            "amount": "1200",
            "currency": "BDT",
            "instalments": "",
            "workers": "50-249",
            "beneficiaries": ("former_workers",),
            "evidence": ("payslips", "workers_confirm"),
        }
        # Of a typed dictionary the union with plain fields is no longer one for the type checker.
        return step | fields  # type: ignore[return-value]
