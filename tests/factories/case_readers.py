"""Who reads a case changes: admitted or let go, each time with the new epoch in which that takes effect.

admit(case, monitor)                                     # role="coordinator" entrusts it with one
revoke(case, monitor)
"""

from collections.abc import Sequence
from typing import Any

from remedy_api.sealing.event_data import Value
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.seal import SealedEpoch, seal_epoch
from tests.factories.accounts import Person
from tests.factories.cases import Case, Step, post
from tests.factories.organisations import Organisation
from tests.factories.reports import _raw, epoch_json, events, events_json, recipient


def next_epoch(case: Case, view: dict[str, Any], person: Person, readers: Sequence[Organisation], last_event: bytes) -> SealedEpoch:
    """The next epoch for these organisations, not yet sent."""
    epoch = len(view["epochs"])
    return seal_epoch(
        instance=case.instance,
        room=case.room,
        kind="workers",
        epoch=epoch,
        before=_raw(view["epochs"][-1]["statement"]),
        headers=[raw for raw in case.headers(person.client) if parse_header(raw).epoch == epoch - 1],
        last_event=last_event,
        signer=person.keys,
        recipients=[recipient(one) for one in readers],
        previous_key=case.epoch_keys[-1],
    )


def change_readers(
    case: Case,
    readers: Sequence[Organisation],
    *steps: Step,
    person: Person | None = None,
    acting: Organisation | None = None,
) -> Any:
    """Steps that change who reads, the epoch in which that takes effect, and the answer."""
    acting = acting or case.founder
    person = person or acting.manager
    view = case.as_reader(person.client)
    before = events(case, view, person.keys, acting.rosters[-1], *steps)
    last = before[-1].digest if before else bytes.fromhex(view["head"])
    made = next_epoch(case, view, person, readers, last)
    whole = events(
        case,  # type: ignore[arg-type]
        view,
        person.keys,
        acting.rosters[-1],
        *steps,
        ("epoch", {"statements": (made.digest.hex(),)}),
    )
    answer = post(case, person, {"events": events_json(whole), "epoch": epoch_json(made)}, view["head"])
    if answer.status_code == 201:
        case.epoch_keys.append(made.ck)
        case.readers = list(readers)
    return answer


def admit(case: Case, newcomer: Organisation, *, role: str = "") -> None:
    """Let an organisation read, entrusted with a role if one is given."""
    named: dict[str, Value] = {"fingerprint": newcomer.fingerprint.hex()}
    entrusted: list[Step] = [("entrusted", named | {"role": role})] if role else []
    answer = change_readers(case, [*case.readers, newcomer], ("admitted", named), *entrusted)
    assert answer.status_code == 201, answer.text


def revoke(case: Case, gone: Organisation, *, by: Organisation | None = None) -> None:
    """Take access away from an organisation."""
    left = [one for one in case.readers if one is not gone]
    answer = change_readers(case, left, ("revoked", {"reader": gone.fingerprint.hex()}), acting=by)
    assert answer.status_code == 201, answer.text
