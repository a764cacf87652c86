"""Sites are added and changed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from remedy_api.access.actor import Actor
from remedy_api.kit.errors import NotFound
from remedy_api.kit.ids import new_id
from remedy_api.supply_chain.actions.sites_file import check_file
from remedy_api.supply_chain.actions.storing import changes_of, names_of_site, remember_words, store
from remedy_api.supply_chain.errors import OsIdTwin, SiteTwin, half_a_place, unknown_company, withheld_site
from remedy_api.supply_chain.models import Site, SiteIdentifier, SiteWord
from remedy_api.supply_chain.policy import can_add, can_change, can_open_for_filing, keeps, source_for
from remedy_api.supply_chain.queries.companies import company_of
from remedy_api.supply_chain.schemas.site import SiteCreate, SiteUpdate
from remedy_api.supply_chain.states import WITHHELD

_TWINS = {"site_is_once": SiteTwin, "site_os_id_is_once": OsIdTwin}
_CLEARABLE = {"os_id", "latitude", "longitude", "operator"}


def add_site(session: Session, actor: Actor, *, wanted: SiteCreate) -> Site:
    """Add one site. Raises Forbidden, SiteTwin, OsIdTwin, SitesFileFull, Invalid for an unknown operator or an open secret."""
    can_add(actor).enforce()
    if wanted.open_for_filing:
        can_open_for_filing(actor).enforce()
    source = source_for(actor, wanted.source)
    _check_operator(session, actor, wanted.operator)
    usual = keeps(actor) and source not in WITHHELD
    site = site_from(wanted, source=source, opened=usual if wanted.open_for_filing is None else wanted.open_for_filing)
    _check_open(site)
    store(session, site, _TWINS)
    keep_beside(session, site, [one.model_dump() for one in wanted.identifiers])
    if site.open_for_filing:
        check_file(session)
    return site


def site_from(wanted: SiteCreate, **known: Any) -> Site:
    """The row of a site that is to be added; `known`: its source, and whether it is `opened` for filing."""
    fields = wanted.model_dump(exclude={"identifiers", "source", "open_for_filing"})
    return Site(site=new_id(), **fields, source=known["source"], open_for_filing=known["opened"])


def keep_beside(session: Session, site: Site, identifiers: Sequence[dict[str, str]] | None) -> None:
    """Keep the words under which a site is found and, unless None, exactly these numbers that others gave it."""
    remember_words(session, SiteWord, site.site, names_of_site(site))
    if identifiers is not None:
        session.execute(delete(SiteIdentifier).where(col(SiteIdentifier.site) == site.site))
        session.add_all([SiteIdentifier(site=site.site, **one) for one in identifiers])
        session.flush()


def change_site(session: Session, actor: Actor, *, site: Site, wanted: SiteUpdate) -> Site:
    """Change what `wanted` names of a site that the caller holds locked. Raises what `add_site` raises."""
    can_change(actor).enforce()
    changes = changes_of(wanted, _CLEARABLE)
    _check_operator(session, actor, changes.get("operator"))
    identifiers = changes.pop("identifiers", None)
    for name, value in changes.items():
        setattr(site, name, value)
    if (site.latitude is None) != (site.longitude is None):
        raise half_a_place("/latitude" if site.latitude is None else "/longitude")
    _check_open(site)
    site.version += 1
    store(session, site, _TWINS)
    keep_beside(session, site, identifiers)
    if site.open_for_filing:
        check_file(session)
    return site


def _check_open(site: Site) -> None:
    if site.open_for_filing and site.source in WITHHELD:
        raise withheld_site()


def _check_operator(session: Session, actor: Actor, operator: bytes | None) -> None:
    if operator is None:
        return
    try:
        company_of(session, actor, operator)
    except NotFound as error:
        raise unknown_company("/operator") from error
