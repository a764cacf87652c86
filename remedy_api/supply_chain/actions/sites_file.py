"""The one file of sites that every reporter's page fetches."""

from sqlalchemy import text
from sqlmodel import Session

from remedy_api.supply_chain.errors import SitesFileFull
from remedy_api.supply_chain.queries.sites import open_sites
from remedy_api.supply_chain.schemas.site import SiteOpen, SitesFile

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


def check_file(session: Session) -> None:
    """Raises SitesFileFull when the file of sites has become too large for a poor connection."""
    # Two that each fit could together be too many: writers that open sites stand in line until they commit.
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext('remedy.sites-file'))"))
    if len(sites_file(session).model_dump_json().encode()) > LARGEST_FILE:
        raise SitesFileFull
