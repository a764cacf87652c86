"""The smallest world in which reports can be filed: a programme and organisations with keys."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine
from sqlmodel import Session

from remedy_api.accounts.models import Organisation, Programme
from remedy_api.accounts.states import OrganisationKind
from remedy_api.keyring.models import OrganisationEpoch, Roster
from remedy_api.sealing import roster as rosters
from remedy_api.sealing.keys import account_keys, new_id, new_secret, organisation_keys
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.seal import Recipient
from remedy_api.sealing.statement import Reader

INSTANCE = "5eed" * 8


@dataclass(frozen=True)
class World:
    """What a sealer needs to know."""

    instance: str
    recipients: tuple[Recipient, ...]


def make_world(engine: Engine, organisations: int = 3) -> World:
    """A programme in which so many worker organisations accept reports."""
    day = date(2026, 1, 1)
    recipients = []
    with Session(engine) as session:
        session.add(Programme(instance=INSTANCE, set_up=True, name="Bench", languages=["en"]))
        for number in range(organisations):
            organisation, keys, manager = new_id(), organisation_keys(new_secret()), account_keys(new_secret())
            members = frozenset({manager.kid})
            body = rosters.Roster(INSTANCE, organisation, 0, b"", 0, keys.kid, manager.kid, members, members).encode()
            session.add(
                Organisation(
                    organisation=organisation,
                    name=f"Union {number}",
                    kind=OrganisationKind.WORKER_ORGANISATION,
                    country="BD",
                    languages=["en"],
                    description={},
                    accepts_reports=True,
                    founded=True,
                    created_on=day,
                )
            )
            session.flush()
            session.add(OrganisationEpoch(organisation=organisation, epoch=0, kid=keys.kid, kem_public=keys.kem_public))
            session.add(
                Roster(
                    organisation=organisation,
                    version=0,
                    body=body,
                    signature=manager.sign(body),
                    digest=sha256(body),
                    epoch=0,
                )
            )
            recipients.append(Recipient(Reader(sha256(body), keys.kid), keys.kem_public))
        session.commit()
    return World(INSTANCE, tuple(recipients))
