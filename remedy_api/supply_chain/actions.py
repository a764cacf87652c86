"""Every change of sites."""

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.kit.ids import new_id
from remedy_api.supply_chain.errors import SitesFileFull, SiteTwin
from remedy_api.supply_chain.models import Site
from remedy_api.supply_chain.policy import can_keep_sites
from remedy_api.supply_chain.queries import open_sites
from remedy_api.supply_chain.schemas import SiteCreate, SiteOpen, SitesFile, SiteUpdate

LARGEST_FILE = 150_000
"""Bytes of the one file of sites, uncompressed: every reporter's page fetches it, on a poor connection too."""


def sites_file(session: Session) -> SitesFile:
    """What every reporter's page fetches."""
    return SitesFile(
        sites=[
            SiteOpen(
                site=site.site,
                name=site.name,
                native_name=site.native_name,
                address=site.address,
                country=site.country,
            )
            for site in open_sites(session)
        ]
    )


def add_site(session: Session, actor: Actor, *, wanted: SiteCreate) -> Site:
    """Add one site. Raises Forbidden, SiteTwin, SitesFileFull."""
    can_keep_sites(actor).enforce()
    site = Site(site=new_id(), **wanted.model_dump())
    _store(session, site)
    if site.open_for_filing:
        check_file(session)
    return site


def change_site(session: Session, actor: Actor, *, site: Site, wanted: SiteUpdate) -> Site:
    """Change what `wanted` names of a site that the caller holds locked. Raises what `add_site` raises."""
    can_keep_sites(actor).enforce()
    for name, value in wanted.model_dump(exclude_none=True).items():
        setattr(site, name, value)
    site.version += 1
    _store(session, site)
    if site.open_for_filing:
        check_file(session)
    return site


def _store(session: Session, site: Site) -> None:
    try:
        with session.begin_nested():
            session.add(site)
    except IntegrityError as error:
        raise SiteTwin from error


def check_file(session: Session) -> None:
    """Raises SitesFileFull when the file of sites has become too large for a poor connection."""
    # Two that each fit could together be too many: writers that open sites stand in line until they commit.
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext('remedy.sites-file'))"))
    if len(sites_file(session).model_dump_json().encode()) > LARGEST_FILE:
        raise SitesFileFull
