"""Supply links are added and changed."""

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.kit import clock
from remedy_api.kit.errors import NotFound
from remedy_api.kit.ids import new_id
from remedy_api.supply_chain.actions.storing import changes_of, store
from remedy_api.supply_chain.errors import LinkTwin, days_reversed, unknown_company, unknown_product
from remedy_api.supply_chain.models import Product, SupplyLink
from remedy_api.supply_chain.policy import can_add, can_change, source_for
from remedy_api.supply_chain.queries.companies import company_of
from remedy_api.supply_chain.schemas.link import LinkCreate, LinkUpdate

_TWINS = {"supply_link_is_once": LinkTwin}
_CLEARABLE = {"product", "tier"}


def add_link(session: Session, actor: Actor, *, site: bytes, wanted: LinkCreate) -> SupplyLink:
    """Add a link from a site the actor sees. Raises Forbidden, LinkTwin, Invalid for an unknown company or product."""
    can_add(actor).enforce()
    source = source_for(actor, wanted.source)
    try:
        company_of(session, actor, wanted.company)
    except NotFound as error:
        raise unknown_company("/company") from error
    _check_product(session, wanted.company, wanted.product)
    first = wanted.first_seen or min(clock.today(), wanted.last_seen or clock.today())
    last = wanted.last_seen or max(clock.today(), first)
    fields = wanted.model_dump(exclude={"source", "first_seen", "last_seen"})
    link = SupplyLink(link=new_id(), site=site, **fields, source=source, first_seen=first, last_seen=last)
    store(session, link, _TWINS)
    return link


def change_link(session: Session, actor: Actor, *, link: SupplyLink, wanted: LinkUpdate) -> SupplyLink:
    """Change what `wanted` names of a link that the caller holds locked. Raises what `add_link` raises."""
    can_change(actor).enforce()
    changes = changes_of(wanted, _CLEARABLE)
    _check_product(session, link.company, changes.get("product"))
    for name, value in changes.items():
        setattr(link, name, value)
    if link.last_seen < link.first_seen:
        raise days_reversed("/last_seen")
    link.version += 1
    store(session, link, _TWINS)
    return link


def _check_product(session: Session, company: bytes, product: bytes | None) -> None:
    if product is None:
        return
    found = session.get(Product, product)
    if found is None or found.company != company:
        raise unknown_product("/product")
