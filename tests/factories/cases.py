"""Cases as devices open and advance them: sealed, signed and sent, with the keys kept.

case = open_case(union, report)                          # acknowledged first, then founded with the usual facts
advance(case, "notification")                            # everything a stage asks for, and the stage itself
monitor = make_organisation(programme, kind="monitor")
admit(case, monitor)                                     # admitted and a new epoch: see case_readers
case.view(monitor.manager.client)                        # the page of the case as somebody sees it
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from remedy_api.sealing.content import Attachment, Text
from remedy_api.sealing.event_data import Value
from remedy_api.sealing.format import ENTRY_MEDIA_TYPE
from remedy_api.sealing.founding import Founding, found_workers_room
from remedy_api.sealing.keys import new_id
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.seal import SealedEntry, seal_entry
from tests.factories import reports as dates
from tests.factories.accounts import Person
from tests.factories.chain import make_company as add_company
from tests.factories.organisations import Organisation
from tests.factories.reports import Report, _raw, epoch_json, events, events_json, recipient
from tests.factories.steps import step as step_in_report

Step = tuple[str, dict[str, Value]]
STAGES = ("admissibility", "safety", "notification", "fact_finding")


@dataclass
class Case:
    """A case as its representative's device knows it. `readers` are in the order of their admission."""

    instance: str
    room: bytes
    founder: Organisation
    answer: Any
    key: str
    sent: dict[str, Any]
    readers: list[Organisation]
    epoch_keys: list[bytes] = field(default_factory=list)

    @property
    def hex(self) -> str:
        """Its id as paths carry it."""
        return self.room.hex()

    @property
    def path(self) -> str:
        """Where its room is."""
        return f"/v1/rooms/{self.hex}"

    @property
    def manager(self) -> Person:
        """Who acts unless somebody else is named."""
        return self.founder.manager

    def as_reader(self, client: Any) -> dict[str, Any]:
        """The room as a reader is shown it, with its whole history."""
        answer = client.get(self.path)
        assert answer.status_code == 200, answer.text
        view = dict(answer.json())
        while view["events_next"]:
            page = client.get(f"{self.path}/events", params={"after": view["events_next"]}).json()
            view["events"] += page["items"]
            view["events_next"] = page["next"]
        return view

    def view(self, client: Any) -> dict[str, Any]:
        """The page of the case as somebody sees it."""
        answer = client.get(f"/v1/cases/{self.hex}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def headers(self, client: Any) -> list[bytes]:
        """Exact headers of all entries, as a reader sees them."""
        return [_raw(one["header"]) for one in self.entries(client)]

    def bodies(self, client: Any) -> list[bytes]:
        """Sealed bodies of all entries, as long as they are small."""
        return [_raw(one["body"]) for one in self.entries(client)]

    def entries(self, client: Any) -> list[dict[str, Any]]:
        """All entries, as a reader sees them."""
        found: list[dict[str, Any]] = []
        after: str | None = ""
        while after is not None:
            page = client.get(f"{self.path}/entries", params={"limit": 100} | ({"after": after} if after else {})).json()
            found += page["items"]
            after = page["next"]
        return found


def proof(report: Report) -> str:
    """How a case names a report."""
    return report.filing.proof.hex()


def first_steps(*filed: Report, **facts: Sequence[str]) -> list[Step]:
    """What a case begins with. `facts` replace or add to what is recorded."""
    recorded = {"issues": ("wages",), "workers": ("50-249",), "site": ()} | facts
    return [
        *(("linked", {"report": proof(report)}) for report in filed),
        *(("recorded", {"fact": fact, "values": tuple(values)}) for fact, values in recorded.items()),
        ("stage", {"stage": "admissibility", "reason": "", "entry": ""}),
    ]


def founding(union: Organisation, steps: Sequence[Step], *, person: Person | None = None, room: bytes | None = None) -> Founding:
    """A case to be opened, sealed and signed."""
    return found_workers_room(
        instance=union.programme.instance,
        day=dates.today(),
        actor=(person or union.manager).keys,
        roster_digest=sha256(union.rosters[-1]),
        organisation=recipient(union),
        room=room,
        events=steps,
    )


def founding_json(made: Founding) -> dict[str, Any]:
    """A case to be opened as it travels."""
    epoch = {name: value for name, value in epoch_json(made.epoch).items() if name != "previous"}
    return {"events": events_json(made.events), "epoch": epoch}


def post_case(client: Any, body: dict[str, Any], *, key: str = "") -> Any:
    """Send a founding; the answer."""
    return client.post("/v1/cases", json=body, headers={"Idempotency-Key": key or new_id().hex()})


def acknowledge(union: Organisation, report: Report) -> None:
    """Confirm a report, unless that was done."""
    if report.as_reader(union.manager.client)["state"] == "submitted":
        answer = step_in_report(union.manager, union, report, ("acknowledged", {}))
        assert answer.status_code == 201, answer.text


def open_case(union: Organisation, *filed: Report, person: Person | None = None, **facts: Sequence[str]) -> Case:
    """Open a case from reports; those not acknowledged yet are acknowledged first."""
    for report in filed:
        acknowledge(union, report)
    made = founding(union, first_steps(*filed, **facts), person=person)
    key, sent = new_id().hex(), founding_json(made)
    answer = post_case((person or union.manager).client, sent, key=key)
    assert answer.status_code == 201, answer.text
    return Case(union.programme.instance, made.room, union, answer, key, sent, [union], [made.epoch.ck])


def post(case: Case, person: Person, body: dict[str, Any], head: str) -> Any:
    """Send events; the answer."""
    return person.client.post(f"{case.path}/events", json=body, headers={"If-Match": f'"{head}"'})


def step(case: Case, *steps: Step, person: Person | None = None, acting: Organisation | None = None) -> Any:
    """Events signed and sent by the founder's manager, or by somebody of another organisation; the answer."""
    acting = acting or case.founder
    person = person or acting.manager
    view = case.as_reader(person.client)
    made = events(case, view, person.keys, acting.rosters[-1], *steps)
    return post(case, person, {"events": events_json(made)}, view["head"])


def seal(case: Case, kind: str, words: str, *, person: Person | None = None, head: str = "", epoch: int = -1) -> SealedEntry:
    """An entry of the room, sealed and not yet sent; kind `attachment` is a file of that name."""
    number = len(case.epoch_keys) - 1 if epoch < 0 else epoch
    return seal_entry(
        ck=case.epoch_keys[number],
        instance=case.instance,
        room=case.room,
        room_kind="workers",
        epoch=number,
        author=(person or case.manager).keys,
        head=bytes.fromhex(head),
        content=Attachment(words, "image/jpeg", bytes(100)) if kind == "attachment" else Text(kind, "en", words),
    )


def send_entry(case: Case, client: Any, entry: SealedEntry) -> Any:
    """Send an entry; the answer."""
    headers = {"Content-Type": ENTRY_MEDIA_TYPE, "Idempotency-Key": new_id().hex()}
    return client.post(f"{case.path}/entries", content=entry.encode(), headers=headers)


def write(case: Case, kind: str = "message", words: str = "Thank you.", *, person: Person | None = None) -> str:
    """Seal and send an entry; the digest by which events name it."""
    person = person or case.manager
    entry = seal(case, kind, words, person=person, head=person.client.get(case.path).json()["head"])
    answer = send_entry(case, person.client, entry)
    assert answer.status_code == 201, answer.text
    return sha256(entry.raw_header).hex()


def keep(case: Case, what: str) -> str:
    """Write down a mandate, a risk rating or a safe contact and say so; the digest of the entry."""
    digest = write(case, what, "{}")
    answer = step(case, ("kept", {"what": what, "entry": digest}))
    assert answer.status_code == 201, answer.text
    return digest


def consent(audience: str = "operator", content: str = "notice", until: str = "") -> Step:
    """A consent as it is signed."""
    return (
        "consent_given",
        {"audience": audience, "content": content, "organisations": (), "until": until, "way": "written", "entry": ""},
    )


def stage(code: str, entry: str = "", reason: str = "") -> Step:
    """The beginning of a stage as it is signed."""
    return ("stage", {"stage": code, "reason": reason, "entry": entry})


def closed(outcome: str = "withdrawn", *, reason: str = "", into: str = "", entry: str = "") -> Step:
    """The end of a case as it is signed."""
    return ("closed", {"outcome": outcome, "reason": reason, "into": into, "entry": entry})


def prepare(case: Case, to: str, *, company: str = "") -> str:
    """Everything that a stage asks for, and the digest of the entry that its beginning has to name."""
    if to == "safety":
        keep(case, "mandate")
        return write(case, "reasons", "The mandate is good.")
    if to == "notification":
        keep(case, "risk")
        keep(case, "safe_contact")
        assert step(case, consent()).status_code == 201
        return ""
    recorded = ("recorded", {"fact": "duty_bearers", "values": (f"{company or make_company(case)}:caused",)})
    assert step(case, recorded).status_code == 201
    return write(case, "notice", "We were told of unpaid wages.")


def advance(case: Case, to: str) -> None:
    """Take every step up to the beginning of a stage."""
    now = case.view(case.manager.client)["stage"]
    for code in STAGES[STAGES.index(now) + 1 : STAGES.index(to) + 1]:
        answer = step(case, stage(code, entry=prepare(case, code)))
        assert answer.status_code == 201, answer.text


def make_company(case: Case) -> str:
    """A company that the administrator has added; its id."""
    return str(add_company(case.founder.programme.administrator.client)["company"])


def lengthen(case: Case, number: int) -> None:
    """So many more events in the history, signed, and stored as if they had come one by one."""
    view = case.as_reader(case.manager.client)
    bands = ("under-10", "10-49")
    steps: list[Step] = [("recorded", {"fact": "workers", "values": (bands[one % 2],)}) for one in range(number)]
    made = events(case, view, case.manager.keys, case.founder.rosters[-1], *steps)
    first = len(view["events"])
    rows = [
        {"room": case.room, "seq": first + place, "payload": one.payload, "signature": one.signature}
        for place, one in enumerate(made)
    ]
    with case.founder.programme.engine.begin() as connection:
        connection.execute(text("INSERT INTO room_event VALUES (:room, :seq, :payload, :signature)"), rows)
        row = {"room": case.room, "seq": first + number - 1, "head": made[-1].digest}
        connection.execute(text("UPDATE room SET seq = :seq, head = :head WHERE room = :room"), row)
