"""A case on one's own device: opened, taken further, shared, taken along. Every change is an event signed here."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from remedy_api.audit.archive import read_archive, write_archive
from remedy_api.audit.export import Export, Manifest, export_files, limit
from remedy_api.audit.verifying import verify_export
from remedy_api.cli.client.casework import acting_roster, current, look, send
from remedy_api.cli.client.codec import b64, key_from, signed_from, unb64, unhex, wrap_json
from remedy_api.cli.client.door import Json
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.rooms import OpenRoom, Said, epoch_json, event_json, next_epoch, next_events
from remedy_api.cli.client.trust import Organisation, latest_kem, organisation_kems
from remedy_api.cli.errors import Refused
from remedy_api.kit.clock import today
from remedy_api.kit.i18n import _N
from remedy_api.sealing.errors import SealError
from remedy_api.sealing.event import SignedEvent
from remedy_api.sealing.event_data import Value
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.founding import found_workers_room
from remedy_api.sealing.head import Head, entries_hash
from remedy_api.sealing.keys import Signed
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.room import VerifiedRoom
from remedy_api.sealing.seal import Recipient
from remedy_api.sealing.statement import Reader

ADMISSIBILITY: Said = ("stage", {"stage": "admissibility", "reason": "", "entry": ""})


def proof_of(member: Member, room: bytes) -> str:
    """The proof of filing of a report, which was checked first: by this a case names it."""
    answer, opened = look(member, room)
    if opened.room.kind != "reporter":
        raise Refused(_N("This is no report. A case is opened from reports."))
    return sha256(unb64(answer["epochs"][1]["statement"])).hex()


def open_case(member: Member, organisation: bytes, reports: Sequence[bytes], facts: Mapping[str, tuple[str, ...]]) -> str:
    """Open a case for an organisation of mine, from reports it reads, with what is recorded at once. Its id in hex."""
    proofs = [proof_of(member, report) for report in reports]
    chain, answer = member.chain(organisation)
    kem = latest_kem(chain, organisation_kems([answer]))
    said: list[Said] = [("linked", {"report": proof}) for proof in proofs]
    said += [("recorded", {"fact": fact, "values": values}) for fact, values in facts.items()]
    made = found_workers_room(
        instance=member.instance,
        day=today(),
        actor=member.keys,
        roster_digest=chain.pin.digest,
        organisation=Recipient(Reader(chain.fingerprint, chain.latest.kid), kem),
        events=[*said, ADMISSIBILITY],
    )
    epoch = {
        "statement": b64(made.epoch.signed.body),
        "signature": b64(made.epoch.signed.signature),
        "wraps": [wrap_json(wrap) for wrap in made.epoch.wraps],
    }
    body = {"events": [event_json(event) for event in made.events], "epoch": epoch}
    return str(member.door.send("POST", "/v1/cases", body).json()["case"])


def say(member: Member, case: bytes, said: Sequence[Said]) -> None:
    """Sign events and add them, all or none. Raises the server's refusal with what is missing."""
    _, opened = look(member, case)
    events = next_events(opened, member.keys, acting_roster(member, opened), said)
    send(member, opened, {"events": [event_json(event) for event in events]})


def _change_readers(member: Member, case: bytes, said: Sequence[Said], readers: Callable[[OpenRoom], list[Recipient]]) -> None:
    answer, opened = current(member, case)
    roster = acting_roster(member, opened)
    before: list[SignedEvent] = next_events(opened, member.keys, roster, said)
    epoch, announced = next_epoch(opened, answer, member.keys, roster, readers(opened), before)
    events = [event_json(event) for event in (*before, announced)]
    send(member, opened, {"events": events, "epoch": epoch_json(epoch)})


def admit(member: Member, case: bytes, newcomer: Organisation, role: str) -> None:
    """Let an organisation read the case, from its beginning. `role`: representative, coordinator, or empty for none."""
    name: dict[str, Value] = {"fingerprint": newcomer.chain.fingerprint.hex()}
    said: list[Said] = [("admitted", name)]
    if role:
        said.append(("entrusted", name | {"role": role}))
    _change_readers(member, case, said, lambda opened: [*opened.recipients(), newcomer.recipient])


