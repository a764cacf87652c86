"""Who sees, adds and changes what of the supply chain: decisions about people, and the one row filter of every list."""

from remedy_api.supply_chain.policy.decisions import (
    can_add,
    can_add_companies,
    can_change,
    can_confirm_contracts,
    can_keep_contracts_of,
    can_keep_sites,
    can_open_for_filing,
    can_see,
    can_see_contracts,
    can_see_paths,
    source_for,
)
from remedy_api.supply_chain.policy.people import buyers_of, companies_of, keeps, shown_only
from remedy_api.supply_chain.policy.reach import shown
from remedy_api.supply_chain.policy.visible import visible_companies, visible_contracts, visible_links, visible_sites

__all__ = [
    "buyers_of",
    "can_add",
    "can_add_companies",
    "can_change",
    "can_confirm_contracts",
    "can_keep_contracts_of",
    "can_keep_sites",
    "can_open_for_filing",
    "can_see",
    "can_see_contracts",
    "can_see_paths",
    "companies_of",
    "keeps",
    "shown",
    "shown_only",
    "source_for",
    "visible_companies",
    "visible_contracts",
    "visible_links",
    "visible_sites",
]
