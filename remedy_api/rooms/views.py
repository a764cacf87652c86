"""A room as its readers see it: everything that is needed to check it, and the keys that are sealed to them."""

from collections.abc import Collection, Iterable

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.accounts.queries.people import people_by_kid
from remedy_api.accounts.schemas.organisation import KeyPublic
from remedy_api.keyring.queries import chains_for
from remedy_api.keyring.schemas import NamedChain
from remedy_api.kit.pagination import Paging
from remedy_api.rooms.chains import founder_keys
from remedy_api.rooms.models import Room
from remedy_api.rooms.queries import epochs_of, event_page, kids_of, past_readers_of, readers_of, wraps_for
from remedy_api.rooms.schemas import Author, EpochView, RoomView, WrapView

EVENTS_AT_ONCE = 200
"""Events that come with a room; the rest is fetched page by page, so that a long history never makes an answer huge."""


def view_for_reader(session: Session, actor: Actor, room: Room) -> RoomView:
    """A room with the wraps of the actor's organisations and the names of his own colleagues: who works at another
    organisation is that organisation's to tell.
    """
    return _view(session, room, kids=kids_of(session, actor.organisations), named=actor.organisations)


def view_for_receipt(session: Session, room: Room) -> RoomView:
    """A room with the wraps of its receipt. People have no names here: their organisation answers."""
    return _view(session, room, kids=[room.founder], named=())


def _view(session: Session, room: Room, *, kids: Iterable[bytes], named: Collection[bytes]) -> RoomView:
    # Before the events: clients hold all that comes after these events to lists no older than these.
    chains = chains_for(session, {*readers_of(session, room.room), *past_readers_of(session, room.room)})
    receipt = founder_keys(room)
    events = event_page(session, room, Paging(limit=EVENTS_AT_ONCE))
    return RoomView(
        room=room.room,
        kind=room.kind,
        filed_on=room.opened_on,
        state=room.state,
        receipt=KeyPublic(kid=receipt.kid, kem_public=receipt.kem_public, sig_public=receipt.sig_public) if receipt else None,
        epochs=[
            EpochView(epoch=one.epoch, statement=one.statement, signature=one.signature, previous=one.previous)
            for one in epochs_of(session, room.room)
        ],
        wraps=[WrapView(epoch=one.epoch, kid=one.kid, wrap=one.wrap, late=one.late) for one in wraps_for(session, room.room, kids)],
        events=events.items,
        events_next=events.next,
        authors=_authors(session, chains, named=named),
        chains={organisation.hex(): chain for organisation, chain in chains.items()},
        head=room.head,
    )


def _authors(session: Session, chains: dict[bytes, NamedChain], *, named: Collection[bytes]) -> list[Author]:
    """Everybody whom a roster of these organisations ever named: only they and the receipt can have signed here. People of
    the organisations `named` carry their names.
    """
    colleagues = {key.kid for organisation, chain in chains.items() if organisation in named for key in chain.keys}
    names = people_by_kid(session, colleagues) if colleagues else {}
    return [
        Author(
            kid=key.kid,
            kem_public=key.kem_public,
            sig_public=key.sig_public,
            name=names[key.kid].name if key.kid in names else None,
            program=names[key.kid].program if key.kid in names else None,
            organisation=organisation,
        )
        for organisation, chain in chains.items()
        for key in chain.keys
    ]
