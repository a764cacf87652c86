"""Tables of sites, the companies behind them, and what joins them."""

from remedy_api.supply_chain.models.company import CompanyProfile, CompanyWord, Product
from remedy_api.supply_chain.models.contract import Contract
from remedy_api.supply_chain.models.link import SupplyLink
from remedy_api.supply_chain.models.site import Site, SiteIdentifier, SiteWord

__all__ = ["CompanyProfile", "CompanyWord", "Contract", "Product", "Site", "SiteIdentifier", "SiteWord", "SupplyLink"]
