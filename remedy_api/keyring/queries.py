"""Chains, epochs and wraps. All but the wraps is public: whoever reads it checks it by the signatures."""

from collections.abc import Iterable

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.access.permissions import Permission, decide_in
from remedy_api.accounts.models import AccountKey, Organisation
from remedy_api.accounts.queries.invitations import invitation_of
from remedy_api.accounts.queries.people import key_of
from remedy_api.accounts.schemas.organisation import KeyPublic
from remedy_api.accounts.states import state_on
from remedy_api.keyring.models import OrganisationEpoch, OrganisationWrap, Roster, RosterName
from remedy_api.keyring.schemas import (
    Chain,
    Directory,
    DirectoryChain,
    DirectoryEntry,
    EpochPublic,
    InvitationView,
    InvitingOrganisation,
    MyKeys,
    MyWrap,
    NamedChain,
    SignedRoster,
)
from remedy_api.kit import clock
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import at_most


def latest_roster(session: Session, organisation: bytes) -> Roster | None:
    """The roster that holds now; None before the founding."""
    query = select(Roster).where(Roster.organisation == organisation).order_by(col(Roster.version).desc()).limit(at_most(1))
    return session.exec(query).one_or_none()


def founded_by(session: Session, founding_fingerprints: Iterable[bytes]) -> dict[bytes, bytes]:
    """Organisations by their fingerprints (H of the first roster); unknown ones are left out."""
    query = select(Roster.digest, Roster.organisation).where(
        col(Roster.digest).in_(list(founding_fingerprints)), Roster.version == 0
    )
    return dict(session.exec(query).all())


def organisations_of(session: Session, rosters: Iterable[bytes]) -> dict[bytes, bytes]:
    """Organisations by the hashes of these rosters of theirs; unknown ones are left out."""
    query = select(Roster.digest, Roster.organisation).where(col(Roster.digest).in_(list(rosters)))
    return dict(session.exec(query).all())


def fingerprints_of(session: Session, rosters: Iterable[bytes]) -> dict[bytes, bytes]:
    """The fingerprints of organisations by the hashes of these rosters of theirs; unknown ones are left out."""
    first = aliased(Roster)
    query = (
        select(Roster.digest, first.digest)
        .join(first, (col(first.organisation) == Roster.organisation) & (col(first.version) == 0))
        .where(col(Roster.digest).in_(list(rosters)))
    )
    return dict(session.exec(query).all())


def chains_for(session: Session, organisations: Iterable[bytes]) -> dict[bytes, NamedChain]:
    """The chains of these organisations with whose they are; those without a key are left out."""
    wanted = list(organisations)
    rosters = _rosters(session, wanted)
    keys = _keys(session, wanted)
    epochs = _epochs(session, wanted)
    named = session.exec(select(Organisation).where(col(Organisation.organisation).in_(wanted)))
    return {
        one.organisation: NamedChain(
            name=one.name,
            kind=one.kind,
            fingerprint=rosters[one.organisation][0].digest,
            rosters=[SignedRoster(body=roster.body, signature=roster.signature) for roster in rosters[one.organisation]],
            keys=keys[one.organisation],
            epochs=epochs[one.organisation],
        )
        for one in named
        if one.organisation in rosters
    }


def chain_of(session: Session, organisation: bytes) -> Chain | None:
    """One chain; None before the founding."""
    found = chains_for(session, [organisation]).get(organisation)
    return found and Chain(fingerprint=found.fingerprint, rosters=found.rosters, keys=found.keys, epochs=found.epochs)


def _rosters(session: Session, organisations: list[bytes]) -> dict[bytes, list[Roster]]:
    query = select(Roster).where(col(Roster.organisation).in_(organisations))
    found: dict[bytes, list[Roster]] = {}
    for roster in session.exec(query.order_by(col(Roster.organisation), col(Roster.version))):
        found.setdefault(roster.organisation, []).append(roster)
    return found


def _keys(session: Session, organisations: list[bytes]) -> dict[bytes, list[KeyPublic]]:
    query = (
        select(RosterName.organisation, AccountKey)
        .join(AccountKey, col(AccountKey.kid) == RosterName.kid)
        .where(col(RosterName.organisation).in_(organisations))
    )
    found: dict[bytes, list[KeyPublic]] = {}
    for organisation, key in session.exec(query.order_by(col(RosterName.organisation), col(RosterName.kid))):
        public = KeyPublic(kid=key.kid, kem_public=key.kem_public, sig_public=key.sig_public)
        found.setdefault(organisation, []).append(public)
    return found


def _epochs(session: Session, organisations: list[bytes]) -> dict[bytes, list[EpochPublic]]:
    query = select(OrganisationEpoch).where(col(OrganisationEpoch.organisation).in_(organisations))
    found: dict[bytes, list[EpochPublic]] = {}
    for one in session.exec(query.order_by(col(OrganisationEpoch.organisation), col(OrganisationEpoch.epoch))):
        public = EpochPublic(epoch=one.epoch, kid=one.kid, kem_public=one.kem_public, previous=one.previous)
        found.setdefault(one.organisation, []).append(public)
    return found


def my_keys(session: Session, actor: Actor, organisation: bytes) -> MyKeys:
    """Epochs of an organisation and the secrets wrapped for the actor. Raises NotFound, Forbidden."""
    decide_in(actor, Permission.READ_REPORTS, organisation).enforce()
    wraps = session.exec(
        select(OrganisationWrap)
        .where(OrganisationWrap.organisation == organisation, OrganisationWrap.kid == actor.kid)
        .order_by(col(OrganisationWrap.epoch))
    )
    epochs = _epochs(session, [organisation]).get(organisation)
    if epochs is None:
        raise NotFound
    return MyKeys(epochs=epochs, wraps=[MyWrap(epoch=wrap.epoch, wrap=wrap.wrap) for wrap in wraps])


def directory(session: Session) -> Directory:
    """Every organisation that accepts reports and has a key, by name: public."""
    accepting = session.exec(
        select(Organisation)
        .where(Organisation.accepts_reports, Organisation.founded)
        .order_by(col(Organisation.name), col(Organisation.organisation))
    ).all()
    chains = chains_for(session, [one.organisation for one in accepting])
    return Directory(organisations=[_entry(one, chains[one.organisation]) for one in accepting])


def _entry(organisation: Organisation, chain: NamedChain) -> DirectoryEntry:
    latest = chain.epochs[-1]
    return DirectoryEntry(
        organisation=organisation.organisation,
        name=organisation.name,
        kind=organisation.kind,
        country=organisation.country,
        languages=organisation.languages,
        description=organisation.description,
        epoch=latest.epoch,
        kid=latest.kid,
        kem_public=latest.kem_public,
        chain=DirectoryChain(rosters=chain.rosters, keys=chain.keys),
    )


def invitation_view(session: Session, invitation: bytes) -> InvitationView:
    """An invitation as whoever holds its link sees it: the id alone is 128 random bits. Raises NotFound."""
    found, organisation = invitation_of(session, invitation)
    inviter = key_of(session, found.inviter)
    return InvitationView(
        invitation=found.invitation,
        organisation=InvitingOrganisation(
            organisation=organisation.organisation,
            name=organisation.name,
            kind=organisation.kind,
            country=organisation.country,
        ),
        role=found.role,
        state=state_on(clock.today(), found.state, found.expires_on),
        expires_on=found.expires_on,
        inviter=KeyPublic(kid=inviter.kid, kem_public=inviter.kem_public, sig_public=inviter.sig_public),
        chain=chain_of(session, organisation.organisation),
        inviter_mac=found.inviter_mac,
    )