def remove(member: Member, case: bytes, fingerprint: bytes) -> None:
    """Let an organisation read no further. What it has read cannot be taken back."""
    _change_readers(
        member,
        case,
        [("revoked", {"reader": fingerprint.hex()})],
        lambda opened: [one for one in opened.recipients() if one.reader.fingerprint != fingerprint],
    )


def differences(view: Json, room: VerifiedRoom) -> list[str]:
    """What the server says of a case and the signed history does not: names of members of its answer."""
    said = {
        "stage": view["stage"],
        "fast_track": view["fast_track"],
        "suspended": bool(view["suspended"]),
        "outcome": view["outcome"] or "",
        "site": [view["site"]["site"]] if view["site"] else [],
        "workers": [view["workers"]] if view["workers"] else [],
        "reports_total": view["reports_total"],
        **{fact: sorted(view[fact]) for fact in ("issues", "indicators", "external")},
    }
    signed = {
        "stage": room.stage,
        "fast_track": "reprisal" in room.facts.get("profile", ()),
        "suspended": room.suspended,
        "outcome": room.closed,
        "reports_total": len(room.linked),
        **{fact: sorted(room.facts.get(fact, ())) for fact in ("site", "workers", "issues", "indicators", "external")},
    }
    return [name for name, value in said.items() if value != signed[name]]


def checked(member: Member, case: bytes) -> tuple[Json, Json, OpenRoom]:
    """What the server says of a case, its room, and the room checked; what they say of the case must be the same."""
    for _ in range(2):
        view = member.door.get(f"/v1/cases/{case.hex()}").json()
        answer, opened = look(member, case)
        if view["head"] == opened.room.head.hex():
            break
    wrong = differences(view, opened.room)
    if wrong or view["head"] != opened.room.head.hex():
        raise Refused(
            _N("Stopped: the server says something else of this case than its signed history (%(what)s). Do not rely on it."),
            code=3,
            what=", ".join(wrong) or "head",
        )
    return view, answer, opened


def export(member: Member, case: bytes, path: Path, summary: str) -> int:
    """Write all of a case into a new file, and check that file as anybody will. How many entries are in it, still sealed."""
    answer, opened = look(member, case)
    room = opened.room
    if member.keys.kid not in room.keys:
        raise Refused(_N("None of your organisations may read this."))
    head = Head(room.instance, room.room, len(room.events) - 1, room.head, entries_hash(opened.headers), member.keys.kid).encode()
    made = Export(
        manifest=Manifest(room.instance, room.room, room.kind, today()),
        head=Signed(head, member.keys.sign(head)),
        events=tuple(SignedEvent(unb64(one["payload"]), unb64(one["signature"])) for one in answer["events"]),
        statements=tuple(signed_from(one["statement"], one["signature"]) for one in answer["epochs"]),
        headers=opened.headers,
        bodies={},
        chains={
            unhex(organisation): (
                tuple(signed_from(one["body"], one["signature"]) for one in chain["rosters"]),
                tuple(map(key_from, chain["keys"])),
            )
            for organisation, chain in answer["chains"].items()
        },
        authors=(opened.receipt,) if opened.receipt else (),
    )
    bodies = {} if room.withdrawn else _bodies(member, opened)
    try:
        with path.open("xb") as target:
            path.chmod(0o600)
            write_archive(target, export_files(made, bodies, summary))
        mine = {chain.fingerprint for chain in room.chains.values() if member.keys.kid in chain.latest.members}
        with path.open("rb") as source:
            verdict = verify_export(read_archive(source, limit), mine.__contains__)
    except OSError as error:
        raise Refused(_N("%(path)s cannot be written: %(reason)s."), path=str(path), reason=error.strerror or "") from None
    for refusal in verdict.refusals:
        raise SealError(refusal.code, refusal.file)
    return len(bodies)


def _bodies(member: Member, opened: OpenRoom) -> dict[bytes, Callable[[], bytes]]:
    path = f"/v1/rooms/{opened.room.room.hex()}/entries"
    found: dict[bytes, Callable[[], bytes]] = {}
    for item, raw in zip(opened.entries, opened.headers, strict=True):
        entry = parse_header(raw).entry
        if item["body"] is not None:
            found[entry] = partial(unb64, item["body"])
        else:
            found[entry] = partial(_fetch, member, f"{path}/{entry.hex()}/body")
    return found


def _fetch(member: Member, path: str) -> bytes:
    return member.door.get(path).content
