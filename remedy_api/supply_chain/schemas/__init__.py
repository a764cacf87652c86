"""Sites, companies, products, contracts, links and paths as they travel."""

from remedy_api.supply_chain.schemas.site import SiteCreate, SiteOpen, SitePublic, SitesFile, SiteUpdate

__all__ = ["SiteCreate", "SiteOpen", "SitePublic", "SiteUpdate", "SitesFile"]
