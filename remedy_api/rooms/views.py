"""A room as its readers see it: everything that is needed to check it, and the keys that are sealed to them."""

from collections.abc import Collection, Iterable

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.accounts.queries.people import people_by_kid
from remedy_api.accounts.schemas.organisation import KeyPublic
from remedy_api.keyring.queries import chains_for
from remedy_api.keyring.schemas import NamedChain
from remedy_api.rooms.models import Room
from remedy_api.rooms.queries import epochs_of, events_of, kids_of, readers_of, wraps_for
from remedy_api.rooms.schemas import Author, EpochView, RoomView, SignedEvent, WrapView


def view_for_reader(session: Session, actor: Actor, room: Room) -> RoomView:
    """A room with the wraps of the actor's organisations and the names of his own colleagues: who works at another
    organisation is that organisation's to tell.
    """
    return _view(session, room, kids=kids_of(session, actor.organisations), named=actor.organisations)


def view_for_receipt(session: Session, room: Room) -> RoomView:
    """A room with the wraps of its receipt. People have no names here: their organisation answers."""
    return _view(session, room, kids=[room.founder], named=())


def _view(session: Session, room: Room, *, kids: Iterable[bytes], named: Collection[bytes]) -> RoomView:
    chains = chains_for(session, readers_of(session, room.room))
    return RoomView(
        room=room.room,
        kind=room.kind,
        filed_on=room.opened_on,
        state=room.state,
        receipt=KeyPublic(kid=room.founder, kem_public=room.founder_kem, sig_public=room.founder_sig),
        epochs=[
            EpochView(epoch=one.epoch, statement=one.statement, signature=one.signature, previous=one.previous)
            for one in epochs_of(session, room.room)
        ],
        wraps=[WrapView(epoch=one.epoch, kid=one.kid, wrap=one.wrap, late=one.late) for one in wraps_for(session, room.room, kids)],
        events=[SignedEvent(payload=one.payload, signature=one.signature) for one in events_of(session, room.room)],
        authors=_authors(session, chains, named=named),
        chains={organisation.hex(): chain for organisation, chain in chains.items()},
        head=room.head,
    )


def _authors(session: Session, chains: dict[bytes, NamedChain], *, named: Collection[bytes]) -> list[Author]:
    """Everybody whom a roster of a reader ever named: only they and the receipt can have signed here. People of the
    organisations `named` carry their names.
    """
    colleagues = {key.kid for organisation, chain in chains.items() if organisation in named for key in chain.keys}
    names = people_by_kid(session, colleagues) if colleagues else {}
    return [
        Author(
            kid=key.kid,
            kem_public=key.kem_public,
            sig_public=key.sig_public,
            name=names[key.kid].name if key.kid in names else None,
            organisation=organisation,
        )
        for organisation, chain in chains.items()
        for key in chain.keys
    ]
