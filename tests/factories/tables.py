"""Tables as devices found them and sit at them: sealed, signed and sent, with the keys kept.

table = open_table(case)                                  # the case is advanced, the table named in it and founded
factory = seat(table, "operator")                         # a consent of the workers, admitted and entrusted, a new epoch
digest = say(table, "plan", [pay(factory)])               # an entry and the event that names it
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from remedy_api.sealing.content import Text
from remedy_api.sealing.event_data import Value
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.founding import Founding, found_table_room
from remedy_api.sealing.keys import new_id
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.seal import SealedEntry, SealedEpoch, seal_entry, seal_epoch
from tests.factories import reports as dates
from tests.factories.accounts import Person
from tests.factories.case_readers import admit as admit_to_case
from tests.factories.cases import STAGES, Case, Step, advance, founding_json, post, send_entry, step
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.reports import _raw, epoch_json, events, events_json, recipient

AUDIENCES = {"operator": "operator", "supplier": "suppliers", "buyer": "buyers", "monitor": "monitor", "coordinator": "coordinator"}
ROLES = {
    "operator": "duty_bearer",
    "supplier": "duty_bearer",
    "buyer": "buyer",
    "monitor": "monitor",
    "coordinator": "coordinator",
    "worker_organisation": "representative",
}
"""The role that each kind of organisation is given."""


@dataclass
class Table(Case):
    """A table as its representative's device knows it; `case` is what it was opened from."""

    case: Case | None = None
    plans: list[str] = field(default_factory=list)

    @property
    def behind(self) -> Case:
        """The case it was opened from."""
        assert self.case is not None
        return self.case

    def page(self, client: Any) -> dict[str, Any]:
        """The page of the table as somebody sees it."""
        answer = client.get(f"/v1/tables/{self.hex}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def allow(case: Case, content: str, *to: Organisation, audience: str = "operator", until: str = "") -> str:
    """The workers consent; the hash by which a disclosure names it."""
    named: dict[str, Value] = {
        "audience": audience,
        "content": content,
        "organisations": tuple(sorted(one.fingerprint.hex() for one in to)),
        "until": until,
        "way": "written",
        "entry": "",
    }
    answer = step(case, ("consent_given", named))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["head"])


def take_back(case: Case, consent: str) -> None:
    """The workers take a consent back."""
    answer = step(case, ("consent_withdrawn", {"consent": consent}))
    assert answer.status_code == 201, answer.text


def founding(union: Organisation, *, person: Person | None = None, room: bytes | None = None) -> Founding:
    """A table to be founded, sealed and signed, under an id of its own, or under the one that a case has named."""
    return found_table_room(
        instance=union.programme.instance,
        day=dates.today(),
        actor=(person or union.manager).keys,
        roster_digest=sha256(union.rosters[-1]),
        organisation=recipient(union),
        room=room,
    )


def post_table(client: Any, body: dict[str, Any], *, key: str = "") -> Any:
    """Send a founding; the answer."""
    return client.post("/v1/tables", json=body, headers={"Idempotency-Key": key or new_id().hex()})


def name_table(case: Case, table: bytes) -> None:
    """Say in the case's history that a table with this id is opened."""
    if STAGES.index(case.view(case.manager.client)["stage"]) < STAGES.index("notification"):
        advance(case, "notification")
    consent = allow(case, "table")
    answer = step(case, ("table_opened", {"table": table.hex()}))
    assert answer.status_code == 201, answer.text
    # Who comes is consented to one by one.
    take_back(case, consent)


def open_table(case: Case) -> Table:
    """Open a table from a case and found its room."""
    made = founding(case.founder)
    name_table(case, made.room)
    key, sent = new_id().hex(), founding_json(made)
    answer = post_table(case.manager.client, sent, key=key)
    assert answer.status_code == 201, answer.text
    return Table(case.instance, made.room, case.founder, answer, key, sent, [case.founder], [made.epoch.ck], case)


def next_epoch(table: Table, view: dict[str, Any], person: Person, readers: Sequence[Organisation], last: bytes) -> SealedEpoch:
    """The next epoch for these organisations, not yet sent. No table hands a key on."""
    epoch = len(view["epochs"])
    return seal_epoch(
        instance=table.instance,
        room=table.room,
        kind="table",
        epoch=epoch,
        before=_raw(view["epochs"][-1]["statement"]),
        headers=[raw for raw in table.headers(person.client) if parse_header(raw).epoch == epoch - 1],
        last_event=last,
        signer=person.keys,
        recipients=[recipient(one) for one in readers],
    )


