"""Every change of the supply chain. Actions flush and never commit."""

from remedy_api.supply_chain.actions.sites_file import LARGEST_FILE

__all__ = ["LARGEST_FILE"]
