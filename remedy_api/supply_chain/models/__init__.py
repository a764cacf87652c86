"""Tables of sites, the companies behind them, and what joins them."""

from remedy_api.supply_chain.models.company import CompanyProfile, CompanyWord, Product
from remedy_api.supply_chain.models.contract import Contract, ContractWord
from remedy_api.supply_chain.models.link import SupplyLink
from remedy_api.supply_chain.models.site import Site, SiteIdentifier, SiteWord

Words = type[SiteWord] | type[CompanyWord] | type[ContractWord]
"""The tables that are searched: `word`, and the id of whose word it is."""

__all__ = [
    "CompanyProfile",
    "CompanyWord",
    "Contract",
    "ContractWord",
    "Product",
    "Site",
    "SiteIdentifier",
    "SiteWord",
    "SupplyLink",
    "Words",
]