def change_readers(
    table: Table, readers: Sequence[Organisation], *steps: Step, acting: Organisation | None = None, **more: Any
) -> Any:
    """Steps that change who reads, the epoch in which that takes effect, and the answer."""
    acting = acting or table.founder
    person = acting.manager
    view = table.as_reader(person.client)
    before = events(table, view, person.keys, acting.rosters[-1], *steps)
    made = next_epoch(table, view, person, readers, before[-1].digest if before else bytes.fromhex(view["head"]))
    announced: Step = ("epoch", {"statements": (made.digest.hex(),)})
    whole = events(table, view, person.keys, acting.rosters[-1], *steps, announced)
    epoch = epoch_json(made) | {"previous": None} | more
    answer = post(table, person, {"events": events_json(whole), "epoch": epoch}, view["head"])
    if answer.status_code == 201:
        table.epoch_keys.append(made.ck)
        table.readers = list(readers)
    return answer


def admit(table: Table, newcomer: Organisation, *, role: str = "") -> Any:
    """Let an organisation sit at the table, entrusted with a role if one is given; the answer."""
    named: dict[str, Value] = {"fingerprint": newcomer.fingerprint.hex()}
    entrusted: list[Step] = [("entrusted", named | {"role": role})] if role else []
    return change_readers(table, [*table.readers, newcomer], ("admitted", named), *entrusted)


def revoke(table: Table, gone: Organisation) -> Any:
    """Let an organisation go; the answer."""
    left = [one for one in table.readers if one is not gone]
    return change_readers(table, left, ("revoked", {"reader": gone.fingerprint.hex()}))


def seat(table: Table, kind: str, **fields: Any) -> Organisation:
    """An organisation of this kind comes to the table in its role; to a company the workers consent before, and who represents
    them there does so in the case.
    """
    newcomer = make_organisation(table.founder.programme, kind=kind, **fields)
    if ROLES[kind] == "representative":
        admit_to_case(table.behind, newcomer, role="representative")
    if kind in ("operator", "supplier", "buyer"):
        allow(table.behind, "table", newcomer, audience=AUDIENCES[kind])
    answer = admit(table, newcomer, role=ROLES[kind])
    assert answer.status_code == 201, answer.text
    return newcomer


def seal(table: Table, kind: str, words: str, person: Person, head: str) -> SealedEntry:
    """An entry of the table, sealed and not yet sent."""
    return seal_entry(
        ck=table.epoch_keys[-1],
        instance=table.instance,
        room=table.room,
        room_kind="table",
        epoch=len(table.epoch_keys) - 1,
        author=person.keys,
        head=bytes.fromhex(head),
        content=Text(kind, "en", words),
    )


def write(table: Table, kind: str = "message", words: str = "Agreed.", *, by: Organisation | None = None) -> str:
    """Seal and send an entry; the digest by which events name it."""
    person = (by or table.founder).manager
    entry = seal(table, kind, words, person, person.client.get(table.path).json()["head"])
    answer = send_entry(table, person.client, entry)
    assert answer.status_code == 201, answer.text
    return sha256(entry.raw_header).hex()


def promise(owner: Organisation, name: str = "pay", **fields: Any) -> dict[str, Any]:
    """A step of a plan, due in sixty days unless `fields` say something else."""
    return {
        "step": name,
        "form": "compensation",
        "kind": "pay_wages",
        "owner": owner.fingerprint.hex(),
        "due": str(dates.today() + timedelta(days=60)),
        "amount": "1200",
        "currency": "BDT",
        "instalments": "",
        "workers": "50-249",
        "beneficiaries": ("former_workers",),
        "evidence": ("payslips",),
    } | fields


def act(table: Table, kind: str, by: Organisation | None = None, **data: Any) -> Any:
    """One event, signed and sent; the answer."""
    return step(table, (kind, data), acting=by)


def propose(table: Table, *steps: dict[str, Any], by: Organisation | None = None, **data: Any) -> Any:
    """A plan against the latest one, signed and sent with its sealed text; the answer."""
    against = table.plans[-1] if table.plans else ""
    said = {"against": against, "entry": write(table, "plan", by=by), "warned": "", "steps": tuple(steps)} | data
    answer = act(table, "plan", by, **said)
    if answer.status_code == 201:
        table.plans.append(answer.json()["head"])
    return answer


def agree(table: Table, *steps: dict[str, Any], owners: Sequence[Organisation]) -> str:
    """A plan that its owners accept; its hash."""
    answer = propose(table, *steps)
    assert answer.status_code == 201, answer.text
    for owner in owners:
        answer = act(table, "accepted", owner, plan=table.plans[-1])
        assert answer.status_code == 201, answer.text
    return table.plans[-1]


def say_done(table: Table, owner: Organisation, name: str = "pay") -> Any:
    """The owner of a step says that it is done; the answer."""
    return act(table, "said_done", owner, step=name, entry=write(table, "report", by=owner))


def verify(table: Table, name: str = "pay", result: str = "verified", *, by: Organisation | None = None, **data: Any) -> Any:
    """The workers verified a step; the answer."""
    said = {"step": name, "result": result, "asked": "50-249", "confirmed": "10-49", "entry": ""} | data
    return act(table, "verified", by, **said)
