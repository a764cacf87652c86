"""The row filters: every list and every row of the supply chain that an actor gets goes through one of these.

Who keeps the chain or stands beside workers sees all sites, companies and links. A buyer sees its own contracts and the paths to
those that are confirmed, a supplier or operator the links of its own companies; neither sees what workers and monitors recorded.
"""

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlmodel import col

from remedy_api.access.actor import Actor
from remedy_api.supply_chain.models import CompanyProfile, Contract, Site, SupplyLink
from remedy_api.supply_chain.policy import reach
from remedy_api.supply_chain.policy.people import buyers_of, companies_of, keeps, sees_all


def visible_sites(actor: Actor) -> ColumnElement[bool]:
    """The sites an actor sees."""
    if sees_all(actor):
        return true()
    seen = []
    if buyers := buyers_of(actor):
        seen.append(reach.among(Site.site, reach.sites_behind(buyers)))
    if companies := companies_of(actor):
        seen.append(reach.among(Site.site, reach.own_sites(companies)))
    return or_(false(), *seen)


def visible_companies(actor: Actor) -> ColumnElement[bool]:
    """The companies an actor sees; a buyer also all that are known from others than workers, to name its suppliers."""
    if sees_all(actor):
        return true()
    seen = []
    if buyers := buyers_of(actor):
        seen.append(reach.shown(CompanyProfile.source))
        seen.append(reach.among(CompanyProfile.company, reach.companies_behind(buyers)))
    if companies := companies_of(actor):
        seen.append(reach.among(CompanyProfile.company, reach.partners(companies)))
    return or_(false(), *seen)


def visible_links(actor: Actor) -> ColumnElement[bool]:
    """The links an actor sees. The statement joins the site of each link."""
    if sees_all(actor):
        return true()
    seen = []
    if buyers := buyers_of(actor):
        seen.append(reach.among(SupplyLink.company, reach.companies_behind(buyers)))
    if companies := companies_of(actor):
        seen.append(reach.among(SupplyLink.link, reach.own_links(companies)))
    return and_(reach.shown(SupplyLink.source), reach.shown(Site.source), or_(false(), *seen))


def visible_contracts(actor: Actor) -> ColumnElement[bool]:
    """The contracts an actor sees: a buyer its own."""
    return true() if keeps(actor) else col(Contract.buyer).in_(buyers_of(actor))
