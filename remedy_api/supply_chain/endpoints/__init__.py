"""The supply chain over HTTP: the public file of sites at both doors, everything else at casework."""

from remedy_api.supply_chain.endpoints import companies, contracts, files, links, public_file, sites

public = public_file.router
# Files come before single sites: "export" is no id.
routers = (files.router, sites.router, links.router, companies.router, contracts.router)

__all__ = ["public", "routers"]
