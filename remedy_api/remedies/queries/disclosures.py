"""What is shown at a table. The consent on which it rests is asked for with every request, in the statement itself."""

from datetime import date

from sqlalchemy import select as columns_of
from sqlmodel import Session, col, select

from remedy_api.access.actor import Actor
from remedy_api.accounts.models import AccountKey
from remedy_api.accounts.schemas.organisation import KeyPublic
from remedy_api.cases.profile import profile
from remedy_api.kit.clock import now
from remedy_api.kit.errors import NotFound
from remedy_api.kit.pagination import Page, Paging, fetch_page
from remedy_api.remedies.policy import live, visible_disclosures
from remedy_api.remedies.schemas import DisclosureView
from remedy_api.rooms.models import Disclosure, DisclosureWrap, Entry
from remedy_api.rooms.queries import room_of
from remedy_api.rooms.schemas import NewWrap
from remedy_api.sealing.format import parse_header

_SOURCE = (col(Entry.room) == Disclosure.source) & (col(Entry.position) == Disclosure.position)


def disclosure_page(session: Session, actor: Actor, table: bytes, paging: Paging) -> Page[DisclosureView]:
    """What is shown at a table to the actor's organisations, in the order in which it was. Raises NotFound."""
    today, room = _today(), room_of(session, actor, table)
    query = columns_of(Disclosure, col(Entry.header), live(today)).join(Entry, _SOURCE)
    query = query.where(col(Disclosure.room) == room.room, visible_disclosures(actor, today))
    rows, following = fetch_page(session, query, keys=(col(Disclosure.seq),), paging=paging)
    wraps = _wraps(session, table, [one.seq for one, _, _ in rows])
    headers = {one.seq: parse_header(raw) for one, raw, _ in rows}
    keys = _keys(session, {header.author for header in headers.values()})
    items = []
    for one, _, is_live in rows:
        header = headers[one.seq]
        items.append(
            DisclosureView(
                disclosure=one.digest,
                seq=one.seq,
                entry=header.entry,
                wraps=wraps[one.seq],
                signature=header.signature,
                author=keys.get(header.author),
                length=header.body_length,
                live=is_live,
            )
        )
    return Page(items=items, next=following)


def shown_entry(session: Session, actor: Actor, table: bytes, disclosure: bytes) -> Entry:
    """The entry that a disclosure shows to the actor's organisations. Raises NotFound."""
    room = room_of(session, actor, table)
    query = select(Entry).join(Disclosure, _SOURCE)
    shown = (Disclosure.room == room.room, Disclosure.digest == disclosure, visible_disclosures(actor, _today()))
    found = session.exec(query.where(*shown)).one_or_none()
    if found is None:
        raise NotFound
    return found


def _today() -> date:
    return profile().today(now())


def _wraps(session: Session, table: bytes, seqs: list[int]) -> dict[int, list[NewWrap]]:
    query = select(DisclosureWrap).where(DisclosureWrap.room == table, col(DisclosureWrap.seq).in_(seqs))
    found: dict[int, list[NewWrap]] = {}
    for one in session.exec(query.order_by(col(DisclosureWrap.seq), col(DisclosureWrap.place))):
        found.setdefault(one.seq, []).append(NewWrap(kid=one.kid, wrap=one.wrap))
    return found


def _keys(session: Session, kids: set[bytes]) -> dict[bytes, KeyPublic]:
    """Public keys of authors: who wrote something need not belong to anybody at the table."""
    query = select(AccountKey).where(col(AccountKey.kid).in_(kids))
    return {one.kid: KeyPublic(kid=one.kid, kem_public=one.kem_public, sig_public=one.sig_public) for one in session.exec(query)}
