"""A remedy table on one's own device: opened from a case, companies come to it, plans go back and forth. Signed here."""

from collections.abc import Sequence

from remedy_api.cli.client.acting import act
from remedy_api.cli.client.casework import acting_roster, current, send
from remedy_api.cli.client.codec import b64, wrap_json
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.rooms import Said, epoch_json, event_json, next_epoch, next_events
from remedy_api.cli.client.trust import latest_kem, organisation_kems
from remedy_api.kit.clock import today
from remedy_api.sealing.content import Content, Text
from remedy_api.sealing.event_shapes import PlanStep
from remedy_api.sealing.founding import found_table_room
from remedy_api.sealing.seal import Recipient
from remedy_api.sealing.statement import Reader


def recipient(member: Member, organisation: bytes) -> Recipient:
    """Any organisation of the programme (its id), as things are sealed to it: by the latest key that its roster signed."""
    chain, answer = member.chain(organisation)
    return Recipient(Reader(chain.fingerprint, chain.latest.kid), latest_kem(chain, organisation_kems([answer])))


def open_table(member: Member, organisation: bytes, case: bytes) -> str:
    """Open a table from a case for an organisation of mine that represents the workers there; its id in hex."""
    founding = found_table_room(
        instance=member.instance,
        day=today(),
        actor=member.keys,
        roster_digest=member.chain(organisation)[0].pin.digest,
        organisation=recipient(member, organisation),
    )
    # The case names it first: a table that no case knows of is refused.
    act(member, case, says=lambda _: [("table_opened", {"table": founding.room.hex()})])
    epoch = {
        "statement": b64(founding.epoch.signed.body),
        "signature": b64(founding.epoch.signed.signature),
        "wraps": [wrap_json(wrap) for wrap in founding.epoch.wraps],
    }
    body = {"events": [event_json(event) for event in founding.events], "epoch": epoch}
    return str(member.door.send("POST", "/v1/tables", body).json()["table"])


def seat(member: Member, table: bytes, newcomer: Recipient, role: str) -> None:
    """An organisation comes to the table in a role; from now on it reads what is written there."""
    answer, opened = current(member, table)
    roster, named = acting_roster(member, opened), {"fingerprint": newcomer.reader.fingerprint.hex()}
    said: list[Said] = [("admitted", named), ("entrusted", named | {"role": role})]
    before = next_events(opened, member.keys, roster, said)
    epoch, announced = next_epoch(opened, answer, member.keys, roster, [*opened.recipients(), newcomer], before)
    events = [event_json(event) for event in (*before, announced)]
    send(member, opened, {"events": events, "epoch": epoch_json(epoch)})


def propose(member: Member, table: bytes, against: str, words: Text, steps: Sequence[PlanStep]) -> str:
    """Propose a plan against the latest one (its hash; empty: the first); the hash of this one."""
    done = act(
        member,
        table,
        [words],
        lambda entries: [("plan", {"against": against, "entry": entries[0], "warned": "", "steps": tuple(steps)})],
    )
    return done.events[0]


def answer(member: Member, table: bytes, plan: str, refusal: Text | None = None) -> None:
    """Accept the latest plan, or refuse it with reasons."""
    if refusal is None:
        act(member, table, says=lambda _: [("accepted", {"plan": plan})])
    else:
        act(member, table, [refusal], lambda entries: [("refused", {"plan": plan, "entry": entries[0]})])


def say_done(member: Member, table: bytes, step: str, report: Text, *proofs: Content) -> None:
    """The owner of a step says that it is done; the representatives alone say whether it is verified."""
    act(member, table, [report, *proofs], lambda entries: [("said_done", {"step": step, "entry": entries[0]})])


def verify(member: Member, table: bytes, step: str, result: str, asked: str, confirmed: str) -> None:
    """The workers confirm a step, `verified` or `partly`; so many were asked and so many confirmed, as bands."""
    data = {"step": step, "result": result, "asked": asked, "confirmed": confirmed, "entry": ""}
    act(member, table, says=lambda _: [("verified", data)])


def dispute(member: Member, table: bytes, step: str, reasons: Text) -> None:
    """The workers say that a step was not done."""
    act(member, table, [reasons], lambda entries: [("disputed", {"step": step, "entry": entries[0]})])
